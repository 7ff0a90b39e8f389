using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Journaling.Writing;

/// <summary>Where there are several databases: in which of them a portfolio is opened.</summary>
public interface IPortfolioClaims
{
    /// <summary>
    /// Claims a key for this database before the first event is recorded under it, so that no
    /// other one has a portfolio of the same key.
    /// </summary>
    /// <returns>The name of the database that has it; null where it is this one.</returns>
    Task<string?> ElsewhereAsync(Key portfolio);
}
