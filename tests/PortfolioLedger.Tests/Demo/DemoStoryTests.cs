using PortfolioLedger.Core;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Portfolios;
using PortfolioLedger.Core.Scoring;
using PortfolioLedger.Core.Strategy;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Demo;
using PortfolioLedger.Imports;
using PortfolioLedger.Tests.Http.Commands;

namespace PortfolioLedger.Tests.Demo;

/// <summary>The invented history itself, decided in memory.</summary>
public sealed class DemoStoryTests
{
    private static readonly Key Portfolio = Key.Parse("demo");

    [Fact]
    public void Every_moment_of_the_story_is_accepted()
    {
        var told = Told();

        Assert.InRange(told.Entries.Count, 850, 1_000);
        Assert.Equal(DemoStory.Start, Day(told.Entries[0].KnownAt));
        Assert.Equal(DemoStory.End, Day(told.Entries[^1].KnownAt));
    }

    [Fact]
    public void The_story_is_labelled_as_invented_and_opened_by_the_demo()
    {
        var first = Told().Entries[0];

        Assert.Contains("invented", Assert.IsType<PortfolioOpened>(first.Fact).Name);
        Assert.Equal("import:demo", first.Actor.Id);
    }

    [Fact]
    public void Told_twice_the_story_has_the_same_books_to_the_last_digit()
    {
        Assert.Equal(BookDigest.Compute(Told().Book), BookDigest.Compute(Told().Book));
    }

    [Fact]
    public void Moments_are_told_in_the_order_of_time()
    {
        var moments = DemoStory.Tell(Portfolio);

        Assert.Equal(moments.Select(m => m.At), moments.Select(m => m.At).Order());
    }

    [Fact]
    public void People_act_under_ids_of_their_own_and_only_the_opening_is_the_imports()
    {
        var actors = Told().Entries.Skip(1).Select(e => e.Actor.Id).Distinct().ToArray();

        Assert.Contains("board", actors);
        Assert.Contains("pmo-1", actors);
        Assert.Contains("treatment", actors);
        Assert.DoesNotContain("import:demo", actors);
    }

    [Fact]
    public void The_board_publishes_five_rankings_each_with_every_initiative_scored()
    {
        var told = Told();
        var published = told.Entries.Select(e => e.Fact).OfType<RankingPublished>().ToArray();

        Assert.Equal(["board-2024-09", "board-2024-12", "board-2025-04", "board-2025-07",
            "board-2025-11"], published.Select(p => p.Ranking.Value));
        Assert.All(published, p => Assert.True(p.Ordered.Length >= 7));
        Assert.All(published, p => Assert.NotNull(p.CutLine));
    }

    [Fact]
    public void The_wave_of_complaints_lifts_the_mains_to_the_top()
    {
        int Rank(string ranking) => Told().Entries.Select(e => e.Fact).OfType<RankingPublished>()
            .Single(p => p.Ranking.Value == ranking).Ordered
            .Single(o => o.Initiative.Value == "east-mains").Rank;

        Assert.True(Rank("board-2024-12") >= 6);
        Assert.True(Rank("board-2025-04") <= 2);
    }

    [Fact]
    public void The_decision_that_lifts_the_mains_cites_the_complaints()
    {
        var shift = Told().Entries.Select(e => e.Fact).OfType<PriorityShifted>()
            .Single(p => p.Initiative.Value == "east-mains" && p.To == 1);

        Assert.Equal(8, shift.Grounds.Evidence!.Value.Length);
        Assert.All(shift.Grounds.Evidence.Value,
            e => Assert.Equal(EvidenceKind.Feedback, e.Kind));
    }

    [Fact]
    public void One_delivered_initiative_has_no_outcome_and_one_is_killed()
    {
        var book = Told().Book;
        var compared = OutcomesVersusOutputs.Compute(book);

        Assert.Contains(Key.Parse("customer-app"), compared.DeliveredWithoutOutcome);
        Assert.Equal(Stage.Completed, book.Initiatives.Find(Key.Parse("customer-app"))!
            .StageOn(book.Day));
        Assert.Equal(Stage.Killed, book.Initiatives.Find(Key.Parse("smart-kiosks"))!
            .StageOn(book.Day));
    }

    [Fact]
    public void The_new_board_weighs_the_objectives_from_the_first_of_March_on()
    {
        var reweighted = Told().Entries.Where(e => e.Fact is ObjectivesReweighted).ToArray();

        Assert.Equal(4, reweighted.Length);
        Assert.Equal(new(2025, 2, 11), Day(reweighted[1].KnownAt));
        Assert.Equal(new(2025, 3, 1), reweighted[1].EffectiveOn);
    }

    [Fact]
    public void Every_area_of_the_domain_has_its_place_in_the_story()
    {
        var told = Told().Entries.Select(e => Catalogue.KindOf(e.Fact).Name).ToHashSet();

        Assert.Superset(
            new HashSet<string>([
                "decision-tabled",
                "vote-cast",
                "decision-taken",
                "condition-met",
                "decision-superseded",
                "decision-reviewed",
                "delegation-set",
                "review-cycle-opened",
                "review-cycle-closed",
                "capacity-set",
                "resource-allocated",
                "resource-released",
                "effort-recorded",
                "dependency-declared",
                "dependency-removed",
                "assurance-rated",
                "benefit-planned",
                "benefit-realised",
                "survey-round-recorded",
                "feedback-merged",
                "feedback-unlinked",
                "output-planned",
                "stakeholder-registered",
                "communication-recorded",
                "strategy-acknowledged",
                "department-merged",
                "financial-case-rebaselined",
                "gate-exempted",
                "initiative-closed",
                "report-defined",
                "dashboard-defined",
            ]),
            told
        );
    }

    [Fact]
    public void The_board_compares_the_objectives_in_pairs_once_and_consistently()
    {
        var compared = Assert.Single(
            Told().Entries.Select(e => e.Fact).OfType<ObjectivesReweighted>(),
            f => f.Method == WeightingMethod.Ahp
        );

        Assert.InRange(compared.ConsistencyRatio!.Value, 0, .1m);
        Assert.Equal(1, compared.Weights.Values.Sum(), 9);
    }

    [Fact]
    public void The_budget_changes_add_up()
    {
        Assert.Empty(Told().Book.Initiatives.Control.Exceptions);
    }

    private static Rehearsal Told() => ToldStory.Rehearsed();

    private static DateOnly Day(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime);
}
