using Npgsql;

namespace PortfolioLedger.Journaling.Writing;

/// <summary>
/// The connections that write the journal. Nothing done on them changes their session, so they are
/// handed on without being reset, and their statements stay prepared.
/// </summary>
/// <param name="settings">Of the connections.</param>
/// <param name="readers">The connections that read: what happens to these happens to them.</param>
public sealed class JournalSessions(
    NpgsqlConnectionStringBuilder settings,
    NpgsqlDataSource readers
) : IAsyncDisposable
{
    private readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(
        new NpgsqlConnectionStringBuilder(settings.ConnectionString)
        {
            NoResetOnClose = true,
            // One for each batch that commits at once, and for a look into what came of it.
            MaxPoolSize = 2 * Journal.MaxConcurrentCommits,
            Options = settings.Options + " -c plan_cache_mode=force_generic_plan",
        });

    /// <summary>Opens a connection and begins a transaction.</summary>
    internal async Task<JournalTransaction> BeginAsync(CancellationToken cancel = default) =>
        await JournalTransaction.BeginAsync(_source, cancel);

    /// <summary>None that is open now is used again.</summary>
    internal void Distrust()
    {
        _source.Clear();
        readers.Clear();
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();
}
