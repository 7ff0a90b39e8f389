namespace PortfolioLedger.Faults;

public sealed class KilledProgramTests
{
    private static readonly int Kills = LongRuns.Times(2, 1_000);

    /// <summary>A start keeps one core busy, and most of a cycle is the start.</summary>
    private static readonly int Installations = LongRuns.Times(1, 2);

    [Fact, Trait("fault", "F01")]
    public async Task Nothing_acknowledged_is_lost_when_the_program_is_killed_while_it_answers()
    {
        var chance = FaultReport.Chance("F01");
        var submissions = await Task.WhenAll(Enumerable.Range(0, Installations)
            .Select(_ => KillAsync(Kills / Installations, new(chance.Next()))).ToArray());
        FaultReport.Tell("F01",
            $"The program was killed {Kills} times within 50 ms of a request; of "
            + $"{submissions.Sum():n0} submissions none that was acknowledged is lost, none is "
            + "there twice or in part");
    }

    /// <summary>Kills the program of an installation of its own; how much was submitted.</summary>
    private static async Task<int> KillAsync(int kills, Random chance)
    {
        await using var ledger = await Installation.WithServerAsync();
        for (var kill = 0; kill < kills; kill++)
        {
            using var node = await ledger.StartAsync();
            if (kill == 0)
                await Writers.OpenAsync(node.Http);
            await using var recording = ledger.Writers.Begin(() => node.Http, 8);
            await ledger.Writers.MoreAsync(20);
            await Task.Delay(chance.Next(50), TestContext.Current.CancellationToken);
            await recording.NoMoreAsync();
            node.Kill();
            await recording.StopAsync();
        }
        using var last = await ledger.StartAsync();
        return await ledger.AssertSoundAsync(last, examined: true);
    }
}
