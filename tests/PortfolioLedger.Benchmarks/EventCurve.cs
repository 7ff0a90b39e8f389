using System.Diagnostics;
using static PortfolioLedger.Benchmarks.CurveSheet;

namespace PortfolioLedger.Benchmarks;

/// <summary>Rebuild, start, past and memory over the length of a journal.</summary>
internal static class EventCurve
{
    private const string Ranking = "/api/v1/portfolios/long/ranking";

    public static async Task<IReadOnlyList<Result>> MeasureAsync(Bench bench)
    {
        var sheet = new CurveSheet("events", "events",
            new("rebuild", "Rebuild of all read models", "events/s", "speed"),
            new("past", "Ranking as of any position, over HTTP", "ms", "p50", "p99"),
            new("start", "Start to the first answered question", "s", "time"),
            new("memory", "Memory of the application", "MB", "resident"));
        await using var database = await OwnDatabase.CreateAsync(bench, "curve_events");
        var own = database.Bench;
        var (opener, _) = await AppProcess.StartAsync("serve-bare", own.Connection, own.Address);
        await using (opener)
            await Ledgers.OpenAsync(own.Address, "long", Ledgers.LongInitiatives);
        using var client = new HttpClient { BaseAddress = new(own.Address) };
        foreach (var events in bench.Quick ? [7_000, 8_000] : (int[])[10_000, 100_000, 1_000_000])
        {
            await Ledgers.LengthenAsync(own.Connection, "long", events);
            var rebuild = await Child.MeasureAsync("rebuild", own.Connection);
            // The first start signs what is new and stores books, which is done once.
            var (first, _) = await AppProcess.StartAsync("serve", own.Connection, own.Address);
            await using (first)
            {
                await Ledgers.GetTextAsync(client, Ranking);
                await LogRates.SignedAsync(own, "long", events);
            }
            var started = Stopwatch.GetTimestamp();
            var (app, _) = await AppProcess.StartAsync("serve", own.Connection, own.Address);
            await using var stop = app;
            await Ledgers.GetTextAsync(client, Ranking);
            var start = Stopwatch.GetElapsedTime(started).TotalSeconds;
            var past = await PastRankings.AskAsync(client, events, run: 0);
            sheet.Add(events, rebuild, past.Median, past.P99, start, app.Resident);
        }
        return await sheet.WriteAsync(bench);
    }
}
