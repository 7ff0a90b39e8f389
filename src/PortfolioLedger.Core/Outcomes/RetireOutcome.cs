namespace PortfolioLedger.Core.Outcomes;

/// <summary>An outcome is no longer pursued or counted; its history stays.</summary>
/// <param name="Outcome">Which.</param>
/// <param name="Reason">Why.</param>
public sealed record OutcomeRetired(Key Outcome, string? Reason)
    : IOutcomeFact, ISelfContained, IUnreported
{
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.Outcome, Outcome)];

    public string Sentence(Book book) =>
        $"Retired the outcome {book.NameOf(Subjects()[0])}" + (Reason is null ? "" : $": {Reason}");
}

/// <summary>Ends the pursuit of an outcome.</summary>
public sealed record RetireOutcome(Key Outcome, string? Reason = null, DateOnly? EffectiveOn = null)
    : ICommand, IChecked
{
    public IEnumerable<FieldFault> Faults() => Check.Text("/reason", Reason);

    public Verdict Decide(Book book, Caller caller) => book.RefuseRetiredOutcome(Outcome, caller)
        ?? Verdict.Accept(new OutcomeRetired(Outcome, Reason));
}
