using System.Globalization;
using System.Text.RegularExpressions;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Optimisation;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Imports;
using PortfolioLedger.Optimisation;

namespace PortfolioLedger.Tests.Demo;

/// <summary>The pages that show numbers of the demo show those of this edition.</summary>
public sealed partial class DemoPagesTests
{
    private static readonly Lazy<Rehearsal> Story = new(ToldStory.Rehearsed);

    [Fact]
    public void The_start_page_shows_how_many_events_the_demo_has()
    {
        Assert.Contains($"Portfolios          demo ({Story.Value.Entries.Count} events)",
            Page("README.md"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_of_what_if_leaves_out_the_scores_that_lifted_the_mains()
    {
        var mains = Story.Value.Entries.Where(e => e.Fact is CriterionScored scored
            && scored.Initiative.Value == "east-mains" && scored.Grounds.Evidence is not null)
            .Select(e => e.Position).ToArray();
        var page = Page("docs/what-if.md");

        Assert.Equal(2, mains.Length);
        Assert.Equal(2, Without().Count(page));
        Assert.All(Without().Matches(page), m =>
            Assert.Equal(string.Join(',', mains), m.Groups[1].Value)
        );
        Assert.Contains(
            $"at position {Story.Value.Entries.Count} on",
            page,
            StringComparison.Ordinal
        );
        var shown = Ranking
            .Compute(Story.Value.Book)
            .Items.Take(4)
            .Select(i => FormattableString.Invariant($"  {i.Name, -27}{i.Rank, 7}"))
            .ToArray();
        Assert.All(shown, line => Assert.Contains(line, page, StringComparison.Ordinal));
    }

    [Fact]
    public void The_page_of_hindsight_shows_what_the_demo_expected_and_what_predicted_it()
    {
        var back = HindsightAnalysis.Compute(Story.Value.Book);
        var errors = back.Forecasts.Where(f => f.By == "all").Select(f =>
            $"| {f.Measure} | {f.N} | {Shown(f.Wmape)} | {Shown(f.Bias)} |");
        var criteria = back.Criteria.Select(c =>
            $"| {c.Criterion.Split(' ')[0]} | {c.N} | {Shown(c.Spearman)} | {Shown(c.KendallTauB)} "
                + "|"
        );

        Assert.Equal(errors.Concat(criteria), Page("docs/hindsight.md").Split('\n')
            .Where(l => l.Count(c => c == '|') == 5 && l.Any(char.IsDigit)));
    }

    [Fact]
    public async Task The_page_of_the_best_set_shows_the_one_of_the_demo_and_what_rank_order_gives()
    {
        var page = Page("docs/optimisation.md");
        var budget = decimal.Parse(
            Budget().Match(page).Groups[1].Value,
            CultureInfo.InvariantCulture
        );
        var question = new FundingQuestion(
            FundingObjective.Score,
            new(budget, default),
            DropActive: page.Contains("--drop-active\n", StringComparison.Ordinal)
        );
        var (choice, _) = FundingChoice.Prepare(Story.Value.Book, question);
        var inOrder = choice!.Problem.InOrder(choice.Order);

        var best = (
            await FundingSolver.SolveAsync(
                choice.Problem,
                inOrder,
                TimeSpan.FromSeconds(30),
                _ => { },
                TestContext.Current.CancellationToken
            )
        ).Found!;

        Assert.True(best.IsProved);
        var (worth, ordered) = (
            choice.Problem.ValueOf(best.Chosen),
            choice.Problem.ValueOf(inOrder)
        );
        Assert.Equal(
            choice
                .Problem.Candidates.Where(c => best.Chosen.Contains(c.Initiative))
                .Select(c => Line(c.Name, c.Value, c.Cost))
                .Append(Line("total", worth, choice.Problem.Limits[0].SumOf(best.Chosen))),
            page.Split("chosen  ")[1].Split('\n').Skip(2).TakeWhile(l => l != "…")
        );
        Assert.Contains(
            string.Create(
                CultureInfo.InvariantCulture,
                $"In rank order: {ordered:0.######} ({string.Join(", ", inOrder)}); "
                    + $"the best set is worth {worth - ordered:0.######} more."
            ),
            page,
            StringComparison.Ordinal
        );
    }

    private static string Line(string name, decimal? value, decimal? cost) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"  {name, -26}{value, 12:0.######}{cost, 10:0.######}"
        );

    private static string Shown(decimal? value) =>
        value!.Value.ToString("0.####", CultureInfo.InvariantCulture).Replace('-', '−');

    private static string Page(string path) => File.ReadAllText(RepositoryFolder.PathOf(path));

    [GeneratedRegex(@"--budget (\d+)")]
    private static partial Regex Budget();

    [GeneratedRegex(@"(?:--without |""without"":\[)(\d+,\d+)")]
    private static partial Regex Without();
}
