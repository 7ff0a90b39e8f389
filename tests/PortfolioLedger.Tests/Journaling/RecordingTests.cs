using Npgsql;
using PortfolioLedger.Core.AuditLog;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Tests.Journaling;

public class RecordingTests
{
    [Fact]
    public async Task A_receipt_says_what_is_stored_to_the_microsecond_and_the_leaf()
    {
        await using var db = await TestCluster.CreateLedgerAsync();
        await using var node = await JournalNode.StartAsync(db.ConnectionString);
        await node.OpenWithBudgetAsync(Orders.Capital, 1_000);
        var receipts = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => node.Record(
            Orders.Capital, Orders.Spend(i + 1 / 3m),
            Orders.Department($"d{i}", "Straße \"ü\" \u2028 😀"),
            new Core.Initiatives.ProposeInitiative(Key.Parse($"i{i}"), "A",
                Core.Initiatives.InitiativeKind.Program,
                "sponsor", Orders.Works))));
        var all = await node.AllAsync(Orders.Capital);
        Assert.Equal(124, all.Count);
        foreach (var said in receipts.SelectMany(r => r.Events))
        {
            var stored = all[(int)said.Position - 1];
            Assert.Equal(stored.Entry.Id, said.Id);
            Assert.Equal(7, said.Id.Version);
            Assert.Equal(stored.Type, said.Type);
            Assert.Equal(stored.Entry.RecordedAt, said.RecordedAt);
            Assert.Equal(0, said.RecordedAt.Ticks % TimeSpan.TicksPerMicrosecond);
            Assert.Equal(Leaf.Hash(stored.Envelope(Orders.Capital), stored.Data).ToString(),
                said.LeafHash);
        }
    }

    [Fact]
    public async Task The_envelope_of_an_event_lies_in_its_row_and_headers()
    {
        await using var db = await TestCluster.CreateLedgerAsync();
        await using var node = await JournalNode.StartAsync(db.ConnectionString);
        await node.OpenAsync(Orders.Capital);
        var caller = new Caller(new Actor("clerk", Role.Contributor, "finance"), "treasurer");
        var day = new DateOnly(2031, 7, 1);
        var receipt = Assert.IsType<Answer.Receipt>(await node.Journal.Submit(
            new(Orders.Capital, [new Core.Departments.RegisterDepartment(Key.Parse("a"), "A", day)],
                caller)
            {
                CorrelationId = "request-1", CausationId = "cause-1",
            }, default));
        Assert.Equal("""
            2 clerk contributor finance treasurer 2031-07-01 1 request-1 cause-1 clerk
            """, await node.QueryAsync<string>("""
            select concat_ws(' ', version, headers #>> '{actor,id}', headers #>> '{actor,role}',
                headers #>> '{actor,department}', headers ->> 'onBehalfOf',
                headers ->> 'effectiveOn', headers ->> 'schemaVersion',
                correlation_id, causation_id, user_name)
            from ledger.mt_events where version = 2
            """));
        Assert.Equal(receipt.Events[0].RecordedAt.UtcDateTime,
            await node.QueryAsync<DateTime>(
                "select timestamp from ledger.mt_events where version = 2"));
    }

    [Fact]
    public async Task A_personal_text_lies_beside_the_journal_and_not_in_it()
    {
        await using var db = await TestCluster.CreateLedgerAsync();
        await using var node = await JournalNode.StartAsync(db.ConnectionString);
        await node.OpenAsync(Orders.Capital);
        await node.Record(Orders.Capital, new Core.Feedback.ReceiveFeedback(
            Key.Parse("f"), SealedText.Seal("The water was brown.", new byte[16])));
        Assert.Equal("The water was brown.", await node.QueryAsync<string>(
            "select text from ledger.sealed_text"));
        Assert.Equal(0, await node.QueryAsync<long>(
            "select count(*) from ledger.mt_events e where e::text like '%brown%'"));
    }

    [Fact]
    public async Task History_cannot_be_changed_by_the_owner_of_the_database()
    {
        await using var db = await TestCluster.CreateLedgerAsync();
        await using var node = await JournalNode.StartAsync(db.ConnectionString);
        await node.OpenAsync(Orders.Capital);
        foreach (var sql in (string[])["update ledger.mt_events set user_name = 'x'",
            "delete from ledger.mt_events",
            "truncate ledger.mt_events cascade", "delete from ledger.mt_streams",
                "truncate ledger.mt_streams cascade",
            "set session_replication_role = replica; delete from ledger.mt_events"])
            Assert.Contains("append-only", (await Assert.ThrowsAsync<PostgresException>(
                () => node.ExecuteAsync(sql))).MessageText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_receipt_the_next_read_on_the_same_node_shows_the_event()
    {
        await using var db = await TestCluster.CreateLedgerAsync();
        await using var node = await JournalNode.StartAsync(db.ConnectionString);
        await node.OpenAsync(Orders.Capital);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async writer =>
        {
            for (var i = 0; i < 50; i++)
            {
                var receipt = await node.Record(Orders.Capital,
                    Orders.Department($"d{writer}-{i}"));
                var head = await node.Keeper.HeadAsync(Orders.Capital, default);
                Assert.InRange(head!.Position, receipt.Events[^1].Position, long.MaxValue);
            }
        }));
    }

    [Fact]
    public async Task Another_nodes_event_is_seen_within_a_tenth_of_a_second()
    {
        await using var db = await TestCluster.CreateLedgerAsync();
        await using var one = await JournalNode.StartAsync(db.ConnectionString);
        await using var two = JournalNode.Restarted(db.ConnectionString);
        await one.OpenAsync(Orders.Capital);
        for (var i = 0; i < 10; i++)
        {
            await two.Keeper.HeadAsync(Orders.Capital, default);
            var receipt = await one.Record(Orders.Capital, Orders.Department($"d{i}"));
            await Task.Delay(110, TestContext.Current.CancellationToken); // the promise under test
            Assert.Equal(receipt.Events[0].Position,
                (await two.Keeper.HeadAsync(Orders.Capital, default))!.Position);
        }
    }
}
