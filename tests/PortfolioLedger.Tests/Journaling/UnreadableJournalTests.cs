using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Journaling.Reading;
using PortfolioLedger.Journaling.Writing;
using static PortfolioLedger.Tests.Journaling.Orders;

namespace PortfolioLedger.Tests.Journaling;

public class UnreadableJournalTests
{
    private static readonly Key Other = Key.Parse("other");

    [Theory]
    [InlineData("type = 'asteroid-sighted'", "asteroid-sighted")]
    [InlineData("headers = jsonb_set(headers, '{schemaVersion}', '99')", "schema version 99")]
    [InlineData("data = '{\"department\": 7}'", "position 3")]
    [InlineData("version = 4", "position 3")] // a hole
    public async Task Its_portfolio_stands_still_and_others_go_on(string change, string named)
    {
        await using var db = await TestCluster.CreateLedgerAsync();
        await using (var writer = await JournalNode.StartAsync(db.ConnectionString))
        {
            await writer.OpenAsync(Other);
            await writer.OpenAsync(Capital);
            await writer.Record(Capital, Department("a"));
            await writer.Record(Capital, Department("b"));
            // As a newer release, or a vandal, would have written it.
            await writer.ExecuteAsync($"""
                alter table ledger.mt_events disable trigger append_only;
                update ledger.mt_events set {change} where stream_id = 'capital' and version = 3
                """);
        }
        await using var node = JournalNode.Restarted(db.ConnectionString);
        var fault = await Record.ExceptionAsync(() => node.Keeper.HeadAsync(Capital, default));
        Assert.True(fault is UnknownFactException or UnreadableJournalException, fault?.ToString());
        Assert.Contains(named, fault!.Message, StringComparison.Ordinal);
        Assert.All(await Task.WhenAll(Enumerable.Range(0, 5).Select(i =>
            node.Submit(Capital, Department($"d{i}")))),
            a => Assert.Equal("unreadable-journal", Assert.IsType<Answer.Unavailable>(a).Code));
        Assert.Equal(3, await node.Keeper.LastPositionAsync(Capital, default));
        Assert.Equal(2, (await node.Keeper.AtAsync(Capital, 2, null, default)).Position);
        await node.Record(Other, Department("a"));
        Assert.NotNull(await node.Keeper.HeadAsync(Other, default));
    }

    [Fact]
    public async Task A_running_node_stops_at_the_event_of_a_newer_release()
    {
        await using var db = await TestCluster.CreateLedgerAsync();
        await using var newer = await JournalNode.StartAsync(db.ConnectionString);
        await using var older = JournalNode.Restarted(db.ConnectionString);
        await newer.OpenAsync(Capital);
        await older.Record(Capital, Department("a"));
        await newer.Record(Capital, Department("b"));
        await newer.ExecuteAsync("""
            alter table ledger.mt_events disable trigger append_only;
            update ledger.mt_events set type = 'asteroid-sighted' where version = 3
            """);
        Assert.Equal("unreadable-journal",
            Assert.IsType<Answer.Unavailable>(await older.Submit(Capital, Department("c"))).Code);
        await Assert.ThrowsAsync<UnknownFactException>(() =>
            older.Keeper.FreshHeadAsync(Capital, default));
        Assert.Equal(2, (await older.Keeper.AtAsync(Capital, 2, null, default)).Position);
    }
}
