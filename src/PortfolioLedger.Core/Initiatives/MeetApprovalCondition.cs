using PortfolioLedger.Core.Governance;

namespace PortfolioLedger.Core.Initiatives;

/// <summary>A condition of an initiative's approval was met.</summary>
/// <param name="Initiative">Of which initiative.</param>
/// <param name="Approval">The position of the approval that made the condition.</param>
/// <param name="Condition">Which of its conditions, from 1.</param>
/// <param name="Note">How it was met.</param>
public sealed record ApprovalConditionMet(
    Key Initiative,
    long Approval,
    int Condition,
    string? Note
) : IInitiativeChange, IOutsideProcess
{
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.Initiative, Initiative)];

    public string Sentence(Book book) =>
        $"Met condition {Condition} of the approval of {book.InitiativeName(Initiative)}";

    public Initiative Applied(Initiative initiative, in Stamp stamp) => initiative with
    {
        ConditionsMet = initiative.ConditionsMet.SetItem(Approval,
            Met(initiative, Approval).Add(new(stamp.Position, stamp.EffectiveOn, Condition, Note))),
    };

    /// <summary>Conditions of the approval at a position that were met.</summary>
    internal static ImmutableArray<MetCondition> Met(Initiative initiative, long approval) =>
        initiative.ConditionsMet.TryGetValue(approval, out var met) ? met : [];

    public ICommand Reconstruct(DateOnly effectiveOn) =>
        new MeetApprovalCondition(Initiative, Condition, Note, effectiveOn);

    public ChangeTopic? Topic() => ChangeTopic.Governance;
}

/// <summary>Records that a condition of an initiative's approval is met.</summary>
public sealed record MeetApprovalCondition(
    Key Initiative,
    int Condition,
    string? Note = null,
    DateOnly? EffectiveOn = null
) : ICommand, IChecked
{
    public IEnumerable<FieldFault> Faults() => Check.Text("/note", Note);

    public Verdict Decide(Book book, Caller caller)
    {
        if (book.RefuseEnded(Initiative, caller) is { } ended)
            return ended;
        var initiative = book.Initiatives.Find(Initiative)!;
        var approval = initiative.Approval.At(book.Day);
        var met = ApprovalConditionMet.Met(initiative, approval?.Position ?? 0);
        return Conditions.Refuse(
            Condition,
            approval?.Value ?? [],
            met,
            new(SubjectKind.Initiative, Initiative)
        )
            ?? Verdict.Accept(
                new ApprovalConditionMet(Initiative, approval!.Position, Condition, Note)
            );
    }
}
