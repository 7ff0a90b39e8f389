using System.Reflection;
using System.Runtime.InteropServices;
using Marten;
using Npgsql;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Doctor;

/// <summary>Whether the ledger stands on firm ground: server, settings and schema.</summary>
internal static class ServerChecks
{
    private const int MinServerVersion = 15;

    /// <summary>So many triggers keep history from being changed.</summary>
    private const long Guards = 6;

    /// <summary>Which software it is.</summary>
    public static Finding Versions(NpgsqlConnection connection)
    {
        var server = connection.PostgreSqlVersion;
        var ledger = typeof(ServerChecks).Assembly.GetName().Version!.ToString(3);
        var store = typeof(DocumentStore)
            .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
            .InformationalVersion;
        return new(
            "versions",
            null,
            server.Major >= MinServerVersion ? CheckStatus.Ok : CheckStatus.Failed,
            $"ledger {ledger}, fold {Book.FoldVersion}, Marten {store.Split('+')[0]}, "
                + $"PostgreSQL {server} ({MinServerVersion} or newer), "
                + $"{RuntimeInformation.FrameworkDescription}"
        );
    }

    /// <summary>Whether the server takes writes.</summary>
    public static async Task<Finding> ConnectionAsync(
        NpgsqlConnection connection, CancellationToken cancel)
    {
        var replica = await ScalarAsync<bool>(connection, "select pg_is_in_recovery()", cancel);
        return new("connection", null, replica ? CheckStatus.Failed : CheckStatus.Ok,
            $"database {connection.Database} on {connection.Host}:{connection.Port}"
            + (replica ? " is a read-only replica" : ""));
    }

    /// <summary>Whether what is committed survives a power cut.</summary>
    public static async Task<Finding> DurabilityAsync(
        NpgsqlConnection connection, CancellationToken cancel)
    {
        var settings = new List<string>();
        var durable = true;
        foreach (var name in new[] { "fsync", "full_page_writes", "synchronous_commit" })
        {
            var value = await ScalarAsync<string>(connection, $"show {name}", cancel);
            settings.Add($"{name} {value}");
            // Waiting for replicas too is stronger than on.
            durable &= value is "on" or "remote_apply";
        }
        return new("durability", null, durable ? CheckStatus.Ok : CheckStatus.Failed,
            string.Join(", ", settings) + (durable ? "" : "; all must be on"));
    }

    /// <summary>Whether a ledger was ever started here.</summary>
    public static Task<bool> HasSchemaAsync(
        NpgsqlConnection connection,
        CancellationToken cancel
    ) => ScalarAsync<bool>(connection, "select to_regclass('ledger.secret') is not null", cancel);

    /// <summary>Whether tables and guards are those of this release.</summary>
    public static async Task<Finding> SchemaAsync(
        NpgsqlConnection connection, IDocumentStore store, CancellationToken cancel)
    {
        try
        {
            await store.Storage.Database.AssertDatabaseMatchesConfigurationAsync(cancel);
        }
        catch (Exception differs)
            when (differs is not (NpgsqlException or OperationCanceledException))
        {
            return new("schema", null, CheckStatus.Failed,
                $"not that of this release: {differs.Message.Split('\n')[0].Trim()}");
        }
        var guards = await ScalarAsync<long>(connection, """
            select count(*) from pg_trigger
            where tgname in ('append_only', 'append_only_truncate') and tgenabled = 'A'
            and tgrelid in (to_regclass('ledger.mt_events'), to_regclass('ledger.mt_streams'),
                to_regclass('audit.record'))
            """,
            cancel
        );
        return guards == Guards
            ? new("schema", null, CheckStatus.Ok, "as in this release, append-only")
            : new(
                "schema",
                null,
                CheckStatus.Failed,
                $"{guards} of {Guards} append-only triggers are on; a start of the ledger restores "
                    + "them"
            );
    }

    private static async Task<T> ScalarAsync<T>(
        NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync(cancel))!;
    }
}
