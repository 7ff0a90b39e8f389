namespace PortfolioLedger.Benchmarks;

/// <summary>A view computed anew, and what a command costs, over initiatives.</summary>
internal static class InitiativeCurve
{
    public static async Task<IReadOnlyList<Result>> MeasureAsync(Bench bench)
    {
        var sheet = new CurveSheet("initiatives", "initiatives",
            new("view", "Ranking right after a command, over HTTP", "ms", "p50", "p99"),
            new("command", "Processor time a command, 32 connections", "µs",
                "application", "with PostgreSQL"));
        await using var database = await OwnDatabase.CreateAsync(bench, "curve_initiatives");
        var own = database.Bench;
        var (app, _) = await AppProcess.StartAsync("serve", own.Connection, own.Address);
        await using var stop = app;
        using var client = new HttpClient { BaseAddress = new(own.Address) };
        foreach (var initiatives in (int[])[10, 100, 1_000])
        {
            var portfolio = $"i{initiatives}";
            await Ledgers.OpenAsync(own.Address, portfolio, initiatives);
            var workload = $"commands:{portfolio}:{initiatives}";
            // The first one makes the code warm for all.
            await Load.MeasureAsync(
                own.Address, 32, initiatives == 10 ? 5 * own.Seconds : own.Seconds, workload);
            var (_, cost) = await Cost.OfAsync(own, app, portfolio,
                () => Load.MeasureAsync(own.Address, 32, own.Seconds, workload));
            var view = await ViewAsync(client, portfolio, bench.Quick ? 10 : 400);
            sheet.Add(
                initiatives, view.Median, view.P99, cost.Application, cost.Together);
        }
        return await sheet.WriteAsync(bench);
    }

    /// <summary>Asked after a command each, so that nothing that was kept of it holds.</summary>
    private static async Task<Percentiles> ViewAsync(
        HttpClient client, string portfolio, int questions)
    {
        var times = new List<double>();
        for (var question = 0; question < questions; question++)
        {
            await Ledgers.EnterPhaseAsync(client, portfolio, 0, question);
            times.AddRange((await Percentiles.OfAsync(
                [$"/api/v1/portfolios/{portfolio}/ranking"],
                path => Ledgers.GetTextAsync(client, path))).Milliseconds);
        }
        // The first half makes the code warm.
        return new([.. times.Skip(questions / 2).Order()]);
    }
}
