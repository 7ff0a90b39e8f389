namespace PortfolioLedger.Core.Initiatives;

/// <summary>The board paused the initiative.</summary>
/// <param name="ResumeBy">
/// By when it is to go on; when that day has passed it takes no budget.
/// </param>
public sealed record InitiativePaused(Key Initiative, Grounds Grounds, DateOnly? ResumeBy = null)
    : IInitiativeChange, IGrounded, IOutsideProcess
{
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.Initiative, Initiative)];

    public string Sentence(Book book) =>
        $"Paused {book.InitiativeName(Initiative)}"
        + (ResumeBy is { } day ? $", to be resumed by {day:O}" : "");

    public Initiative Applied(Initiative initiative, in Stamp stamp) => initiative with
    {
        Stage = initiative.Stage.Set(Stage.Paused, stamp),
        ResumeBy = ResumeBy is null && initiative.ResumeBy.IsEmpty
            ? initiative.ResumeBy : initiative.ResumeBy.Set(ResumeBy, stamp),
    };

    public ICommand Reconstruct(DateOnly effectiveOn) =>
        new PauseInitiative(Initiative, Grounds, ResumeBy);

    public ChangeTopic? Topic() => ChangeTopic.Initiatives("paused");

    /// <remarks>From the day after the stated one on it takes no budget.</remarks>
    public DateOnly? DueOn() =>
        ResumeBy is { } day && day < DateOnly.MaxValue ? day.AddDays(1) : null;
}

/// <summary>Interrupts the work, perhaps with a day by which it is to go on.</summary>
public sealed record PauseInitiative(Key Initiative, Grounds Grounds, DateOnly? ResumeBy = null)
    : IDecision
{
    private Subject About => new(SubjectKind.Initiative, Initiative);

    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseStep(this, Initiative, caller, Stage.Paused, Stage.Active)
            ?? (caller.Claims ? null : book.RefusePassed(
                "resumeBy", ResumeBy, About, book.DayOf(Grounds)))
            ?? Verdict.Accept(new InitiativePaused(Initiative, Grounds, ResumeBy));
}
