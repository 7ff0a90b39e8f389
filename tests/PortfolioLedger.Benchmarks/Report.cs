using System.Globalization;
using Npgsql;

namespace PortfolioLedger.Benchmarks;

/// <summary>
/// Writes <c>docs/performance.md</c>, and <c>docs/engineering-log.md</c> down to its mark; what
/// stands below the mark stays as it is.
/// </summary>
internal static class Report
{
    private const string Mark = "<!-- What follows is written by people and kept. -->";

    private static readonly string[] Settings =
    [
        "fsync", "synchronous_commit", "full_page_writes", "shared_buffers", "max_wal_size", "jit",
        "wal_compression", "commit_delay",
    ];

    /// <summary>Writes both pages.</summary>
    public static async Task WriteAsync(Bench bench, IReadOnlyList<Result> results)
    {
        var lines = await CircumstancesAsync(bench);
        var circumstances = string.Concat(lines.Select(l => $"- {l}\n"));
        await File.WriteAllTextAsync(PathOf("performance.md"), Performance(circumstances, results));
        var log = PathOf("engineering-log.md");
        var kept = File.Exists(log) ? (await File.ReadAllTextAsync(log)).Split(Mark) : [];
        await File.WriteAllTextAsync(log,
            Log(circumstances, results) + (kept.Length > 1 ? kept[1] : "\n"));
    }

    /// <summary>
    /// Ten rows, or all that was missed; then what has a section of its own, and every view.
    /// </summary>
    private static string Performance(string circumstances, IReadOnlyList<Result> results) => $"""
        # Performance

        Written by a run of the benchmarks. Missed targets come first.

        {circumstances}
        ## Headlines

        {Table(Headlines(results))}
        {Summary(results)} The [engineering log](engineering-log.md) has every
        row of this run, and where the time goes.

        ## Views

        Milliseconds to compute a view anew, warm and without HTTP, from a book of
        {ViewRates.Of}.
        At most 50 runs after five that do not count, so p99 is the slowest of them. The target is
        50 ms, p99 too; what misses it comes first, in bold. A digest, where one is computed, comes
        on top.

        | View | p50 | p99 | digest |
        |---|---|---|---|
        {ViewRows(results)}
        {string.Concat(Sections.All.Select(section => Section(section, results)))}## Curves

        One run each; the numbers lie beside the pictures as CSV.

        {Pictures()}
        ## Repeat it

        ```console
        dotnet run -c Release --project tests/PortfolioLedger.Benchmarks
        ```

        This measures everything and writes this page anew; have nothing else running. `-- --quick`
        only shows that everything runs, `-- --only import,rebuild` runs some parts; both print and
        write no page. `-- --without curves` measures all else; pictures stay as they are.
        `-- --help` names the parts. The import needs `LEDGER_REAL_DATA`, see
        [imports](imports.md).

        **Load.** Rates are found by a closed loop: each connection sends its next command when
        the one before is answered. Its times flatter, because a server that stalls is asked less
        often. The part `latency` therefore offers half of that rate in an open loop: commands are
        due at fixed times whatever the server does, and each takes from when it was due (no
        coordinated omission).

        **Cost.** Processor time a command is that of the application and of all processes of
        PostgreSQL (`/proc`, on Linux alone), without the load generator; write-ahead log an event
        is how far `pg_current_wal_insert_lsn()` moved. Both are read when the read models have
        followed, so all that an event causes is in them. They hold on machines and disks where
        rates do not.

        **Curves.** `-- --only curves` draws rebuild, past, start and memory over 10,000 to
        1,000,000 events, a view and what a command costs over 10 to 1,000 initiatives, and cold
        portfolios over 1 to 10,000 of them: `docs/images/curve-*.svg`, with the numbers beside
        them as CSV. Each point is one run. `curve-events`, `curve-initiatives` and
        `curve-portfolios` draw a part of it.

        **Soak.** `-- --only soak --minutes 30` offers half of the highest rate in an open loop
        and looks at memory, connections, file handles and lag of the read models 240 times
        (`artifacts/benchmarks/soak.csv`). Growth is the median slope between the second and the
        last quarter; it counts when it is more than what the figure varies anyway. It never runs
        by itself.

        """;

    private static readonly (string Name, string Shows)[] Curves =
    [
        ("curve-events-rebuild", "Rebuild, over events"),
        ("curve-events-past", "Ranking of the past, over events"),
        ("curve-events-start", "Start, over events"),
        ("curve-events-memory", "Memory, over events"),
        ("curve-initiatives-view", "View, over initiatives"),
        ("curve-initiatives-command", "Cost of a command, over initiatives"),
        ("curve-portfolios-view", "Cold view, over portfolios"),
        ("curve-portfolios-command", "First command, over portfolios"),
    ];

    private static IEnumerable<Result> Headlines(IReadOnlyList<Result> results)
    {
        var rows = results.Where(r => r.View is null && r.Section is null)
            .OrderBy(MissedFirst).ToArray();
        return rows.Take(Math.Max(10, rows.Count(r => r.Met == false)));
    }

    private static string Section(
        (string Name, string Text) section, IReadOnlyList<Result> results) => $"""
        ## {section.Name}

        {section.Text}

        {Table(results.Where(r => r.Section == section.Name))}

        """;

    private static string Pictures() => string.Concat(Curves
        .Where(curve => File.Exists(PathOf($"images/{curve.Name}.svg")))
        .Select(curve => $"![{curve.Shows}](images/{curve.Name}.svg)\n\n"));

    private static string Log(string circumstances, IReadOnlyList<Result> results) => $"""
        # Engineering log

        Every row of the last run of the benchmarks, then what was tried, where the time goes and
        why. [Performance](performance.md) has the headlines and how to repeat them.

        {circumstances}
        {Table(results)}
        {Summary(results)}

        {Mark}
        """;

    private static string Table(IEnumerable<Result> results) =>
        "| What | Ledger | Baseline | Ratio | Target | |\n|---|---|---|---|---|---|\n"
        + string.Concat(results.Select(r => r.Row() + "\n"));

    private static string ViewRows(IEnumerable<Result> results) => string.Concat(results
        .Where(r => r.View is not null).OrderBy(MissedFirst).Select(r => r.ViewRow() + "\n"));

    private static int MissedFirst(Result result) => result.Met switch
    {
        false => 0,
        true => 1,
        null => 2,
    };

    private static string Summary(IReadOnlyList<Result> results)
    {
        var (met, missed) = (results.Count(r => r.Met == true), results.Count(r => r.Met == false));
        return $"{met} targets met, {missed} missed, "
            + $"{results.Count(r => r.Missing is not null)} not measured.";
    }

    private static string PathOf(string page) => Path.Combine(Root(), "docs", page);

    private static async Task<IReadOnlyList<string>> CircumstancesAsync(Bench bench)
    {
        await using var source = NpgsqlDataSource.Create(bench.Connection);
        var settings = new List<string>();
        foreach (var name in Settings)
            settings.Add($"`{name} = {await ScalarAsync(source, $"show {name}")}`");
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30;
        return
        [
            string.Create(CultureInfo.InvariantCulture, $"Date: {DateTime.UtcNow:yyyy-MM-dd}"),
            string.Create(CultureInfo.InvariantCulture,
                $"Machine: {Environment.ProcessorCount} cores, {Processor()}, {memory} GiB, ")
                + Environment.OSVersion,
            $"Software: .NET {Environment.Version}, PostgreSQL "
                + $"{await ScalarAsync(source, "show server_version")}, the embedded one, "
                + $"on the same machine; {string.Join(", ", settings)}",
            $"Figures: the median of {bench.Repeats} runs, the least and the greatest in brackets. "
                + "Baseline and ledger take turns on the same server; load generator, baseline and "
                + "ledger are processes of their own.",
            string.Create(CultureInfo.InvariantCulture,
                $"Settings: runs of load last {bench.Seconds:0} s after one that does not count; ")
                + $"imports and their COPY are repeated {bench.WarmUps} times before the one that "
                + "counts; rebuild and its COPY start cold, as the command does.",
            "Ratio: ledger by baseline for rates, baseline by ledger for times; more is better.",
        ];
    }

    private static async Task<string?> ScalarAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync() as string;
    }

    private static string Processor() =>
        File.Exists("/proc/cpuinfo")
        && File.ReadLines("/proc/cpuinfo")
            .FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))
            is { } line
            ? line.Split(':', 2)[1].Trim()
            : "unknown processor";

    /// <summary>The folder of what a run leaves that belongs into no page.</summary>
    internal static string Artifacts() => Directory.CreateDirectory(
        Path.Combine(Root(), "artifacts", "benchmarks")).FullName;

    /// <summary>The folder of the solution.</summary>
    internal static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (
            folder is not null && !File.Exists(Path.Combine(folder.FullName, "PortfolioLedger.sln"))
        )
            folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException(
            "PortfolioLedger.sln is not above the benchmarks");
    }
}
