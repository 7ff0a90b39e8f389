using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Http.Commands;

/// <summary>Proofs that a receipt shows when the caller waits for them.</summary>
public interface IReceiptProofs
{
    /// <summary>
    /// The proof of each event of a receipt (C2SP tlog-proof), as soon as a checkpoint covers it;
    /// null for those that took too long.
    /// </summary>
    Task<string?[]> ProofsAsync(
        Key portfolio, Answer.Receipt receipt, CancellationToken cancel);
}
