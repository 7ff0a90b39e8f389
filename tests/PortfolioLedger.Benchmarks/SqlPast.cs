using Npgsql;

namespace PortfolioLedger.Benchmarks;

/// <summary>
/// A past ranking as users of SQL ask for it: history tables with valid ranges, a window function
/// and indexes, behind the thinnest endpoint there is.
/// </summary>
internal static class SqlPast
{
    /// <summary>Creates the history tables out of the journal.</summary>
    public static async Task PrepareAsync(string connection)
    {
        await using var source = NpgsqlDataSource.Create(connection + ";Command Timeout=600");
        await using var create = source.CreateCommand("""
            drop table if exists score_history;
            create table score_history as
            select data ->> 'initiative' as initiative, data ->> 'criterion' as criterion,
                (data ->> 'value')::numeric as value, version as valid_from,
                coalesce(lead(version) over (
                    partition by data ->> 'initiative', data ->> 'criterion' order by version),
                    9223372036854775807) as valid_to
            from ledger.mt_events where stream_id = 'long' and type = 'criterion-scored';
            create index on score_history using gist (int8range(valid_from, valid_to));
            create index on score_history (initiative, criterion, valid_from desc);
            analyze score_history
            """);
        await create.ExecuteNonQueryAsync();
    }

    /// <summary>Serves <c>/ranking?asOfPosition=</c>: the first hundred, best first.</summary>
    public static async Task<int> ServeAsync(string connection, string address)
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls(address);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        await using var app = builder.Build();
        await using var source = NpgsqlDataSource.Create(connection);
        app.MapGet("/health/ready", () => Results.Ok());
        app.MapGet("/ranking", (long asOfPosition, CancellationToken cancel) =>
            RankAsync(source, asOfPosition, cancel));
        await app.RunAsync();
        return 0;
    }

    private static async Task<Ranked[]> RankAsync(
        NpgsqlDataSource source, long position, CancellationToken cancel)
    {
        await using var rank = source.CreateCommand("""
            select initiative, score, rank() over (order by score desc, initiative) from (
                select initiative, sum(case criterion
                    when 'value' then 0.6 * value else 0.4 * (10 - value) end) as score
                from score_history where int8range(valid_from, valid_to) @> $1
                group by initiative having count(*) = 2) s
            order by 3 limit 100
            """);
        rank.Parameters.Add(new() { Value = position });
        await using var rows = await rank.ExecuteReaderAsync(cancel);
        var ranking = new List<Ranked>(100);
        while (await rows.ReadAsync(cancel))
            ranking.Add(new(rows.GetString(0), rows.GetDecimal(1), rows.GetInt64(2)));
        return [.. ranking];
    }

    /// <summary>An initiative of a ranking.</summary>
    internal sealed record Ranked(string Initiative, decimal Score, long Rank);
}
