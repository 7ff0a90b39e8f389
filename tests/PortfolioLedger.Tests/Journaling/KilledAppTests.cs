using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;
using PortfolioLedger.Tests.EmbeddedPostgres;
using static PortfolioLedger.Tests.Journaling.Orders;

namespace PortfolioLedger.Tests.Journaling;

public class KilledAppTests
{
    private const int Connections = 8;

    private static readonly int Cycles = LongRuns.Times(3, 200);

    [Fact]
    public async Task Nothing_acknowledged_is_lost_when_the_app_is_killed_under_load()
    {
        await using var home = new Home();
        var seed = Environment.TickCount;
        TestContext.Current.SendDiagnosticMessage($"seed {seed}");
        var random = new Random(seed);
        var told = new ConcurrentDictionary<string, string>();
        var open = new ConcurrentDictionary<string, bool>();
        var next = 0;
        for (var cycle = 0; cycle < Cycles; cycle++)
        {
            using var ledger = await LedgerProcess.StartAsync(home);
            if (cycle == 0)
                await OpenAsync(ledger);
            await AskAgainAsync(ledger, told, open);
            var before = told.Count;
            var writing = Enumerable.Range(0, Connections).Select(_ => WriteAsync(
                ledger, () => $"k{Interlocked.Increment(ref next)}", told, open)).ToArray();
            await Wait.UntilAsync(() => Task.FromResult(told.Count > before + 20));
            await Task.Delay(random.Next(50), TestContext.Current.CancellationToken);
            ledger.Kill();
            await Task.WhenAll(writing);
        }
        using (var ledger = await LedgerProcess.StartAsync(home))
            await AskAgainAsync(ledger, told, open);
        await JudgeAsync(home, told);
    }

    private static async Task OpenAsync(LedgerProcess ledger)
    {
        using var opened = await ledger.Http.PostAsJsonAsync("/api/v1/portfolios",
            new { key = "capital", name = "Capital plan", currency = "USD" });
        Assert.True(opened.IsSuccessStatusCode, await opened.Content.ReadAsStringAsync());
    }

    private static async Task WriteAsync(LedgerProcess ledger, Func<string> next,
        ConcurrentDictionary<string, string> told, ConcurrentDictionary<string, bool> open)
    {
        while (true)
        {
            var key = next();
            open[key] = true;
            try
            {
                told[key] = await PostAsync(ledger, key);
                open.TryRemove(key, out _);
            }
            catch (Exception fault) when (fault is HttpRequestException
                or OperationCanceledException or IOException)
            {
                return; // killed: what came of this one is not known
            }
        }
    }

    /// <summary>A retry of what was told gives the same receipt; of what was open, one.</summary>
    private static async Task AskAgainAsync(LedgerProcess ledger,
        ConcurrentDictionary<string, string> told, ConcurrentDictionary<string, bool> open)
    {
        foreach (var key in told.Keys.TakeLast(40))
            Assert.Equal(told[key], await PostAsync(ledger, key));
        foreach (var key in open.Keys)
            told[key] = await PostAsync(ledger, key);
        open.Clear();
    }

    /// <summary>One command; the receipt as it was sent.</summary>
    private static async Task<string> PostAsync(LedgerProcess ledger, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post,
            "/api/v1/portfolios/capital/departments")
        {
            Content = JsonContent.Create(new { key, name = key }),
            Headers = { { "Idempotency-Key", key } },
        };
        using var answer = await ledger.Http.SendAsync(request);
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, body);
        return body;
    }

    private static async Task JudgeAsync(Home home, ConcurrentDictionary<string, string> told)
    {
        await using var server = await home.StartAsync();
        await using var judge = JournalNode.Restarted(server.ConnectionStringTo("ledger"));
        var all = await judge.AllAsync(Capital);
        Assert.Equal(told.Count + 1, all.Count);
        foreach (var receipt in told.Values)
        {
            using var json = JsonDocument.Parse(receipt);
            var position = json.RootElement.GetProperty("position").GetInt64();
            Assert.Contains(all[(int)position - 1].Entry.Id.ToString(), receipt,
                StringComparison.Ordinal);
        }
    }
}
