using PortfolioLedger.Core.Valuation;

namespace PortfolioLedger.Core.Outcomes;

/// <summary>Rules that the slices about outcomes share.</summary>
internal static class OutcomeRules
{
    /// <summary>
    /// Refuses a target that does not fit the direction or lies on the wrong side of the baseline.
    /// </summary>
    public static Refusal? RefuseWrongSide(
        Outcome outcome,
        decimal? baseline,
        decimal? min,
        decimal? max
    )
    {
        // One that waits for its day has to fit as well: once a target is set it does not change.
        foreach (var direction in outcome.Direction.Values)
            if (RefuseWrongSide(outcome, direction.Value, baseline, min, max) is { } refusal)
                return refusal;
        return null;
    }

    private static Refusal? RefuseWrongSide(
        Outcome outcome,
        Direction direction,
        decimal? baseline,
        decimal? min,
        decimal? max
    )
    {
        var fault = direction switch
        {
            Direction.Increase when min is null => "an outcome to increase needs a target min",
            Direction.Increase when baseline > min => Against(baseline.Value, "above", min.Value),
            Direction.Decrease when max is null => "an outcome to decrease needs a target max",
            Direction.Decrease when baseline < max => Against(baseline.Value, "below", max.Value),
            Direction.Range when min is null || max is null =>
                "an outcome to keep within a range needs min and max",
            _ => null,
        };
        return fault is null
            ? null
            : new Refusal(
                "target-wrong-side",
                $"Give another target of '{outcome.Key}': {fault}.",
                new Subject(SubjectKind.Outcome, outcome.Key)
            );
    }

    /// <summary>What is wrong with the bounds of a target.</summary>
    public static IEnumerable<FieldFault> TargetFaults(decimal? min, decimal? max) =>
        min is null && max is null
            ?
            [
                new(
                    "/min",
                    "min or max is needed: min to increase, max to decrease, both for a range"
                ),
            ]
        : min > max ? [new("/min", "must not be greater than max")]
        : [];

    /// <summary>
    /// Refuses a target on the wrong side of the baseline, or instead of one that was due already.
    /// </summary>
    public static Refusal? RefuseTarget(
        this Book book, Key key, decimal? min, decimal? max, Grounds grounds)
    {
        var outcome = book.Outcomes.Find(key)!;
        var baseline = outcome.Baseline.At(book.Day)?.Value.Value;
        if (RefuseWrongSide(outcome, baseline, min, max) is { } wrong)
            return wrong;
        return outcome.Target.At(book.Day)?.Value is not { } target || target.By >= book.Day
            || grounds.Override == true ? null
            : new Refusal("goalposts-moved-after-due",
                $"The target of '{key}' was due on {target.By:O}; to move it now, give grounds "
                + "with override and say why.", new Subject(SubjectKind.Outcome, key));
    }

    /// <summary>
    /// Refuses an outcome that is unknown, or not pursued any more; what a source says about a
    /// retired one is taken as it is.
    /// </summary>
    public static Refusal? RefuseRetiredOutcome(this Book book, Key key, Caller caller) =>
        book.Outcomes.Find(key) is not { } outcome ? Refusal.Unknown(SubjectKind.Outcome, key)
        : caller.Claims || !outcome.IsRetiredOn(book.Day) ? null
        : new Refusal(
            "outcome-retired",
            $"The outcome '{key}' is retired, so nothing more is recorded about it; name another "
                + "one.",
            new Subject(SubjectKind.Outcome, key)
        );

    /// <summary>Refuses a measurement of a day to come.</summary>
    public static Refusal? RefuseFutureMeasurement(this Book book, Key outcome, DateOnly on) =>
        on <= book.Day ? null : new Refusal("future-measurement",
            $"Nothing can have been measured on {on:O}, which is to come; give {book.Day:O} or an "
            + "earlier day.",
            new Subject(SubjectKind.Outcome, outcome));

    /// <summary>Refuses a value in another unit than the outcome's.</summary>
    public static Refusal? RefuseUnit(this Book book, Key outcome, string? unit) =>
        unit is null || unit == book.Outcomes.Find(outcome)!.Unit
            ? null
            : new Refusal(
                "unit-mismatch",
                book.Outcomes.Find(outcome)!.Unit is { } right
                    ? $"'{outcome}' is measured in {right}, not in {unit}; give the value in "
                        + $"{right}."
                    : $"'{outcome}' has no stated unit; leave unit out.",
                new Subject(SubjectKind.Outcome, outcome)
            );

    private static string Against(decimal baseline, string side, decimal target) =>
        FormattableString.Invariant(
            $"the baseline of {baseline:0.####} is {side} {target:0.####} already"
        );
}
