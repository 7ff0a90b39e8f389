using PortfolioLedger.EmbeddedPostgres;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Benchmarks;

/// <summary>What every measurement is given.</summary>
internal sealed record Bench(string Connection, bool Quick, string[]? Only)
{
    /// <summary>Where the plain Marten application listens.</summary>
    public string PlainAddress { get; } = AppProcess.FreeAddress();

    /// <summary>Where the ledger listens.</summary>
    public string Address { get; } = AppProcess.FreeAddress();

    /// <summary>Where the Marten application that answers past rankings listens.</summary>
    public string PastAddress { get; } = AppProcess.FreeAddress();

    /// <summary>Runs of each measurement.</summary>
    public int Repeats => Quick ? 1 : 3;

    /// <summary>Length of a run of load.</summary>
    public double Seconds => Quick ? 0.5 : 8;

    /// <summary>Events of the long history.</summary>
    public long Events => Quick ? 20_000 : 1_000_000;

    /// <summary>Runs that do not count, where one takes a moment only.</summary>
    public int WarmUps => Quick ? 1 : 5;

    /// <summary>Whether a part was asked for.</summary>
    public bool Wants(params string[] parts) => Only is null || parts.Any(Only.Contains);
}

/// <summary>All measurements, on an embedded PostgreSQL of their own with fsync on.</summary>
internal static class Suite
{
    /// <summary>Parts that need a history of hundreds of events.</summary>
    private static readonly string[] OnShort = ["commands", "marten", "log", "import", "pages"];

    /// <summary>Parts that need a history of a million events.</summary>
    private static readonly string[] OnLong =
        ["proofs", "rebuild", "start", "views", "past", "explanation", "counterfactual", "replays"];

    /// <summary>
    /// Runs them. <c>--quick</c> only shows that they run; <c>--only a,b</c> runs some parts. Both
    /// write nothing.
    /// </summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var only = Array.IndexOf(args, "--only") is var at and >= 0
            ? args[at + 1].Split(',')
            : null;
        var folder = Path.Combine(
            Path.GetTempPath(),
            $"portfolio-ledger-benchmarks-{Environment.ProcessId}"
        );
        // Keys and checkpoints of what is measured; the applications inherit it.
        var logs = Directory.CreateTempSubdirectory("portfolio-ledger-benchmarks-log-");
        Environment.SetEnvironmentVariable("AuditLog__Directory", logs.FullName);
        await using var server = await EmbeddedServer.StartAsync(
            new() { DataDirectory = folder, Ephemeral = true }, default);
        var bench = new Bench(server.ConnectionString, args.Contains("--quick"), only);
        List<Result> results = [];
        await foreach (var result in MeasureAsync(bench))
        {
            Console.WriteLine(
                bench.Quick
                    ? $"runs: {result.What}"
                    + (result.Missing is null ? "" : $" (not measured: {result.Missing})")
                    : result.Row()
            );
            results.Add(result);
        }
        if (!bench.Quick && only is null)
            await Report.WriteAsync(bench, results);
        logs.Delete(recursive: true);
        return 0;
    }

    private static async IAsyncEnumerable<Result> MeasureAsync(Bench bench)
    {
        if (bench.Wants("posting"))
            yield return PostingRates.Measure(bench);
        if (bench.Wants("verification"))
            yield return await VerificationRates.MeasureAsync(bench);
        if (bench.Wants("optimisation"))
            yield return await FundingSearch.MeasureAsync(bench);
        if (bench.Wants("books"))
            foreach (var result in ViewRates.Measure(bench))
                yield return result;
        if (bench.Wants("portfolios"))
            await foreach (var result in ManyPortfolios.MeasureAsync(bench))
                yield return result;
        if (!bench.Wants([.. OnShort, .. OnLong]))
            yield break;
        await foreach (var result in ShortAsync(bench))
            yield return result;
        if (bench.Wants("import"))
            yield return await ImportRates.MeasureAsync(bench);
        if (!bench.Wants(OnLong))
            yield break;
        await Ledgers.LengthenAsync(bench.Connection, "long", bench.Events);
        if (bench.Wants("rebuild"))
            yield return await RebuildRates.MeasureAsync(bench);
        // Stored read models that still have to follow would share the processors.
        else if (bench.Wants("proofs", "start", "views", "past"))
            await Child.MeasureAsync("rebuild", bench.Connection);
        if (bench.Wants("proofs"))
            yield return await LogRates.ProofsAsync(bench);
        if (bench.Wants("start", "views", "past"))
            await foreach (var result in LongAsync(bench))
                yield return result;
        if (bench.Wants("explanation", "counterfactual"))
            await foreach (var result in WhatIfRates.MeasureAsync(bench))
                yield return result;
        if (bench.Wants("replays"))
            await foreach (var result in Replays.MeasureAsync(bench))
                yield return result;
    }

    /// <summary>On short histories.</summary>
    private static async IAsyncEnumerable<Result> ShortAsync(Bench bench)
    {
        await InsertBaseline.PrepareAsync(bench.Connection);
        var (app, _) = await AppProcess.StartAsync("serve", bench.Connection, bench.Address);
        await using (app)
        {
            if (bench.Wants("commands", "marten"))
                await Ledgers.OpenAsync(bench.Address, "bench", Ledgers.SmallInitiatives);
            if (bench.Wants("commands"))
            {
                yield return await CommandRates.MeasureAsync(bench, 32, 0.8);
                yield return await CommandRates.MeasureAsync(bench, 90, 1.0);
            }
            if (bench.Wants("marten"))
                yield return await CommandRates.PlainMartenAsync(bench);
            if (bench.Wants("log") && !bench.Wants("commands", "marten"))
                await Ledgers.OpenAsync(bench.Address, "bench", Ledgers.SmallInitiatives);
            await Ledgers.OpenAsync(bench.Address, "long", Ledgers.LongInitiatives);
            if (bench.Wants("pages"))
                await foreach (var result in PageRates.MeasureAsync(bench))
                    yield return result;
        }
        if (!bench.Wants("log"))
            yield break;
        yield return await LogRates.CostAsync(bench);
        yield return await LogRates.AgeAsync(bench);
    }

    /// <summary>On a long history.</summary>
    private static async IAsyncEnumerable<Result> LongAsync(Bench bench)
    {
        if (bench.Wants("past"))
            await PastRankings.PrepareAsync(bench.Connection);
        var (app, started) = await AppProcess.StartAsync("serve", bench.Connection, bench.Address);
        await using (app)
        {
            yield return new(
                "built app to first answered request, existing data",
                new(started.TotalSeconds),
                null,
                "s",
                null,
                "≤ 5 s",
                started.TotalSeconds <= 5
            );
            if (!bench.Wants("views", "past"))
                yield break;
            using var client = new HttpClient
            {
                BaseAddress = new(bench.Address),
                Timeout = TimeSpan.FromMinutes(5),
            };
            await Ledgers.GetAsync(client, "/api/v1/portfolios/long/ranking");
            await Ledgers.FollowedAsync(bench.Connection, "long", bench.Events);
            if (bench.Wants("past"))
                await foreach (var result in PastRankings.MeasureAsync(bench))
                    yield return result;
            if (!bench.Wants("views"))
                yield break;
            yield return await CommandRates.AlignmentAsync(bench);
            var resident = app.Resident / 1024.0 / 1024.0;
            yield return new(
                $"memory with {bench.Events:N0} events and {Ledgers.LongInitiatives:N0} "
                    + "initiatives loaded",
                new(resident),
                null,
                "MB",
                null,
                "≤ 600 MB resident",
                resident <= 600
            );
        }
    }
}
