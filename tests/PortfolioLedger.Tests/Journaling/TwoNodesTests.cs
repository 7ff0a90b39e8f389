using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Journaling.Writing;
using static PortfolioLedger.Tests.Journaling.Orders;

namespace PortfolioLedger.Tests.Journaling;

public class TwoNodesTests
{
    [Fact]
    public async Task Sixty_four_writers_on_two_nodes_never_pass_the_cap()
    {
        await using var db = await TestCluster.CreateLedgerAsync();
        await using var one = await JournalNode.StartAsync(db.ConnectionString);
        await using var two = JournalNode.Restarted(db.ConnectionString);
        await one.OpenWithBudgetAsync(Capital, 1_000);
        var answers = await Task.WhenAll(Enumerable.Range(0, 64).SelectMany(writer =>
            Enumerable.Range(0, 5).Select(_ => (writer % 2 == 0 ? one : two).Submit(Capital,
                Spend(7)))));
        Assert.All(answers, a => Assert.True(a is Answer.Receipt
            or Answer.Refused { Refusal.Code: "over-tolerance" }, a.ToString()));
        Assert.Equal(157, answers.OfType<Answer.Receipt>().Count()); // 157 · 7 ≤ 1,100 < 158 · 7
        var all = await one.AllAsync(Capital);
        Assert.Equal(1_099, all.Select(e => e.Entry.Fact).OfType<SpendRecorded>().Sum(s =>
            s.Amount.Amount));
        Assert.Equal(all.Skip(4).Select(e => e.Entry.Id).Order(),
            answers.OfType<Answer.Receipt>().Select(r => r.Events.Single().Id).Order());
        Assert.Equal(await one.DigestAsync(Capital), await two.DigestAsync(Capital));
    }

    [Fact]
    public async Task The_same_key_fifty_times_over_two_nodes_records_once()
    {
        await using var db = await TestCluster.CreateLedgerAsync();
        await using var one = await JournalNode.StartAsync(db.ConnectionString);
        await using var two = JournalNode.Restarted(db.ConnectionString);
        await one.OpenAsync(Capital);
        ICommand[] commands = [Department("a"), Department("b")];
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(i =>
            (i % 2 == 0 ? one : two).Submit(Capital, "key-1", commands)));
        await using var later = JournalNode.Restarted(db.ConnectionString);
        Assert.Equal(3, (await one.AllAsync(Capital)).Count);
        var first = Assert.IsType<Answer.Receipt>(answers[0]);
        Assert.All([.. answers, await later.Submit(Capital, "key-1", commands)], answer =>
        {
            var receipt = Assert.IsType<Answer.Receipt>(answer);
            Assert.Equal(first.Events.AsEnumerable(), receipt.Events);
            Assert.Equal([1, 1], receipt.Commands);
        });
        Assert.IsType<Answer.KeyReused>(await two.Submit(Capital, "key-1", Department("c")));
    }

    [Fact]
    public async Task A_key_within_one_batch_records_once_and_another_body_is_told()
    {
        await using var db = await TestCluster.CreateLedgerAsync();
        await using var node = await JournalNode.StartAsync(db.ConnectionString);
        await node.OpenAsync(Capital);
        // They wait, and make one batch.
        await using var held = await HeldRow.TakeAsync(node, Capital);
        var twins = Enumerable.Range(0, 5).Select(_ =>
            node.Submit(Capital, "key-1", Department("a"))).ToArray();
        var other = node.Submit(Capital, "key-1", Department("b"));
        await held.LetGoAsync();
        Assert.Single((await Task.WhenAll(twins)).Cast<Answer.Receipt>().Select(r =>
            r.Events[0]).Distinct());
        Assert.IsType<Answer.KeyReused>(await other);
    }

    [Fact]
    public async Task A_refused_submission_is_decided_anew_under_the_same_key()
    {
        await using var db = await TestCluster.CreateLedgerAsync();
        await using var node = await JournalNode.StartAsync(db.ConnectionString);
        await node.OpenAsync(Capital);
        var propose = new ProposeInitiative(Croton, "Croton Falls", InitiativeKind.Project,
            "sponsor", Works);
        Assert.IsType<Answer.Refused>(await node.Submit(Capital, "key-1", propose));
        await node.Record(Capital, Department("works"));
        Assert.IsType<Answer.Receipt>(await node.Submit(Capital, "key-1", propose));
    }

    [Fact]
    public async Task Many_open_the_same_portfolio_and_one_gets_the_receipt()
    {
        await using var db = await TestCluster.CreateLedgerAsync();
        await using var one = await JournalNode.StartAsync(db.ConnectionString);
        await using var two = JournalNode.Restarted(db.ConnectionString);
        for (var round = 0; round < 5; round++)
        {
            var portfolio = Key.Parse($"p{round}");
            var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i =>
                (i % 2 == 0 ? one : two).Submit(portfolio, Open(portfolio))));
            Assert.Single(answers, a => a is Answer.Receipt);
            Assert.Equal(19, answers.Count(a =>
                a is Answer.Refused { Refusal.Code: "already-exists" }));
            Assert.Single(await two.AllAsync(portfolio));
        }
    }

    [Fact]
    public async Task One_key_that_opens_two_portfolios_at_once_opens_one()
    {
        await using var db = await TestCluster.CreateLedgerAsync();
        await using var one = await JournalNode.StartAsync(db.ConnectionString);
        await using var two = JournalNode.Restarted(db.ConnectionString);
        for (var round = 0; round < 5; round++)
        {
            var answers = await Task.WhenAll(((JournalNode[])[one, two]).Select((node, i) =>
            {
                var portfolio = Key.Parse($"p{round}-{i}");
                var submission = Keyed(portfolio, $"key-{round}", Open(portfolio));
                return node.Journal.Submit(submission with
                {
                    Idempotency = submission.Idempotency! with { Path = "/portfolios" },
                }, default);
            }));
            Assert.Single(answers, a => a is Answer.Receipt);
            Assert.Single(answers, a => a is Answer.KeyReused);
        }
    }
}
