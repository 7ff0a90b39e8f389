using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Portfolios;
using PortfolioLedger.Core.Scoring;

namespace PortfolioLedger.Core.Views;

/// <summary>The scoring model of a ranking.</summary>
/// <param name="Key">Of the model.</param>
/// <param name="Version">Of the model.</param>
/// <param name="ReleasedAt">The position of its release.</param>
public sealed record RankingModel(Key Key, int Version, long? ReleasedAt);

/// <summary>One ranked initiative.</summary>
/// <param name="Rank">From 1, the best.</param>
/// <param name="Initiative">Which.</param>
/// <param name="Name">For people.</param>
/// <param name="Score">Null when no remaining cost divides its value: then it comes first.</param>
/// <param name="Funded">Whether the budget covers it.</param>
/// <param name="Budget">Approved.</param>
/// <param name="BoardPriority">The board's class.</param>
/// <param name="Criteria">What each criterion was.</param>
/// <param name="Clamped">Computed criteria that lay outside their scale, or are undefined.</param>
public sealed record RankedItem(
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

/// <summary>An initiative that cannot be ranked, and what is missing.</summary>
public sealed record IncompleteItem(Key Initiative, string Name, ImmutableArray<string> Missing);

/// <summary>What a ranking is ordered by; stored by name.</summary>
public enum RankingOrder
{
    /// <summary>The score, descending; ties by key.</summary>
    Score,
    /// <summary>The board's class, then score, then key.</summary>
    Priority,
    /// <summary>Cost of delay by job size, by the newest such model.</summary>
    Wsjf,
    /// <summary>Reach, impact and confidence by effort, by the newest such model.</summary>
    Rice,
    /// <summary>Expected commercial value by remaining development cost.</summary>
    EcvIndex,
    /// <summary>The alignment score.</summary>
    Alignment,
}

/// <summary>How a ranking is asked for.</summary>
/// <param name="By">The order.</param>
/// <param name="Period">Only budgets of this period; all if null.</param>
/// <param name="Stages">Which stages; those that count if null.</param>
/// <param name="Restated">Another model version than the one in force.</param>
/// <param name="Budget">Another budget than the portfolio's.</param>
public sealed record RankingQuestion(
    RankingOrder By = RankingOrder.Score,
    string? Period = null,
    ImmutableArray<Stage>? Stages = null,
    (ScoringModel Model, ModelVersion Version)? Restated = null,
    decimal? Budget = null
);

/// <summary>
/// Initiatives ordered by the scoring model, and which the budget covers when it is spent in that
/// order. An initiative with a missing score is incomplete and listed apart, never as zero.
/// </summary>
/// <param name="Model">
/// The model used; null when none is in force, or the order asked for needs none.
/// </param>
/// <param name="Restated">True when it is not the model in force then.</param>
/// <param name="Budget">Of the portfolio; null when none is set.</param>
/// <param name="CutLine">The last rank above the first initiative that no longer fits.</param>
/// <param name="Items">Best first.</param>
/// <param name="Incomplete">Without a rank.</param>
public sealed record Ranking(
    RankingModel? Model,
    bool Restated,
    decimal? Budget,
    int? CutLine,
    ImmutableArray<RankedItem> Items,
    ImmutableArray<IncompleteItem> Incomplete
) : IView, IListView<Ranking, RankedItem>
{
    /// <summary>Name of the view.</summary>
    public static string ViewName => "ranking";

    /// <summary>Raised whenever fields or formula change.</summary>
    public static int ViewVersion => 1;

    public Ranking Page(ImmutableArray<RankedItem> items) => this with { Items = items };

    /// <summary>The ranking of a book.</summary>
    public static Ranking Compute(Book book, RankingQuestion? question = null)
    {
        question ??= new();
        var inForce = book.Scoring.InForceOn(book.Day);
        var budget = question.Budget ?? book.Details.BudgetOn(book.Day, question.Period);
        if (RankingOrders.Choose(book, question, inForce) is not var (model, version))
            return new(null, false, budget, null, [], []);
        var known = new CriterionValues(book);
        var scored = book.CountedInitiatives(question.Stages)
            .Select(i => (Initiative: i, Score: InitiativeScore.From(known, i, version))).ToList();
        var ordered = scored.Where(s => s.Score.Complete)
            .OrderBy(s => question.By == RankingOrder.Priority
                ? s.Initiative.Priority.At(book.Day)?.Value ?? int.MaxValue : 0)
            .ThenByDescending(s => s.Score.Undefined)
            .ThenByDescending(s => s.Score.Total).ThenBy(s => s.Initiative.Key).ToList();
        var (items, cutLine) = Fund(book, ordered, budget, question.Period);
        var restated =
            question.Restated is not null
            && (
                inForce is not var (current, now)
                || current.Key != model?.Key
                || now.Version != version.Version
            );
        return new(
            model is null ? null : new(model.Key, version.Version, version.ReleasedAt),
            restated,
            budget,
            cutLine,
            items,
            [
                .. scored
                    .Where(s => !s.Score.Complete)
                    .Select(s => new IncompleteItem(
                        s.Initiative.Key,
                        s.Initiative.NameOn(book.Day),
                        s.Score.Missing
                    )),
            ]
        );
    }

    /// <summary>Spends the budget in rank order; what does not fit is skipped.</summary>
    private static (ImmutableArray<RankedItem>, int?) Fund(
        Book book,
        List<(Initiative Initiative, InitiativeScore Score)> ordered,
        decimal? budget,
        string? period
    )
    {
        var items = ImmutableArray.CreateBuilder<RankedItem>(ordered.Count);
        var left = budget;
        int? cutLine = null;
        foreach (var (initiative, score) in ordered)
        {
            var rank = items.Count + 1;
            var cost = initiative.BudgetOn(book.Day, period);
            bool? funded = left is null ? null : Math.Max(cost ?? 0, 0) <= left;
            if (funded == true)
                left -= Math.Max(cost ?? 0, 0);
            else if (funded == false)
                cutLine ??= rank - 1;
            items.Add(
                new(
                    rank,
                    initiative.Key,
                    initiative.NameOn(book.Day),
                    score.Total,
                    funded,
                    cost,
                    initiative.Priority.At(book.Day)?.Value,
                    score.Values,
                    score.Clamped
                )
            );
        }
        return (items.ToImmutable(), budget is null ? null : cutLine ?? items.Count);
    }
}
