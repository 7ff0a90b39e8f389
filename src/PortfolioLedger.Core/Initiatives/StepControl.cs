using System.Text.Json.Serialization;

namespace PortfolioLedger.Core.Initiatives;

/// <summary>What a step changed; stored by name.</summary>
public enum StepKind
{
    /// <summary>Money.</summary>
    Budget,
    /// <summary>Days.</summary>
    Schedule,
}

/// <summary>A step whose closing figure is not its opening figure plus the stated change.</summary>
/// <param name="Initiative">Whose.</param>
/// <param name="Kind">Money or days.</param>
/// <param name="Position">Of the event.</param>
/// <param name="EffectiveOn">The day it takes effect.</param>
/// <param name="Opening">Amount before; for schedules the day number of the date.</param>
/// <param name="Change">As stated.</param>
/// <param name="Closing">Amount after; for schedules the day number of the date.</param>
public sealed record StepException(
    Key Initiative,
    StepKind Kind,
    long Position,
    DateOnly EffectiveOn,
    decimal Opening,
    decimal Change,
    decimal Closing
)
{
    /// <summary>What the stated change leaves unexplained: closing − opening − change.</summary>
    [JsonIgnore]
    public decimal Difference => Closing - Opening - Change;
}

/// <summary>
/// Control totals over budget and schedule steps: how many were checked, and those that do not
/// add up. Live decisions cannot get there (<c>delta-mismatch</c>); imported claims can.
/// </summary>
public sealed record StepControl(
    Account BudgetSteps, Account ScheduleSteps, ImmutableList<StepException> Exceptions)
{
    /// <summary>Nothing checked.</summary>
    public static readonly StepControl Empty = new(Account.Empty, Account.Empty, []);

    /// <summary>
    /// Checks a budget change against the total on its own day as known before it; where that is
    /// unknown there is nothing to check.
    /// </summary>
    public StepControl Check(BudgetChanged f, Initiative before, in Stamp stamp)
    {
        if (before.BudgetOf(f.Period).On(stamp.EffectiveOn) is not { } opening)
            return this;
        var step = new StepException(
            f.Initiative,
            StepKind.Budget,
            stamp.Position,
            stamp.EffectiveOn,
            opening,
            f.Delta.Amount,
            f.NewTotal.Amount
        );
        return Kept(step) with { BudgetSteps = BudgetSteps.Add(1, stamp) };
    }

    /// <summary>Checks a forecast change whose days were stated.</summary>
    public StepControl Check(ForecastCompletionChanged f, in Stamp stamp)
    {
        if (f.Days is not { } days || f.Old is not { } old)
            return this;
        var step = new StepException(
            f.Initiative,
            StepKind.Schedule,
            stamp.Position,
            stamp.EffectiveOn,
            old.DayNumber,
            days,
            f.New.DayNumber
        );
        return Kept(step) with { ScheduleSteps = ScheduleSteps.Add(1, stamp) };
    }

    private StepControl Kept(StepException step) =>
        step.Difference == 0 ? this : this with { Exceptions = Exceptions.Add(step) };
}
