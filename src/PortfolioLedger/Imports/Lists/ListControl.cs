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
    public static ImmutableArray<ControlTotal> Compute(ReadLists read, Book book)
    {
        var names = read.Rows.Any(r => r.Kind.Refers) ? new ListNames(book) : null;
        return
        [
            .. read.Rows.GroupBy(r => r.Kind).SelectMany(list => list.Key.Refers
                ? Compute(list.Key, [.. list.DistinctBy(r => (r.Key, r.Identity))], book, names!)
                : Compute(list.Key, [.. list.DistinctBy(r => r.Key)], book)),
        ];
    }

    /// <summary>Figures of rows about things of another list.</summary>
    private static IEnumerable<ControlTotal> Compute(
        ListKind kind, ImmutableArray<ListRow> rows, Book book, ListNames names)
    {
        decimal? Held(ListRow row, string figure) =>
            (book.Has(new(kind.Subject, row.Key)) ? row.Key
                : names.Find(book, kind.Subject, row.Id)) is { } key
            && book.Has(new(kind.Subject, key)) ? kind.Held!(book, names, key, row, figure) : null;
        yield return Total(
            kind, "count", rows.Length, rows.Count(r => Held(r, "count") is not null));
        foreach (var figure in kind.Fields.Where(f => f.Sums))
            if (rows.Where(r => r.Cell(figure.Name) is not null).ToArray()
                is { Length: > 0 } stating)
                yield return Total(kind, figure.Name,
                    stating.Sum(r => r.Each(figure.Name).Sum(c => c.AsNumber)),
                    stating.Sum(r => Held(r, figure.Name) ?? 0));
    }

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
