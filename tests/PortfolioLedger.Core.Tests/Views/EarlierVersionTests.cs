using System.Text.Json;
using PortfolioLedger.Core.Departments;
using PortfolioLedger.Core.Explanation;
using PortfolioLedger.Core.Governance;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Outcomes;
using PortfolioLedger.Core.Tests.Books;
using PortfolioLedger.Core.Tests.Explanation;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Core.Views.Earlier;
using PortfolioLedger.Core.Tests.AuditLog;

namespace PortfolioLedger.Core.Tests.Views;

/// <summary>
/// What was digested by an earlier version of a view is computed again, digit by digit. The golden
/// file was written by the code in which those versions were the newest; its lines change only when
/// the fold reads another figure from the journal, as budgets of fold version 13 (ADR 0034).
/// </summary>
public sealed class EarlierVersionTests
{
    private static readonly Book Whole = Book.Empty(History.Portfolio).Post(GoldenJournal.Entries);

    private static readonly Key Intake = Key.Parse("intake"), Water = Key.Parse("water"),
        Roads = Key.Parse("roads");

    /// <summary>What tells the versions apart and is not in the golden journal.</summary>
    private static readonly Entry[] More = [.. new IFact[]
    {
        new CapacitySet("2026", Water, "engineer", 12.5m),
        new CapacitySet("2026-q3", Roads, "planner", 3),
        new InitiativeReopened(Intake, Sample.Why),
        new ResourceAllocated(Intake, Water, "engineer", 14,
            Sample.Day("2026-03-01"), Sample.Day("2026-10-31")),
        new ResourceAllocated(Intake, Roads, "surveyor", 2, Sample.Day("2026-05-01"), null),
        new BudgetChanged(Intake, "2026", new(-1, Sample.Dollar), new(639999, Sample.Dollar),
            Sample.Why),
        new PriorityShifted(Intake, 1, 3, Sample.Why),
        new DepartmentMerged(Roads, Water),
    }.Select((fact, i) => Last(68 + i, fact))];

    private static readonly Book WithPeople = Whole.Post(More[..2]), Later = Whole.Post(More);

    /// <summary>And with people of a stated role on days for which nothing is stated.</summary>
    private static readonly Book Beyond = Later.Post([Last(76, new ResourceAllocated(
        Intake, Water, "planner", 2, Sample.Day("2026-05-01"), Sample.Day("2026-08-31")))]);

    private static readonly DateOnly Split = Sample.Day("2026-02-11");

    [Fact]
    public void Views_have_the_digests_and_fields_they_had_when_their_version_was_the_newest()
    {
        (string Digest, string Json)[] now =
        [
            Said("departments", RegisteredListV1.From(RegisteredList.Departments(Whole))),
            Said("customer-segments", RegisteredListV1.From(RegisteredList.Segments(Whole))),
            Said(OutcomesVersusOutputs.ViewName,
                OutcomesVersusOutputsV1.From(OutcomesVersusOutputs.Compute(Whole))),
            Said(OutcomeList.ViewName, OutcomeListV1.From(OutcomeList.Compute(Whole))),
            .. Whole.Outcomes.All.Keys.Select(key => Said(
                OutcomeDetail.ViewName, OutcomeDetailV1.From(OutcomeDetail.Compute(Whole, key)!))),
            .. Whole.Initiatives.All.Keys.Select(key => Said(
                InitiativeDetail.ViewName, InitiativeDetailV1.Compute(Whole, key)!)),
            Said(Deliverables.ViewName, DeliverablesV1.Compute(Whole)),
            Said(FeedbackList.ViewName, FeedbackListV1.From(FeedbackList.Compute(Whole))),
            Said(
                Capacities.ViewName,
                CapacitiesV1.From(Capacities.Compute(WithPeople)),
                WithPeople
            ),
            Said(ObjectiveList.ViewName, ObjectiveListV1.From(ObjectiveList.Compute(Whole))),
            Said(PmoProcess.ViewName, ProcessV1.Compute(Whole)),
            Said(PmoScorecard.ViewName, ScorecardV1.Compute(Whole)),
            Said(Listening.ViewName, ListeningV1.Compute(Whole)),
            Said(Listening.ViewName, ListeningV2.From(Listening.Compute(Whole)), version: 2),
            Said(PmoProcess.ViewName, ProcessV1.Compute(Later, null, Split), Later),
            Said(Timeline.ViewName,
                Timeline.Compute(Whole, GoldenJournal.Entries.Select(e => e.Posting),
                    wording: Wording.Former)),
            Said(Timeline.ViewName, OfWater([AboutWater]), Later),
            Said(Capacities.ViewName, CapacitiesV2.From(Capacities.Compute(Later)), Later, 2),
            Said(
                Capacities.ViewName,
                CapacitiesV2.From(Capacities.Compute(Later, "2026-q3")),
                Later,
                2
            ),
            Said(Capacities.ViewName, CapacitiesV3.From(Capacities.Compute(Beyond)), Beyond, 3),
            Said(
                Capacities.ViewName,
                CapacitiesV3.From(Capacities.Compute(Beyond, "2026-q3")),
                Beyond,
                3
            ),
            Said(InitiativeList.ViewName,
                InitiativeListV1.From(InitiativeList.Compute(Later)), Later),
            .. Later.Initiatives.All.Keys.Select(key => Said(InitiativeDetail.ViewName,
                InitiativeDetailV2.From(InitiativeDetail.Compute(Later, key))!, Later, 2)),
            Said(Financials.ViewName, FinancialsV1.From(Financials.Compute(Later)), Later),
            Said(Overview.ViewName, OverviewV1.Compute(Later), Later),
            Said(Ranking.ViewName, RankingV1.Compute(Later), Later),
            Said(Timeline.ViewName, OfWater(Later.LineageOf(AboutWater)), Later, 2),
            Said(Timeline.ViewName,
                Timeline.Compute(
                    Later, Everything.Select(e => e.Posting), wording: Wording.Former), Later, 2),
            Said(Changes.ViewName, Changes.Compute(Book.Empty(History.Portfolio), Later,
                [.. Everything.Select(e => e.Posting)], wording: Wording.Former), Later),
            Said(StateComparison.ViewName, Compared(), Later),
            .. Later.Governance.All.Keys.Select(key => Said(DecisionDetail.ViewName,
                DecisionDetailV1.From(DecisionDetail.Compute(
                    Later, key, Whole, Whole, Citing(key), wording: Wording.Former)!), Later)),
            .. Explained.Select(walk => Said(
                RankingExplanation.ViewName, walk.ExplainedByVersion1(), walk.Book)),
            .. Explained.Select(walk => Said(
                RankingExplanation.ViewName, walk.ExplainedByVersion2(), walk.Book, 2)),
        ];
        var lines = File.ReadAllLines(
            Path.Combine(AppContext.BaseDirectory, "Views", "earlier-views.golden.txt"));

        Assert.Equal(lines, now.SelectMany(n => (string[])[n.Digest, n.Json]));
    }

    [Fact]
    public void The_journal_beyond_the_golden_one_holds_what_tells_the_versions_apart()
    {
        Assert.Equal(1, ProcessV1.Compute(Later).Overall.Reversals);
        Assert.Equal(3, PmoProcess.Compute(Later).Overall.Reversals);
        Assert.Equal("surveyor", Capacities.Compute(Later).Unstated.Single().Role);
        Assert.Equal("planner", Capacities.Compute(Beyond).Outside.Single().Role);
        Assert.Equal([72, 69, 4], OfWater(Later.LineageOf(AboutWater)).Items
            .Select(i => i.Position).Except(OfWater([AboutWater]).Items.Select(i => i.Position)));
    }

    [Fact]
    public void A_deliverable_of_version_1_has_the_priority_of_its_whole_initiative()
    {
        var book = Given.AnInitiative(Stage.Active).With(
            new ClaimContribution(Sample.Croton, Sample.Growth, Strength.Strong, Sample.Why),
            new PlanOutput(Sample.Croton, Key.Parse("dam"), Sample.Day("2026-06-30"),
                ShareOfInitiative: new(.25m))).Book;

        Assert.Equal(DeliverablesV1.Compute(book).Items.Single().StrategicPriority * .25m,
            Deliverables.Compute(book).Items.Single().StrategicPriority);
    }

    private static IEnumerable<Entry> Everything => GoldenJournal.Entries.Concat(More);

    /// <summary>
    /// Moved by scores and a model; the worked example of explanations, and ends of the ranking.
    /// </summary>
    private static IEnumerable<RankWalk> Explained
    {
        get
        {
            var worked = RankingExampleTests.Worked();
            foreach (var initiative in (string[])["p1", "p2", "p3"])
                yield return Walks.Walk(worked.Entries, Key.Parse(initiative),
                    worked.AsOfPosition(100), 103, null);
        }
    }

    private static StateComparison Compared()
    {
        var before = Book.Empty(History.Portfolio).Post(GoldenJournal.Entries.Take(25));
        var differences = StateDifference.Between(before, Later);
        return StateComparison.Compute(before, Later, differences,
            [.. differences.Select(d =>
                Everything.FirstOrDefault(e => e.Position == d.Position))], Wording.Former);
    }

    private static IEnumerable<Entry> Citing(Key decision) => Everything.Where(e =>
        e.Fact is IGrounded { Grounds.Decision: { } key } && key == decision);

    private static Entry Last(long position, IFact fact) => GoldenJournal.Entries.Last() with
    {
        Position = position, EffectiveOn = Whole.Day, Fact = fact,
    };

    private static Subject AboutWater => new(SubjectKind.Department, Water);

    private static Timeline OfWater(ImmutableArray<Subject> about) =>
        Timeline.Compute(
            Later,
            GoldenJournal.Entries.Concat(More).Select(e => e.Posting),
            new(About: about),
            Wording.Former
        );

    private static (string Digest, string Json) Said<T>(
        string name, T view, Book? book = null, int version = 1) =>
        (ViewDigest.Of(name, version, view, book ?? Whole),
            JsonSerializer.Serialize(view, ViewJson.Options));
}
