using PortfolioLedger.Core.Initiatives;

namespace PortfolioLedger.Core.Optimisation;

/// <summary>What the chosen set is to have as much of as possible.</summary>
public enum FundingObjective
{
    /// <summary>The score under the scoring model in force.</summary>
    Score,
    /// <summary>Expected commercial value.</summary>
    Ecv,
    /// <summary>The alignment score.</summary>
    Alignment,
}

/// <summary>What an initiative costs.</summary>
public enum FundingCost
{
    /// <summary>
    /// Its budget: what is approved, or what is requested as long as nothing is; a negative one
    /// costs nothing, as in the ranking.
    /// </summary>
    Budget,
    /// <summary>The development cost that remains, by its financial case.</summary>
    DevelopmentCost,
}

/// <summary>What a chosen set must do for an objective.</summary>
/// <param name="Count">So many chosen initiatives contribute to it.</param>
/// <param name="Share">
/// So much of the cost of the chosen set goes to it, split over objectives as the alignment does.
/// </param>
public sealed record ObjectiveMinimum(int? Count = null, Share? Share = null);

/// <summary>Which set of initiatives is the best? All but the objective may be absent.</summary>
/// <param name="Objective">What there should be most of.</param>
/// <param name="Budget">
/// What the set may cost; if absent the portfolio's own budget, where budgets are the cost.
/// </param>
/// <param name="BudgetByPeriod">What it may cost in single periods.</param>
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
/// <param name="TimeLimitSeconds">How long to search, 10 s if absent.</param>
/// <param name="DropActive">
/// True lets the search drop active and paused initiatives on which money was spent; without it
/// they are kept.
/// </param>
public sealed record FundingQuestion(
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
    bool? DropActive = null
) : IChecked
{
    /// <summary>How long is searched when nothing is said.</summary>
    public const int UsualSeconds = 10;

    /// <summary>The longest search.</summary>
    public const int MaxSeconds = 60;

    /// <summary>More limits than this are not taken at once.</summary>
    public const int MaxLimits = 500;

    /// <summary>What counts as cost.</summary>
    internal FundingCost CostBasis => Cost
        ?? (Objective == FundingObjective.Ecv ? FundingCost.DevelopmentCost : FundingCost.Budget);

    internal ImmutableSortedDictionary<string, decimal> MoneyLimits =>
        BudgetByPeriod ?? Ordered.ByText<decimal>();

    internal ImmutableSortedDictionary<Key, decimal> PeopleLimits =>
        Fte ?? Ordered.ByKey<decimal>();

    internal ImmutableSortedDictionary<
        Key,
        ImmutableSortedDictionary<string, decimal>
    > PeopleOfPeriods => FteByPeriod ?? Ordered.ByKey<ImmutableSortedDictionary<string, decimal>>();

    internal ImmutableSortedDictionary<Key, ObjectiveMinimum> Minimums =>
        MinimumPerObjective ?? Ordered.ByKey<ObjectiveMinimum>();

    public IEnumerable<FieldFault> Faults() => Check.NotNegative("/budget", Budget?.Amount)
        .Concat(PeriodFaults("/budgetByPeriod", MoneyLimits))
        .Concat(PeopleLimits.SelectMany(f => Check.NotNegative($"/fte/{f.Key}", f.Value)))
        .Concat(PeopleOfPeriods.SelectMany(f => FtePeriodFaults($"/fteByPeriod/{f.Key}", f.Value)))
        .Concat(Check.Distinct("/mustInclude", MustInclude))
        .Concat(Check.Distinct("/mustExclude", MustExclude))
        .Concat(Stages is { IsDefaultOrEmpty: true }
            ? [new("/stages", "needs at least one stage; leave it out for those still open")] : [])
        .Concat(BothFaults()).Concat(Minimums.SelectMany(MinimumFaults))
        .Concat(CostFaults()).Concat(TimeFaults());

    private static IEnumerable<FieldFault> PeriodFaults(
        string at,
        ImmutableSortedDictionary<string, decimal> amounts
    ) =>
        amounts.SelectMany(a =>
            Check.Period($"{at}/{a.Key}", a.Key).Concat(Check.NotNegative($"{at}/{a.Key}", a.Value))
        );

    private static IEnumerable<FieldFault> FtePeriodFaults(
        string at, ImmutableSortedDictionary<string, decimal> amounts) =>
        PeriodFaults(at, amounts).Concat(amounts.Keys.Where(p => Periods.DaysOf(p) is null)
            .Select(p => new FieldFault($"{at}/{p}", "must be a period of days like \"2026-q1\"")));

    private IEnumerable<FieldFault> BothFaults() => (MustInclude ?? [])
        .Select((key, i) => (key, i)).Where(m => MustExclude?.Contains(m.key) == true)
        .Select(m => new FieldFault($"/mustInclude/{m.i}", "is in mustExclude too"));

    private static IEnumerable<FieldFault> MinimumFaults(
        KeyValuePair<Key, ObjectiveMinimum> minimum
    )
    {
        var at = $"/minimumPerObjective/{minimum.Key}";
        if (minimum.Value is { Count: null, Share: null })
            yield return new(at, "must have a count or a share");
        if (minimum.Value.Count < 0)
            yield return new($"{at}/count", "must not be negative");
    }

    private IEnumerable<FieldFault> CostFaults() =>
        CostBasis == FundingCost.DevelopmentCost && BudgetByPeriod is { IsEmpty: false }
            ? [new("/budgetByPeriod", "needs a cost of budget: development costs have no periods")]
            : [];

    private IEnumerable<FieldFault> TimeFaults()
    {
        if (TimeLimitSeconds is < 1 or > MaxSeconds)
            yield return new("/timeLimitSeconds", $"must lie between 1 and {MaxSeconds}");
        if (AsOf is not null && AsOfPosition is not null)
            yield return new("/asOf", "excludes asOfPosition: give one of them");
        if (MoneyLimits.Count + PeopleLimits.Count + Minimums.Count
            + PeopleOfPeriods.Values.Sum(p => p.Count) > MaxLimits)
            yield return new("", $"has more than {MaxLimits} limits");
    }
}
