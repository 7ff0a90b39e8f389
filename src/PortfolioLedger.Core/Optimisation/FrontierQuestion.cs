using PortfolioLedger.Core.Initiatives;

namespace PortfolioLedger.Core.Optimisation;

/// <summary>
/// What is the best set worth for every budget? All but the objective may be absent; the rules are
/// those of the question for one budget.
/// </summary>
/// <param name="Objective">What there should be most of.</param>
/// <param name="Budget">
/// Within which funding in rank order is compared; if absent the portfolio's own budget, where
/// budgets are the cost.
/// </param>
/// <param name="BudgetByPeriod">What a set may cost in single periods, whatever it costs.</param>
/// <param name="Fte">People of a department, on every day from the day asked about on.</param>
/// <param name="FteByPeriod">People of a department, on every day of single periods.</param>
/// <param name="MustInclude">Chosen in any case.</param>
/// <param name="MustExclude">Never chosen.</param>
/// <param name="MinimumPerObjective">What must be done for single objectives.</param>
/// <param name="Cost">
/// What counts as cost; if absent the development cost for ecv, else the budget.
/// </param>
/// <param name="Stages">
/// Initiatives in these stages; those still open if absent, without what is deferred or paused past
/// its day.
/// </param>
/// <param name="AsOf">What was known then: a date or an instant.</param>
/// <param name="AsOfPosition">What was known at this position.</param>
/// <param name="EffectiveOn">What was in force on this day.</param>
/// <param name="TimeLimitSeconds">How long to search for all points, 10 s if absent.</param>
/// <param name="DropActive">
/// True lets sets be without active and paused initiatives on which money was spent; without it
/// they are kept.
/// </param>
/// <param name="Points">At most so many points, 2 to 200; 40 if absent.</param>
public sealed record FrontierQuestion(
    FundingObjective Objective, Money? Budget = null,
    ImmutableSortedDictionary<string, decimal>? BudgetByPeriod = null,
    ImmutableSortedDictionary<Key, decimal>? Fte = null,
    ImmutableSortedDictionary<Key, ImmutableSortedDictionary<string, decimal>>? FteByPeriod = null,
    ImmutableArray<Key>? MustInclude = null, ImmutableArray<Key>? MustExclude = null,
    ImmutableSortedDictionary<Key, ObjectiveMinimum>? MinimumPerObjective = null,
    FundingCost? Cost = null,
    ImmutableArray<Stage>? Stages = null,
    string? AsOf = null,
    long? AsOfPosition = null,
    DateOnly? EffectiveOn = null,
    int? TimeLimitSeconds = null,
    bool? DropActive = null,
    int? Points = null
) : IChecked
{
    /// <summary>How many points are looked for when nothing is said.</summary>
    public const int UsualPoints = 40;

    /// <summary>More points than this are not looked for at once.</summary>
    public const int MaxPoints = 200;

    /// <summary>The question for one budget, by the same rules.</summary>
    public FundingQuestion Within(Money? budget) => new(
        Objective, budget, BudgetByPeriod, Fte, FteByPeriod, MustInclude, MustExclude,
        MinimumPerObjective, Cost, Stages, AsOf, AsOfPosition, EffectiveOn, TimeLimitSeconds,
        DropActive);

    public IEnumerable<FieldFault> Faults() => Within(Budget).Faults().Concat(
        Points is < 2 or > MaxPoints
            ? [new FieldFault("/points", $"must lie between 2 and {MaxPoints}")] : []);
}
