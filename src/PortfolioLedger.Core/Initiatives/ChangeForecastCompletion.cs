namespace PortfolioLedger.Core.Initiatives;

/// <summary>Completion is expected on another day.</summary>
/// <param name="Initiative">Which.</param>
/// <param name="Old">Expected before, if known.</param>
/// <param name="New">Expected now.</param>
/// <param name="Days">The change as it was stated, in days; later is positive.</param>
public sealed record ForecastCompletionChanged(
    Key Initiative,
    DateOnly? Old,
    DateOnly New,
    int? Days
) : IInitiativeChange, ISelfContained, IOutsideProcess, IReworded
{
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.Initiative, Initiative)];

    public string Sentence(Book book) =>
        Old is { } old
            ? $"Moved the expected completion of {book.InitiativeName(Initiative)} from {old:O} "
                + $"to {New:O}"
            : $"Set the expected completion of {book.InitiativeName(Initiative)} to {New:O}";

    public string FormerSentence(Book book) =>
        $"Now expects {book.InitiativeName(Initiative)} to be completed on {New:O}"
        + (Old is { } old ? $" instead of {old:O}" : "");

    public Initiative Applied(Initiative initiative, in Stamp stamp) =>
        initiative with { ForecastCompletion = initiative.ForecastCompletion.Set(New, stamp) };

    public ChangeTopic? Topic() => ChangeTopic.Initiatives("given another forecast");
}

/// <summary>
/// Changes the expected completion. <c>old</c>, if given, must be what is expected today, and
/// <c>days</c>, if given, the difference.
/// </summary>
public sealed record ChangeForecastCompletion(
    Key Initiative,
    DateOnly New,
    DateOnly? Old = null,
    int? Days = null,
    DateOnly? EffectiveOn = null
) : ICommand
{
    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseEnded(Initiative, caller)
        ?? (caller.Claims ? null : RefuseMismatch(book))
        ?? Verdict.Accept(
            new ForecastCompletionChanged(Initiative, Old ?? Expected(book), New, Days)
        );

    private DateOnly? Expected(Book book) =>
        book.Initiatives.Find(Initiative)!.ForecastCompletion.At(book.Day)?.Value;

    private Refusal? RefuseMismatch(Book book)
    {
        var subject = new Subject(SubjectKind.Initiative, Initiative);
        var expected = Expected(book);
        if (Old is { } old && old != expected)
            return new Refusal("stale-value",
                expected is { } today
                    ? $"Completion is expected on {today:O} today, not on {old:O}; give "
                        + $"{today:O} as "
                        + "old."
                    : "No completion is expected yet; leave old out.",
                subject);
        if (Days is { } days && expected is { } before && New.DayNumber - before.DayNumber != days)
            return new Refusal(
                "delta-mismatch",
                $"From {before:O} to {New:O} are {New.DayNumber - before.DayNumber} days, not "
                    + $"{days}; give that or leave days out.",
                subject
            );
        return null;
    }
}
