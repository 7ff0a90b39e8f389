using System.Collections.Immutable;
using JasperFx;
using Marten;
using Npgsql;
using PortfolioLedger.Access;
using PortfolioLedger.EmbeddedPostgres;

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
    internal const int Revision = 6;

    /// <summary>
    /// What is created beside the event store, in this order; each can run again.
    /// </summary>
    internal static readonly ImmutableArray<string> Scripts =
    [
        "ledger-schema.sql",
        "databases.sql",
        "audit-log.sql",
        "import-schema.sql",
        "scenario-schema.sql",
        "read-models.sql",
        "reports.sql",
        "sign-in.sql",
        "token-schema.sql",
        "audit-schema.sql",
    ];

    /// <summary>What the database's roles may do with all of it; last.</summary>
    internal const string Grants = "role-grants.sql";

    /// <summary>
    /// Brings the schema up to date, as the role that owns it; the application itself never
    /// changes it later.
    /// </summary>
    /// <param name="connections">Who owns, and who works with it.</param>
    /// <param name="steps">Tables that are made by libraries of other areas.</param>
    /// <param name="cancel">Stops it.</param>
    /// <exception cref="StartRefusedException">This account may not do what is needed.</exception>
    public static async Task MigrateAsync(
        LedgerConnections connections,
        IEnumerable<IMigrationStep> steps,
        CancellationToken cancel
    )
    {
        await using var source = LedgerStore.OpenOwnerSource(connections);
        await using var store = DocumentStore.For(
            options => LedgerStore.Configure(options, source));
        // Two nodes that start together take turns.
        await using var connection = await OpenAsync(source, connections, cancel);
        await RunAsync(connection, "set lock_timeout = 0", cancel);
        await RunAsync(connection, "select pg_advisory_lock(7301)", cancel);
        try
        {
            if (!await SchemaRights.MayMigrateAsync(connection, Revision, cancel))
                return;
            // What libraries make is compared by them, which takes longer than all the rest: once
            // for each revision. Scripts and rights are made good with every start.
            var isCurrent = await SchemaRights.StoredAsync(connection, cancel) == Revision;
            if (!isCurrent)
                await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync(
                    AutoCreate.CreateOrUpdate);
            foreach (var script in Scripts)
                await RunAsync(connection, Script(script), cancel);
            if (!isCurrent)
                foreach (var step in steps)
                    await step.MigrateAsync(connections.Owner, cancel);
            await RunAsync(connection, Script(Grants), cancel);
            await RunAsync(connection, FormattableString.Invariant(
                $"update ledger.schema_revision set revision = {Revision}"), cancel);
        }
        finally
        {
            await RunAsync(connection, "select pg_advisory_unlock(7301)", CancellationToken.None);
        }
    }

    /// <summary>Whether the tables were brought up to date by a program of this release.</summary>
    internal static async Task<bool> IsCurrentAsync(
        LedgerConnections connections, CancellationToken cancel)
    {
        await using var source = LedgerStore.OpenOwnerSource(connections);
        await using var connection = await OpenAsync(source, connections, cancel);
        return await SchemaRights.StoredAsync(connection, cancel) == Revision;
    }

    /// <summary>
    /// Refuses what <see cref="MigrateAsync"/> would, before anything is started.
    /// </summary>
    /// <exception cref="StartRefusedException">This account may not do what is needed.</exception>
    public static async Task RequireRightsAsync(
        LedgerConnections connections, CancellationToken cancel)
    {
        await using var source = LedgerStore.OpenOwnerSource(connections);
        await using var connection = await OpenAsync(source, connections, cancel);
        await SchemaRights.MayMigrateAsync(connection, Revision, cancel);
    }

    private static async Task<NpgsqlConnection> OpenAsync(
        NpgsqlDataSource source, LedgerConnections connections, CancellationToken cancel)
    {
        try
        {
            return await source.OpenConnectionAsync(cancel);
        }
        catch (PostgresException refused) when (connections.AreSeparate && refused.SqlState
            is PostgresErrorCodes.InvalidParameterValue
            or PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new StartRefusedException(
                "The account of ConnectionStrings__LedgerMigrator cannot act as "
                    + $"{DatabaseRoles.Owner} ({refused.MessageText}). Run "
                    + "ops/postgresql/roles.sql in the ledger's database as its superuser, or "
                    + "remove ConnectionStrings__LedgerMigrator to let one account do everything."
            );
        }
    }

    /// <summary>A script's text.</summary>
    internal static string Script(string name)
    {
        using var stream = typeof(LedgerSchema).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
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
