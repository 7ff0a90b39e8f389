using PortfolioLedger.Core.ValueStreams;

namespace PortfolioLedger.Core.Views;

/// <summary>One value stream and what it needs.</summary>
public sealed record RankedValueStream(
    Key ValueStream,
    string Name,
    decimal? Importance,
    decimal? TangibleShare,
    decimal? Money,
    decimal? Fte,
    decimal? MoneyShare,
    decimal? FteShare,
    decimal? Priority,
    int? Rank
);

/// <summary>
/// Value streams by <c>priority = importance / (½·money share + ½·FTE share)</c>. Importance is
/// divided by its sum over all that are not retired; where it cannot be computed the priority is
/// unknown and comes last.
/// </summary>
public sealed record ValueStreamRanking(ImmutableArray<RankedValueStream> Items)
    : IView, IListView<ValueStreamRanking, RankedValueStream>
{
    /// <summary>Name of the view.</summary>
    public static string ViewName => "value-streams";

    /// <summary>Raised whenever fields or formula change.</summary>
    public static int ViewVersion => 1;

    public ValueStreamRanking Page(ImmutableArray<RankedValueStream> items) => new(items);

    /// <summary>The value streams of a book, of one period or over all.</summary>
    public static ValueStreamRanking Compute(Book book, string? period = null)
    {
        var streams = book
            .ValueStreams.ActiveOn(book.Day)
            .Select(v => (Stream: v, Needs: Needs(v, book.Day, period)))
            .ToList();
        var importance = streams.Sum(s => s.Stream.Importance.At(book.Day)?.Value.Value.Value ?? 0);
        var money = streams.Sum(s => s.Needs?.Money ?? 0);
        var fte = streams.Sum(s => s.Needs?.Fte ?? 0);
        var rows = streams.Select(s => Row(s.Stream, s.Needs, book.Day, importance, money, fte))
            .OrderByDescending(r => r.Priority.HasValue).ThenByDescending(r => r.Priority)
            .ThenBy(r => r.ValueStream);
        return new([.. rows.Select((r, i) => r.Priority is null ? r : r with { Rank = i + 1 })]);
    }

    private static RankedValueStream Row(
        ValueStream stream,
        (decimal Money, decimal Fte)? needs,
        DateOnly day,
        decimal allImportance,
        decimal allMoney,
        decimal allFte
    )
    {
        var assessed = stream.Importance.At(day)?.Value;
        var importance =
            assessed is null || allImportance == 0
                ? (decimal?)null
                : assessed.Value.Value / allImportance;
        var moneyShare =
            needs is null || allMoney == 0 ? (decimal?)null : needs.Value.Money / allMoney;
        var fteShare = needs is null || allFte == 0 ? (decimal?)null : needs.Value.Fte / allFte;
        var need = ((moneyShare ?? 0) + (fteShare ?? 0)) / 2;
        return new(
            stream.Key,
            stream.NameOn(day),
            importance,
            assessed?.TangibleShare?.Value,
            needs?.Money,
            needs?.Fte,
            moneyShare,
            fteShare,
            importance is null || need == 0 ? null : importance / need,
            null
        );
    }

    private static (decimal Money, decimal Fte)? Needs(
        ValueStream stream,
        DateOnly day,
        string? period
    )
    {
        (decimal Money, decimal Fte)? sum = null;
        foreach (var (key, register) in stream.Resources)
            if ((period is null || key == period) && register.At(day)?.Value is { } stated)
                sum = ((sum?.Money ?? 0) + stated.Money.Amount, (sum?.Fte ?? 0) + stated.Fte);
        return sum;
    }
}
