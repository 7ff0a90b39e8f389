using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Benchmarks;

/// <summary>
/// Durable commands over HTTP against prepared single-row INSERTs, in turns on one server.
/// </summary>
internal static class CommandRates
{
    public static async Task<Result> MeasureAsync(Bench bench, int connections, double target)
    {
        var (subject, baseline) = (new double[bench.Repeats], new double[bench.Repeats]);
        // Until the runtime has compiled what is hot with what it has seen of it.
        await Child.MeasureAsync(
            "load",
            bench.Address,
            $"{connections}",
            $"{5 * bench.Seconds}",
            "commands"
        );
        for (var run = 0; run < bench.Repeats; run++)
        {
            baseline[run] = await Child.MeasureAsync(
                "insert",
                bench.Connection,
                $"{connections}",
                $"{bench.Seconds}"
            );
            subject[run] = await Child.MeasureAsync(
                "load",
                bench.Address,
                $"{connections}",
                $"{bench.Seconds}",
                "commands"
            );
        }
        var ratio = new Runs(subject).Median / new Runs(baseline).Median;
        return new(
            $"commands over HTTP, {connections} connections, one portfolio, durable",
            new(subject),
            new(baseline),
            "/s",
            ratio,
            $"≥ {target:0.0} × prepared INSERTs",
            ratio >= target
        );
    }

    /// <summary>
    /// The same commands through a Marten application of the usual kind, in turns.
    /// </summary>
    public static async Task<Result> PlainMartenAsync(Bench bench)
    {
        const int connections = 32;
        var (subject, baseline) = (new double[bench.Repeats], new double[bench.Repeats]);
        var (plain, _) = await AppProcess.StartAsync(
            "marten",
            bench.Connection,
            bench.PlainAddress
        );
        await using (plain)
        {
            await Child.MeasureAsync(
                "load",
                bench.PlainAddress,
                $"{connections}",
                $"{bench.Seconds}",
                "commands"
            );
            for (var run = 0; run < bench.Repeats; run++)
            {
                baseline[run] = await Child.MeasureAsync(
                    "load",
                    bench.PlainAddress,
                    $"{connections}",
                    $"{bench.Seconds}",
                    "commands"
                );
                subject[run] = await Child.MeasureAsync(
                    "load",
                    bench.Address,
                    $"{connections}",
                    $"{bench.Seconds}",
                    "commands"
                );
            }
        }
        var ratio = new Runs(subject).Median / new Runs(baseline).Median;
        return new(
            $"the same, {connections} connections, against a plain Marten application (a stream "
                + "for each initiative, "
                + "a transaction for each command, inline snapshot)",
            new(subject),
            new(baseline),
            "/s",
            ratio,
            "—",
            null
        );
    }

    /// <summary>The newest alignment against a constant body of the same size.</summary>
    public static async Task<Result> AlignmentAsync(Bench bench)
    {
        const string path = "/api/v1/portfolios/long/alignment?limit=500";
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, bench.Address + path);
        request.Headers.Add("Authorization", "Persona vera;viewer");
        using var answer = await client.SendAsync(request);
        var body = await answer.Content.ReadAsByteArrayAsync();
        using var put = await client.PutAsync(
            bench.Address + "/constant",
            new ByteArrayContent(body)
        );
        put.EnsureSuccessStatusCode();
        var (subject, baseline) = (new double[bench.Repeats], new double[bench.Repeats]);
        for (var run = 0; run < bench.Repeats; run++)
        {
            baseline[run] = await Child.MeasureAsync(
                "load",
                bench.Address,
                "32",
                $"{bench.Seconds}",
                "/constant"
            );
            subject[run] = await Child.MeasureAsync(
                "load",
                bench.Address,
                "32",
                $"{bench.Seconds}",
                path
            );
        }
        var ratio = new Runs(subject).Median / new Runs(baseline).Median;
        return new(
            $"current alignment by GET, {Ledgers.LongInitiatives:N0} initiatives, 32 connections, "
                + $"{body.Length / 1024} KB",
            new(subject),
            new(baseline),
            "/s",
            ratio,
            "≥ 0.5 × a constant body",
            ratio >= 0.5
        );
    }
}
