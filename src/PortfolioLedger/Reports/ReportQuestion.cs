using System.Collections.Immutable;
using Microsoft.Extensions.Primitives;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Reports;
using PortfolioLedger.Http.Problems;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Reports;

/// <summary>What a report asks of the views, and what is wrong with it.</summary>
/// <param name="View">The view it shows.</param>
/// <param name="Subject">The key in the view's path; null where it has none.</param>
/// <param name="Definition">What was saved.</param>
internal sealed record ReportQuestion(View View, string? Subject, ReportDefinition Definition)
{
    private static string UnknownView =>
        $"must be one of {Texts.Listed(ViewCatalogue.All.Select(v => v.Path))}";

    /// <summary>The question of a report; a problem when this release has no such view.</summary>
    public static ReportQuestion Of(ReportDefinition definition) =>
        ViewCatalogue.Find(definition.View) is var (view, subject)
            ? new(ReadProblem.Checked(ViewQuery.VersionName, () => Versioned(view, definition)),
                subject, definition)
            : throw ReadProblem.Invalid("view", UnknownView);

    /// <summary>Each field that the view does not understand, with what would be right.</summary>
    public static IEnumerable<FieldFault> Faults(ReportDefinition definition)
    {
        if (ViewCatalogue.Find(definition.View) is not var (view, subject))
            return [new("/view", UnknownView)];
        if (Wrong(() => Versioned(view, definition)) is { } unknown)
            return [new($"/parameters/{ViewQuery.VersionName}", unknown)];
        var question = new ReportQuestion(Versioned(view, definition), subject, definition);
        return [.. question.OfView(), .. question.OfParameters(), .. question.OfFilters(),
            .. question.OfColumns(), .. question.OfOrder()];
    }

    /// <summary>The question as a query of the API.</summary>
    /// <param name="when">Which book: parameters of the as-of question.</param>
    public QueryCollection Query(params IEnumerable<(string Name, string Text)> when)
    {
        var query = when.ToDictionary(w => w.Name, w => new StringValues(w.Text));
        foreach (var (name, text) in Definition.Parameters ?? Ordered.ByText<string>())
            query[name] = text;
        foreach (var (name, texts) in Definition.Filters ?? Ordered.ByText<ImmutableArray<string>>())
            query[name] = new([.. texts]);
        if (Definition.Sort is { } sort)
            query[ItemQuery.SortName] = sort;
        if (Definition.Limit is { } limit)
            query[ItemQuery.LimitName] = $"{limit}";
        return new QueryCollection(query);
    }

    /// <summary>The columns of a result.</summary>
    /// <param name="all">The whole list: keys of maps are columns too.</param>
    public ImmutableArray<ItemColumn> Columns(ImmutableArray<object> all)
    {
        var known = ItemColumns.Of(View.ItemType, all);
        return Definition.Columns is not { } names ? known
            : [.. names.Select(name => known.FirstOrDefault(c => c.Name == name)
                ?? new ItemColumn([.. name.Split('.')], typeof(object)))];
    }

    private IEnumerable<FieldFault> OfView() =>
        Subject is null || Key.TryParse(Subject, out _) ? []
            : [new("/view", $"must end with a key: {Key.Form}")];

    /// <summary>The version of the view that the report asks for; the newest if it does not say.</summary>
    private static View Versioned(View view, ReportDefinition definition) =>
        definition.Parameters?.GetValueOrDefault(ViewQuery.VersionName) is { } version
            ? view.AtVersion(version) : view;

    private IEnumerable<FieldFault> OfParameters()
    {
        var given = Definition.Parameters ?? Ordered.ByText<string>();
        foreach (var parameter in View.Parameters.Where(p => p.IsRequired && !given.ContainsKey(p.Name)))
            yield return new($"/parameters/{parameter.Name}",
                $"is required by {View.Path}, for example \"{parameter.Example}\"");
        foreach (var (name, text) in given)
            if (name == ViewQuery.VersionName)
                continue;
            else if (View.Parameters.FirstOrDefault(p => p.Name == name) is not { } parameter)
                yield return new($"/parameters/{name}", View.Parameters.IsEmpty
                    ? $"does not exist: {View.Path} takes no parameters"
                    : $"does not exist; {View.Path} takes {Texts.Listed(View.Parameters.Select(p => p.Name))}");
            else if (Wrong(() => parameter.Read(text)) is { } wrong)
                yield return new($"/parameters/{name}", wrong);
    }

    private IEnumerable<FieldFault> OfFilters()
    {
        ImmutableArray<ItemField> fields = [.. ViewQuery.FiltersOf(View)];
        foreach (var (name, texts) in Definition.Filters ?? Ordered.ByText<ImmutableArray<string>>())
            if (fields.FirstOrDefault(f => f.Name == name) is not { } field)
                yield return new($"/filters/{name}", fields.IsEmpty
                    ? $"does not exist: {View.Path} has no list"
                    : $"is no field of the items; there are {Texts.Listed(fields.Select(f => f.Name))}");
            else
                foreach (var (i, text) in texts.Index())
                    if (Wrong(() => field.Parse(text)) is { } wrong)
                        yield return new($"/filters/{name}/{i}", wrong);
    }

    private IEnumerable<FieldFault> OfColumns() =>
        from named in (Definition.Columns ?? []).Index()
        where !ItemColumns.IsName(View.ItemType, named.Item)
        select new FieldFault($"/columns/{named.Index}", $"'{named.Item}' is no column of {View.Path}; "
            + $"there are {Texts.Listed(ItemColumns.NamesOf(View.ItemType))}");

    private IEnumerable<FieldFault> OfOrder()
    {
        if (Definition.Sort is { } sort)
            if (!View.IsList)
                yield return new("/sort", $"does not exist: {View.Path} has no list");
            else if (Wrong(() => ItemQuery.ReadOrder(sort, View.Fields)) is { } wrong)
                yield return new("/sort", wrong);
        if (Definition.Limit is { } limit)
            if (!View.IsList)
                yield return new("/limit", $"does not exist: {View.Path} has no list");
            else if (limit is < 1 or > ItemQuery.MaxItems)
                yield return new("/limit", $"must lie between 1 and {ItemQuery.MaxItems}");
    }

    private static string? Wrong<T>(Func<T> read)
    {
        try
        {
            read();
            return null;
        }
        catch (FormatException wrong)
        {
            return wrong.Message;
        }
    }
}
