using System.Diagnostics;
using PortfolioLedger.Journaling.Books;
using PortfolioLedger.Journaling.Setup;
using PortfolioLedger.Projections;

namespace PortfolioLedger.Benchmarks;

/// <summary>
/// Rebuild of all stored read models, against COPY of the journal's rows out of the database and
/// parsing their JSON, which is the least anybody does who reads them all.
/// </summary>
internal static class RebuildRates
{
    /// <summary>Events a second of both.</summary>
    public static async Task<Result> MeasureAsync(Bench bench)
    {
        var (subject, baseline) = (new double[bench.Repeats], new double[bench.Repeats]);
        for (var run = 0; run < bench.Repeats; run++)
        {
            baseline[run] = await Child.MeasureAsync("copy-out", bench.Connection);
            subject[run] = await Child.MeasureAsync("rebuild", bench.Connection);
        }
        return Result.AtLeast(
            $"rebuild of all stored read models from {bench.Events:N0} events",
            new(subject),
            new(baseline),
            "events/s",
            0.35,
            "COPY out and JSON parse of the same rows"
        );
    }

    /// <summary>Rebuilds as the command does; prints events a second.</summary>
    public static async Task<int> RunAsync(string connection)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration[ReadModelSetup.FollowSetting] = "false";
        builder.AddLedger(connection);
        await using var app = builder.Build();
        await app.Services.GetRequiredService<SchemaStart>().StartAsync(default);
        var events = (await app.Services.GetRequiredService<BookKeeper>().PortfoliosAsync(default))
            .Sum(p => p.Position);
        var started = Stopwatch.GetTimestamp();
        await app.Services.GetRequiredService<Rebuild>().RunAsync(null, default);
        Console.WriteLine(FormattableString.Invariant(
            $"{events / Stopwatch.GetElapsedTime(started).TotalSeconds:0}"));
        return 0;
    }
}
