namespace PortfolioLedger.Core.Initiatives;

/// <summary>The board deferred the initiative.</summary>
/// <param name="RevisitOn">When it is to be looked at again.</param>
public sealed record InitiativeDeferred(Key Initiative, DateOnly? RevisitOn, Grounds Grounds)
    : IInitiativeChange, IGrounded
{
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.Initiative, Initiative)];

    public string Sentence(Book book) =>
        $"Deferred {book.InitiativeName(Initiative)}"
        + (RevisitOn is { } day ? $" until {day:O}" : "");

    public Initiative Applied(Initiative initiative, in Stamp stamp) => initiative with
    {
        Stage = initiative.Stage.Set(Stage.Deferred, stamp),
        RevisitOn = initiative.RevisitOn.Set(RevisitOn, stamp),
    };

    public ICommand Reconstruct(DateOnly effectiveOn) =>
        new DeferInitiative(Initiative, Grounds, RevisitOn);

    public ChangeTopic? Topic() => ChangeTopic.Initiatives("deferred");

    /// <remarks>From that day on it competes for the budget again.</remarks>
    public DateOnly? DueOn() => RevisitOn;

    public ProcessEffect InProcess(ProcessStep before, in Stamp stamp) => new(
        before with { SubmittedOn = null, Approved = false }, before.Waited(stamp),
        before.Approved ? Reversal.Decision : null);
}

/// <summary>Puts an initiative off, perhaps with a day to look at it again.</summary>
public sealed record DeferInitiative(Key Initiative, Grounds Grounds, DateOnly? RevisitOn = null)
    : IDecision
{
    private Subject About => new(SubjectKind.Initiative, Initiative);

    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseStep(this, Initiative, caller, Stage.Deferred, Stage.Submitted, Stage.Approved)
            ?? (caller.Claims ? null : book.RefusePassed(
                "revisitOn", RevisitOn, About, book.DayOf(Grounds)))
            ?? Verdict.Accept(new InitiativeDeferred(Initiative, RevisitOn, Grounds));
}
