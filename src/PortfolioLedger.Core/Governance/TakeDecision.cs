namespace PortfolioLedger.Core.Governance;

/// <summary>The board decided.</summary>
/// <param name="Decision">Which decision.</param>
/// <param name="Option">What it chose.</param>
/// <param name="Quorum">How many took part, as stated.</param>
/// <param name="Dissent">What those who voted against it said.</param>
/// <param name="Conditions">On which conditions.</param>
/// <param name="Grounds">Why.</param>
public sealed record DecisionTaken(
    Key Decision, string Option, int? Quorum, string? Dissent, ImmutableArray<string>? Conditions,
    Grounds Grounds) : IGovernanceFact, IGrounded, IOutsideProcess
{
    public ImmutableArray<Subject> Subjects() => [GovernanceRules.About(Decision)];

    public string Sentence(Book book) => $"Decided for {Option} on \"{book.NameOf(Subjects()[0])}\""
        + (Conditions is { Length: > 0 } conditions
            ? $" on {conditions.Length} condition{(conditions.Length == 1 ? "" : "s")}" : "")
        + (Dissent is null ? "" : " against dissent");

    public ICommand Reconstruct(DateOnly effectiveOn) =>
        new TakeDecision(Decision, Option, Grounds, Quorum, Dissent, Conditions);
}

/// <summary>
/// Takes a tabled decision. Of the quorum, those count who voted or, if more, as many as are said
/// to have taken part. What it rests on must have been there on the day of the decision.
/// </summary>
public sealed record TakeDecision(
    Key Decision, string Option, Grounds Grounds, int? Quorum = null, string? Dissent = null,
    ImmutableArray<string>? Conditions = null) : IDecision, IChecked
{
    public IEnumerable<FieldFault> Faults() => Check.Text("/option", Option)
        .Concat(Check.Text("/dissent", Dissent)).Concat(Check.Texts("/conditions", Conditions))
        .Concat(Quorum < 0 ? [new("/quorum", "must not be negative")] : []);

    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseSettled(Decision) ?? book.RefuseOption(Decision, Option) ?? RefuseQuorum(book)
            ?? RefuseEvidence(book) ?? Verdict.Accept(new DecisionTaken(
                Decision, Option, Quorum, Dissent, Conditions, Grounds));

    private Refusal? RefuseQuorum(Book book)
    {
        var decision = book.Governance.Find(Decision)!;
        var present = Math.Max(decision.Votes.Count, Quorum ?? 0);
        return !(present < decision.Quorum) ? null : new Refusal("no-quorum",
            $"At least {decision.Quorum} must take part; {decision.Votes.Count} voted"
            + (Quorum is { } stated ? $", and a quorum of {stated} is stated." : "."),
            GovernanceRules.About(Decision));
    }

    private Refusal? RefuseEvidence(Book book)
    {
        var on = Grounds.EffectiveOn ?? book.Day;
        return book.RefuseEvidence(Decision, book.Governance.Find(Decision)!.EvidenceShown, on)
            ?? book.RefuseEvidence(Decision, Grounds.Evidence, on);
    }
}
