namespace PortfolioLedger.Benchmarks;

/// <summary>
/// The ranking as of any position of a long journal, against the same question asked of history
/// tables in SQL, and of streams aggregated by Marten; all three over HTTP.
/// </summary>
internal static class PastRankings
{
    private const int Questions = 200;

    /// <summary>All three, in milliseconds: one run after another of each.</summary>
    public static async IAsyncEnumerable<Result> MeasureAsync(Bench bench)
    {
        await SqlPast.PrepareAsync(bench.Connection);
        await MartenPast.PrepareAsync(bench.Connection);
        var (tables, _) = await AppProcess.StartAsync(
            "sql-past", bench.Connection, bench.PlainAddress);
        await using var stopTables = tables;
        var (marten, _) = await AppProcess.StartAsync(
            "marten-past",
            bench.Connection,
            bench.PastAddress
        );
        await using (marten)
        {
            using var client = ClientOf(bench.Address);
            using var historian = ClientOf(bench.PlainAddress);
            using var other = ClientOf(bench.PastAddress);
            await RequireEqualAsync(bench, client, historian, other);
            var (ours, sql, aggregated) = (
                new Percentiles[bench.Repeats],
                new Percentiles[bench.Repeats],
                new Percentiles[bench.Repeats]
            );
            for (var run = 0; run < bench.Repeats; run++)
            {
                ours[run] = await AskAsync(client, bench.Events, run);
                var positions = PositionsOf(bench.Events, run);
                sql[run] = await WarmAsync(positions, position =>
                    Ledgers.GetTextAsync(historian, OfTables(position))
                );
                // One of them takes so long that a few must do.
                aggregated[run] = await Percentiles.OfAsync(
                    positions.Take(bench.Quick ? 1 : 3), position => RankAsync(other, position));
            }
            var (p99, slow) = (Of(ours, r => r.P99), Of(sql, r => r.P99));
            var what =
                $"ranking as of any of {bench.Events:N0} positions over HTTP with its digest, "
                    + $"{Ledgers.LongInitiatives:N0} initiatives, warm";
            yield return new(
                $"{what}, p99",
                p99,
                slow,
                "ms",
                slow.Median / p99.Median,
                "≤ 12 ms and ≥ 1 × SQL over history tables behind a thin endpoint",
                p99.Median <= 12 && slow.Median / p99.Median >= 1
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

    /// <summary>Rankings of the ledger as of many positions.</summary>
    public static Task<Percentiles> AskAsync(HttpClient client, long events, int run) =>
        WarmAsync(PositionsOf(events, run), position =>
            Ledgers.GetTextAsync(client, Question(position)));

    /// <summary>After the portfolio has its initiatives.</summary>
    private static long[] PositionsOf(long events, int run)
    {
        var random = new Random(run);
        return [.. Enumerable.Range(0, Questions)
            .Select(_ => random.NextInt64(Math.Min(8_000, events - 500), events))];
    }

    private static Runs Of(Percentiles[] runs, Func<Percentiles, double> figure) =>
        new([.. runs.Select(figure)]);

    private static HttpClient ClientOf(string address) => new()
    {
        BaseAddress = new(address), Timeout = TimeSpan.FromMinutes(5),
    };

    /// <summary>All three must give the same answer.</summary>
    private static async Task RequireEqualAsync(
        Bench bench, HttpClient client, HttpClient historian, HttpClient other)
    {
        var position = bench.Events * 2 / 3;
        var answer = await Ledgers.GetAsync(client, Question(position));
        var ours = answer.GetProperty("items").EnumerateArray()
            .Select(i => i.GetProperty("initiative").GetString()!).ToList();
        var theirs = await historian.GetFromJsonAsync<SqlPast.Ranked[]>(OfTables(position));
        if (ours.Count != 100 || !ours.SequenceEqual(theirs!.Select(r => r.Initiative))
            || !ours.SequenceEqual(await RankAsync(other, position)))
            throw new InvalidOperationException("the rankings differ");
    }

    private static string Question(long position) =>
        $"/api/v1/portfolios/long/ranking?limit=100&asOfPosition={position}";

    private static string OfTables(long position) => $"/ranking?asOfPosition={position}";

    private static async Task<string[]> RankAsync(HttpClient marten, long position) =>
        (
            await marten.GetFromJsonAsync<string[]>(
                "/ranking?asOf="
                    + Uri.EscapeDataString(MartenPast.InstantOf(position).ToString("O"))
            )
        )!;

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
