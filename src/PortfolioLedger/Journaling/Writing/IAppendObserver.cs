using PortfolioLedger.Core.AuditLog;
using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Journaling.Writing;

/// <summary>Told of what this node has appended, after the commit; must not take long.</summary>
public interface IAppendObserver
{
    /// <summary>Something was appended.</summary>
    /// <param name="portfolio">To which journal.</param>
    /// <param name="first">The position of the first event.</param>
    /// <param name="leaves">
    /// The leaf hash of each event; empty when they are not at hand and have to be computed from
    /// what is stored.
    /// </param>
    void Appended(Key portfolio, long first, ReadOnlySpan<MerkleHash> leaves);
}
