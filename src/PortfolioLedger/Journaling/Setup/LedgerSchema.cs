using System.Collections.Immutable;
using JasperFx;
using Marten;
using Npgsql;

namespace PortfolioLedger.Journaling.Setup;

/// <summary>
/// The tables and views of the ledger, which a process brings up to date when it starts.
/// </summary>
public static class LedgerSchema
{
    /// <summary>
    /// Raised with each change of a script or of the event store's tables. A program that finds a
    /// higher one was followed by a newer: it leaves everything as it is, so that a node of the
    /// earlier release can start again while the others are replaced. What a newer one adds must
    /// let the earlier one work.
    /// </summary>
    internal const int Revision = 3;

    /// <summary>
    /// What is created beside the event store, in this order; each can run again.
    /// </summary>
    internal static readonly ImmutableArray<string> Scripts =
    [
        "ledger-schema.sql",
        "import-schema.sql",
        "scenario-schema.sql",
        "read-models.sql",
        "reports.sql",
        "token-schema.sql",
        "audit-schema.sql",
    ];

    /// <summary>
    /// Brings the schema up to date; the application itself never changes it later.
    /// </summary>
    public static async Task MigrateAsync(
        IDocumentStore store,
        NpgsqlDataSource source,
        CancellationToken cancel
    )
    {
        // Two nodes that start together take turns.
        await using var connection = await source.OpenConnectionAsync(cancel);
        await RunAsync(connection, "set lock_timeout = 0", cancel);
        await RunAsync(connection, "select pg_advisory_lock(7301)", cancel);
        try
        {
            if (await StoredRevisionAsync(connection, cancel) > Revision)
                return;
            await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync(AutoCreate.CreateOrUpdate);
            foreach (var script in Scripts)
                await RunAsync(connection, Script(script), cancel);
            await RunAsync(connection, FormattableString.Invariant(
                $"update ledger.schema_revision set revision = {Revision}"), cancel);
        }
        finally
        {
            await RunAsync(connection, "select pg_advisory_unlock(7301)", CancellationToken.None);
        }
    }

    /// <summary>A script's text.</summary>
    internal static string Script(string name)
    {
        using var stream = typeof(LedgerSchema).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>Of the newest program that was here; 0 when none was that says so.</summary>
    private static async Task<int> StoredRevisionAsync(
        NpgsqlConnection connection,
        CancellationToken cancel
    )
    {
        await using var exists = new NpgsqlCommand(
            "select to_regclass('ledger.schema_revision') is not null", connection);
        if (await exists.ExecuteScalarAsync(cancel) is not true)
            return 0;
        await using var stored = new NpgsqlCommand(
            "select revision from ledger.schema_revision",
            connection
        );
        return await stored.ExecuteScalarAsync(cancel) as int? ?? 0;
    }

    private static async Task RunAsync(
        NpgsqlConnection connection,
        string sql,
        CancellationToken cancel
    )
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancel);
    }
}
