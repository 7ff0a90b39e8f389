using Npgsql;

namespace PortfolioLedger.Benchmarks;

/// <summary>
/// A database for one measurement, dropped after it: nothing else is to be measured beside its
/// events.
/// </summary>
internal sealed class OwnDatabase : IAsyncDisposable
{
    private readonly Bench _server;
    private readonly string _name;

    private OwnDatabase(Bench server, string name)
    {
        (_server, _name) = (server, name);
        Bench = server with
        {
            Connection = new NpgsqlConnectionStringBuilder(server.Connection)
            {
                Database = name,
            }.ConnectionString,
        };
    }

    /// <summary>The same measurement, on this database.</summary>
    public Bench Bench { get; }

    /// <summary>Creates it.</summary>
    public static async Task<OwnDatabase> CreateAsync(Bench server, string name)
    {
        await ExecuteAsync(server, $"create database {name}");
        return new(server, name);
    }

    /// <summary>Drops it.</summary>
    public async ValueTask DisposeAsync() =>
        await ExecuteAsync(_server, $"drop database {_name} with (force)");

    private static async Task ExecuteAsync(Bench server, string sql)
    {
        await using var source = NpgsqlDataSource.Create(server.Connection);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
