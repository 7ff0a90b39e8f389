using System.Collections.Immutable;
using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Querying;

/// <summary>
/// Reads a request from texts, whoever was given them: all surfaces take the same names and find
/// the same fault with a value.
/// </summary>
internal static class ViewRequestReader
{
    /// <summary>
    /// The parameter that asks for an earlier version of a view; <c>version</c> is a field of
    /// items.
    /// </summary>
    public const string VersionName = "viewVersion";

    private static readonly ImmutableArray<string> OfAll =
        [AsOf.Name, AsOf.PositionName, AsOf.EffectiveName, Format.ParameterName, VersionName];

    private static readonly ImmutableArray<string> OfLists =
        [ItemQuery.LimitName, Cursor.Name, ItemQuery.SortName];

    /// <summary>The request, or which parameter is wrong.</summary>
    /// <param name="portfolio">Of which portfolio.</param>
    /// <param name="view">What is asked for, in its newest version.</param>
    /// <param name="subject">The key of the one thing the view shows; null where it has
    /// none.</param>
    /// <param name="given">Everything else.</param>
    public static Result<ViewRequest> Read(
        Key portfolio, ViewDefinition view, string? subject, ParameterTexts given) =>
        Result.Of(() =>
    {
        if (given[VersionName] is { Length: > 1 } versions)
            throw QueryFault.Invalid(VersionName, ParameterTexts.GivenAgain(versions)).Raise();
        view = given.One(VersionName) is { } version
            ? QueryFault.Checked(VersionName, () => view.AtVersion(version)) : view;
        RequireKnown(view, given);
        return new ViewRequest(portfolio, view)
        {
            Subject = subject ?? "",
            Arguments = ArgumentsOf(view, given),
            Items = view.IsList ? ItemsOf(view, given) : ItemQuery.Everything,
            Cursor = given.One(Cursor.Name),
            Format = given.One(Format.ParameterName) is { } name
                ? Format.Named(name, Format.OfViews).OrRaise() : null,
            AsOf = AsOf.Read(given).OrRaise(),
        };
    });

    /// <summary>Every parameter a view takes.</summary>
    public static IEnumerable<string> NamesOf(ViewDefinition view) => OfAll
        .Concat(view.Parameters.Select(p => p.Name)).Concat(view.IsList ? OfLists : [])
        .Concat(FiltersOf(view).Select(f => f.Name));

    /// <summary>The fields that are filters: parameters of the same name come first.</summary>
    public static IEnumerable<ItemField> FiltersOf(ViewDefinition view) =>
        view.Fields.Where(f => !IsReserved(view, f.Name));

    private static void RequireKnown(ViewDefinition view, ParameterTexts given)
    {
        if (given.All.IsEmpty)
            return;
        var allowed = NamesOf(view).ToImmutableArray();
        foreach (var (name, texts) in given.All)
        {
            if (!allowed.Contains(name))
                throw QueryFault.Invalid(name,
                    $"does not exist here; there are {Texts.Listed(allowed)}",
                    "unknown-parameter").Raise();
            if (texts.Length > 1 && !TakesSeveral(view, name))
                throw QueryFault.Invalid(name, ParameterTexts.GivenAgain(texts)).Raise();
        }
    }

    /// <summary>
    /// Whether a parameter of a view takes several values: separated by commas, or repeated.
    /// </summary>
    public static bool TakesSeveral(ViewDefinition view, string name) =>
        view.Parameters.FirstOrDefault(p => p.Name == name) is { } own ? own.TakesSeveral
        : IsReserved(view, name) ? name == ItemQuery.SortName
        : view.Fields.Any(f => f.Name == name);

    private static bool IsReserved(ViewDefinition view, string name) =>
        OfAll.Contains(name) || OfLists.Contains(name) || view.Parameters.Any(p => p.Name == name);

    private static Arguments ArgumentsOf(ViewDefinition view, ParameterTexts given)
    {
        var arguments = Arguments.None;
        foreach (var parameter in view.Parameters)
            if (given.One(parameter.Name) is { } text)
                arguments = arguments.With(parameter,
                    QueryFault.Checked(parameter.Name, () => parameter.Read(text)), text);
            else if (parameter.IsRequired)
                throw QueryFault.Invalid(parameter.Name,
                    $"is required, for example {parameter.Name}={parameter.Example}").Raise();
        return arguments;
    }

    private static ItemQuery ItemsOf(ViewDefinition view, ParameterTexts given) => new(
        [.. FiltersOf(view).Where(f => !given[f.Name].IsEmpty).Select(f =>
            QueryFault.Checked(f.Name, () => ItemFilter.Read(f, given[f.Name])))],
        given.One(ItemQuery.SortName) is { } sort
            ? QueryFault.Checked(ItemQuery.SortName, () =>
                ItemQuery.ReadOrder(sort, view.Fields)) : [],
        given.One(ItemQuery.LimitName) is { } limit
            ? QueryFault.Checked(ItemQuery.LimitName, () => ItemQuery.ReadLimit(limit)) : null);
}
