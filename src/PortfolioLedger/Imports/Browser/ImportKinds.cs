using System.Collections.Immutable;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Imports.Jobs;
using PortfolioLedger.Imports.Lists;
using PortfolioLedger.Pages;

namespace PortfolioLedger.Imports.Browser;

/// <summary>What can be imported, to choose from.</summary>
/// <param name="Title">Of the group.</param>
/// <param name="Choices">Value and words.</param>
public sealed record ImportKindGroup(
    string Title, ImmutableArray<(string Value, string Words)> Choices);

/// <summary>
/// What a file holds: a mapping, and perhaps one of its lists (<c>current-lists/initiatives</c>).
/// </summary>
internal sealed class ImportKinds(StoredMappings stored)
{
    private const string UsualList = "current-lists/initiatives";
    private const string UsualHistory = "nyc-capital-projects";

    private const string WholeWorkbook = "a workbook with several sheets, or any of these lists";

    /// <summary>What is proposed to who has not chosen.</summary>
    /// <param name="head">The newest book; empty where the import opens the portfolio.</param>
    public static string UsualOf(Book head) => IsNew(head) ? UsualHistory : UsualList;

    /// <summary>Everything there is to choose; histories alone open a portfolio.</summary>
    public async Task<ImmutableArray<ImportKindGroup>> AllAsync(
        Book head, CancellationToken cancel)
    {
        var presets = MappingFile.Presets.Select(MappingFile.Read).ToArray();
        var histories = new ImportKindGroup("Histories",
            [.. presets.OfType<Mapping>().Select(p => (p.Name.Value, p.Source))]);
        if (IsNew(head))
            return [histories];
        var groups = ImmutableArray.CreateBuilder<ImportKindGroup>();
        groups.Add(new("Lists as they are now",
            [.. Choices((ListMapping)presets.First(p => p.Name.Value == "current-lists"))]));
        groups.Add(new("Opening balances",
            [.. presets.OfType<ListMapping>().Where(p => p.Opening).SelectMany(Choices)]));
        groups.Add(new("Exports of other programs",
        [
            .. presets.OfType<ListMapping>().Where(p => p.Lists.Length == 1)
                .Select(p => (p.Name.Value, p.Source)),
        ]));
        groups.Add(histories);
        var kept = await stored.ListAsync(head.Portfolio, cancel);
        groups.Add(new("Mappings of this portfolio", [.. kept.SelectMany(m =>
            MappingFile.Parse(m.Json, m.Name) switch
            {
                ListMapping { Lists.Length: > 1 } lists => Choices(lists),
                var one => [(one.Name.Value, $"{one.Name}: {one.Source}")],
            })]));
        return [.. groups.Where(g => !g.Choices.IsEmpty)];
    }

    /// <summary>The mapping of a choice, for the list that was chosen; null when there is none.
    /// </summary>
    public async Task<(IMapping Whole, IMapping Chosen)?> FindAsync(
        Book head, string choice, CancellationToken cancel)
    {
        var (name, list) = Parts(choice);
        if (await stored.ReadAsync(head.Portfolio, name, cancel) is not { } mapping
            || (IsNew(head) && mapping is not Mapping))
            return null;
        try
        {
            return (mapping, HandMapping.OfList(mapping, list));
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>Whether an import opens the portfolio.</summary>
    public static bool IsNew(Book head) => head.Position == 0;

    /// <summary>The mapping and the list of a choice.</summary>
    public static (string Mapping, string? List) Parts(string choice) =>
        choice.IndexOf('/', StringComparison.Ordinal) is > 0 and var at
            ? (choice[..at], choice[(at + 1)..]) : (choice, null);

    /// <summary>A mapping and a list as a choice.</summary>
    public static string Choice(string mapping, string? list) =>
        list is null ? mapping : $"{mapping}/{list}";

    private static IEnumerable<(string, string)> Choices(ListMapping mapping)
    {
        var opening = mapping.Opening ? ", as of the opening" : "";
        foreach (var list in mapping.Lists)
            yield return ($"{mapping.Name}/{list.Of}", Values.Words(list.Of) + opening);
        yield return (mapping.Name.Value, Values.Words(WholeWorkbook) + opening);
    }
}
