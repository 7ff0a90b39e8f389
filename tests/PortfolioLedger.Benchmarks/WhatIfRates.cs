using System.Net.Http.Headers;

namespace PortfolioLedger.Benchmarks;

/// <summary>Explanations, comparisons and counterfactuals on a long journal, over HTTP.</summary>
internal static class WhatIfRates
{
    private const int Range = 10_000;

    /// <summary>So many events are told, as many as a real history has.</summary>
    private const int Told = 27_000;

    /// <summary>All of them.</summary>
    public static async IAsyncEnumerable<Result> MeasureAsync(Bench bench)
    {
        var (app, _) = await AppProcess.StartAsync("serve-alone", bench.Connection, bench.Address);
        await using (app)
        {
            using var client = new HttpClient
            {
                BaseAddress = new(bench.Address),
                Timeout = TimeSpan.FromMinutes(5),
            };
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
                "Persona",
                "vera;viewer"
            );
            await Ledgers.GetAsync(client, "/api/v1/portfolios/long/ranking");
            if (bench.Wants("explanation"))
            {
                foreach (
                    var result in await OverRangesAsync(
                        bench,
                        client,
                        "explanation",
                        "explanation of a rank",
                        300
                    )
                )
                    yield return result;
                foreach (
                    var result in await OverRangesAsync(
                        bench,
                        client,
                        "comparison",
                        "comparison of two rankings",
                        null
                    )
                )
                    yield return result;
                foreach (var view in (string[])["timeline", "changes"])
                    yield return await ToldAsync(bench, client, view);
            }
            if (bench.Wants("counterfactual"))
                await foreach (var result in CounterfactualsAsync(bench, client))
                    yield return result;
        }
    }

    /// <summary>Questions about 10,000 events, anywhere in the journal.</summary>
    private static async Task<Result[]> OverRangesAsync(
        Bench bench, HttpClient client, string view, string what, double? target)
    {
        var (median, p99) = (new double[bench.Repeats], new double[bench.Repeats]);
        var range = Math.Min(Range, bench.Events / 4);
        // The first run does not count: the runtime compiles what it runs often.
        for (var run = -1; run < bench.Repeats; run++)
        {
            var random = new Random(run + 2);
            var times = await Percentiles.OfAsync(
                Enumerable
                    .Range(0, bench.Quick ? 3 : 50)
                    .Select(_ =>
                        (
                            Initiative: random.Next(Ledgers.LongInitiatives),
                            To: random.NextInt64(8_000 + range, bench.Events)
                        )
                    ),
                q =>
                    Ledgers.GetAsync(
                        client,
                        $"/api/v1/portfolios/long/ranking/{view}?limit=100"
                            + $"&from={q.To - range}&to={q.To}"
                            + (view == "explanation" ? $"&initiative=i{q.Initiative}" : "")
                    )
            );
            if (run >= 0)
                (median[run], p99[run]) = (times.Median, times.P99);
        }
        var over =
            $"{what} over {range:N0} of {bench.Events:N0} events, {Ledgers.LongInitiatives:N0} "
                + "initiatives, warm";
        return [Of($"{over}, median", median, "ms", target), Of($"{over}, p99", p99, "ms", target)];
    }

    /// <summary>
    /// What is told of a range, anywhere in the journal: one page, and the digest of all of it.
    /// </summary>
    private static async Task<Result> ToldAsync(Bench bench, HttpClient client, string view)
    {
        var median = new double[bench.Repeats];
        var range = Math.Min(Told, bench.Events / 4);
        // The first run does not count here either.
        for (var run = -1; run < bench.Repeats; run++)
        {
            var random = new Random(run + 2);
            var times = await Percentiles.OfAsync(
                Enumerable
                    .Range(0, bench.Quick ? 3 : 20)
                    .Select(_ => random.NextInt64(range + 1, bench.Events)),
                to =>
                    Ledgers.GetAsync(
                        client,
                        $"/api/v1/portfolios/long/{view}?limit=100&from={to - range}&to={to}"
                    )
            );
            if (run >= 0)
                median[run] = times.Median;
        }
        return Of(
            $"{view} of {range:N0} of {bench.Events:N0} events, its first page, warm, median",
            median,
            "ms",
            null
        );
    }

    private static async IAsyncEnumerable<Result> CounterfactualsAsync(
        Bench bench,
        HttpClient client
    )
    {
        var back = bench.Events * 3 / 10;
        yield return Of(
            $"ranking without one score {back:N0} events ago",
            await SecondsAsync(bench, client, run => new
            {
                without = (long[])[bench.Events - back - run],
            }),
            "s",
            3
        );
        // The proposals of initiatives stand behind the first commands: nearly everything is folded
        // again.
        yield return Of(
            $"ranking without one initiative, {bench.Events:N0} events ago",
            await SecondsAsync(bench, client, run => new { without = (long[])[30 + (6 * run)] }),
            "s",
            null
        );
        yield return Of(
            "ranking after 1,000 hypothetical commands, the most there can be",
            await SecondsAsync(bench, client, run => new { commands = Scores(1_000 - run) }),
            "s",
            null
        );
        yield return Of(
            "10,000 hypothetical commands: refused, none of them tried",
            await SecondsAsync(
                bench,
                client,
                run => new { commands = Scores(10_000 - run) },
                expected: 400
            ),
            "s",
            null
        );
    }

    private static IEnumerable<object> Scores(int count) =>
        Enumerable
            .Range(0, count)
            .Select(n => new
            {
                path = $"initiatives/i{n % Ledgers.LongInitiatives}/scores",
                body = new
                {
                    model = "board",
                    criterion = "value",
                    value = n % 11,
                    grounds = new { rationale = "What if it were so" },
                },
            });

    private static async Task<double[]> SecondsAsync(
        Bench bench, HttpClient client, Func<int, object> question, int expected = 200)
    {
        var times = new double[bench.Repeats];
        // The first run does not count, as above.
        for (var run = -1; run < times.Length; run++)
        {
            var body = JsonContent.Create(question(run + 1));
            await body.LoadIntoBufferAsync();
            var asked = await Percentiles.OfAsync([body], async content =>
            {
                using var response = await client.PostAsync(
                    "/api/v1/portfolios/long/ranking/counterfactual",
                    content
                );
                var answer = await response.Content.ReadAsStringAsync();
                if ((int)response.StatusCode != expected)
                    throw new InvalidOperationException(
                        $"{response.StatusCode}: {answer[..Math.Min(answer.Length, 2_000)]}"
                    );
            });
            if (run >= 0)
                times[run] = asked.Median / 1_000;
        }
        return times;
    }

    private static Result Of(string what, double[] times, string unit, double? target) =>
        new(what, new(times), null, unit, null, target is { } most ? $"≤ {most:0} {unit}" : "—",
            target is null ? null : new Runs(times).Median <= target);
}
