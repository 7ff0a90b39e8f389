using System.Net.ServerSentEvents;
using System.Text.Json;
using PortfolioLedger.Tests.Journaling;
using static PortfolioLedger.Tests.Journaling.Orders;

namespace PortfolioLedger.Tests.Http.Live;

/// <summary>The journal as it grows.</summary>
public sealed class LiveFeedTests
{
    [Fact]
    public async Task An_event_is_told_with_its_position_its_type_and_the_text_of_the_feed()
    {
        await using var host = await LiveHost.StartAsync();
        var position = await host.RecordAsync(Department("works", "Roads & \"bridges\"\nand more"));
        var heard = Assert.Single(await host.HearAsync(1, "?after=1"));
        Assert.Equal(($"{position}", "department-registered"), (heard.EventId, heard.EventType));
        var batch = JsonElement.Parse(await host.TextAsync("events?after=1"));
        Assert.Equal(batch[0].GetRawText(), heard.Data);
    }

    [Fact]
    public async Task Without_a_position_only_what_comes_is_told()
    {
        // The database is asked so rarely that only this node's own word can be in time.
        await using var host = await LiveHost.StartAsync(pollMilliseconds: 600_000);
        await host.RecordAsync(Department("before"));
        using var answer = await host.ConnectAsync();
        var position = await host.RecordAsync(Department("after"));
        Assert.Equal($"{position}", (await LiveHost.TakeAsync(answer, 1)).Single().EventId);
    }

    [Fact]
    public async Task What_another_node_records_is_told_too()
    {
        await using var host = await LiveHost.StartAsync(pollMilliseconds: 50);
        using var answer = await host.ConnectAsync();
        await using var other = JournalNode.Restarted(host.ConnectionString);
        var receipt = await other.Record(Capital, Department("elsewhere"));
        Assert.Equal($"{receipt.Events[0].Position}",
            (await LiveHost.TakeAsync(answer, 1)).Single().EventId);
    }

    [Fact]
    public async Task A_listener_that_comes_again_and_again_misses_nothing_and_hears_nothing_twice()
    {
        const int departments = 300;
        await using var host = await LiveHost.StartAsync();
        var writers = Enumerable.Range(0, 3).Select(w => Task.Run(async () =>
        {
            for (var i = w; i < departments; i += 3)
                await host.RecordAsync(Department($"dep-{i}"));
        })).ToArray();
        var heard = new List<SseItem<string>>();
        var last = "0";
        for (var length = 1; heard.Count < departments + 1; length += 7)
        {
            var left = departments + 1 - heard.Count;
            // As a browser does: the address stays, the header says where to go on.
            heard.AddRange(await host.HearAsync(Math.Min(length, left), "?after=0", last));
            last = heard[^1].EventId!;
        }
        await Task.WhenAll(writers);
        Assert.Equal(Enumerable.Range(1, departments + 1).Select(p => $"{p}"),
            heard.Select(h => h.EventId));
    }

    [Fact]
    public async Task Filters_choose_events_and_positions_stay()
    {
        await using var host = await LiveHost.StartAsync();
        await host.RecordAsync(Department("a"));
        var b = await host.RecordAsync(Department("b"));
        var only = await host.HearAsync(1, "?after=0&subject=department/b");
        Assert.Equal($"{b}", only.Single().EventId);
        var opened = await host.HearAsync(1, "?after=0&types=portfolio-opened");
        Assert.Equal("1", opened.Single().EventId);
    }

    [Fact]
    public async Task A_listener_outlives_an_outage_of_the_database()
    {
        CuttingProxy? proxy = null;
        await using var host = await LiveHost.StartAsync(pollMilliseconds: 50,
            through: direct => (proxy = new CuttingProxy(direct)).ConnectionString);
        await using var network = proxy!;
        using var answer = await host.ConnectAsync();
        network.Outage = Outage.Refusing;
        await TestDatabase.ExecuteAsync(host.ConnectionString, """
            select pg_terminate_backend(pid) from pg_stat_activity
            where datname = current_database() and pid <> pg_backend_pid()
            """);
        await Wait.UntilAsync(async () => !await host.IsReadyAsync());
        await using var other = JournalNode.Restarted(host.ConnectionString);
        var receipt = await other.Record(Capital, Department("meanwhile"));
        network.Outage = Outage.None;
        Assert.Equal($"{receipt.Events[0].Position}",
            (await LiveHost.TakeAsync(answer, 1)).Single().EventId);
    }

    [Fact]
    public async Task Silence_is_broken_by_heartbeats()
    {
        await using var host = await LiveHost.StartAsync(pollMilliseconds: 50);
        using var answer = await host.ConnectAsync();
        using var lines = new StreamReader(
            await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        var heard = 0;
        while (heard < 2)
            if (await lines.ReadLineAsync(TestContext.Current.CancellationToken) == ": heartbeat")
                heard++;
        Assert.Equal(2, heard);
    }

    [Fact]
    public async Task One_listener_too_many_is_sent_away_until_another_leaves()
    {
        await using var host = await LiveHost.StartAsync(mostListeners: 1, pollMilliseconds: 50);
        using (await host.ConnectAsync())
        {
            using var refused = await host.ConnectAsync();
            Assert.Equal(503, (int)refused.StatusCode);
            Assert.NotNull(refused.Headers.RetryAfter);
            var problem = JsonElement.Parse(await refused.Content.ReadAsStringAsync(
                TestContext.Current.CancellationToken));
            Assert.Equal("too-many-listeners", problem.GetProperty("code").GetString());
        }
        await Wait.UntilAsync(async () =>
        {
            using var next = await host.ConnectAsync();
            return (int)next.StatusCode == 200;
        });
    }

    [Fact]
    public async Task The_stream_ends_when_the_application_stops()
    {
        await using var host = await LiveHost.StartAsync();
        using var answer = await host.ConnectAsync("?after=0");
        var first = new TaskCompletionSource();
        var listening = LiveHost.TakeAsync(answer, int.MaxValue, first);
        await Task.WhenAny(first.Task, listening);
        await host.StopAsync();
        // Ended, not broken off: reading comes to its end without a fault.
        Assert.Equal("1", (await listening).Single().EventId);
    }

    [Fact]
    public async Task A_listener_has_to_say_again_who_it_is_after_a_while()
    {
        await using var host = await LiveHost.StartAsync(longest: TimeSpan.FromSeconds(1));
        Assert.Equal("1", (await host.HearAsync(int.MaxValue, "?after=0")).Single().EventId);
    }

    [Theory]
    [InlineData("?after=2", null, 400, "position-out-of-range")]
    [InlineData("", "2", 400, "position-out-of-range")]
    [InlineData("", "one", 400, "invalid-parameter")]
    [InlineData("?after=-1", null, 400, "invalid-parameter")]
    [InlineData("?types=nonsense", null, 400, "invalid-parameter")]
    [InlineData("?limit=5", null, 400, "unknown-parameter")]
    public async Task Wrong_questions_are_problems(
        string query, string? lastEventId, int status, string code)
    {
        await using var host = await LiveHost.StartAsync();
        using var answer = await host.ConnectAsync(query, lastEventId);
        var problem = JsonElement.Parse(
            await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal((status, code),
            ((int)answer.StatusCode, problem.GetProperty("code").GetString()));
    }
}
