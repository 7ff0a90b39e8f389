using Npgsql;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Journaling.Setup;

namespace PortfolioLedger.Imports;

/// <summary>
/// Keeps everybody else from writing into a portfolio while a history is imported.
/// </summary>
public static class ImportLock
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Takes the lock; null when another import holds it. A live writer holds its share only for
    /// the moment of a commit: that is waited for, and none can begin in the meantime.
    /// </summary>
    public static async Task<IAsyncDisposable?> TryTakeAsync(
        NpgsqlDataSource source, Key portfolio, CancellationToken cancel) =>
        await SessionLock.TryTakeAsync(source, $"import:{portfolio}", Patience, cancel);
}
