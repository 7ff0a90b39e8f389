namespace PortfolioLedger.Faults;

public sealed class RebuildUnderLoadTests
{
    private static readonly int Rebuilds = LongRuns.Times(1, 20);

    [Fact, Trait("fault", "F14")]
    public async Task A_rebuild_while_people_record_gives_what_is_live_and_reads_are_never_empty()
    {
        await using var ledger = await Installation.SharedAsync();
        using var node = await ledger.StartAsync(follow: true);
        await Writers.OpenAsync(node.Http);
        await using var reader = await ledger.JudgeAsync();
        await using var recording = ledger.Writers.Begin(() => node.Http, 4);
        await ledger.Writers.MoreAsync(100);
        await Wait.UntilAsync(async () => await CountAsync() > Writers.Opening);
        var (reads, fewest, over) = (0, 0L, false);
        var reading = Task.Run(async () =>
        {
            while (!Volatile.Read(ref over))
            {
                var count = await CountAsync();
                // What was read once is never missing later.
                Assert.True(count >= fewest, $"{count} decisions after {fewest}");
                (fewest, reads) = (count, reads + 1);
                await Task.Delay(5, CancellationToken.None);
            }
        }, CancellationToken.None);
        for (var i = 0; i < Rebuilds; i++)
        {
            var (code, output, errors) = await ledger.RunAsync("rebuild-read-models");
            Assert.True(code == 0, output + errors);
        }
        await ledger.Writers.MoreAsync(50);
        await recording.StopAsync();
        Volatile.Write(ref over, true);
        await reading;
        var submissions = await ledger.AssertSoundAsync(node, followed: true);
        FaultReport.Tell("F14",
            $"{Rebuilds} rebuilds while {submissions:n0} submissions were recorded: {reads:n0} "
            + "reads, none empty and none behind a former one; live is as rebuilt");

        async Task<long> CountAsync() =>
            await reader.QueryAsync<long>("select count(*) from bi.decision");
    }
}
