using CsCheck;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Outcomes;
using PortfolioLedger.Core.Scoring;
using PortfolioLedger.Journaling.Writing;
using PortfolioLedger.Projections;
using PortfolioLedger.Querying;
using PortfolioLedger.Tests.Journaling;
using static PortfolioLedger.Tests.Journaling.Orders;

namespace PortfolioLedger.Tests.Projections;

public class EqualBuildsTests
{
    private static readonly DateTimeOffset Start = DateTimeOffset.UtcNow.AddDays(-70);

    /// <summary>
    /// A submission: its commands, days since the one before, and whether a page ends.
    /// </summary>
    private static readonly Gen<(ICommand[] Commands, int Days, bool Page, bool Restart)[]> Told =
        Histories.Submissions.SelectMany(submissions =>
            Gen.Select(Gen.Int[-3, 4], Gen.Bool, Gen.Bool)
                .Array[submissions.Length]
                .Select(how =>
                    submissions
                        .Zip(how, (commands, h) =>
                            (commands, Math.Max(0, h.Item1), h.Item2, h.Item3)
                        )
                        .ToArray()
                )
        );

    [Fact]
    public async Task Live_rebuilt_and_replayed_read_models_are_equal()
    {
        await Told.SampleAsync(async history =>
        {
            await using var db = await TestCluster.CreateLedgerAsync();
            await using var node = await JournalNode.StartAsync(db.ConnectionString);
            var following = new Following(node);
            await WriteAsync(node, following, history);
            var live = await following.EverythingAsync();
            Assert.Contains("\"position\"", live, StringComparison.Ordinal);

            await using var other = JournalNode.Restarted(db.ConnectionString);
            Assert.Equal(2, await new Following(other).Rebuild.RunAsync(null, default));
            Assert.Equal(live, await following.EverythingAsync());
            foreach (var portfolio in (Key[])[Capital, Key.Parse("second")])
                for (var days = -75; days <= 45; days += 3)
                    await HoldsAsync(node, following, portfolio,
                        DateOnly.FromDateTime(DateTime.UtcNow).AddDays(days));
        }, iter: LongRuns.Times(4, 30), threads: 1);
    }

    /// <summary>What the tables say about a day is what the API says as of that day.</summary>
    private static async Task HoldsAsync(
        JournalNode node, Following following, Key portfolio, DateOnly day)
    {
        var position = await node.Keeper.PositionAtAsync(portfolio, AsOf.EndOf(day), default);
        var rows = position == 0 ? BiTable.Nothing
            : BiTable.RowsOf(await node.Keeper.AtAsync(portfolio, position, day, default));
        for (var i = 0; i < rows.Length; i++)
            Assert.Equal(await following.ComputedAsync(rows[i].Rows.Values),
                await following.OnAsync(BiTable.All[i], portfolio, day));
    }

    private static async Task WriteAsync(
        JournalNode node, Following following,
        (ICommand[] Commands, int Days, bool Page, bool Restart)[] history)
    {
        var at = Start;
        var (row, accepted) = (0, 0);
        async Task TellAsync(Key portfolio, params ICommand[] commands)
        {
            var answer = await node.Journal.Submit(new(portfolio, [.. commands],
                new(new Actor("board", Role.Approver, "finance"), Claims: true))
            {
                Claim = new("source", $"row {++row}", at),
            }, default);
            accepted += answer is Answer.Receipt ? 1 : 0;
        }
        foreach (var portfolio in (Key[])[Capital, Key.Parse("second")])
        {
            await TellAsync(portfolio, Open(portfolio));
            await TellAsync(portfolio, new DraftScoringModel(Key.Parse("m"),
                [new Criterion("money", 0, 1000, new(1), Source: CriterionSource.Budget)]));
            await TellAsync(portfolio, new ReleaseScoringModel(Key.Parse("m"), Why));
            await TellAsync(portfolio, new AdoptScoringModel(Key.Parse("m"), Why));
            await TellAsync(portfolio, new DefineOutcome(Key.Parse("due"), "Due"));
            await TellAsync(portfolio, new SetTarget(Key.Parse("due"),
                DateOnly.FromDateTime(DateTime.UtcNow).AddDays(9), Why, Min: 7));
            await TellAsync(portfolio, new SetBaseline(Key.Parse("due"), 1,
                DateOnly.FromDateTime(Start.UtcDateTime), Why));
            await TellAsync(portfolio, new MeasureOutcome(Key.Parse("due"), 3,
                DateOnly.FromDateTime(Start.UtcDateTime)));
        }
        Assert.Equal(16, accepted);
        foreach (var (commands, days, page, restart) in history)
        {
            at = at.AddDays(days) is var next && next < DateTimeOffset.UtcNow ? next : at;
            await TellAsync(row % 3 == 0 ? Key.Parse("second") : Capital, commands);
            if (restart)
                following.Restart();
            if (page)
                await following.PageAsync();
        }
        await following.PageAsync();
    }
}
