using System.Text.Json.Nodes;

namespace PortfolioLedger.Faults;

public sealed class WrongClockTests
{
    private static readonly string? Faketime = Directory.Exists("/usr/lib")
        ? Directory.EnumerateFiles("/usr/lib", "libfaketime.so.1", new EnumerationOptions
        {
            RecurseSubdirectories = true, MaxRecursionDepth = 2,
        }).FirstOrDefault()
        : null;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact, Trait("fault", "F11")]
    public async Task A_node_whose_clock_is_an_hour_behind_changes_no_order_and_no_past()
    {
        Assert.SkipWhen(Faketime is null, "A clock cannot be set here: apt-get install faketime.");
        await using var ledger = await Installation.SharedAsync();
        using var right = await ledger.StartAsync();
        await Writers.OpenAsync(right.Http);
        using var behind = await ledger.StartAsync(false, ("LD_PRELOAD", Faketime!),
            ("FAKETIME", "-1h"), ("FAKETIME_DONT_FAKE_MONOTONIC", "1"));
        using (var dated = await behind.Http.GetAsync("/health/live", Cancel))
            Assert.InRange(DateTimeOffset.UtcNow - dated.Headers.Date!.Value,
                TimeSpan.FromMinutes(50), TimeSpan.FromMinutes(70));
        var (turn, before) = (0, DateTimeOffset.UtcNow);
        await using var recording = ledger.Writers.Begin(
            () => (Interlocked.Increment(ref turn) % 2 == 0 ? right : behind).Http, 4);
        await ledger.Writers.MoreAsync(60);
        await recording.StopAsync();

        // Dense, and times never fall: the oracle's reader demands it.
        await using var judge = await ledger.JudgeAsync();
        var all = await judge.AllAsync(Core.Kernel.Key.Parse(Writers.Portfolio));
        Assert.All(all.Skip(Writers.Opening), e => Assert.InRange(e.Entry.RecordedAt,
            before.AddSeconds(-5), DateTimeOffset.UtcNow.AddSeconds(5)));
        // Both give the same answer for the same moment, wherever it lies.
        foreach (var at in (long[])[1, all.Count / 2, all.Count])
        {
            var moment = all[(int)at - 1].Entry.RecordedAt;
            Assert.Equal(await PastAsync(right, moment), await PastAsync(behind, moment));
        }
        var submissions = await ledger.AssertSoundAsync(behind);
        FaultReport.Tell("F11",
            $"Two nodes, one an hour behind, recorded {submissions:n0} submissions in turn: "
            + "positions are dense, times never fall and are right, and both answer alike about "
            + "the past");
    }

    private static async Task<string> PastAsync(LedgerProcess node, DateTimeOffset moment)
    {
        using var answer = await node.Http.GetAsync(
            $"/api/v1/portfolios/{Writers.Portfolio}/initiatives?asOf="
                + Uri.EscapeDataString($"{moment:yyyy-MM-ddTHH:mm:ss.ffffffZ}"), Cancel);
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!["asOf"]!["position"]!.ToJsonString();
    }
}
