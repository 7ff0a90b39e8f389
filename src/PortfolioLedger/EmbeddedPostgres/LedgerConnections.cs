using Npgsql;

namespace PortfolioLedger.EmbeddedPostgres;

/// <summary>
/// Who works with the ledger's database, and who makes its tables: Npgsql connection strings. They
/// are the same where one account does both.
/// </summary>
/// <param name="App">Of everything that reads and records.</param>
/// <param name="Migrator">Of what brings the tables up to date.</param>
public sealed record LedgerConnections(string App, string Migrator)
{
    /// <summary>One account owns the tables and works with them.</summary>
    public static LedgerConnections Alone(string connectionString) =>
        new(connectionString, connectionString);

    /// <summary>Whether the tables are made by another role than the one that works with them.
    /// </summary>
    public bool AreSeparate => App != Migrator;

    /// <summary>The migrator's, as the role that owns everything.</summary>
    public string Owner => AreSeparate
        ? new NpgsqlConnectionStringBuilder(Migrator)
        {
            Timezone = "UTC",
            Options = $"-c role={DatabaseRoles.Owner}",
            // A session that is reset goes back to the role that logged in.
            NoResetOnClose = true,
            MaxPoolSize = 10,
        }.ConnectionString
        : Migrator;
}
