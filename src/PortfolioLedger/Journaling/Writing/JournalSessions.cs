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
    /// <summary>
    /// A node that stands still for so long under the lock of a portfolio loses it to others. Below
    /// the time for which they wait for it.
    /// </summary>
    private static readonly TimeSpan Stillness = TimeSpan.FromSeconds(5);

    private readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(SettingsLike(settings));

    /// <summary>Opens a connection and begins a transaction.</summary>
    internal async Task<JournalTransaction> BeginAsync(CancellationToken cancel = default) =>
        await JournalTransaction.BeginAsync(
            _source, TimeSpan.FromSeconds(settings.CommandTimeout), cancel);

    /// <summary>None that is open now is used again.</summary>
    internal void Distrust()
    {
        _source.Clear();
        readers.Clear();
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private static NpgsqlConnectionStringBuilder SettingsLike(NpgsqlConnectionStringBuilder readers)
    {
        var writers = new NpgsqlConnectionStringBuilder(readers.ConnectionString)
        {
            NoResetOnClose = true,
            // One for each batch that commits at once, for a look into what came of it, and for a
            // commit that was left without its answer.
            MaxPoolSize = 3 * Journal.MaxConcurrentCommits,
            Options = $"{readers.Options} -c plan_cache_mode=force_generic_plan "
                + $"-c idle_in_transaction_session_timeout={Stillness.TotalMilliseconds:0}ms",
        };
        if (Path.IsPathRooted(readers.Host))
            return writers;
        // Nobody waits for an answer that was left: the network says that there is none.
        writers.TcpKeepAlive = true;
        writers.TcpKeepAliveTime = 10;
        writers.TcpKeepAliveInterval = 2;
        return writers;
    }
}
