using System.Diagnostics;
using System.Net.Http.Headers;

namespace PortfolioLedger.Faults;

public sealed class RestartTests
{
    private const int Runs = 3;

    /// <summary>Nobody writes there: what was asked on the same day is stored.</summary>
    private const string Read = "read";

    /// <summary>The longest history, which a start loads.</summary>
    private const string Written = "written";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact, Trait("fault", "F17")]
    public async Task A_killed_program_with_60_000_events_is_back_and_serves_readers_first()
    {
        Assert.SkipUnless(LongRuns.AreWanted, $"In a long run alone: {LongRuns.Variable}=1.");
        await using var ledger = await Installation.SharedAsync();
        using (var first = await ledger.StartAsync())
        {
            await FillAsync(first.Http, Read, 20);
            await FillAsync(first.Http, Written, 40);
            first.Kill();
        }
        using (var second = await ledger.StartAsync())
        {
            await Wait.UntilAsync(async () =>
            {
                await AnsweredAsync(second.Http, $"api/v1/portfolios/{Read}/initiatives");
                return await StoredAsync(ledger) > 0;
            });
            second.Kill();
        }
        var times = new List<(double Document, double Ready, double Command)>();
        for (var run = 0; run < Runs; run++)
            times.Add(await StartAgainAsync(ledger, run));
        times.Sort();
        FaultReport.Tell("F17", $"With 60,000 events the program was killed and started {Runs} "
            + $"times; of the median one, {times[Runs / 2].Document:0.0} s passed until a stored "
            + $"document was served, {times[Runs / 2].Ready:0.0} s until it was ready and "
            + $"{times[Runs / 2].Command:0.0} s until a command was recorded");
    }

    /// <summary>Seconds from the start of a process until each came, asked for in turn.</summary>
    private static async Task<(double Document, double Ready, double Command)> StartAgainAsync(
        Installation ledger, int run)
    {
        var address = $"http://127.0.0.1:{LoopbackPort.Free()}";
        using var http = new HttpClient { BaseAddress = new(address) };
        http.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Persona", "board;approver;finance");
        var since = Stopwatch.StartNew();
        var starting = LedgerProcess.StartAtAsync(ledger.Database!, address);
        await AnsweredAsync(http, $"api/v1/portfolios/{Read}/initiatives");
        var document = since.Elapsed.TotalSeconds;
        await AnsweredAsync(http, "health/ready");
        var ready = since.Elapsed.TotalSeconds;
        await Writers.MustAsync(http, $"portfolios/{Written}/departments",
            $$"""{"key":"later-{{run}}","name":"Department"}""");
        var command = since.Elapsed.TotalSeconds;
        using var node = await starting;
        node.Kill();
        TestContext.Current.TestOutputHelper?.WriteLine(
            FormattableString.Invariant($"{document:0.00} {ready:0.00} {command:0.00} s"));
        return (document, ready, command);
    }

    /// <summary>A portfolio with so many thousand events.</summary>
    private static async Task FillAsync(HttpClient http, string portfolio, int thousands)
    {
        await Writers.OpenAsync(http, portfolio);
        for (var i = 0; i < thousands; i++)
            await Writers.MustAsync(http, $"portfolios/{portfolio}/batch",
                $$"""{"commands":[{{string.Join(',', Enumerable.Range(1_000 * i, 1_000).Select(n =>
                    $$$"""{"path":"departments","body":{"key":"d{{{n}}}","name":"D"}}"""))}}]}""");
    }

    /// <summary>Asks until the answer is there.</summary>
    private static async Task AnsweredAsync(HttpClient http, string path) =>
        await Wait.UntilAsync(async () =>
        {
            try
            {
                using var answer = await http.GetAsync(path, Cancel);
                return answer.IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                return false; // nobody listens yet
            }
        });

    private static async Task<long> StoredAsync(Installation ledger)
    {
        await using var judge = await ledger.JudgeAsync();
        return await judge.QueryAsync<long>(
            $"select count(*) from ledger.current_document where portfolio = '{Read}'");
    }
}
