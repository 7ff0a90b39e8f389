using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Databases;

/// <summary>The claims of one database, entered in the directory of all.</summary>
internal sealed class PortfolioClaims(PortfolioDirectory directory, string database)
    : IPortfolioClaims
{
    public async Task<string?> ElsewhereAsync(Key portfolio) =>
        (await directory.ClaimAsync(database, [portfolio], default)).GetValueOrDefault(portfolio);
}
