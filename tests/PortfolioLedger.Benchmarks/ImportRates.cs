using System.Diagnostics;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Imports;
using PortfolioLedger.Journaling.Setup;
using PortfolioLedger.Projections;

namespace PortfolioLedger.Benchmarks;

/// <summary>
/// Import of a real history, from the rows of its file to durable events, against COPY of the same
/// events' rows.
/// </summary>
internal static class ImportRates
{
    private const string Name = "nyc-capital-projects-2019-09.csv";
    private const string What =
        "import of New York City's capital projects, rows to durable events, warm";
    private const double Target = 0.35;
    private const string Against = "COPY of the events' rows, same indexes";

    /// <summary>Events a second of both.</summary>
    public static async Task<Result> MeasureAsync(Bench bench)
    {
        var folder = Environment.GetEnvironmentVariable("LEDGER_REAL_DATA") is { Length: > 0 } set
            ? set
            : Path.Combine(Report.Root(), "..", "shared", "data");
        var path = Path.Combine(folder, Name);
        if (!File.Exists(path))
            return Result.NotMeasured(
                What,
                Result.TargetOf(Target, Against),
                $"set LEDGER_REAL_DATA to the folder of {Name}"
            );
        var (subject, baseline) = (new double[bench.Repeats], new double[bench.Repeats]);
        for (var run = 0; run < bench.Repeats; run++)
        {
            subject[run] = await Child.MeasureAsync(
                "import", bench.Connection, path, $"nyc-{run}", $"{bench.WarmUps}");
            baseline[run] = await Child.MeasureAsync(
                "copy-in", bench.Connection, $"nyc-{run}", $"{bench.WarmUps}");
        }
        return Result.AtLeast(
            What, new(subject), new(baseline), "events/s", Target, Against);
    }

    /// <summary>
    /// Imports into portfolios of its own until it is warm, then once more; prints events a second.
    /// </summary>
    public static async Task<int> RunAsync(
        string connection,
        string path,
        string portfolio,
        int warmUps
    )
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration[ReadModelSetup.FollowSetting] = "false";
        builder.AddLedger(connection);
        await using var app = builder.Build();
        await app.Services.GetRequiredService<SchemaStart>().StartAsync(default);
        var importer = new Importer(
            app.Services.GetRequiredService<ImportTarget>(),
            TimeProvider.System
        );
        var mapping = MappingFile.Read("nyc-capital-projects");
        for (var i = 0; i < warmUps; i++)
            await importer.RunAsync(
                mapping,
                Key.Parse($"{portfolio}-warm-{i}"),
                path,
                default,
                null,
                default
            );
        var started = Stopwatch.GetTimestamp();
        var report = await importer.RunAsync(
            mapping,
            Key.Parse(portfolio),
            path,
            default,
            null,
            default
        );
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        Console.WriteLine(FormattableString.Invariant($"{report.Events.Values.Sum() / seconds:0}"));
        return report.ExitCode;
    }
}
