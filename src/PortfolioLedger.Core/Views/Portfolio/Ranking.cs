using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Scoring;

namespace PortfolioLedger.Core.Views;

/// <summary>The scoring model of a ranking.</summary>
/// <param name="Key">Of the model.</param>
/// <param name="Version">Of the model.</param>
/// <param name="ReleasedAt">The position of its release.</param>
public sealed record RankingModel(Key Key, int Version, long? ReleasedAt);

/// <summary>Why no budget goes to a ranked initiative.</summary>
public enum NotFunded
{
    /// <summary>It is deferred, and the day to look at it again has not come.</summary>
    Deferred,
    /// <summary>It is paused, and the day by which it was to go on has passed.</summary>
    Paused,
    /// <summary>What is left of the budget in its place does not cover it.</summary>
    DoesNotFit,
}

/// <summary>One ranked initiative.</summary>
/// <param name="Rank">From 1, the best.</param>
/// <param name="Initiative">Which.</param>
/// <param name="Name">For people.</param>
/// <param name="Score">Null when no remaining cost divides its value: then it comes first.</param>
/// <param name="Stage">Where it stands in its life.</param>
/// <param name="Funded">
/// Whether the budget covers it; null without a budget of the portfolio. What is deferred or paused
/// past its day never is.
/// </param>
/// <param name="NotFunded">Why it is not funded; null when it is, or when that is unknown.</param>
/// <param name="NotFundedDay">
/// When a deferred one is looked at again, or by when a paused one was to go on.
/// </param>
/// <param name="Budget">Approved.</param>
/// <param name="RequestedBudget">Requested.</param>
/// <param name="CostBasis">
/// What it takes of the budget: what is approved, or what is requested as long as nothing is.
/// </param>
/// <param name="BoardPriority">The board's class.</param>
/// <param name="Criteria">What each criterion was.</param>
/// <param name="Clamped">Computed criteria that lay outside their scale, or are undefined.</param>
public sealed record RankedItem(
    int Rank,
    Key Initiative,
    string Name,
    decimal? Score,
    Stage Stage,
    bool? Funded,
    NotFunded? NotFunded,
    DateOnly? NotFundedDay,
    decimal? Budget,
    decimal? RequestedBudget,
    CostBasis CostBasis,
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
/// order: on what is approved, and on what is requested where nothing is approved yet. An
/// initiative with a missing score is incomplete and listed apart, never as zero.
/// </summary>
/// <param name="Model">
/// The model used; null when none is in force, or the order asked for needs none.
/// </param>
/// <param name="Restated">True when it is not the model in force then.</param>
/// <param name="Stages">Initiatives in these stages are in it.</param>
/// <param name="Budget">Of the portfolio; null when none is set.</param>
/// <param name="CutLine">The last rank above the first initiative that no longer fits.</param>
/// <param name="Items">Best first.</param>
/// <param name="Incomplete">Without a rank.</param>
public sealed record Ranking(
    RankingModel? Model,
    bool Restated,
    ImmutableArray<Stage> Stages,
    decimal? Budget,
    int? CutLine,
    ImmutableArray<RankedItem> Items,
    ImmutableArray<IncompleteItem> Incomplete
) : IView, IListView<Ranking, RankedItem>
{
    /// <summary>Name of the view.</summary>
    public static string ViewName => "ranking";

    /// <summary>Raised whenever fields or formula change.</summary>
    public static int ViewVersion => 2;

    public Ranking Page(ImmutableArray<RankedItem> items) => this with { Items = items };

    /// <summary>The ranking of a book.</summary>
    public static Ranking Compute(Book book, RankingQuestion? question = null)
    {
        question ??= new();
        var scored = ScoredInitiatives.In(book, question);
        var (items, cutLine) = Fund(book, scored, question.Period);
        return new(scored.Model, scored.Restated, Initiatives.Stages.Covered(question.Stages),
            scored.Budget, cutLine, items, scored.Incomplete);
    }

    /// <summary>
    /// Spends the budget in rank order; what does not fit is skipped, and so is what takes no money
    /// for now: it does not end the line of what fits.
    /// </summary>
    private static (ImmutableArray<RankedItem>, int?) Fund(
        Book book, ScoredInitiatives scored, string? period)
    {
        var items = ImmutableArray.CreateBuilder<RankedItem>(scored.Ordered.Length);
        var left = scored.Budget;
        int? cutLine = null;
        foreach (var (initiative, score) in scored.Ordered)
        {
            var rank = items.Count + 1;
            var cost = initiative.CostOn(book.Day, period);
            var held = initiative.HeldBackOn(book.Day);
            bool? funded = held is not null ? false
                : left is null ? null : Math.Max(cost.Amount ?? 0, 0) <= left;
            if (funded == true)
                left -= Math.Max(cost.Amount ?? 0, 0);
            else if (funded == false && held is null)
                cutLine ??= rank - 1;
            items.Add(new(
                rank, initiative.Key, initiative.NameOn(book.Day), score.Total,
                initiative.StageOn(book.Day), funded, funded == false ? WhyNot(held) : null,
                held?.Day,
                initiative.BudgetOn(book.Day, period), initiative.RequestedOn(book.Day, period),
                cost.Basis, initiative.Priority.At(book.Day)?.Value, score.Values, score.Clamped));
        }
        return (items.ToImmutable(),
            scored.Budget is null || !scored.IsOrdered ? null : cutLine ?? items.Count);
    }

    private static NotFunded WhyNot(HeldBack? held) => held?.Reason switch
    {
        null => NotFunded.DoesNotFit,
        HoldReason.Deferred => NotFunded.Deferred,
        HoldReason.Paused => NotFunded.Paused,
        { } other => throw Enumeration<HoldReason>.Undeclared(other),
    };
}
