using Npgsql;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.EmbeddedPostgres;
using PortfolioLedger.Journaling.Setup;

namespace PortfolioLedger.Databases;

/// <summary>Where the portfolio is that a verb of the command line is about.</summary>
internal static class DatabaseOfVerb
{
    /// <summary>Its database; null where that is the first one, or nobody knows.</summary>
    /// <param name="configuration">In which the databases are named.</param>
    /// <param name="home">The first one.</param>
    /// <param name="portfolio">As it was given.</param>
    /// <param name="cancel">Stops it.</param>
    /// <exception cref="EmbeddedServerException">It cannot be used.</exception>
    public static async Task<LedgerConnections?> FindAsync(
        IConfiguration configuration, LedgerConnections home, string? portfolio,
        CancellationToken cancel)
    {
        if (DatabaseSettings.Read(configuration) is not { } settings
            || !Key.TryParse(portfolio, out var key))
            return null;
        await using var source = LedgerStore.OpenSource(home.App);
        try
        {
            var place = await new PortfolioDirectory(source, settings).PlaceOfAsync(key, cancel);
            return settings.Others.TryGetValue(place.Database, out var other)
                ? await LedgerDatabase.OnServerAsync(
                    $"Databases__{other.Name}__", other.App, other.Migrator, cancel)
                : null;
        }
        catch (PostgresException missing)
            when (missing.SqlState == PostgresErrorCodes.UndefinedTable)
        {
            // Of an earlier release: the server has not started here since.
            return null;
        }
    }
}
