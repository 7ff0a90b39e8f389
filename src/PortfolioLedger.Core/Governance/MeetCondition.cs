namespace PortfolioLedger.Core.Governance;

/// <summary>A condition of a decision was met.</summary>
/// <param name="Decision">Of which decision.</param>
/// <param name="Condition">Which of its conditions, from 1.</param>
/// <param name="Note">How it was met.</param>
public sealed record ConditionMet(Key Decision, int Condition, string? Note)
    : IGovernanceFact, IOutsideProcess, IReworded
{
    public ImmutableArray<Subject> Subjects() => [GovernanceRules.About(Decision)];

    public string Sentence(Book book) =>
        $"Met condition {Condition} of the decision {Prose.Quoted(book.NameOf(Subjects()[0]))}";

    public string FormerSentence(Book book) =>
        $"Met condition {Condition} of \"{book.NameOf(Subjects()[0])}\"";

    public ICommand Reconstruct(DateOnly effectiveOn) =>
        new MeetCondition(Decision, Condition, Note, effectiveOn);
}

/// <summary>Records that a condition of a taken decision is met.</summary>
public sealed record MeetCondition(
    Key Decision,
    int Condition,
    string? Note = null,
    DateOnly? EffectiveOn = null
) : ICommand, IChecked
{
    public IEnumerable<FieldFault> Faults() => Check.Text("/note", Note);

    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseUntaken(Decision) ?? RefuseCondition(book.Governance.Find(Decision)!)
            ?? Verdict.Accept(new ConditionMet(Decision, Condition, Note));

    private Refusal? RefuseCondition(BoardDecision decision) =>
        Conditions.Refuse(
            Condition,
            decision.Resolution.Values[^1].Value.Conditions,
            decision.Met,
            GovernanceRules.About(Decision)
        );
}

/// <summary>What conditions of decisions and of approvals have in common.</summary>
internal static class Conditions
{
    /// <summary>Refuses a condition that was not made, or is met already.</summary>
    public static Refusal? Refuse(
        int condition,
        ImmutableArray<string> made,
        ImmutableArray<MetCondition> met,
        Subject subject
    ) =>
        condition < 1 || condition > made.Length
            ? new(
                "unknown-condition",
                made.IsEmpty
                    ? "It has no conditions to meet; name another one."
                    : made.Length == 1 ? "It has one condition only; name condition 1."
                    : $"It has {made.Length} conditions; name one from 1 to {made.Length}.",
                subject
            )
        : met.FirstOrDefault(m => m.Condition == condition) is { } before
            ? new(
                "condition-met",
                $"Condition {condition} was met on {before.On:O}, at position {before.Position}; "
                    + "name another one.",
                subject
            )
        : null;
}
