using System.Collections.Immutable;
using System.Text;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Http.Problems;

namespace PortfolioLedger.Querying;

/// <summary>The query of a request for a view, read and checked.</summary>
/// <param name="AsOf">Which book.</param>
/// <param name="Arguments">The view's own parameters.</param>
/// <param name="Items">Filters, order and page length.</param>
/// <param name="CursorText">Where the page begins.</param>
/// <param name="FormatName">As given by <c>?format=</c>.</param>
/// <param name="Selection">Filters and sort as given.</param>
internal sealed record ViewQuery(
    AsOfQuestion AsOf, Arguments Arguments, ItemQuery Items, string? CursorText, string? FormatName,
    ImmutableArray<(string Name, string Text)> Selection)
{
    /// <summary>
    /// The parameter that asks for an earlier version of a view; <c>version</c> is a field of items.
    /// </summary>
    public const string VersionName = "viewVersion";

    private static readonly ImmutableArray<string> OfAll =
        [AsOfQuestion.AsOfName, AsOfQuestion.PositionName, AsOfQuestion.EffectiveName,
            Format.ParameterName, VersionName];

    private static readonly ImmutableArray<string> OfLists = [ItemQuery.LimitName, Cursor.Name,
        ItemQuery.SortName];

    /// <summary>Nothing is said.</summary>
    public static readonly ViewQuery Empty =
        new(new(null, null, null), Arguments.None, ItemQuery.Everything, null, null, []);

    /// <summary>
    /// Reads the query; a <see cref="ProblemException"/> names the parameter that is wrong.
    /// </summary>
    public static ViewQuery Read(View view, IQueryCollection query)
    {
        if (query.Count == 0 && !view.Parameters.Any(p => p.IsRequired))
            return Empty;
        var allowed = NamesOf(view).ToImmutableArray();
        foreach (var (name, texts) in query)
        {
            if (!allowed.Contains(name))
                throw ReadProblem.Invalid(name,
                    $"does not exist here; there are {Texts.Listed(allowed)}", "unknown-parameter");
            if (texts.Count > 1 && (view.Fields.All(f => f.Name != name) || IsReserved(view, name)))
                throw ReadProblem.Invalid(name, "must be given once");
        }
        return new(
            new(One(query, AsOfQuestion.AsOfName), One(query, AsOfQuestion.PositionName),
                One(query, AsOfQuestion.EffectiveName)),
            ArgumentsOf(view, query), ItemsOf(view, query), One(query, Cursor.Name),
            One(query, Format.ParameterName), Selected(view, query));
    }

    /// <summary>
    /// The version of a view that a query asks for, the newest if none; a
    /// <see cref="ProblemException"/> names those there are.
    /// </summary>
    public static View Asked(View view, IQueryCollection query) =>
        One(query, VersionName) is { } text
            ? ReadProblem.Checked(VersionName, () => view.AtVersion(text)) : view;

    /// <summary>Every query parameter a view takes.</summary>
    public static IEnumerable<string> NamesOf(View view) => OfAll
        .Concat(view.Parameters.Select(p => p.Name)).Concat(view.IsList ? OfLists : [])
        .Concat(FiltersOf(view).Select(f => f.Name));

    /// <summary>The fields that are filters: parameters of the same name come first.</summary>
    public static IEnumerable<ItemField> FiltersOf(View view) =>
        view.Fields.Where(f => !IsReserved(view, f.Name));

    /// <summary>
    /// Portfolio, view, parameters, filters and sort as one text: what a cursor continues.
    /// </summary>
    public string QuestionOf(Key portfolio, View view, string subject)
    {
        var text = new StringBuilder($"{portfolio}/{view.Path}/{view.Version}/{subject}?");
        foreach (var (name, value) in Arguments.Given.Concat(Selection))
            text.Append(name).Append('=').Append(Uri.EscapeDataString(value)).Append('&');
        return text.ToString();
    }

    private static bool IsReserved(View view, string name) =>
        OfAll.Contains(name) || OfLists.Contains(name) || view.Parameters.Any(p => p.Name == name);

    private static string? One(IQueryCollection query, string name) =>
        query.TryGetValue(name, out var texts) ? texts.ToString() : null;

    private static Arguments ArgumentsOf(View view, IQueryCollection query)
    {
        var arguments = Arguments.None;
        foreach (var parameter in view.Parameters)
            if (One(query, parameter.Name) is { } text)
                arguments = arguments.With(parameter,
                    ReadProblem.Checked(parameter.Name, () => parameter.Read(text)), text);
            else if (parameter.IsRequired)
                throw ReadProblem.Invalid(parameter.Name,
                    $"is required, for example {parameter.Name}={parameter.Example}");
        return arguments;
    }

    private static ItemQuery ItemsOf(View view, IQueryCollection query)
    {
        if (!view.IsList)
            return ItemQuery.Everything;
        var filters = FiltersOf(view).Where(f => query.ContainsKey(f.Name)).Select(f => (f,
            query[f.Name].Select(t => ReadProblem.Checked(f.Name, () => f.Parse(t!)))
                .ToImmutableArray()));
        var order = One(query, ItemQuery.SortName) is { } sort
            ? ReadProblem.Checked(ItemQuery.SortName, () => ItemQuery.ReadOrder(sort, view.Fields))
                : [];
        int? limit = One(query, ItemQuery.LimitName) is { } text
            ? ReadProblem.Checked(ItemQuery.LimitName, () => ItemQuery.ReadLimit(text)) : null;
        return new([.. filters], order, limit);
    }

    private static ImmutableArray<(string, string)> Selected(View view, IQueryCollection query) =>
        [.. FiltersOf(view).Select(f => f.Name).Append(ItemQuery.SortName).SelectMany(name =>
            query.TryGetValue(name, out var texts) ? texts.Select(t => (name, t!)) : [])];
}
