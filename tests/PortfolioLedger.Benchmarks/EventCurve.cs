using System.Diagnostics;
using static PortfolioLedger.Benchmarks.CurveSheet;

namespace PortfolioLedger.Benchmarks;

/// <summary>Rebuild, start, past and memory over the length of a journal.</summary>
internal static class EventCurve
{
    public static async Task<IReadOnlyList<Result>> MeasureAsync(Bench bench)
    {
        var sheet = new CurveSheet("events", "events",
            new("rebuild", "Rebuild of all read models", "events/s", "speed"),
            new("past", "Ranking as of any position, over HTTP", "ms", "p50", "p99"),
            new("start", "Start to the first answered question", "s", "time"),
            new("memory", "Resident memory of the application", "MB", "resident"));
        await using var database = await OwnDatabase.CreateAsync(bench, "curve_events");
        var own = database.Bench;
        var (opener, _) = await AppProcess.StartAsync("serve-bare", own.Connection, own.Address);
        await using (opener)
            await Ledgers.OpenAsync(own.Address, "long", Ledgers.LongInitiatives);
        foreach (var events in bench.Quick ? [7_000, 8_000] : (int[])[10_000, 100_000, 1_000_000])
        {
            await Ledgers.LengthenAsync(own.Connection, "long", events);
            var rebuild = await Child.MeasureAsync("rebuild", own.Connection);
            var started = Stopwatch.GetTimestamp();
            var (app, _) = await AppProcess.StartAsync("serve", own.Connection, own.Address);
            await using var stop = app;
            using var client = new HttpClient { BaseAddress = new(own.Address) };
            await Ledgers.GetTextAsync(client, "/api/v1/portfolios/long/ranking");
            var start = Stopwatch.GetElapsedTime(started).TotalSeconds;
            await LogRates.SignedAsync(own, "long", events);
            var past = await PastRankings.AskAsync(client, events, run: 0);
            var memory = app.Resident / 1024.0 / 1024.0;
            sheet.Add(events, rebuild, past.Median, past.P99, start, memory);
        }
        return await sheet.WriteAsync(bench);
    }
}
