using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Explanation;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Scoring;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Tests.Imports;

namespace PortfolioLedger.Tests.Explanation;

/// <summary>
/// New York's capital projects ranked by their approved budget alone: why project 18 rose and fell.
/// </summary>
public sealed class CapitalProjectRankTests
{
    private static readonly Key Project18 = Key.Parse("nyc-18");

    private readonly MemoryLedger _ledger = new(CapitalProjects.Portfolio);

    [Fact]
    public async Task Project_18_rose_by_its_budget_change_of_june_and_fell_by_that_of_november()
    {
        await _ledger.ImportAsync(CapitalProjects.Mapping, RealData.CapitalProjects);

        var rise = Explain("2016-05-01", "2016-07-01");
        var fall = Explain("2016-07-01", "2016-12-01");

        Assert.Equal((64_255_264.52m, 103_885_283m), (rise.FromScore, rise.ToScore));
        Assert.Equal((103_885_283m, 64_285_939.2m), (fall.FromScore, fall.ToScore));
        Assert.True(rise.RankChange < 0, "a larger budget ranks higher");
        Assert.True(fall.RankChange > 0, "a smaller budget ranks lower");
        Assert.Equal(("budget-changed", "2016-06-01", 39_630_018.48m), OwnCause(rise));
        Assert.Equal(("budget-changed", "2016-11-01", -39_599_343.8m), OwnCause(fall));
    }

    [Fact]
    public async Task Those_who_overtook_it_are_named_and_the_sums_are_exact()
    {
        await _ledger.ImportAsync(CapitalProjects.Mapping, RealData.CapitalProjects);
        foreach (
            var explained in new[]
            {
                Explain("2016-05-01", "2016-07-01"),
                Explain("2016-07-01", "2016-12-01"),
            }
        )
        {
            var others = explained.Causes.Where(c => c.Subject.Key != Project18).ToArray();

            Assert.NotEmpty(others);
            Assert.All(others, c => Assert.Equal(0, c.ScoreChange));
            Assert.Equal(explained.ScoreChange, explained.Causes.Sum(c => c.ScoreChange));
            Assert.Equal(explained.RankChange, explained.Causes.Sum(c => c.RankChange));
            Assert.Contains(
                "Imported decisions are claims",
                explained.Summary,
                StringComparison.Ordinal
            );
        }
    }

    private static (string, string, decimal?) OwnCause(RankingExplanation explained)
    {
        var own = Assert.Single(explained.Causes, c => c.Subject.Key == Project18);
        return (own.Type, $"{own.EffectiveOn:O}", own.ScoreChange);
    }

    private RankingExplanation Explain(string from, string to)
    {
        var (first, last) = (DateOnly.Parse(from), DateOnly.Parse(to));
        var model = new ModelVersion(1, Formula.Weighted,
            [new("budget", 0, 100_000_000_000, new Share(1), Source: CriterionSource.Budget)], 1);
        var before = _ledger.Entries.TakeWhile(e => Known(e) <= first).ToArray();
        var book = Book.Empty(CapitalProjects.Portfolio).Post(before).On(first);
        var walk = new RankWalk(Project18, book, [], new(
            Restated: (new(Key.Parse("budget"), first, [model], false), model)));
        foreach (var entry in _ledger.Entries.Skip(before.Length).TakeWhile(e => Known(e) <= last))
            walk.Post(entry.Posting);
        walk.GoTo(last);
        return walk.Explained();
    }

    private static DateOnly Known(Entry entry) => DateOnly.FromDateTime(entry.KnownAt.UtcDateTime);
}
