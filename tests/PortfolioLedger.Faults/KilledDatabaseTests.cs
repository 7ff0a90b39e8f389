using PortfolioLedger.Tests.EmbeddedPostgres;

namespace PortfolioLedger.Faults;

public sealed class KilledDatabaseTests
{
    private const string OneBackend = """
        select pid from pg_stat_activity
        where datname = 'ledger' and pid <> pg_backend_pid() and usename <> 'ledger' limit 1
        """;

    private static readonly int Kills = LongRuns.Times(1, 50);
    private static readonly int Stops = LongRuns.Times(2, 100);

    /// <summary>In a long run; in a short one the machine builds and tests beside it.</summary>
    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(LongRuns.Times(60, 10));

    [Fact, Trait("fault", "F02")]
    public async Task A_killed_backend_or_server_loses_nothing_and_recording_goes_on_by_itself()
    {
        await using var ledger = await Installation.WithServerAsync();
        using var node = await ledger.StartAsync();
        await Writers.OpenAsync(node.Http);
        await using var recording = ledger.Writers.Begin(() => node.Http, 8);
        var longest = TimeSpan.Zero;
        for (var i = 0; i < Kills; i++)
        {
            await ledger.Writers.MoreAsync(30);
            Home.Kill(await Home.QueryAsync<int>(await ledger.SuperuserAsync(), OneBackend));
            longest = Max(longest, await ledger.Writers.MoreAsync(30));
            Home.Kill(ledger.Home!.Postmaster());
            longest = Max(longest, await ledger.Writers.MoreAsync(30));
        }
        await recording.StopAsync();
        Assert.InRange(longest, TimeSpan.Zero, Recovery);
        var submissions = await ledger.AssertSoundAsync(node);
        FaultReport.Tell("F02",
            $"A backend and the server were killed {Kills} times each under load; "
            + $"{submissions:n0} submissions are sound, recording went on by itself after at most "
            + $"{longest.TotalSeconds:0.0} s");
    }

    [Fact, Trait("fault", "F03")]
    public async Task A_server_that_stops_at_once_and_replays_its_log_loses_nothing()
    {
        await using var ledger = await Installation.WithServerAsync();
        using var node = await ledger.StartAsync();
        await Writers.OpenAsync(node.Http);
        await using var recording = ledger.Writers.Begin(() => node.Http, 8);
        for (var i = 0; i < Stops; i++)
        {
            await ledger.Writers.MoreAsync(30);
            var postmaster = ledger.Home!.Postmaster();
            ServerProcesses.StopAtOnce(postmaster);
            await Wait.UntilAsync(() => Task.FromResult(
                !EmbeddedPostgres.Postmaster.Serves(postmaster, ledger.Home.Cluster)));
        }
        await ledger.Writers.MoreAsync(30);
        await recording.StopAsync();
        var submissions = await ledger.AssertSoundAsync(node);
        FaultReport.Tell("F03",
            $"The server was stopped at once {Stops} times under load and replayed its log; "
            + $"{submissions:n0} submissions are sound");
    }

    /// <summary>
    /// The other way round: a server that confirms before it has written, as the ledger refuses one
    /// at its start. What it loses must be found, or the judge is blind.
    /// </summary>
    [Fact, Trait("fault", "F00")]
    public async Task A_server_that_answers_before_the_commit_is_durable_is_caught()
    {
        await using var ledger = await Installation.WithServerAsync();
        using (var node = await ledger.StartAsync())
        {
            await Writers.OpenAsync(node.Http);
            var superuser = await ledger.SuperuserAsync();
            foreach (var hasty in (string[])
            [
                "alter system set synchronous_commit = off",
                "alter system set wal_writer_delay = '10s'",
                "alter system set wal_writer_flush_after = '1GB'",
            ])
                await TestDatabase.ExecuteAsync(superuser, hasty);
            await Home.QueryAsync<bool>(superuser, "select pg_reload_conf()");
            await using var recording = ledger.Writers.Begin(() => node.Http, 8);
            await ledger.Writers.MoreAsync(200);
            await recording.NoMoreAsync();
            // All its processes at once: none may write what is still in memory.
            ServerProcesses.Kill(ledger.Home!.Postmaster());
            node.Kill();
            await recording.StopAsync();
        }
        // As it is, the program would refuse the server.
        await File.WriteAllTextAsync(Path.Combine(ledger.Home!.Cluster, "postgresql.auto.conf"),
            "", TestContext.Current.CancellationToken);
        using var after = await ledger.StartAsync();
        await using var judge = await ledger.JudgeAsync();
        var found = await Oracle.FindAsync(ledger.Intents, judge);
        Assert.Contains(found, f => f.EndsWith("acknowledged and lost", StringComparison.Ordinal));
        FaultReport.Tell("F00",
            "Negative control: of a server that answered before its commits were durable "
            + $"{found.Count(f => f.EndsWith("lost", StringComparison.Ordinal)):n0} lost "
            + "acknowledgements were found");
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
