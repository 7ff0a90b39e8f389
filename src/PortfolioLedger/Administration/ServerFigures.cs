using System.Collections.Immutable;
using System.Globalization;
using Npgsql;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.EmbeddedPostgres;
using PortfolioLedger.Pages;

namespace PortfolioLedger.Administration;

/// <summary>A portfolio whose read models are being built again.</summary>
/// <param name="Portfolio">Which.</param>
/// <param name="Position">Up to where they are stored.</param>
public sealed record RebuiltUpTo(Key Portfolio, long Position);

/// <summary>What the database says about itself.</summary>
internal sealed class ServerFigures(NpgsqlDataSource source, DatabasePlace place)
{
    /// <summary>Name and value, for people.</summary>
    public async Task<ImmutableArray<(string Name, string Value)>> AllAsync(
        CancellationToken cancel)
    {
        await using var command = source.CreateCommand("""
            select current_setting('server_version'), pg_database_size(current_database()),
                pg_postmaster_start_time(),
                (select count(*) from pg_stat_activity where datname = current_database()),
                current_setting('max_connections')::int
            """);
        await using var row = await command.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        var megabytes = row.GetInt64(1) / (1024m * 1024m);
        return
        [
            ("Where", place.Words),
            ("PostgreSQL", row.GetString(0)),
            ("Size", $"{Values.Number(Math.Round(megabytes, 1))} MB"),
            ("Running since", row.GetFieldValue<DateTimeOffset>(2).UtcDateTime.ToString(
                "yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture)),
            ("Connections", $"{Values.Count(row.GetInt64(3))} of {row.GetInt32(4)}"),
        ];
    }

    /// <summary>
    /// How far a rebuild of the read models has come, which is not read yet; empty while none runs.
    /// </summary>
    public async Task<ImmutableArray<RebuiltUpTo>> RebuildAsync(CancellationToken cancel)
    {
        await using var command = source.CreateCommand("""
            select r.portfolio, r.position from ledger.read_model r
            join ledger.read_model_live l on r.projection_version > l.version
            order by r.portfolio collate "C"
            """);
        var built = ImmutableArray.CreateBuilder<RebuiltUpTo>();
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
            if (Key.TryParse(rows.GetString(0), out var portfolio))
                built.Add(new(portfolio, rows.GetInt64(1)));
        return built.ToImmutable();
    }
}
