using System.Collections.Immutable;
using System.Diagnostics;
using Npgsql;
using PortfolioLedger.EmbeddedPostgres;

namespace PortfolioLedger.Tests.EmbeddedPostgres;

/// <summary>A data directory of one test; its server and files are gone afterwards.</summary>
internal sealed class Home : IAsyncDisposable
{
    public string Path { get; init; } = TestFolder.New();

    public string Cluster => System.IO.Path.Combine(Path, "cluster");

    public string this[string file] => System.IO.Path.Combine(Path, file);

    public EmbeddedServerOptions Options => new() { DataDirectory = Path, Settings = Small };

    public Task<EmbeddedServer> StartAsync() => EmbeddedServer.StartAsync(Options);

    public Task<EmbeddedServer> FindOrStartAsync() => EmbeddedServer.FindOrStartAsync(Options);

    public int Postmaster() =>
        PortfolioLedger.EmbeddedPostgres.Postmaster.Find(Cluster)
        ?? throw new InvalidOperationException($"No server runs in {Path}.");

    public bool Runs => PortfolioLedger.EmbeddedPostgres.Postmaster.Find(Cluster) is not null;

    /// <summary>kill -9</summary>
    public static void Kill(int id)
    {
        using var process = Process.GetProcessById(id);
        process.Kill();
    }

    public static async Task<T> QueryAsync<T>(string connectionString, string sql)
    {
        // Unpooled, so that no connection of an earlier server process is met.
        var plain = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false };
        await using var source = NpgsqlDataSource.Create(plain);
        await using var command = source.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Writes one committed row that <see cref="ReadAsync"/> finds again.</summary>
    public static Task WriteAsync(EmbeddedServer server, string text) =>
        QueryAsync<string>(server.ConnectionString,
            "create table kept (text text); "
            + $"insert into kept values ('{text}') returning text");

    public static Task<string> ReadAsync(EmbeddedServer server) =>
        QueryAsync<string>(server.ConnectionString, "select text from kept");

    public async ValueTask DisposeAsync()
    {
        if (Directory.Exists(Path))
            await EmbeddedServer.RemoveAbandonedAsync(Path);
    }

    private static ImmutableSortedDictionary<string, string> Small { get; } =
        ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal,
            [KeyValuePair.Create("shared_buffers", "16MB")]);
}
