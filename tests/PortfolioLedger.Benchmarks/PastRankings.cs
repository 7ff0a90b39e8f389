using Npgsql;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Benchmarks;

/// <summary>
/// The ranking as of any position of a long journal, against the same question asked of history
/// tables (valid ranges, window function, indexes) in SQL, and of streams aggregated by Marten.
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

    /// <summary>All three, in milliseconds: one run after another of each.</summary>
    public static async IAsyncEnumerable<Result> MeasureAsync(Bench bench)
    {
        await MartenPast.PrepareAsync(bench.Connection);
        var (marten, _) = await AppProcess.StartAsync(
            "marten-past",
            bench.Connection,
            bench.PastAddress
        );
        await using (marten)
        {
            using var client = new HttpClient { BaseAddress = new(bench.Address) };
            using var other = new HttpClient
            {
                BaseAddress = new(bench.PastAddress),
                Timeout = TimeSpan.FromMinutes(5),
            };
            await using var source = NpgsqlDataSource.Create(bench.Connection);
            await using var connection = await source.OpenConnectionAsync();
            await RequireEqualAsync(bench, client, connection, other);
            var (ours, sql, aggregated) = (
                new Percentiles[bench.Repeats],
                new Percentiles[bench.Repeats],
                new Percentiles[bench.Repeats]
            );
            for (var run = 0; run < bench.Repeats; run++)
            {
                var random = new Random(run);
                var positions = Enumerable
                    .Range(0, Questions)
                    .Select(_ => random.NextInt64(8_000, bench.Events))
                    .ToArray();
                ours[run] = await WarmAsync(positions, position =>
                    Ledgers.GetAsync(client, Question(position))
                );
                sql[run] = await WarmAsync(positions, position => RankAsync(connection, position));
                // One of them takes so long that a few must do.
                aggregated[run] = await Percentiles.OfAsync(
                    positions.Take(bench.Quick ? 1 : 3), position => RankAsync(other, position));
            }
            var (p99, slow) = (Of(ours, r => r.P99), Of(sql, r => r.P99));
            var what =
                $"ranking as of any of {bench.Events:N0} positions, {Ledgers.LongInitiatives:N0} "
                    + "initiatives, warm";
            yield return new(
                $"{what}, p99",
                p99,
                slow,
                "ms",
                slow.Median / p99.Median,
                "≤ 50 ms and ≥ 5 × faster than SQL over history tables",
                p99.Median <= 50 && slow.Median / p99.Median >= 5
            );
            var (half, theirs) = (Of(ours, r => r.Median), Of(sql, r => r.Median));
            yield return new(
                $"{what}, median, against the same",
                half,
                theirs,
                "ms",
                theirs.Median / half.Median,
                "—",
                null
            );
            var (middle, live) = (Of(ours, r => r.Median), Of(aggregated, r => r.Median));
            yield return new(
                $"{what}, median, against a Marten application (a stream for each initiative, "
                    + "AggregateStreamAsync of each as of an instant, on all cores, then ranked)",
                middle,
                live,
                "ms",
                live.Median / middle.Median,
                "—",
                null
            );
        }
    }

    private static Runs Of(Percentiles[] runs, Func<Percentiles, double> figure) =>
        new([.. runs.Select(figure)]);

    /// <summary>All three must give the same answer.</summary>
    private static async Task RequireEqualAsync(
        Bench bench, HttpClient client, NpgsqlConnection connection, HttpClient other)
    {
        var position = bench.Events * 2 / 3;
        var answer = await Ledgers.GetAsync(client, Question(position));
        var ours = answer.GetProperty("items").EnumerateArray()
            .Select(i => i.GetProperty("initiative").GetString()!).ToList();
        if (ours.Count != 100 || !ours.SequenceEqual(await RankAsync(connection, position))
            || !ours.SequenceEqual(await RankAsync(other, position)))
            throw new InvalidOperationException("the rankings differ");
    }

    private static string Question(long position) =>
        $"/api/v1/portfolios/long/ranking?limit=100&asOfPosition={position}";

    private static async Task<string[]> RankAsync(HttpClient marten, long position) =>
        (
            await marten.GetFromJsonAsync<string[]>(
                "/ranking?asOf="
                    + Uri.EscapeDataString(MartenPast.InstantOf(position).ToString("O"))
            )
        )!;

    private static async Task<string[]> RankAsync(NpgsqlConnection connection, long position)
    {
        await using var rank = new NpgsqlCommand("""
            select initiative, score, rank() over (order by score desc, initiative) from (
                select initiative, sum(case criterion when 'value' then 0.6 * value else 0.4 * (10 - value) end) as score
                from score_history where int8range(valid_from, valid_to) @> $1
                group by initiative having count(*) = 2) s
            order by 3 limit 100
            """, connection) { Parameters = { new() { Value = position } } };
        await using var rows = await rank.ExecuteReaderAsync();
        var keys = new List<string>(100);
        while (await rows.ReadAsync())
            keys.Add(rows.GetString(0));
        return [.. keys];
    }

    private static async Task<Percentiles> WarmAsync(long[] positions, Func<long, Task> ask)
    {
        // Warm: the runtime has compiled what it runs often for good. Other positions than are
        // measured.
        foreach (var back in (int[])[1, 2])
            foreach (var position in positions)
                await ask(position - back);
        return await Percentiles.OfAsync(positions, ask);
    }
}
