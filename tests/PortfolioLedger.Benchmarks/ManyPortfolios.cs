using static PortfolioLedger.Benchmarks.PortfolioCopies;

namespace PortfolioLedger.Benchmarks;

/// <summary>
/// Any of many portfolios: most of them were not asked for since the application started.
/// </summary>
internal static class ManyPortfolios
{
    private const string View = "ranking";

    /// <summary>So many callers ask at a time, each after its answer.</summary>
    private const int Callers = 4;

    /// <summary>Of 200 events each, and fewer of 5,000.</summary>
    public static async IAsyncEnumerable<Result> MeasureAsync(Bench bench)
    {
        await using var database = await OwnDatabase.CreateAsync(bench, "portfolios");
        foreach (var (many, events) in bench.Quick ? [(20, 200)] : ((int, int)[])
            [(10_000, 200), (1_000, 5_000)])
        {
            await MakeAsync(database.Bench, 0, many, events);
            await foreach (var result in AskAsync(database.Bench, many, events))
                yield return result;
        }
    }

    /// <summary>A view of each of them, none of which is in memory.</summary>
    public static async Task<Percentiles> ViewsAsync(Bench bench, int many, int events) =>
        (await ServedAsync(bench, client => Percentiles.OfAsync(
            Sample(bench, new Random(1), many), Callers,
            n => ViewAsync(client, events, n)))).Times;

    /// <summary>A command to each of them, none of which is in memory.</summary>
    public static async Task<Percentiles> CommandsAsync(Bench bench, int many, int events) =>
        (await ServedAsync(bench, client => Percentiles.OfAsync(
            Sample(bench, new Random(2), many), Callers,
            n => CommandAsync(client, events, n)))).Times;

    private static async IAsyncEnumerable<Result> AskAsync(Bench bench, int many, int events)
    {
        var what = $"any of {many:N0} portfolios of {events:N0} events";
        var first = await ViewsAsync(bench, many, events);
        yield return Milliseconds($"{what}, `{View}`, first question of the day, uniform", first,
            null);
        var again = await ViewsAsync(bench, many, events);
        yield return Milliseconds($"{what}, `{View}`, asked before, its book not in memory",
            again, 8);
        var commands = await CommandsAsync(bench, many, events);
        yield return Milliseconds($"{what}, first command, its book not in memory", commands, 25);
        var zipf = new Random(3);
        var (mixed, resident) = await ServedAsync(bench, client =>
            Percentiles.OfAsync(
                [
                    .. Enumerable.Range(0, 5 * QuestionsOf(bench, many))
                        .Select(_ => Zipf(zipf, many)),
                ],
                Callers,
                n => n % 10 == 0 ? CommandAsync(client, events, n)
                    : ViewAsync(client, events, n)));
        yield return Milliseconds(
            $"{what}, nine views and a command, by Zipf's law", mixed, null);
        yield return new($"memory after that", new(resident), null, "MB", null, "—", null);
    }

    private static Result Milliseconds(string what, Percentiles times, double? target) => new(
        $"{what}: p99 (median {Runs.Number(times.Median)} ms)", new(times.P99), null, "ms", null,
        target is null ? "—" : $"p99 ≤ {target:0} ms",
        target is null ? null : times.P99 <= target);

    /// <summary>
    /// Asks an application that was just started, warm but for the portfolios: how long it took,
    /// and the memory it then has, in megabytes. It neither signs nor follows: what was copied is
    /// new to both, and would keep them busy for minutes.
    /// </summary>
    private static async Task<(Percentiles Times, double Resident)> ServedAsync(
        Bench bench, Func<HttpClient, Task<Percentiles>> ask)
    {
        var (app, _) = await AppProcess.StartAsync(
            "serve-bare", bench.Connection, bench.Address);
        await using (app)
        {
            using var client = new HttpClient { BaseAddress = new(bench.Address) };
            // What is compiled on the way is not what is measured.
            for (var i = 0; i < (bench.Quick ? 5 : 400); i++)
            {
                await GetAsync(client, Busy);
                await Ledgers.EnterPhaseAsync(client, Busy, i % Initiatives, i);
            }
            foreach (var other in Enumerable.Range(0, bench.Quick ? 0 : Warm))
                await GetAsync(client, $"warm-{other}");
            return (await ask(client), app.Resident);
        }
    }

    private static Task ViewAsync(HttpClient client, int events, int number) =>
        GetAsync(client, NameOf(events, number));

    private static Task GetAsync(HttpClient client, string portfolio) =>
        Ledgers.GetTextAsync(client, $"/api/v1/portfolios/{portfolio}/{View}");

    private static Task CommandAsync(HttpClient client, int events, int number) =>
        Ledgers.EnterPhaseAsync(
            client, NameOf(events, number), number % Initiatives, number);

    private static int QuestionsOf(Bench bench, int many) =>
        Math.Min(many, bench.Quick ? 10 : 2_000);

    private static int[] Sample(Bench bench, Random random, int many)
    {
        var all = Enumerable.Range(0, many).ToArray();
        random.Shuffle(all);
        return all[..QuestionsOf(bench, many)];
    }

    /// <summary>The first is asked for most, the second half as often, and so on.</summary>
    private static int Zipf(Random random, int many) =>
        (int)Math.Pow(many, random.NextDouble()) - 1;
}
