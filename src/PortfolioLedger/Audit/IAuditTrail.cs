using System.Collections.Immutable;
using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Audit;

/// <summary>An answer as the access log describes it.</summary>
/// <param name="Address">Below the portfolio: <c>ranking</c>, <c>initiatives/croton</c>.</param>
/// <param name="Format">csv, ndjson, xlsx, json, zip …</param>
public sealed record AuditedAnswer(string Address, string Format)
{
    /// <summary>As of which position it answers, or up to which position it reaches.</summary>
    public long? Position { get; init; }

    /// <summary>As of which business day.</summary>
    public DateOnly? EffectiveOn { get; init; }

    /// <summary>The digest of the view, or <c>sha256:…</c> of the file.</summary>
    public string? Digest { get; init; }

    /// <summary>How long it is; null where that is not known beforehand.</summary>
    public long? Bytes { get; init; }

    /// <summary>
    /// Names of the parameters asked with. Never their values: they may hold words about persons.
    /// </summary>
    public ImmutableArray<string> Parameters { get; init; } = [];
}

/// <summary>
/// The access log in the audit stream of each portfolio: what left the ledger, and what auditors
/// read.
/// </summary>
public interface IAuditTrail
{
    /// <summary>
    /// Logs what is about to leave the ledger. When this completes it is committed: only then may
    /// the first byte go. An <see cref="AuditUnavailableException"/> means that nothing may leave
    /// (503 over HTTP, a failed verb on the command line).
    /// </summary>
    /// <param name="portfolio">Of which portfolio.</param>
    /// <param name="actor">Who takes it, in which role.</param>
    /// <param name="answer">What it is.</param>
    /// <param name="cancel">Stops waiting; what was handed over is logged all the same.</param>
    Task LogExportAsync(
        Key portfolio, Actor actor, AuditedAnswer answer, CancellationToken cancel);

    /// <summary>
    /// Logs what was read, soon and in the background; what cannot be written is kept and tried
    /// again.
    /// </summary>
    void LogRead(Key portfolio, Actor actor, AuditedAnswer answer);

    /// <summary>
    /// Whether there is room for reads to wait; without it what would be logged is refused.
    /// </summary>
    bool TakesReads { get; }
}

/// <summary>It could not be logged, so it may not leave the ledger.</summary>
public sealed class AuditUnavailableException(Exception? cause = null) : Exception(
    "The access log cannot be written, and what is not logged does not leave the ledger. Try "
    + "again in a moment.", cause);
