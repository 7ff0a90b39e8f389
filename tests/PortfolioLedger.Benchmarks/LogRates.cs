using System.Globalization;
using Npgsql;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Benchmarks;

/// <summary>
/// What the signed audit log costs, how old a checkpoint gets under load, and how long a proof of
/// any event takes.
/// </summary>
internal static class LogRates
{
    private const int Connections = 32;

    /// <summary>So many make the highest rate.</summary>
    private const int ManyConnections = 90;
    private const int Proofs = 4_000;

    /// <summary>Commands with the log on, against the same with nothing signed.</summary>
    public static async Task<Result> CostAsync(Bench bench)
    {
        var (on, off) = (new double[bench.Repeats], new double[bench.Repeats]);
        for (var run = 0; run < bench.Repeats; run++)
        {
            off[run] = await RateAsync(bench, "serve-unsigned", Connections);
            on[run] = await RateAsync(bench, "serve", Connections);
        }
        return Result.AtLeast(
            $"commands over HTTP with the audit log on, {Connections} connections",
            new(on), new(off), "/s", 0.9, "without signing");
    }

    /// <summary>From the time of an event to the checkpoint that covers it.</summary>
    public static async Task<Result> AgeAsync(Bench bench)
    {
        var before = await ScalarAsync<long>(bench,
            "select coalesce(max(version), 0) from ledger.mt_events where stream_id = 'bench'");
        var rate = await RateAsync(bench, "serve", ManyConnections);
        var percentiles = await ScalarAsync<double[]>(bench, $"""
            select percentile_cont(array[0.5, 0.99]) within group (
                order by extract(epoch from c.signed_at - e.timestamp)::float8)
            from ledger.mt_events e join lateral (
                select signed_at from log.checkpoint c where c.portfolio = e.stream_id
                and c.epoch = 1 and c.size >= e.version order by c.size limit 1) c on true
            where e.stream_id = 'bench' and e.version > {before}
            """);
        return new(
            "age of an event when its checkpoint is signed, p99, under "
                + rate.ToString("N0", CultureInfo.InvariantCulture) + " commands/s",
            new(percentiles[1]), null, "s", null, "≤ 1 s at 5,000 commands/s",
            percentiles[1] <= 1);
    }

    /// <summary>The proof of an event anywhere in a long log, over HTTP.</summary>
    public static async Task<Result> ProofsAsync(Bench bench)
    {
        var (app, _) = await AppProcess.StartAsync("serve", bench.Connection, bench.Address);
        await using (app)
        {
            using var client = new HttpClient { BaseAddress = new(bench.Address) };
            await SignedAsync(bench, "long", bench.Events);
            await Ledgers.FollowedAsync(bench.Connection, "long", bench.Events);
            var chance = new Random(1);
            var positions = Enumerable.Range(0, bench.Quick ? 50 : Proofs)
                .Select(_ => chance.NextInt64(1, bench.Events + 1)).ToArray();
            var p99 = new double[bench.Repeats];
            // The first run makes the code warm and does not count.
            for (var run = -1; run < p99.Length; run++)
            {
                var times = await Percentiles.OfAsync(
                    positions, position => ProofAsync(client, position));
                if (run >= 0)
                    p99[run] = times.P99;
            }
            var runs = new Runs(p99);
            return new(
                $"proof of any of {bench.Events:N0} events over HTTP, p99",
                runs, null, "ms", null, "≤ 5 ms", runs.Median <= 5);
        }
    }

    private static Task ProofAsync(HttpClient client, long position) => Ledgers.GetTextAsync(
        client, $"/api/v1/portfolios/long/events/{position}/proof");

    private static async Task<double> RateAsync(Bench bench, string role, int connections)
    {
        var (app, _) = await AppProcess.StartAsync(role, bench.Connection, bench.Address);
        await using (app)
        {
            await Load.MeasureAsync(bench.Address, connections, 2 * bench.Seconds);
            return (await Load.MeasureAsync(bench.Address, connections, bench.Seconds)).Rate;
        }
    }

    /// <summary>Waits until a checkpoint covers so many events.</summary>
    internal static async Task SignedAsync(Bench bench, string portfolio, long size)
    {
        while (await ScalarAsync<long>(bench, "select coalesce(max(size), 0) from log.checkpoint "
            + $"where portfolio = '{portfolio}'") < size)
            await Task.Delay(100);
    }

    private static async Task<T> ScalarAsync<T>(Bench bench, string sql)
    {
        await using var connection = new NpgsqlConnection(bench.Connection);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        return (T)(await command.ExecuteScalarAsync())!;
    }
}
