using System.Collections.Immutable;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Reports;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Reports;

/// <summary>What a saved report asks of the views.</summary>
internal static class ReportRequest
{
    /// <summary>Said of a view that this release does not have.</summary>
    public static string UnknownView =>
        $"must be one of {Texts.Listed(ViewCatalogue.All.Select(v => v.Path))}";

    /// <summary>
    /// The whole list that a report asks for, or why this release cannot answer it.
    /// </summary>
    public static Result<ViewRequest> From(Key portfolio, ReportDefinition definition) =>
        Read(portfolio, definition, new([
            .. (definition.Parameters ?? Ordered.ByText<string>()).Select(p => One(p.Key, p.Value)),
            .. (definition.Filters ?? Ordered.ByText<ImmutableArray<string>>())
                .Select(f => (f.Key, f.Value)),
            .. definition.Sort is { } sort ? [One(ItemQuery.SortName, sort)] : Nothing,
            .. definition.Limit is { } limit ? [One(ItemQuery.LimitName, $"{limit}")] : Nothing,
        ]));

    /// <summary>The view of a report with these parameters.</summary>
    public static Result<ViewRequest> Read(
        Key portfolio, ReportDefinition definition, ParameterTexts given)
    {
        if (ViewCatalogue.Find(definition.View) is not var (view, subject))
            return QueryFault.Invalid("view", UnknownView);
        return ViewRequestReader.Read(portfolio, view, subject, given)
            .IsFound(out var request, out var fault)
            ? request with { IsWhole = true } : fault;
    }

    /// <summary>The columns of a result.</summary>
    /// <param name="definition">Which it names; all if it does not say.</param>
    /// <param name="itemType">Of the view.</param>
    /// <param name="all">The whole list: keys of maps are columns too.</param>
    public static ImmutableArray<ItemColumn> ColumnsOf(
        ReportDefinition definition, Type itemType, ImmutableArray<object> all)
    {
        // When words were erased is told by whoever shows a result: what is kept stays as it is.
        ImmutableArray<ItemColumn> known =
            [.. ItemColumns.For(itemType, all).Where(c => !c.IsBeside)];
        return definition.Columns is not { } names ? known
            : [.. names.Select(name => known.FirstOrDefault(c => c.Name == name)
                ?? new ItemColumn([.. name.Split('.')], typeof(object)))];
    }

    private static readonly (string, ImmutableArray<string>)[] Nothing = [];

    private static (string, ImmutableArray<string>) One(string name, string text) => (name, [text]);
}
