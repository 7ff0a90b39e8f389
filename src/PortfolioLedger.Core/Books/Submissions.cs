namespace PortfolioLedger.Core.Books;

/// <summary>What is asked of a book: one command, or several all or nothing.</summary>
/// <param name="Commands">In order; each is decided on the book as the ones before left it.</param>
/// <param name="Caller">On whose account.</param>
/// <param name="Time">When its facts become known.</param>
public readonly record struct CommandSubmission(
    ImmutableArray<ICommand> Commands, Caller Caller, SubmissionTime Time)
{
    /// <summary>The last event that touched a thing, as the caller knows it.</summary>
    public ExpectedVersion? Expected { get; init; }

    /// <summary>The request it belongs to.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>What caused it.</summary>
    public string? CausationId { get; init; }

    /// <summary>
    /// True when the commands were not bound from a request, where their fields are checked: they
    /// are checked here.
    /// </summary>
    public bool ChecksFields { get; init; }

    /// <summary>
    /// The day on which commands take effect that name none; their own, or today, if absent.
    /// </summary>
    public DateOnly? EffectiveOn { get; init; }

    /// <summary>
    /// True when it is tried and never recorded: a book that is written no more takes it.
    /// </summary>
    public bool IsTried { get; init; }

    /// <summary>
    /// For a command that takes entries back: the book as it would be without them.
    /// </summary>
    public Book? Without { get; init; }
}

/// <summary>"Only if nothing happened to this thing since position …".</summary>
public sealed record ExpectedVersion(Subject Subject, long Position);

/// <summary>When the facts of a submission become known.</summary>
/// <param name="RecordedAt">Now, by the clock of the journal.</param>
/// <param name="ReportedAt">When a source says it knew; null for live decisions.</param>
public readonly record struct SubmissionTime(
    DateTimeOffset RecordedAt, DateTimeOffset? ReportedAt = null)
{
    /// <summary>
    /// Now as a journal keeps it: known time never goes back, even when clocks do.
    /// </summary>
    public static DateTimeOffset Now(DateTimeOffset clock, Book head)
    {
        var latest = clock > head.RecordedAt ? clock : head.RecordedAt;
        return latest > head.KnownAt ? latest : head.KnownAt;
    }

    /// <summary>
    /// The moment of the book itself: what is tried on a state of the past is known with it. The
    /// time of recording would be that of an import, long after.
    /// </summary>
    public static SubmissionTime Hypothetical(Book book) => new(book.KnownAt);

    /// <summary>The UTC date on which the facts become known.</summary>
    public DateOnly KnownOn => DateOnly.FromDateTime((ReportedAt ?? RecordedAt).UtcDateTime);
}

/// <summary>What came of a submission.</summary>
public abstract record SubmissionOutcome
{
    private SubmissionOutcome()
    {
    }

    /// <summary>Everything is accepted.</summary>
    /// <param name="Book">After its entries.</param>
    /// <param name="Entries">What is to be recorded, in order.</param>
    /// <param name="Counts">How many entries each command gave.</param>
    /// <param name="Kept">Books on the way that the decider was asked to keep.</param>
    public sealed record Accepted(
        Book Book, ImmutableArray<Entry> Entries, ImmutableArray<int> Counts,
        ImmutableArray<Book> Kept) : SubmissionOutcome;

    /// <summary>Nothing is accepted, because the domain says no.</summary>
    /// <param name="Refusal">Why.</param>
    /// <param name="CommandIndex">Which of the commands, from 0.</param>
    public sealed record Refused(Refusal Refusal, int CommandIndex) : SubmissionOutcome;

    /// <summary>There is no portfolio, and it opens none.</summary>
    public sealed record UnknownPortfolio : SubmissionOutcome
    {
        internal static readonly UnknownPortfolio Instance = new();
    }

    /// <summary>Something happened to the thing meanwhile.</summary>
    /// <param name="Current">
    /// The position of the last event that touched it; 0 when there is none.
    /// </param>
    public sealed record Changed(long Current) : SubmissionOutcome;
}
