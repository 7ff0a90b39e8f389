using PortfolioLedger.EmbeddedPostgres;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Benchmarks;

/// <summary>What every measurement is given.</summary>
/// <param name="Connection">To the server that is measured with.</param>
/// <param name="Quick">Whether it is only to be shown that everything runs.</param>
/// <param name="Only">Parts that were asked for; all but the soak if null.</param>
/// <param name="Without">Parts that are left out.</param>
/// <param name="Minutes">How long the soak lasts.</param>
internal sealed record Bench(
    string Connection, bool Quick, string[]? Only, string[] Without, double Minutes)
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

    /// <summary>Whether one of the parts is to be measured.</summary>
    public bool Wants(params string[] parts) =>
        parts.Any(part => Only?.Contains(part) ?? (part != Parts.Soak && !Without.Contains(part)));
}

/// <summary>All measurements, on an embedded PostgreSQL of their own with fsync on.</summary>
internal static class Suite
{
    /// <summary>Parts that send commands to one application.</summary>
    private static readonly string[] OnOpened = ["commands", "latency", "marten"];

    /// <summary>Parts that need a history of hundreds of events.</summary>
    private static readonly string[] OnShort =
        [.. OnOpened, "log", "nodes", Parts.Soak, "import", "pages"];

    /// <summary>Parts that need a history of a million events.</summary>
    private static readonly string[] OnLong =
        ["proofs", "rebuild", "start", "views", "past", "explanation", "counterfactual", "replays"];

    private static readonly (
        string Part, Func<Bench, Task<IReadOnlyList<Result>>> MeasureAsync)[] Curves =
    [
        ("curve-events", EventCurve.MeasureAsync),
        ("curve-initiatives", InitiativeCurve.MeasureAsync),
        ("curve-portfolios", PortfolioCurve.MeasureAsync),
    ];

    /// <summary>
    /// Runs them. <c>--quick</c> only shows that they run; <c>--only a,b</c> runs some parts. Both
    /// write nothing.
    /// </summary>
    public static async Task<int> RunAsync(
        bool quick, string[]? only, string[] without, double? minutes)
    {
        var folder = Path.Combine(
            Path.GetTempPath(),
            $"portfolio-ledger-benchmarks-{Environment.ProcessId}"
        );
        // Keys and checkpoints of what is measured; the applications inherit it.
        var logs = Directory.CreateTempSubdirectory("portfolio-ledger-benchmarks-log-");
        Environment.SetEnvironmentVariable("AuditLog__Directory", logs.FullName);
        await using var server = await EmbeddedServer.StartAsync(
            new() { DataDirectory = folder, Ephemeral = true }, default);
        var bench = new Bench(
            server.ConnectionString, quick, only, without, minutes ?? (quick ? 0.1 : 30));
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
            yield return (await VerificationRates.MeasureAsync(bench)) with
            {
                Section = Sections.AuditLog,
            };
        if (bench.Wants("optimisation"))
            yield return await FundingSearch.MeasureAsync(bench);
        if (bench.Wants("books"))
            foreach (var result in ViewRates.Measure(bench))
                yield return result;
        if (bench.Wants("portfolios"))
            await foreach (var result in ManyPortfolios.MeasureAsync(bench))
                yield return result with { Section = Sections.ManyPortfolios };
        if (bench.Wants("follow"))
            await foreach (var result in FollowRates.MeasureAsync(bench))
                yield return result with { Section = Sections.ReadModels };
        foreach (var (part, curve) in Curves.Where(c => bench.Wants(c.Part)))
            foreach (var result in await curve(bench))
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
            yield return (await LogRates.ProofsAsync(bench)) with { Section = Sections.AuditLog };
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
            if (bench.Wants([.. OnOpened, "log", "nodes", Parts.Soak]))
                await Ledgers.OpenAsync(bench.Address, "bench", Ledgers.SmallInitiatives);
            if (bench.Wants("commands"))
                await foreach (var result in CommandRates.MeasureAsync(bench, app))
                    yield return result;
            if (bench.Wants("latency"))
                await foreach (var result in OpenRates.MeasureAsync(bench))
                    yield return result;
            if (bench.Wants("marten"))
                yield return await CommandRates.PlainMartenAsync(bench);
            await Ledgers.OpenAsync(bench.Address, "long", Ledgers.LongInitiatives);
            if (bench.Wants("pages"))
                await foreach (var result in PageRates.MeasureAsync(bench))
                    yield return result with { Section = Sections.Pages };
        }
        if (bench.Wants("log"))
        {
            yield return (await LogRates.CostAsync(bench)) with { Section = Sections.AuditLog };
            yield return (await LogRates.AgeAsync(bench)) with { Section = Sections.AuditLog };
        }
        if (bench.Wants("nodes"))
            yield return await NodeRates.MeasureAsync(bench);
        if (bench.Wants(Parts.Soak))
            await foreach (var result in Soak.MeasureAsync(bench))
                yield return result;
    }

    /// <summary>On a long history.</summary>
    private static async IAsyncEnumerable<Result> LongAsync(Bench bench)
    {
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
            var resident = app.Resident;
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
