using System.Globalization;
using System.Text;

namespace PortfolioLedger.Benchmarks;

/// <summary>Writes <c>docs/performance.md</c>.</summary>
internal static class Report
{
    public static async Task WriteAsync(IReadOnlyList<Result> results)
    {
        var text = new StringBuilder();
        text.AppendLine("# Performance");
        text.AppendLine();
        text.AppendLine("Written by `dotnet run -c Release --project tests/PortfolioLedger.Benchmarks`; "
            + "`-- --quick` only shows that everything runs. Baseline and subject take turns in the same run, on the same "
            + "embedded PostgreSQL with `fsync` on; figures are the median of three runs, with the range in brackets.");
        text.AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"- Date: {DateTime.UtcNow:yyyy-MM-dd}");
        text.AppendLine(CultureInfo.InvariantCulture, $"- Machine: {Environment.ProcessorCount} cores, {Processor()}, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30} GiB, {Environment.OSVersion}");
        text.AppendLine(CultureInfo.InvariantCulture, $"- .NET {Environment.Version}, PostgreSQL 18, load generator and baseline in processes of their own");
        text.AppendLine();
        text.AppendLine("| What | Ledger | Baseline | Ratio | Target | |");
        text.AppendLine("|---|---|---|---|---|---|");
        foreach (var result in results)
            text.AppendLine(result.Row());
        await File.WriteAllTextAsync(Path.Combine(Root(), "docs", "performance.md"), text.ToString());
    }

    private static string Processor() =>
        File.Exists("/proc/cpuinfo") && File.ReadLines("/proc/cpuinfo")
            .FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) is { } line
            ? line.Split(':', 2)[1].Trim() : "unknown processor";

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "PortfolioLedger.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("PortfolioLedger.sln is not above the benchmarks");
    }
}
