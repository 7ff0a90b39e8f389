using System.Reflection;
using System.Runtime.InteropServices;
using Marten;
using Npgsql;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Journaling.Setup;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Doctor;

/// <summary>Whether the ledger stands on firm ground: server, settings and schema.</summary>
internal static class ServerChecks
{
    private const int MinServerVersion = 15;

    /// <summary>Tables that are only added to; two triggers each refuse everything else.</summary>
    private static readonly string[] Guarded =
    [
        "ledger.mt_events", "ledger.mt_streams", "ledger.scenario_event", "audit.record",
        "log.identity", "log.signing_key", "log.tile", "log.checkpoint", "log.halt",
        "log.cosignature", "log.time_stamp", "log.trouble",
    ];

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
        var settings = await Durability.ReadAsync(connection, cancel);
        // Waiting for replicas too is stronger than on.
        var weak = settings.Where(s => s.Value is not ("on" or "remote_apply")).ToArray();
        return new("durability", null, weak.Length == 0 ? CheckStatus.Ok : CheckStatus.Failed,
            string.Join(", ", settings.Select(s => $"{s.Name} {s.Value}"))
            + (weak.Length == 0 ? "" : "; all must be on: " + string.Join("; ", weak.Select(
                s => s.Remedy(connection.UserName!, connection.Database)))));
    }

    /// <summary>Whether a ledger was ever started here.</summary>
    public static Task<bool> HasSchemaAsync(
        NpgsqlConnection connection,
        CancellationToken cancel
    ) => ScalarAsync<bool>(connection, """
        select exists (select from pg_tables where schemaname = 'ledger' and tablename = 'secret')
        """, cancel);

    /// <summary>Whether tables are those of this release.</summary>
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
        return new("schema", null, CheckStatus.Ok, "as in this release");
    }

    /// <summary>Whether the database itself keeps history from being changed.</summary>
    public static async Task<Finding> AppendOnlyAsync(
        NpgsqlConnection connection, CancellationToken cancel)
    {
        var guards = await ScalarAsync<long>(connection, $"""
            select count(*) from pg_trigger t join pg_proc p on p.oid = t.tgfoid
            where tgname in ('append_only', 'append_only_truncate') and tgenabled = 'A'
            and p.prosrc like '%raise exception ''ledger is append-only:%'
            and tgrelid = any (array[{string.Join(", ",
                Guarded.Select(table => $"to_regclass('{table}')"))}])
            """,
            cancel
        );
        var all = 2 * Guarded.Length;
        return guards == all
            ? new("append-only", null, CheckStatus.Ok, string.Join(", ", Guarded))
            : new(
                "append-only",
                null,
                CheckStatus.Failed,
                $"{guards} of {all} append-only triggers are on; a start of the ledger restores "
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
