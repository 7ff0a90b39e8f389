namespace PortfolioLedger.Core.Outcomes;

/// <summary>The board said what is to be reached, and by when.</summary>
public sealed record TargetSet(Key Outcome, decimal? Min, decimal? Max, DateOnly By, Grounds Grounds)
    : IOutcomeFact, IGrounded
{
    /// <inheritdoc/>
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.Outcome, Outcome)];

    /// <inheritdoc/>
    public string Sentence(Book book) => FormattableString.Invariant(
        $"Set the target of {book.NameOf(Subjects()[0])} to {Bounds()} by {By:O}");

    private string Bounds() => (Min, Max) switch
    {
        ({ } min, { } max) => FormattableString.Invariant($"{min:0.####} to {max:0.####}"),
        ({ } min, null) => FormattableString.Invariant($"at least {min:0.####}"),
        (null, { } max) => FormattableString.Invariant($"at most {max:0.####}"),
        _ => "anything",
    };
}

/// <summary>Says what is to be reached: <c>min</c> to increase, <c>max</c> to decrease, both for a range.</summary>
public sealed record SetTarget(
    Key Outcome, DateOnly By, Grounds Grounds, decimal? Min = null, decimal? Max = null) : IDecision, IChecked
{
    /// <inheritdoc/>
    public IEnumerable<FieldFault> Faults() => Min is null && Max is null
        ? [new("/min", "min or max is needed: min to increase, max to decrease, both for a range")]
        : Min > Max ? [new("/min", "must not be greater than max")] : [];

    /// <inheritdoc/>
    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseUnknown(SubjectKind.Outcome, Outcome) ?? RefuseWrongSide(book)
            ?? RefuseMovedAfterDue(book)
            ?? Verdict.Of(new TargetSet(Outcome, Min, Max, By, Grounds));

    private Refusal? RefuseWrongSide(Book book)
    {
        var outcome = book.Outcomes.Find(Outcome)!;
        return OutcomeRules.RefuseWrongSide(outcome, outcome.Baseline.At(book.Day)?.Value.Value, Min, Max);
    }

    private Refusal? RefuseMovedAfterDue(Book book) =>
        book.Outcomes.Find(Outcome)!.Target.At(book.Day)?.Value is not { } target
            || target.By >= book.Day || Grounds.Override == true
            ? null
            : new Refusal("goalposts-moved-after-due",
                $"The target of '{Outcome}' was due on {target.By:O}; to move it now, give grounds with "
                + "override and say why.", new Subject(SubjectKind.Outcome, Outcome));
}
