namespace PortfolioLedger.Core.Initiatives;

/// <summary>The board moved an initiative to another priority class.</summary>
/// <param name="Initiative">Which.</param>
/// <param name="From">The class before; null when the board had given none.</param>
/// <param name="To">The class now, 1 (highest) to 5.</param>
/// <param name="Grounds">Why.</param>
public sealed record PriorityShifted(Key Initiative, int? From, int To, Grounds Grounds)
    : IInitiativeChange, IGrounded, IReworded
{
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.Initiative, Initiative)];

    public string Sentence(Book book) =>
        From is { } from
            ? $"Moved {book.InitiativeName(Initiative)} from priority class {from} to {To}"
            : $"Put {book.InitiativeName(Initiative)} into priority class {To}";

    public string FormerSentence(Book book) => From is { } from
        ? $"Moved {book.InitiativeName(Initiative)} from priority class {from} to {To}"
        : $"Gave {book.InitiativeName(Initiative)} the priority class {To}";

    public Initiative Applied(Initiative initiative, in Stamp stamp) =>
        initiative with { Priority = initiative.Priority.Set(To, stamp) };

    public ICommand Reconstruct(DateOnly effectiveOn) =>
        new ShiftPriority(Initiative, To, Grounds, From);

    public ChangeTopic? Topic() => ChangeTopic.Initiatives("given another priority");

    public ProcessEffect InProcess(ProcessStep before, in Stamp stamp) => new(
        before.Shifted(From, To), null,
        To == before.PriorityBefore && To != before.Priority ? Reversal.Change : null);
}

/// <summary>
/// Moves an initiative to another priority class; <c>from</c> must be its class today. Before the
/// board gave it one there is nothing to match.
/// </summary>
public sealed record ShiftPriority(Key Initiative, int To, Grounds Grounds, int? From = null)
    : IDecision,
        IChecked
{
    public IEnumerable<FieldFault> Faults() =>
        Class("/to", To).Concat(From is { } from ? Class("/from", from) : []);

    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseEnded(Initiative, caller) ?? RefuseFrom(book)
            ?? Verdict.Accept(new PriorityShifted(Initiative, From, To, Grounds));

    private Refusal? RefuseFrom(Book book) =>
        book.Initiatives.Find(Initiative)!.Priority.At(book.Day) is not { } current
        || current.Value == From
            ? null
            : new Refusal("priority-mismatch",
                $"The priority class is {current.Value} today, not "
                    + $"{From?.ToString() ?? "unset"}; give the one of today as "
                + "from.",
                new Subject(SubjectKind.Initiative, Initiative));

    private static IEnumerable<FieldFault> Class(string pointer, int value) =>
        value is >= 1 and <= 5 ? [] : [new(pointer, "must be a class from 1 (highest) to 5")];
}
