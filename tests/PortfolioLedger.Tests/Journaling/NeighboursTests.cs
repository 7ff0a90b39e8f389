using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Departments;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Journaling.Writing;
using static PortfolioLedger.Tests.Journaling.Orders;

namespace PortfolioLedger.Tests.Journaling;

public class NeighboursTests
{
    [Fact]
    public async Task A_decision_that_throws_fails_alone()
    {
        await using var db = await TestCluster.CreateLedgerAsync();
        await using var node = await JournalNode.StartAsync(db.ConnectionString);
        await node.OpenAsync(Capital);
        var answers = await InOneBatchAsync(node, Department("a"), new Throws(), Department("b"));
        Accepted(answers[0]);
        Assert.IsType<DivideByZeroException>(Assert.IsType<Answer.Faulted>(answers[1]).Fault);
        Accepted(answers[2]);
        Assert.Equal(3, (await node.AllAsync(Capital)).Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)] // beside the journal
    public async Task A_text_that_the_database_refuses_fails_alone(bool personal)
    {
        await using var db = await TestCluster.CreateLedgerAsync();
        await using var node = await JournalNode.StartAsync(db.ConnectionString);
        await node.OpenAsync(Capital);
        var answers = await InOneBatchAsync(node,
            Department("a"), personal
                ? new Core.Feedback.ReceiveFeedback(Key.Parse("x"),
                    SealedText.Seal("zero \0", new byte[16]))
                : new RegisterDepartment(Key.Parse("x"), "zero \0"), Department("b"));
        Accepted(answers[0]);
        Assert.IsType<Answer.Faulted>(answers[1]);
        Accepted(answers[2]);
        var all = await node.AllAsync(Capital);
        Assert.Equal(["a", "b"], all.Skip(1).Select(e =>
            ((DepartmentRegistered)e.Entry.Fact).Name).Order());
        Assert.Equal(await node.DigestAsync(Capital),
            BookDigest.Compute(await node.FoldAsync(Capital, 3)));
    }

    [Fact]
    public async Task Commands_of_one_submission_are_recorded_all_or_nothing()
    {
        await using var db = await TestCluster.CreateLedgerAsync();
        await using var node = await JournalNode.StartAsync(db.ConnectionString);
        await node.OpenAsync(Capital);
        var refused = Assert.IsType<Answer.Refused>(
            await node.Submit(Capital, Department("a"), Department("b"), Department("a")));
        Assert.Equal((2, "already-exists"), (refused.CommandIndex, refused.Refusal.Code));
        Assert.Single(await node.AllAsync(Capital));
    }

    [Fact]
    public async Task A_caller_who_leaves_the_queue_leaves_no_trace_and_a_taken_one_is_recorded()
    {
        await using var db = await TestCluster.CreateLedgerAsync();
        await using var node = await JournalNode.StartAsync(db.ConnectionString);
        await node.OpenAsync(Capital);
        await using var held = await HeldRow.TakeAsync(node, Capital);
        using var leave = new CancellationTokenSource();
        Task<Answer> Leaving(string key) =>
            node.Journal.Submit(new(Capital, [Department(key)], Board), leave.Token);
        var taken = Leaving("taken");
        await HeldRow.WaitersAsync(node, 1);
        var queued = Leaving("queued");
        await leave.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => queued);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Leaving("late"));
        Assert.False(taken.IsCompleted);
        await held.LetGoAsync();
        Assert.IsType<Answer.Receipt>(await taken);
        await node.Record(Capital, Department("after"));
        Assert.Equal(["taken", "after"], (await node.AllAsync(Capital)).Skip(1)
            .Select(e => ((DepartmentRegistered)e.Entry.Fact).Name));
    }

    [Fact]
    public async Task A_full_queue_refuses_at_once_and_recovers()
    {
        await using var db = await TestCluster.CreateLedgerAsync();
        await using var node = await JournalNode.StartAsync(db.ConnectionString,
            new() { MaxWaiting = 5 });
        await node.OpenAsync(Capital);
        await using var held = await HeldRow.TakeAsync(node, Capital);
        var taken = node.Submit(Capital, Department("taken"));
        await HeldRow.WaitersAsync(node, 1);
        var waiting = Enumerable.Range(0, 5).Select(i =>
            node.Submit(Capital, Department($"d{i}"))).ToArray();
        Assert.Equal("overloaded",
            Assert.IsType<Answer.Unavailable>(await node.Submit(Capital, Department("x"))).Code);
        await held.LetGoAsync();
        Assert.All(await Task.WhenAll([taken, .. waiting]), a => Assert.IsType<Answer.Receipt>(a));
        await node.Record(Capital, Department("x"));
    }

    [Fact]
    public async Task Nobody_waits_in_the_queue_longer_than_promised()
    {
        await using var db = await TestCluster.CreateLedgerAsync();
        await using var node = await JournalNode.StartAsync(db.ConnectionString,
            new() { MaxWait = TimeSpan.FromMilliseconds(200) });
        await node.OpenAsync(Capital);
        await using var held = await HeldRow.TakeAsync(node, Capital);
        var taken = node.Submit(Capital, Department("taken"));
        await HeldRow.WaitersAsync(node, 1);
        Assert.Equal("overloaded",
            Assert.IsType<Answer.Unavailable>(await node.Submit(Capital,
                Department("queued"))).Code);
        await held.LetGoAsync();
        Assert.IsType<Answer.Receipt>(await taken);
        Assert.Equal(2, (await node.AllAsync(Capital)).Count);
    }

    [Fact]
    public async Task A_portfolio_that_was_never_opened_is_unknown()
    {
        await using var db = await TestCluster.CreateLedgerAsync();
        await using var node = await JournalNode.StartAsync(db.ConnectionString);
        Assert.IsType<Answer.UnknownPortfolio>(await node.Submit(Capital, Department("a")));
        Assert.Null(await node.Keeper.HeadAsync(Capital, default));
        Assert.False(await node.Keeper.ExistsAsync(Capital, default));
    }

    /// <summary>
    /// Submits while the portfolio's row is held, so that one batch takes them together.
    /// </summary>
    private static async Task<Answer[]> InOneBatchAsync(JournalNode node,
        params ICommand[] commands)
    {
        await using var held = await HeldRow.TakeAsync(node, Capital);
        var first = node.Submit(Capital, new Nothing());
        await HeldRow.WaitersAsync(node, 1);
        var answers = commands.Select(c => node.Submit(Capital, c)).ToArray();
        await held.LetGoAsync();
        Assert.IsType<Answer.Refused>(await first);
        return await Task.WhenAll(answers);
    }

    /// <summary>The receipt; a fault instead is shown as it is.</summary>
    private static Answer.Receipt Accepted(Answer answer) =>
        answer is Answer.Faulted { Fault: var fault }
        ? throw new InvalidOperationException("A neighbour failed too.", fault)
        : Assert.IsType<Answer.Receipt>(answer);

    private sealed record Throws : ICommand
    {
        public DateOnly? EffectiveOn => null;

        public Verdict Decide(Book book, Caller caller) => throw new DivideByZeroException();
    }

    private sealed record Nothing : ICommand
    {
        public DateOnly? EffectiveOn => null;

        public Verdict Decide(Book book, Caller caller) =>
            new Refusal("no", "Only takes the turn.");
    }
}
