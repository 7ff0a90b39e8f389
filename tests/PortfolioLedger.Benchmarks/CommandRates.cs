namespace PortfolioLedger.Benchmarks;

/// <summary>
/// Durable commands over HTTP against prepared single-row INSERTs, in turns on one server, and
/// what they cost.
/// </summary>
internal static class CommandRates
{
    /// <summary>A disk is fast when one INSERT after another commits within so long.</summary>
    private const double FastCommit = 1;

    private static readonly Goal[] Goals =
        [new(32, 0.9, 1.5, 110), new(90, null, null, 90), new(128, 1.5, 2.5, null)];

    /// <summary>At 32, 90 and 128 connections; to see that they run, at 32.</summary>
    public static async IAsyncEnumerable<Result> MeasureAsync(Bench bench, Child app)
    {
        var commit = 1_000 / await InsertBaseline.MeasureAsync(bench, 1);
        var fast = commit <= FastCommit;
        yield return new(
            "one prepared INSERT after another: until it is durable; the disk counts as "
                + (fast ? "fast" : "slow"),
            null, new(commit), "ms", null, "—", null);
        await WarmAsync(bench);
        foreach (var goal in bench.Quick ? Goals[..1] : Goals)
            await foreach (var result in MeasureAsync(bench, app, goal, fast))
                yield return result;
    }

    /// <summary>Until the runtime has compiled what is hot with what it has seen of it.</summary>
    public static Task WarmAsync(Bench bench) =>
        Load.MeasureAsync(bench.Address, 90, 5 * bench.Seconds);

    private static async IAsyncEnumerable<Result> MeasureAsync(
        Bench bench, Child app, Goal goal, bool fast)
    {
        var baseline = new (double Rate, double Microseconds)[bench.Repeats];
        var runs = new (LoadReport Load, Cost Cost)[bench.Repeats];
        await Load.MeasureAsync(bench.Address, goal.Connections, bench.Seconds);
        for (var run = 0; run < bench.Repeats; run++)
        {
            baseline[run] = await Cost.OfInsertAsync(bench, goal.Connections);
            runs[run] = await Cost.OfAsync(bench, app, "bench",
                () => Load.MeasureAsync(bench.Address, goal.Connections, bench.Seconds));
        }
        Runs Of(Func<(LoadReport Load, Cost Cost), double> figure) => new([.. runs.Select(figure)]);
        var what = $"commands over HTTP, {goal.Connections} connections, one portfolio, durable";
        yield return Result.AtLeast(
            what, Of(r => r.Load.Rate), new([.. baseline.Select(b => b.Rate)]), "/s",
            fast ? goal.Fast : goal.Slow, "prepared INSERTs");
        yield return Time(what, goal, Of, new([.. baseline.Select(b => b.Microseconds)]));
        yield return new($"{what}: write-ahead log an event, with all that follows it",
            Of(r => r.Cost.Wal), null, "bytes", null, "—", null);
    }

    private static Result Time(
        string what, Goal goal, Func<Func<(LoadReport Load, Cost Cost), double>, Runs> of,
        Runs insert)
    {
        var name = $"{what}: processor time of application and PostgreSQL a command";
        var target = goal.Microseconds is { } most ? $"≤ {most} µs" : "—";
        if (!ProcessorTime.IsKnown)
            return Result.NotMeasured(name, target, "it is told on Linux alone");
        var together = of(r => r.Cost.Together);
        return new(
            $"{name} ({Runs.Number(of(r => r.Cost.Application).Median)} and "
                + $"{Runs.Number(of(r => r.Cost.Postgres).Median)}), beside what PostgreSQL alone "
                + "takes for an INSERT",
            together, insert, "µs", insert.Median / together.Median, target,
            goal.Microseconds is null ? null : together.Median <= goal.Microseconds);
    }

    /// <summary>
    /// The same commands through a Marten application of the usual kind, in turns.
    /// </summary>
    public static async Task<Result> PlainMartenAsync(Bench bench)
    {
        const int connections = 32;
        var (subject, baseline) = (new double[bench.Repeats], new double[bench.Repeats]);
        var (plain, _) = await AppProcess.StartAsync(
            "marten",
            bench.Connection,
            bench.PlainAddress
        );
        await using (plain)
        {
            await Load.MeasureAsync(bench.PlainAddress, connections, bench.Seconds);
            if (!bench.Wants("commands"))
                await WarmAsync(bench);
            for (var run = 0; run < bench.Repeats; run++)
            {
                baseline[run] = await RateAsync(bench.PlainAddress);
                subject[run] = await RateAsync(bench.Address);
            }
        }
        return Result.AtLeast(
            $"the same, {connections} connections, against a plain Marten application (a stream "
                + "for each initiative, a transaction for each command, inline snapshot)",
            new(subject), new(baseline), "/s", 12, "it");

        async Task<double> RateAsync(string address) =>
            (await Load.MeasureAsync(address, connections, bench.Seconds)).Rate;
    }

    /// <summary>The newest alignment against a constant body of the same size.</summary>
    public static async Task<Result> AlignmentAsync(Bench bench)
    {
        const string path = "/api/v1/portfolios/long/alignment?limit=500";
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, bench.Address + path);
        request.Headers.Add("Authorization", "Persona vera;viewer");
        using var answer = await client.SendAsync(request);
        var body = await answer.Content.ReadAsByteArrayAsync();
        using var put = await client.PutAsync(
            bench.Address + "/constant",
            new ByteArrayContent(body)
        );
        put.EnsureSuccessStatusCode();
        var (subject, baseline) = (new double[bench.Repeats], new double[bench.Repeats]);
        for (var run = 0; run < bench.Repeats; run++)
        {
            baseline[run] = await RateAsync("/constant");
            subject[run] = await RateAsync(path);
        }
        return Result.AtLeast(
            $"current alignment by GET, {Ledgers.LongInitiatives:N0} initiatives, 32 connections, "
                + $"{body.Length / 1024} KB",
            new(subject), new(baseline), "/s", 0.5, "a constant body");

        async Task<double> RateAsync(string asked) =>
            (await Load.MeasureAsync(bench.Address, 32, bench.Seconds, asked)).Rate;
    }

    /// <summary>What is to be reached at so many connections.</summary>
    /// <param name="Connections">At a time.</param>
    /// <param name="Fast">Least ratio to prepared INSERTs on a fast disk.</param>
    /// <param name="Slow">The same on a slow one.</param>
    /// <param name="Microseconds">Most processor time a command.</param>
    private sealed record Goal(int Connections, double? Fast, double? Slow, double? Microseconds);
}
