using System.Text.Json;

namespace PortfolioLedger.Faults;

public sealed class SeveralNodesTests
{
    private static readonly int EachWrites = LongRuns.Times(3, 40);
    private static readonly TimeSpan Frozen = TimeSpan.FromSeconds(LongRuns.Times(2, 120));

    /// <summary>
    /// Of a portfolio whose row a frozen node holds, in a long run; in a short one the machine
    /// builds and tests beside it.
    /// </summary>
    private static readonly TimeSpan TakeOver = TimeSpan.FromSeconds(LongRuns.Times(60, 10));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact, Trait("fault", "F07"), Trait("fault", "F08")]
    public async Task Sixty_four_writers_on_two_nodes_never_pass_a_cap_and_one_key_records_once()
    {
        await using var ledger = await Installation.SharedAsync();
        using var one = await ledger.StartAsync();
        using var two = await ledger.StartAsync();
        await Writers.OpenAsync(one.Http);
        await Writers.MustAsync(one.Http, $"portfolios/{Writers.Portfolio}/batch", """
            {"commands":[
            {"path":"initiatives","body":{"key":"depot","name":"Depot","kind":"project",
            "sponsor":"maria","department":"works"}},
            {"path":"initiatives/depot/budget","body":{"period":"2026","amount":200,
            "grounds":{"rationale":"The board agreed on it in March"}}}]}
            """);

        // 64 · 3 · 7 is far more than 200 and its tolerance of a tenth.
        var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(async i =>
        {
            var told = new List<(int Status, string Answer)>();
            for (var turn = 0; turn < EachWrites; turn++)
                told.Add(await Writers.PostAsync((i % 2 == 0 ? one : two).Http,
                    $"portfolios/{Writers.Portfolio}/initiatives/depot/spend",
                    """{"period":"2026-01","amount":7}"""));
            return told;
        }));
        var all = answers.SelectMany(a => a).ToArray();
        Assert.All(all, a => Assert.True(a.Status == 200
            || (a.Status == 422 && a.Answer.Contains("over-tolerance", StringComparison.Ordinal)),
            a.Answer));
        Assert.Equal(31, all.Count(a => a.Status == 200)); // 31 · 7 ≤ 220 < 32 · 7
        FaultReport.Tell("F07",
            $"{all.Length:n0} commands of 64 writers on two nodes against a cap: 31 receipts, "
            + "the other answers are refusals, the cap holds");

        await SameKeyAsync(ledger, one, two);
        two.Kill();
        using var later = await ledger.StartAsync();
        await SameKeyAsync(ledger, one, later);
        await ledger.AssertSoundAsync(later);
        FaultReport.Tell("F08",
            "One key 50 times at once over two nodes, and again after one was killed and "
            + "started: one set of events, 100 equal answers");
    }

    [Fact, Trait("fault", "F09")]
    public async Task One_node_is_killed_and_one_freezes_and_nothing_is_written_twice()
    {
        await using var ledger = await Installation.SharedAsync();
        using var killed = await ledger.StartAsync(follow: true);
        using var frozen = await ledger.StartAsync(follow: true);
        using var going = await ledger.StartAsync(follow: true);
        await Writers.OpenAsync(going.Http);
        var turn = 0;
        LedgerProcess[] nodes = [killed, frozen, going];
        await using var recording = ledger.Writers.Begin(() => Next(nodes), 9);
        await ledger.Writers.MoreAsync(60);
        frozen.Freeze();
        killed.Kill();
        nodes = [going];
        await using var judge = await ledger.JudgeAsync();
        var projected = await ProjectedAsync();
        // What the frozen node held is given free by PostgreSQL, and the projections go on.
        var waited = await ledger.Writers.MoreAsync(10);
        Assert.InRange(waited, TimeSpan.Zero, TakeOver);
        await Wait.UntilAsync(async () => await ProjectedAsync() > projected + 10);
        await Task.Delay(Frozen, Cancel);
        frozen.Thaw();
        nodes = [frozen, going];
        await ledger.Writers.MoreAsync(60);
        await recording.StopAsync();
        var submissions = await ledger.AssertSoundAsync(frozen, followed: true, examined: true);
        FaultReport.Tell("F09",
            $"Of three nodes one was killed and one frozen for {Frozen.TotalSeconds:0} s, then "
            + $"thawed: the third recorded again after {waited.TotalSeconds:0.0} s, read "
            + $"models went on; {submissions:n0} submissions are sound");

        HttpClient Next(LedgerProcess[] there) =>
            there[Interlocked.Increment(ref turn) % there.Length].Http;

        async Task<long> ProjectedAsync() =>
            await judge.QueryAsync<long>("select count(*) from bi.decision");
    }

    private static async Task SameKeyAsync(
        Installation ledger, LedgerProcess one, LedgerProcess two)
    {
        // A number of its own in either round would be another body under the same key.
        var intent = ledger.Intents.Read().FirstOrDefault() ?? ledger.Intents.Ask();
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(i =>
            Writers.AskAsync((i % 2 == 0 ? one : two).Http, intent)));
        var answer = Assert.Single(answers.Distinct())!.Value;
        Assert.Equal(200, answer.Status);
        Assert.Equal(intent.Answer ?? answer.Answer, answer.Answer);
        using var json = JsonDocument.Parse(answer.Answer);
        Assert.Equal(2, json.RootElement.GetProperty("receipts").GetArrayLength());
        ledger.Intents.Told(intent, answer.Status, answer.Answer);
    }
}
