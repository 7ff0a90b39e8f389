using System.Collections.Immutable;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Reports;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Reports;

/// <summary>What is wrong with the definition of a report, before it is recorded.</summary>
/// <param name="view">The view it shows.</param>
/// <param name="subject">The key in the view's path; null where it has none.</param>
/// <param name="definition">What is to be saved.</param>
internal sealed class ReportDefinitionFaults(
    ViewDefinition view, string? subject, ReportDefinition definition)
{
    /// <summary>Each field that the view does not understand, with what would be right.</summary>
    public static IEnumerable<FieldFault> From(ReportDefinition definition)
    {
        if (ViewCatalogue.Find(definition.View) is not var (view, subject))
            return [new("/view", ReportRequest.UnknownView)];
        if (Wrong(() => Versioned(view, definition)) is { } unknown)
            return [new($"/parameters/{ViewRequestReader.VersionName}", unknown)];
        var check = new ReportDefinitionFaults(Versioned(view, definition), subject, definition);
        return [.. check.OfView(), .. check.OfParameters(), .. check.OfFilters(),
            .. check.OfColumns(), .. check.OfOrder()];
    }

    private IEnumerable<FieldFault> OfView() =>
        subject is null || Key.TryParse(subject, out _) ? []
            : [new("/view", $"must end with a key: {Key.Form}")];

    /// <summary>
    /// The version of the view that the report asks for; the newest if it does not say.
    /// </summary>
    private static ViewDefinition Versioned(ViewDefinition view, ReportDefinition definition) =>
        definition.Parameters?.GetValueOrDefault(ViewRequestReader.VersionName) is { } version
            ? view.AtVersion(version) : view;

    private IEnumerable<FieldFault> OfParameters()
    {
        var given = definition.Parameters ?? Ordered.ByText<string>();
        foreach (var parameter in view.Parameters.Where(
            p => p.IsRequired && !given.ContainsKey(p.Name)))
            yield return new($"/parameters/{parameter.Name}",
                $"is required by {view.Path}, for example \"{parameter.Example}\"");
        foreach (var (name, text) in given)
            if (name == ViewRequestReader.VersionName)
                continue;
            else if (view.Parameters.FirstOrDefault(p => p.Name == name) is not { } parameter)
                yield return new($"/parameters/{name}", view.Parameters.IsEmpty
                    ? $"does not exist: {view.Path} takes no parameters"
                    : $"does not exist; {view.Path} takes "
                        + Texts.Listed(view.Parameters.Select(p => p.Name)));
            else if (Wrong(() => parameter.Read(text)) is { } wrong)
                yield return new($"/parameters/{name}", wrong);
    }

    private IEnumerable<FieldFault> OfFilters()
    {
        ImmutableArray<ItemField> fields = [.. ViewRequestReader.FiltersOf(view)];
        foreach (var (name, texts) in definition.Filters
            ?? Ordered.ByText<ImmutableArray<string>>())
            if (fields.FirstOrDefault(f => f.Name == name) is not { } field)
                yield return new($"/filters/{name}", fields.IsEmpty
                    ? $"does not exist: {view.Path} has no list"
                    : "is no field of the items; there are "
                        + Texts.Listed(fields.Select(f => f.Name)));
            else
                foreach (var (i, text) in texts.Index())
                    if (Wrong(() => ItemFilter.Read(field, [text])) is { } wrong)
                        yield return new($"/filters/{name}/{i}", wrong);
    }

    private IEnumerable<FieldFault> OfColumns() =>
        from named in (definition.Columns ?? []).Index()
        where !ItemColumns.IsName(view.ItemType, named.Item)
        select new FieldFault($"/columns/{named.Index}",
            $"'{named.Item}' is no column of {view.Path}; "
            + $"there are {Texts.Listed(ItemColumns.NamesOf(view.ItemType))}");

    private IEnumerable<FieldFault> OfOrder()
    {
        if (definition.Sort is { } sort)
            if (!view.IsList)
                yield return new("/sort", $"does not exist: {view.Path} has no list");
            else if (Wrong(() => ItemQuery.ReadOrder(sort, view.Fields)) is { } wrong)
                yield return new("/sort", wrong);
        if (definition.Limit is { } limit)
            if (!view.IsList)
                yield return new("/limit", $"does not exist: {view.Path} has no list");
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
