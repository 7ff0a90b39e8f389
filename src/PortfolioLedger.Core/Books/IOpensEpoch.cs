namespace PortfolioLedger.Core.Books;

/// <summary>
/// A fact that opens the next epoch of the portfolio's audit log: from it on, leaves and
/// checkpoints are of that epoch. What is known before it stays known.
/// </summary>
public interface IOpensEpoch : IFact
{
    /// <summary>The number of the epoch, above that of every epoch before.</summary>
    int Epoch { get; }
}
