using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace PortfolioLedger.Benchmarks;

/// <summary>
/// How far the stored read models are behind while many portfolios are written, and how fast they
/// catch up when nobody has followed for a while.
/// </summary>
internal static class FollowRates
{
    private const int Events = 200;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);

    public static async IAsyncEnumerable<Result> MeasureAsync(Bench bench)
    {
        var many = bench.Quick ? 5 : 100;
        await using var database = await OwnDatabase.CreateAsync(bench, "follow");
        var own = database.Bench;
        await PortfolioCopies.MakeAsync(own, 0, many, Events, warm: 0);
        await using var source = NpgsqlDataSource.Create(own.Connection);
        yield return await LagAsync(own, source, many);
        yield return await CatchUpAsync(own, source, many);
    }

    /// <summary>The age of the oldest event that was not followed, at its worst.</summary>
    private static async Task<Result> LagAsync(Bench bench, NpgsqlDataSource source, int many)
    {
        var (worst, rates) = (new double[bench.Repeats], new double[bench.Repeats]);
        var (app, _) = await AppProcess.StartAsync("serve", bench.Connection, bench.Address);
        await using (app)
        {
            // What follows is called seldom: its code takes longer to become warm than that of
            // commands.
            await LoadAsync(bench, many, 10 * bench.Seconds);
            for (var run = 0; run < bench.Repeats; run++)
            {
                await FollowedAsync(source);
                var load = LoadAsync(bench, many, 2 * bench.Seconds);
                while (!load.IsCompleted)
                {
                    worst[run] = Math.Max(worst[run], await OldestAsync(source));
                    await Task.WhenAny(load, Task.Delay(Look));
                }
                rates[run] = (await load).Rate;
            }
        }
        var runs = new Runs(worst);
        return new(
            $"read models of {many} portfolios, the oldest event that they lack, at its worst, "
                + "under " + new Runs(rates).Median.ToString("N0", CultureInfo.InvariantCulture)
                + " commands/s over all of them",
            runs, null, "s", null, "≤ 2 s at 5,000 commands/s", runs.Median <= 2);
    }

    /// <summary>After an outage, against a rebuild of everything.</summary>
    private static async Task<Result> CatchUpAsync(Bench bench, NpgsqlDataSource source, int many)
    {
        var (alone, _) = await AppProcess.StartAsync(
            "serve-alone", bench.Connection, bench.Address);
        await using (alone)
            await LoadAsync(bench, many, 8 * bench.Seconds);
        var lacking = await LackingAsync(source);
        var (app, _) = await AppProcess.StartAsync("serve", bench.Connection, bench.Address);
        TimeSpan took;
        await using (app)
        {
            var started = Stopwatch.GetTimestamp();
            await FollowedAsync(source);
            took = Stopwatch.GetElapsedTime(started);
        }
        var rebuild = await Child.MeasureAsync("rebuild", bench.Connection);
        return Result.AtLeast(
            $"read models catching up with {lacking:N0} events of {many} portfolios, from the "
                + "start of the application",
            new(lacking / took.TotalSeconds), new(rebuild), "events/s", 0.5, "a rebuild");
    }

    private static Task<LoadReport> LoadAsync(Bench bench, int many, double seconds) =>
        Load.MeasureAsync(bench.Address, many, seconds,
            $"commands:{PortfolioCopies.NamesOf(Events)}:{PortfolioCopies.Initiatives}:{many}");

    private static async Task FollowedAsync(NpgsqlDataSource source)
    {
        while (await LackingAsync(source) > 0)
            await Task.Delay(Look);
    }

    private static async Task<long> LackingAsync(NpgsqlDataSource source) =>
        (long)(await ScalarAsync(source, """
            select coalesce(sum(s.version - coalesce(r.position, 0)), 0)::bigint
            from ledger.read_model_live l cross join ledger.mt_streams s
            left join ledger.read_model r
                on r.projection_version = l.version and r.portfolio = s.id
            """))!;

    private static async Task<double> OldestAsync(NpgsqlDataSource source) =>
        (double)(await ScalarAsync(source, """
            select coalesce(max(extract(epoch from clock_timestamp() - e.timestamp)), 0)::float8
            from ledger.read_model_live l
            join ledger.read_model r on r.projection_version = l.version
            join ledger.mt_events e on e.stream_id = r.portfolio and e.version = r.position + 1
            """))!;

    private static async Task<object?> ScalarAsync(NpgsqlDataSource source, string sql)
    {
        await using var ask = source.CreateCommand(sql);
        return await ask.ExecuteScalarAsync();
    }
}
