namespace PortfolioLedger.Benchmarks;

/// <summary>
/// How long commands take at half of the highest rate, counted from when they were due.
/// </summary>
internal static class OpenRates
{
    /// <summary>So many commands at a time at most: more than the journal's batches need.</summary>
    private const int Connections = 128;

    /// <summary>Percentiles of commands in milliseconds, open loop beside closed loop.</summary>
    public static async IAsyncEnumerable<Result> MeasureAsync(Bench bench)
    {
        if (!bench.Wants("commands"))
            await CommandRates.WarmAsync(bench);
        var (open, closed) = (new LoadReport[bench.Repeats], new LoadReport[bench.Repeats]);
        for (var run = 0; run < bench.Repeats; run++)
        {
            closed[run] = await Load.MeasureAsync(bench.Address, Connections, bench.Seconds);
            open[run] = await OpenLoad.MeasureAsync(
                bench.Address, Connections, closed[run].Rate / 2, bench.Seconds);
        }
        var offered = Of(open, r => r.Offered!.Value);
        var what = $"commands over HTTP at half of the highest rate, {Connections} connections, "
            + "from when they were due (baseline: the highest rate, from when they were sent)";
        yield return new(
            $"{what}: rate, of {Runs.Number(offered.Median)} offered",
            Of(open, r => r.Rate), Of(closed, r => r.Rate), "/s", null,
            "all answered", open.All(r => r.Failed == 0));
        foreach (var (name, figure) in Percentiles)
            yield return new(
                $"{what}: {name}", Of(open, figure), Of(closed, figure), "ms", null, "—", null);
    }

    private static readonly (string Name, Func<LoadReport, double> Figure)[] Percentiles =
    [
        ("p50", r => r.P50), ("p90", r => r.P90), ("p99", r => r.P99), ("p99.9", r => r.P999),
        ("slowest", r => r.Max),
    ];

    private static Runs Of(LoadReport[] runs, Func<LoadReport, double> figure) =>
        new([.. runs.Select(figure)]);
}
