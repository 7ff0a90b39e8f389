using System.Diagnostics;
using Npgsql;

namespace PortfolioLedger.Benchmarks;

/// <summary>
/// The ranking as of any position of a long journal, against the same question asked of history
/// tables (valid ranges, window function, indexes) in SQL.
/// </summary>
internal static class PastRankings
{
    private const int Questions = 200;

    /// <summary>Creates the history tables out of the journal.</summary>
    public static async Task PrepareAsync(string connection)
    {
        await using var source = NpgsqlDataSource.Create(connection + ";Command Timeout=600");
        await using var create = source.CreateCommand("""
            drop table if exists score_history;
            create table score_history as
            select data ->> 'initiative' as initiative, data ->> 'criterion' as criterion,
                (data ->> 'value')::numeric as value, version as valid_from,
                coalesce(lead(version) over (partition by data ->> 'initiative', data ->> 'criterion' order by version),
                    9223372036854775807) as valid_to
            from ledger.mt_events where stream_id = 'long' and type = 'criterion-scored';
            create index on score_history using gist (int8range(valid_from, valid_to));
            create index on score_history (initiative, criterion, valid_from desc);
            analyze score_history
            """);
        await create.ExecuteNonQueryAsync();
    }

    /// <summary>p99 of both, in milliseconds.</summary>
    public static async Task<Result> MeasureAsync(Bench bench)
    {
        var (subject, baseline) = (new double[bench.Repeats], new double[bench.Repeats]);
        using var client = new HttpClient { BaseAddress = new(bench.Address) };
        await using var source = NpgsqlDataSource.Create(bench.Connection);
        await using var connection = await source.OpenConnectionAsync();
        for (var run = 0; run < bench.Repeats; run++)
        {
            var random = new Random(run);
            var positions = Enumerable.Range(0, Questions).Select(_ => random.NextInt64(8_000, bench.Events)).ToArray();
            subject[run] = await P99Async(positions, position => Ledgers.GetAsync(
                client, $"/api/v1/portfolios/long/ranking?limit=100&asOfPosition={position}"));
            baseline[run] = await P99Async(positions, position => RankAsync(connection, position));
        }
        var (ours, theirs) = (new Runs(subject), new Runs(baseline));
        return new($"ranking as of any of {bench.Events:N0} positions, {Ledgers.LongInitiatives:N0} initiatives, warm, p99",
            ours, theirs, "ms", theirs.Median / ours.Median, "≤ 50 ms and ≥ 5 × faster than SQL over history tables",
            ours.Median <= 50 && theirs.Median / ours.Median >= 5);
    }

    private static async Task RankAsync(NpgsqlConnection connection, long position)
    {
        await using var rank = new NpgsqlCommand("""
            select initiative, score, rank() over (order by score desc, initiative) from (
                select initiative, sum(case criterion when 'value' then 0.6 * value else 0.4 * (10 - value) end) as score
                from score_history where int8range(valid_from, valid_to) @> $1
                group by initiative having count(*) = 2) s
            order by 3 limit 100
            """, connection) { Parameters = { new() { Value = position } } };
        await using var rows = await rank.ExecuteReaderAsync();
        while (await rows.ReadAsync())
        {
            // Only the time counts.
        }
    }

    private static async Task<double> P99Async(long[] positions, Func<long, Task> ask)
    {
        // Warm: the runtime has compiled what it runs often for good. Other positions than are measured.
        foreach (var back in (int[])[1, 2])
            foreach (var position in positions)
                await ask(position - back);
        var times = new List<double>();
        foreach (var position in positions)
        {
            var started = Stopwatch.GetTimestamp();
            await ask(position);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
        return times.Order().ElementAt((int)(times.Count * 0.99) - 1);
    }
}
