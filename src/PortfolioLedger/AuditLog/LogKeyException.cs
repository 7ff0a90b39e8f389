namespace PortfolioLedger.AuditLog;

/// <summary>
/// The key of the audit log cannot be used; the message says why and what to do. Nothing is signed
/// meanwhile, and recording goes on.
/// </summary>
public sealed class LogKeyException(string message) : Exception(message);

/// <summary>
/// The journal of a portfolio does not extend what was signed of it: never two roots for one size.
/// </summary>
/// <param name="detail">What differs.</param>
/// <param name="lostFrom">The first position that is lost, or may be another.</param>
/// <param name="checkpoint">What was signed.</param>
internal sealed class LogDivergedException(string detail, long lostFrom, string checkpoint)
    : Exception(detail)
{
    public long LostFrom { get; } = lostFrom;

    public string Checkpoint { get; } = checkpoint;
}
