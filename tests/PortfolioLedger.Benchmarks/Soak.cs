using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace PortfolioLedger.Benchmarks;

/// <summary>
/// Commands at half of the highest rate for many minutes: nothing may grow. It ends by itself and
/// writes what it saw to <c>artifacts/benchmarks/soak.csv</c>.
/// </summary>
internal static class Soak
{
    private const int Connections = 90;

    /// <summary>What is looked at, its unit, and a rise that is never growth.</summary>
    private static readonly (string What, string Unit, double Least)[] Series =
    [
        ("resident memory of the application", "MB", 10),
        ("connections to PostgreSQL", "", 2),
        ("file handles of the application", "", 5),
        ("events that the read models lack", "", 500),
    ];

    public static async IAsyncEnumerable<Result> MeasureAsync(Bench bench)
    {
        var (app, _) = await AppProcess.StartAsync("serve", bench.Connection, bench.Address);
        await using var stop = app;
        await CommandRates.WarmAsync(bench);
        var rate = (await Load.MeasureAsync(bench.Address, Connections, bench.Seconds)).Rate / 2;
        var time = TimeSpan.FromMinutes(bench.Minutes);
        var load = OpenLoad.MeasureAsync(bench.Address, Connections, rate, time.TotalSeconds);
        var samples = await WatchAsync(bench, app, time, load);
        await WriteAsync(samples);
        var report = await load;
        var what = $"soak of {bench.Minutes:0.#} minutes at half of the highest rate";
        var reached = report.Rate / rate;
        yield return new(
            $"{what}: rate against the rate offered, {report.Failed:N0} requests failed "
                + (report.Failed > 0 ? $"with status {report.Failures} " : "")
                + $"(p99 {Runs.Number(report.P99)} ms, slowest {Runs.Number(report.Max)})",
            new(report.Rate), new(rate), "/s", reached, "≥ 0.99 ×, none failed",
            reached >= 0.99 && report.Failed == 0);
        for (var i = 0; i < Series.Length; i++)
        {
            var (name, unit, least) = Series[i];
            var growth = Growth.Of([.. samples.Select(s => (s.At, s.Figures[i]))], least);
            yield return new(
                $"{what}: {name}, in the last quarter against the second "
                    + $"({growth.AnHour:+#,0.##;-#,0.##;0} an hour)",
                new(growth.After), new(growth.Before), unit, null, "no growth", !growth.Grew);
        }
    }

    private static async Task<List<Sample>> WatchAsync(
        Bench bench, Child app, TimeSpan time, Task load)
    {
        await using var source = NpgsqlDataSource.Create(bench.Connection);
        var samples = new List<Sample>();
        var started = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(time / 240);
        while (!load.IsCompleted && Stopwatch.GetElapsedTime(started) < time
            && await timer.WaitForNextTickAsync())
            samples.Add(new(Stopwatch.GetElapsedTime(started), await FiguresAsync(source, app)));
        return samples;
    }

    /// <summary>In the order of the series.</summary>
    private static async Task<double[]> FiguresAsync(NpgsqlDataSource source, Child app)
    {
        await using var ask = source.CreateCommand("""
            select (select count(*) from pg_stat_activity
                    where datname = current_database()
                    and backend_type = 'client backend' and pid <> pg_backend_pid()),
                s.version - coalesce((select r.position from ledger.read_model r
                    join ledger.read_model_live l on l.version = r.projection_version
                    where r.portfolio = s.id), 0)
            from ledger.mt_streams s where s.id = 'bench'
            """);
        await using var row = await ask.ExecuteReaderAsync();
        await row.ReadAsync();
        return
        [
            app.Resident, row.GetInt64(0), app.Handles, row.GetInt64(1),
        ];
    }

    private static async Task WriteAsync(List<Sample> samples)
    {
        var file = Path.Combine(Report.Artifacts(), "soak.csv");
        await File.WriteAllLinesAsync(file, samples
            .Select(s => string.Join(',', s.Figures.Prepend(s.At.TotalSeconds)
                .Select(f => f.ToString("0.###", CultureInfo.InvariantCulture))))
            .Prepend("seconds,memory MB,connections,handles,events behind"));
        Console.WriteLine($"Written: {file}");
    }

    private sealed record Sample(TimeSpan At, double[] Figures);
}
