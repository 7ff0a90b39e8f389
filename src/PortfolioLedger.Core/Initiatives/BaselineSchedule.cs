namespace PortfolioLedger.Core.Initiatives;

/// <summary>The planned completion of an initiative was fixed as its baseline.</summary>
/// <param name="Completion">The planned completion.</param>
/// <param name="Start">The planned start.</param>
public sealed record ScheduleBaselined(
    Key Initiative,
    DateOnly Completion,
    DateOnly? Start,
    Grounds Grounds
) : IInitiativeChange, IGrounded, ISelfContained, IUnreported
{
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.Initiative, Initiative)];

    public string Sentence(Book book) =>
        $"Baselined the schedule of {book.InitiativeName(Initiative)}: completion on "
            + $"{Completion:O}";

    public Initiative Applied(Initiative initiative, in Stamp stamp) => initiative with
    {
        BaselineStart = initiative.BaselineStart.Set(Start, stamp),
        BaselineCompletion = initiative.BaselineCompletion.Set(Completion, stamp),
        ForecastCompletion = initiative.ForecastCompletion.Set(Completion, stamp),
    };

    public ProcessEffect InProcess(ProcessStep before, in Stamp stamp) => before.Baselined
        ? new(null, DayTally.Rebaseline) : new(before with { Baselined = true });
}

/// <summary>
/// Fixes the planned completion as the baseline, and as the forecast until it changes.
/// </summary>
public sealed record BaselineSchedule(
    Key Initiative,
    DateOnly Completion,
    Grounds Grounds,
    DateOnly? Start = null
) : IDecision, IChecked
{
    public IEnumerable<FieldFault> Faults() =>
        Start > Completion ? [new("/start", "must not be after the completion")] : [];

    public Verdict Decide(Book book, Caller caller) => book.RefuseEnded(Initiative, caller)
        ?? Verdict.Accept(new ScheduleBaselined(Initiative, Completion, Start, Grounds));
}
