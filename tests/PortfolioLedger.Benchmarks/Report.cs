using System.Globalization;
using System.Text;
using Npgsql;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Benchmarks;

/// <summary>Writes <c>docs/performance.md</c>; what stands below its mark stays as it is.</summary>
internal static class Report
{
    private const string Mark = "<!-- What follows is written by people and kept. -->";

    private static readonly string[] Settings =
    [
        "fsync", "synchronous_commit", "full_page_writes", "shared_buffers", "max_wal_size", "jit", "wal_compression", "commit_delay",
    ];

    /// <summary>Writes it.</summary>
    public static async Task WriteAsync(Bench bench, IReadOnlyList<Result> results)
    {
        var path = Path.Combine(Root(), "docs", "performance.md");
        var kept = File.Exists(path) ? (await File.ReadAllTextAsync(path)).Split(Mark) : [];
        var text = new StringBuilder();
        text.AppendLine("# Performance");
        text.AppendLine();
        text.AppendLine("Written by `dotnet run -c Release --project tests/PortfolioLedger.Benchmarks`; `-- --quick` only shows that "
            + "everything runs, `-- --only import,rebuild` runs some parts (`commands`, `marten`, `import`, `rebuild`, `start`, "
            + "`views`, `past`, `explanation`, `counterfactual`, `replays`, `posting`, `books`, `optimisation`). The import needs `LEDGER_REAL_DATA`, see [imports](imports.md).");
        text.AppendLine();
        foreach (var line in await CircumstancesAsync(bench))
            text.AppendLine($"- {line}");
        text.AppendLine();
        text.AppendLine("| What | Ledger | Baseline | Ratio | Target | |");
        text.AppendLine("|---|---|---|---|---|---|");
        foreach (var result in results)
            text.AppendLine(result.Row());
        text.AppendLine();
        text.AppendLine(Summary(results));
        text.AppendLine();
        text.Append(Mark).Append(kept.Length > 1 ? kept[1] : "\n");
        await File.WriteAllTextAsync(path, text.ToString());
    }

    private static string Summary(IReadOnlyList<Result> results)
    {
        var (met, missed) = (results.Count(r => r.Met == true), results.Count(r => r.Met == false));
        return $"{met} targets met, {missed} missed, {results.Count(r => r.Missing is not null)} not measured.";
    }

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
            string.Create(CultureInfo.InvariantCulture, $"Machine: {Environment.ProcessorCount} cores, {Processor()}, {memory} GiB, {Environment.OSVersion}"),
            $"Software: .NET {Environment.Version}, PostgreSQL {await ScalarAsync(source, "show server_version")}, the embedded one, "
                + $"on the same machine; {string.Join(", ", settings)}",
            string.Create(CultureInfo.InvariantCulture, $"Figures: the median of {bench.Repeats} runs, the least and the greatest in brackets. Baseline and ledger take turns on the same server; load generator, baseline and ledger are processes of their own."),
            string.Create(CultureInfo.InvariantCulture, $"Settings: runs of load last {bench.Seconds:0} s after one that does not count; imports and their COPY are repeated {bench.WarmUps} times before the one that counts; rebuild and its COPY start cold, as the command does."),
            "Ratio: ledger by baseline for rates, baseline by ledger for times; more is better.",
        ];
    }

    private static async Task<string?> ScalarAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync() as string;
    }

    private static string Processor() =>
        File.Exists("/proc/cpuinfo") && File.ReadLines("/proc/cpuinfo")
            .FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) is { } line
            ? line.Split(':', 2)[1].Trim() : "unknown processor";

    /// <summary>The folder of the solution.</summary>
    internal static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "PortfolioLedger.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("PortfolioLedger.sln is not above the benchmarks");
    }
}
