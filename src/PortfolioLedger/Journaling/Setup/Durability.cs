using System.Collections.Immutable;
using Npgsql;
using PortfolioLedger.Access;
using PortfolioLedger.EmbeddedPostgres;

namespace PortfolioLedger.Journaling.Setup;

/// <summary>A setting on which the durability of the journal rests, as a session has it.</summary>
/// <param name="Name">Of the setting.</param>
/// <param name="Value">As the server says it.</param>
/// <param name="Source">Where it was set, in the server's words.</param>
internal sealed record DurabilitySetting(string Name, string Value, string Source)
{
    /// <summary>Whether what is confirmed is written to disk before.</summary>
    public bool IsOff => Value == "off";

    /// <summary>What sets it right.</summary>
    /// <param name="user">Of the session.</param>
    /// <param name="database">Of the session.</param>
    public string Remedy(string user, string database) => Source switch
    {
        "database" => $"alter database {database} reset {Name}",
        "user" => $"alter role {user} reset {Name}",
        "database user" => $"alter role {user} in database {database} reset {Name}",
        "client" => $"take {Name} out of ConnectionStrings__Ledger",
        _ => $"alter system set {Name} = on, or {Name} = on in postgresql.conf; then "
            + "select pg_reload_conf()",
    };
}

/// <summary>
/// Whether what is confirmed survives a power cut. A server can forgo that for speed, for one
/// account or one database too, so it is asked in a session of the application itself.
/// </summary>
internal static class Durability
{
    private const string Settings = """
        select name, setting, source from pg_settings
        where name in ('fsync', 'full_page_writes', 'synchronous_commit') order by name
        """;

    /// <summary>The settings of a session.</summary>
    public static async Task<ImmutableArray<DurabilitySetting>> ReadAsync(
        NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(Settings, connection);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var found = ImmutableArray.CreateBuilder<DurabilitySetting>();
        while (await rows.ReadAsync(cancel))
            found.Add(new(rows.GetString(0), rows.GetString(1), rows.GetString(2)));
        return found.ToImmutable();
    }

    /// <summary>
    /// Refuses a database that can lose what it has confirmed; not a server that says that all its
    /// data is thrown away, as that of the tests does.
    /// </summary>
    /// <param name="connectionString">Of the application.</param>
    /// <param name="cancel">Stops it.</param>
    /// <exception cref="StartRefusedException">A setting is off; says which, and the remedy.
    /// </exception>
    public static async Task RequireAsync(string connectionString, CancellationToken cancel)
    {
        // A session of its own: one that is pooled may have settings of an earlier time.
        var fresh = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false };
        await using var connection = new NpgsqlConnection(fresh.ConnectionString);
        await connection.OpenAsync(cancel);
        var off = (await ReadAsync(connection, cancel)).Where(s => s.IsOff).ToArray();
        if (off.Length == 0 || await IsThrownAwayAsync(connection, cancel))
            return;
        throw new StartRefusedException(
            "The ledger does not start on a database that can lose decisions which it has "
                + "confirmed:\n"
                + string.Concat(off.Select(s => $"  {s.Name} is off (set by: {s.Source}); "
                    + $"{s.Remedy(connection.UserName!, connection.Database)}\n"))
                + "Set it right and start again.");
    }

    private static async Task<bool> IsThrownAwayAsync(
        NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("show cluster_name", connection);
        return (string?)await command.ExecuteScalarAsync(cancel) == ClusterSettings.ThrownAway;
    }
}
