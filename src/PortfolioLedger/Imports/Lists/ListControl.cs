using System.Collections.Immutable;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Strategy;
using PortfolioLedger.Core.ValueStreams;

namespace PortfolioLedger.Imports.Lists;

/// <summary>What a file states, ready to be held against the ledger.</summary>
internal static class ListControl
{
    private static readonly ImmutableArray<string> Figures =
        ["requestedBudget", "budget", "spend", "weight", "money", "fte"];

    /// <summary>Every figure of a file against a book on the day of its lists.</summary>
    public static ImmutableArray<ControlTotal> Compute(ReadLists read, Book book) =>
    [
        .. read.Rows.GroupBy(r => r.Kind).SelectMany(list => Compute(
            list.Key, [.. list.DistinctBy(r => r.Key)], book)),
    ];

    private static IEnumerable<ControlTotal> Compute(
        ListKind kind, ImmutableArray<ListRow> rows, Book book)
    {
        yield return Total(kind, "count", rows.Length,
            rows.Count(r => book.Has(new(kind.Subject, r.Key))));
        var figures = rows.SelectMany(r => r.Cells).Where(c => Figures.Contains(c.Field))
            .GroupBy(c => (c.Field, For: c.Field == "spend" ? null : c.For))
            .OrderBy(f => f.Key.Field, StringComparer.Ordinal)
            .ThenBy(f => f.Key.For, StringComparer.Ordinal);
        foreach (var figure in figures)
        {
            var (field, @for) = figure.Key;
            var stating = rows.Where(r => r.Cells.Any(c => c.Field == field
                && (field == "spend" || c.For == @for)));
            yield return Total(kind, @for is null ? field : $"{field} {@for}",
                figure.Sum(c => c.AsNumber),
                stating.Sum(r => Held(book, r.Key, field, @for ?? "") ?? 0));
        }
    }

    private static ControlTotal Total(ListKind kind, string figure, decimal stated, decimal held) =>
        new(kind.Name, figure, stated, held, stated - held);

    private static decimal? Held(Book book, Key key, string field, string @for) => field switch
    {
        // As long as nothing is approved, the ledger holds the budget of a list as requested.
        "budget" => book.Initiatives.Find(key)?.CostOn(book.Day, @for).Amount,
        "requestedBudget" => book.Initiatives.Find(key)?.RequestedOn(book.Day, @for),
        "spend" => book.Initiatives.Find(key)?.Spend.On(book.Day),
        "weight" => book.Strategy.WeightsOn(book.Day).GetValueOrDefault(key),
        "money" => Resources(book, key, @for)?.Money.Amount,
        _ => Resources(book, key, @for)?.Fte,
    };

    private static Core.ValueStreams.Resources? Resources(Book book, Key key, string period) =>
        book.ValueStreams.Find(key)?.Resources.GetValueOrDefault(period).At(book.Day)?.Value;
}
