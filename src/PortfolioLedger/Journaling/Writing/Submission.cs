using System.Collections.Immutable;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Http.OpenApi;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Journaling.Writing;

/// <summary>
/// What somebody asks the journal to record: one command, or several all or nothing.
/// </summary>
/// <param name="Portfolio">Into whose journal.</param>
/// <param name="Commands">In order; each is decided on the book as the ones before left it.</param>
/// <param name="Caller">On whose account.</param>
public sealed record Submission(Key Portfolio, ImmutableArray<ICommand> Commands, Caller Caller)
{
    /// <summary>
    /// Makes the submission repeatable: the same key gives the same receipt, for ever.
    /// </summary>
    public Idempotency? Idempotency { get; init; }

    /// <summary>The last event that touched a thing, as the caller knows it.</summary>
    public ExpectedVersion? Expected { get; init; }

    /// <summary>Where imported history comes from; null for live decisions.</summary>
    public Claim? Claim { get; init; }

    /// <summary>
    /// When the ledger learned it, where its source said it earlier: what was taken back and is
    /// imported again. It takes effect on the day of the source. When the source said it if absent.
    /// </summary>
    public DateTimeOffset? LearnedAt { get; init; }

    /// <summary>The request it belongs to.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>What caused it.</summary>
    public string? CausationId { get; init; }

    /// <summary>The part of it that is decided, at a moment.</summary>
    internal CommandSubmission At(DateTimeOffset now) =>
        new(Commands, Caller, new(now, LearnedAt ?? Claim?.ReportedAt))
        {
            EffectiveOn = LearnedAt is null || Claim is null ? null
                : DateOnly.FromDateTime(Claim.ReportedAt.UtcDateTime),
            Expected = Expected, CorrelationId = CorrelationId, CausationId = CausationId,
        };
}

/// <summary>An idempotency key as the caller sent it.</summary>
/// <param name="Path">What was called.</param>
/// <param name="Key">Chosen by the caller.</param>
/// <param name="Body">The bytes of the request; only a keyed hash of them is kept.</param>
public sealed record Idempotency(string Path, string Key, byte[] Body);

/// <summary>A piece of history from elsewhere.</summary>
/// <param name="Source">Who published it.</param>
/// <param name="ExternalId">
/// Its id there; with source and time it recognises a repeated import.
/// </param>
/// <param name="ReportedAt">When the source says it knew.</param>
public sealed record Claim(string Source, string ExternalId, DateTimeOffset ReportedAt)
{
    /// <summary>
    /// When the source says it knew: UTC, cut to whole microseconds, which is what is stored.
    /// </summary>
    public DateTimeOffset ReportedAt { get; } = WholeMicroseconds(ReportedAt);

    private static DateTimeOffset WholeMicroseconds(DateTimeOffset at) =>
        new(at.UtcTicks - at.UtcTicks % TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);
}

/// <summary>What the journal answers.</summary>
public abstract record Answer
{
    /// <summary>Recorded and durable.</summary>
    /// <param name="Events">One for each fact, in order.</param>
    /// <param name="Commands">How many events each command of the submission gave.</param>
    public sealed record Receipt(ImmutableArray<ReceiptLine> Events, ImmutableArray<int> Commands)
        : Answer;

    /// <summary>Not recorded, because the domain says no.</summary>
    /// <param name="Refusal">Why.</param>
    /// <param name="CommandIndex">Which of the commands, from 0.</param>
    public sealed record Refused(Refusal Refusal, int CommandIndex) : Answer;

    /// <summary>There is no such portfolio.</summary>
    public sealed record UnknownPortfolio : Answer;

    /// <summary>Something happened to the subject in between.</summary>
    /// <param name="Current">
    /// The position of the last event that touched it; 0 when there is none.
    /// </param>
    public sealed record Changed(long Current) : Answer;

    /// <summary>The idempotency key was used with another body.</summary>
    public sealed record KeyReused : Answer;

    /// <summary>Recognised from an earlier import; nothing was written.</summary>
    public sealed record AlreadyImported : Answer;

    /// <summary>Not now: nothing is known to be recorded; ask again with the same key.</summary>
    /// <param name="Code">Why, as the API calls it.</param>
    /// <param name="Detail">The same for people.</param>
    public sealed record Unavailable(string Code, string Detail) : Answer;

    /// <summary>A fault of the ledger itself; nothing was recorded.</summary>
    public sealed record Faulted(Exception Fault) : Answer;
}

/// <summary>One event as its receipt shows it.</summary>
/// <param name="Position">In the portfolio's journal.</param>
/// <param name="Id">Of the event.</param>
/// <param name="Type">Stored name of the fact.</param>
/// <param name="RecordedAt">When.</param>
/// <param name="LeafHash">Of its leaf in the audit log, base64: a claim check.</param>
/// <param name="Corrects">
/// The amount that it corrects; null for what is no correction of an amount.
/// </param>
public sealed record ReceiptLine(
    long Position,
    Guid Id,
    string Type,
    DateTimeOffset RecordedAt,
    string LeafHash,
    Money? Corrects = null
)
{
    /// <summary>The amount that a fact corrects, as it says itself.</summary>
    public static Money? CorrectedBy(IFact fact) =>
        fact is BudgetApproved { IsCorrection: true } approved ? approved.Replaces : null;
}
