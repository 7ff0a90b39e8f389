using PortfolioLedger.Core.Initiatives;

namespace PortfolioLedger.Core.Views.Earlier;

/// <summary>
/// Version 1 of <see cref="RankedItem"/>: without stage, requested money and the reason.
/// </summary>
public sealed record RankedItemV1(
    int Rank,
    Key Initiative,
    string Name,
    decimal? Score,
    bool? Funded,
    decimal? Budget,
    int? BoardPriority,
    ImmutableSortedDictionary<string, decimal> Criteria,
    ImmutableArray<string> Clamped
);

/// <summary>
/// Version 1 of <see cref="Ranking"/>: it spent the budget on approved money alone, and on what was
/// deferred or paused as on everything else.
/// </summary>
public sealed record RankingV1(
    RankingModel? Model,
    bool Restated,
    decimal? Budget,
    int? CutLine,
    ImmutableArray<RankedItemV1> Items,
    ImmutableArray<IncompleteItem> Incomplete
) : IVersionedView, IListView<RankingV1, RankedItemV1>
{
    /// <summary>The version.</summary>
    public static int ViewVersion => 1;

    public RankingV1 Page(ImmutableArray<RankedItemV1> items) => this with { Items = items };

    /// <summary>The ranking of a book.</summary>
    public static RankingV1 Compute(Book book, RankingQuestion? question = null)
    {
        question ??= new();
        var scored = ScoredInitiatives.In(book, question);
        var (items, cutLine) = Fund(book, scored, question.Period);
        return new(
            scored.Model, scored.Restated, scored.Budget, cutLine, items, scored.Incomplete);
    }

    /// <summary>Spends the budget in rank order; what does not fit is skipped.</summary>
    private static (ImmutableArray<RankedItemV1>, int?) Fund(
        Book book, ScoredInitiatives scored, string? period)
    {
        var items = ImmutableArray.CreateBuilder<RankedItemV1>(scored.Ordered.Length);
        var left = scored.Budget;
        int? cutLine = null;
        foreach (var (initiative, score) in scored.Ordered)
        {
            var rank = items.Count + 1;
            var cost = initiative.BudgetOn(book.Day, period);
            bool? funded = left is null ? null : Math.Max(cost ?? 0, 0) <= left;
            if (funded == true)
                left -= Math.Max(cost ?? 0, 0);
            else if (funded == false)
                cutLine ??= rank - 1;
            items.Add(new(
                rank, initiative.Key, initiative.NameOn(book.Day), score.Total, funded, cost,
                initiative.Priority.At(book.Day)?.Value, score.Values, score.Clamped));
        }
        return (items.ToImmutable(),
            scored.Budget is null || !scored.IsOrdered ? null : cutLine ?? items.Count);
    }
}
