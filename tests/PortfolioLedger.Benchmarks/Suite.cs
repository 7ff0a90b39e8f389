using PortfolioLedger.EmbeddedPostgres;

namespace PortfolioLedger.Benchmarks;

/// <summary>What every measurement is given.</summary>
internal sealed record Bench(string Connection, string Address, int Repeats, double Seconds, long Events);

/// <summary>All measurements, on an embedded PostgreSQL of their own with fsync on.</summary>
internal static class Suite
{
    private const string Address = "http://127.0.0.1:5099";

    /// <summary>Runs them; <c>--quick</c> only shows that they run, and writes nothing.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var quick = args.Contains("--quick");
        var folder = Path.Combine(Path.GetTempPath(), $"portfolio-ledger-benchmarks-{Environment.ProcessId}");
        await using var server = await EmbeddedServer.StartAsync(
            new() { DataDirectory = folder, Ephemeral = true }, default);
        var bench = new Bench(server.ConnectionString, Address, quick ? 1 : 3, quick ? 0.5 : 8, quick ? 20_000 : 1_000_000);
        List<Result> results = [];
        await foreach (var result in MeasureAsync(bench))
        {
            Console.WriteLine(quick ? $"runs: {result.What}" : result.Row());
            results.Add(result);
        }
        if (!quick)
            await Report.WriteAsync(results);
        return 0;
    }

    private static async IAsyncEnumerable<Result> MeasureAsync(Bench bench)
    {
        await InsertBaseline.PrepareAsync(bench.Connection);
        var (app, _) = await AppProcess.StartAsync(bench.Connection, Address);
        await using (app)
        {
            await Ledgers.OpenAsync(Address, "bench", Ledgers.SmallInitiatives);
            yield return await CommandRates.MeasureAsync(bench, 32, 0.8);
            yield return await CommandRates.MeasureAsync(bench, 90, 1.0);
            await Ledgers.OpenAsync(Address, "long", Ledgers.LongInitiatives);
        }
        await Ledgers.LengthenAsync(bench.Connection, "long", bench.Events);
        await PastRankings.PrepareAsync(bench.Connection);
        var (again, started) = await AppProcess.StartAsync(bench.Connection, Address);
        await using (again)
        {
            yield return new("built app to first answered request, existing data", new(started.TotalSeconds), null, "s", null,
                "≤ 5 s", started.TotalSeconds <= 5);
            using var client = new HttpClient { BaseAddress = new(Address), Timeout = TimeSpan.FromMinutes(5) };
            await Ledgers.GetAsync(client, "/api/v1/portfolios/long/ranking");
            yield return await PastRankings.MeasureAsync(bench);
            yield return await CommandRates.AlignmentAsync(bench);
            var resident = again.Resident / 1024.0 / 1024.0;
            yield return new($"memory with {bench.Events:N0} events and {Ledgers.LongInitiatives:N0} initiatives loaded",
                new(resident), null, "MB", null, "≤ 600 MB resident", resident <= 600);
        }
    }
}
