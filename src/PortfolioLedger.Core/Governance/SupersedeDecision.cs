namespace PortfolioLedger.Core.Governance;

/// <summary>A later decision took the place of another.</summary>
/// <param name="Decision">Which no longer holds.</param>
/// <param name="By">Which holds instead.</param>
/// <param name="Grounds">Why.</param>
public sealed record DecisionSuperseded(Key Decision, Key By, Grounds Grounds)
    : IGovernanceFact, IGrounded, IReworded
{
    public ImmutableArray<Subject> Subjects() =>
        [GovernanceRules.About(Decision), GovernanceRules.About(By)];

    public string Sentence(Book book) =>
        $"Superseded the decision {Prose.Quoted(book.NameOf(Subjects()[0]))} by "
        + Prose.Quoted(book.NameOf(Subjects()[1]));

    public string FormerSentence(Book book) =>
        $"Superseded \"{book.NameOf(Subjects()[0])}\" by \"{book.NameOf(Subjects()[1])}\"";

    public ICommand Reconstruct(DateOnly effectiveOn) =>
        new SupersedeDecision(Decision, By, Grounds);

    public ProcessEffect InProcess(ProcessStep before, in Stamp stamp) =>
        new(null, null, Reversal.Decision);
}

/// <summary>Puts a taken decision in the place of another taken one.</summary>
public sealed record SupersedeDecision(Key Decision, Key By, Grounds Grounds) : IDecision, IChecked
{
    public IEnumerable<FieldFault> Faults() =>
        By == Decision ? [new("/by", "must be another decision than the one superseded")] : [];

    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseUntaken(Decision) ?? book.RefuseSuperseded(Decision)
            ?? book.RefuseUntaken(By) ?? book.RefuseSuperseded(By)
            ?? Verdict.Accept(new DecisionSuperseded(Decision, By, Grounds));
}
