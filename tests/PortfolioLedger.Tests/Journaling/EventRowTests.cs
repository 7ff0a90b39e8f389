using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Journaling.Writing;
using static PortfolioLedger.Tests.Journaling.Orders;

namespace PortfolioLedger.Tests.Journaling;

public class EventRowTests
{
    private const string EventColumns = """
        version, data, bdata, type, tenant_id, mt_dotnet_type, correlation_id, causation_id,
        headers, user_name, is_archived, timestamp
        """;

    private const string StreamColumns = "type, version, tenant_id, compacted_version, is_archived";

    [Fact]
    public async Task Rows_are_those_the_event_store_itself_would_write()
    {
        await using var db = await TestCluster.CreateLedgerAsync();
        await using var node = await JournalNode.StartAsync(db.ConnectionString);
        await node.OpenAsync(Capital);
        await node.Journal.Submit(new(Capital, [Department("a")],
            new(new Actor("clerk", Role.Contributor, "finance"), "treasurer"))
        {
            CorrelationId = "request-1", CausationId = "cause-1",
        }, default);
        await node.Record(Capital, Department("b"), Department("c"));

        var all = await node.AllAsync(Capital);
        await node.AppendByStoreAsync("twin", all.Take(2));
        await node.AppendByStoreAsync("twin", all.Skip(2));

        Assert.Equal(4, await node.QueryAsync<long>(
            "select count(*) from ledger.mt_events where stream_id = 'twin'"));
        Assert.Equal(0, await Differences(node, "mt_events", "stream_id", EventColumns));
        Assert.Equal(0, await Differences(node, "mt_streams", "id", StreamColumns));
    }

    [Fact]
    public async Task The_sequence_of_the_event_store_rises_with_the_position()
    {
        await using var db = await TestCluster.CreateLedgerAsync();
        await using var node = await JournalNode.StartAsync(db.ConnectionString);
        await node.OpenAsync(Capital);
        await Task.WhenAll(Enumerable.Range(0, 50).Select(i =>
            node.Record(Capital, Department($"a{i}"), Department($"b{i}"))));
        Assert.Equal(100, await node.QueryAsync<long>("""
            select count(*) from (select seq_id - lag(seq_id) over (order by version) as step
                from ledger.mt_events) s where step > 0
            """));
    }

    [Fact]
    public async Task A_stream_that_is_not_where_it_was_locked_takes_nothing()
    {
        await using var db = await TestCluster.CreateLedgerAsync();
        await using var node = await JournalNode.StartAsync(db.ConnectionString);
        await node.OpenAsync(Capital);
        var book = (await node.Keeper.FreshHeadAsync(Capital, default))!;
        foreach (var wrong in (long[])[0, 2])
        {
            await using var turn = await node.Sessions.BeginAsync();
            var locked = await StreamLock.TakeAsync(turn.Connection, Capital, []);
            var draft = new BatchDraft(book, locked with { Version = wrong }, new(), new(), 1_000);
            draft.Decide([new(new(Capital, [Department("a")], Board))]);
            await using var statements = draft.Statements();
            await Assert.ThrowsAsync<Npgsql.PostgresException>(() => turn.CommitAsync(statements));
        }
        Assert.Single(await node.AllAsync(Capital));
    }

    private static Task<long> Differences(
        JournalNode node,
        string table,
        string key,
        string columns
    ) =>
        node.QueryAsync<long>(
            $"""
            with own as (select {columns} from ledger.{table} where {key} = 'capital'),
                twin as (select {columns} from ledger.{table} where {key} = 'twin')
            select count(*) from ((table own except table twin) union all (table twin except table own)) d
            """);
}
