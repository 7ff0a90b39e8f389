using System.Collections.Immutable;
using PortfolioLedger.Imports.Lists;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Imports;

/// <summary>
/// A mapping as somebody adjusts it for one file: which of its lists the file holds, and what
/// columns are whose headers it does not know.
/// </summary>
internal static class HandMapping
{
    /// <summary>
    /// The mapping for a file that holds this list alone; a <see cref="FormatException"/> when it
    /// has no such list.
    /// </summary>
    public static IMapping OfList(IMapping mapping, string? list) => list is null ? mapping
        : mapping is not ListMapping lists
            ? throw new FormatException($"is not for '{mapping.Name}', which reads one history")
        : lists.Lists.FirstOrDefault(l => l.Of == list) is { } chosen
            ? lists with { Lists = [chosen] }
        : throw new FormatException(
            $"must be one of {string.Join(", ", lists.Lists.Select(l => l.Of))}");

    /// <summary>
    /// The mapping with these columns, which count before its own; a
    /// <see cref="FormatException"/> says what cannot be.
    /// </summary>
    /// <param name="mapping">With one list, or of a history.</param>
    /// <param name="columns">What each header stands for.</param>
    public static IMapping WithColumns(
        IMapping mapping, ImmutableSortedDictionary<string, string> columns)
    {
        if (columns.IsEmpty)
            return mapping;
        IMapping mapped = mapping switch
        {
            Mapping history => history with { Columns = columns },
            ListMapping { Lists: [var only] } lists =>
                lists with { Lists = [only with { Columns = columns }] },
            _ => throw new FormatException(
                "needs 'list' beside it, which says what the rows of the file are"),
        };
        string[] faults = mapped switch
        {
            Mapping history => [.. MappingRules.Faults(history)],
            var lists => [.. ListMappingRules.Faults((ListMapping)lists)],
        };
        return faults.Length == 0 ? mapped
            : throw new FormatException($"cannot be used: {string.Join("; ", faults)}");
    }

    /// <summary>
    /// Columns as parameters write them, <c>Projekt=name,Nr=externalId</c>; a comma of a header is
    /// written <c>\,</c>.
    /// </summary>
    public static ImmutableSortedDictionary<string, string> Parse(string text)
    {
        // The whole text comes first where there are several.
        string[] parts = [.. Texts.SeveralTexts(text)];
        var columns = ImmutableSortedDictionary.CreateBuilder<string, string>(
            StringComparer.Ordinal);
        foreach (var part in parts.Length > 1 ? parts[1..] : parts)
            if (part.LastIndexOf('=') is > 0 and var at && part[(at + 1)..].Trim().Length > 0)
                columns[part[..at].Trim()] = part[(at + 1)..].Trim();
            else
                throw new FormatException($"must say what each column is, like Projekt=name or "
                    + $"Notiz=ignore, not '{part}'");
        return columns.ToImmutable();
    }
}
