using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Feedback;
using PortfolioLedger.Core.Governance;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Outcomes;
using PortfolioLedger.Core.Stakeholders;
using PortfolioLedger.Core.Strategy;
using PortfolioLedger.Core.ValueStreams;
using PortfolioLedger.Core.Views;

namespace PortfolioLedger.Tests.Demo;

/// <summary>
/// The scorecard of the demo, number by number, counted from the events alone: no book, no view and
/// no formula of the product is used to find what a number must be.
/// </summary>
public sealed class ToldScorecardTests
{
    private static readonly DateOnly End = new(2025, 12, 31);

    private static readonly Lazy<(
        Book Book,
        PmoScorecard Card,
        PmoProcess Process,
        Told Told
    )> Demo = new(() =>
    {
        var rehearsal = ToldStory.Rehearsed();
        return (
            rehearsal.Book,
            PmoScorecard.Compute(rehearsal.Book),
            PmoProcess.Compute(rehearsal.Book),
            new(rehearsal.Entries)
        );
    });

    private static Told Events => Demo.Value.Told;

    public static TheoryData<string, string> Numbers =>
        [.. Demo.Value.Card.Items.Select(n => (n.Panel, n.Metric))];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_number_of_the_scorecard_is_explained_by_the_events(string panel, string metric)
    {
        var number = Demo.Value.Card.Items.Single(n => n.Panel == panel && n.Metric == metric);

        var (part, whole) = Counted(panel, metric);

        Assert.Equal(
            (Rounded(part), Rounded(whole)),
            (Rounded(number.Numerator), Rounded(number.Denominator))
        );
        Assert.Equal(
            Rounded((number.Unit == "points" ? 100 : 1) * part / whole),
            Rounded(number.Value)
        );
    }

    /// <summary>Whoever is missing is named, and nobody else.</summary>
    [Fact]
    public void The_departments_initiatives_and_outcomes_that_are_missing_are_named()
    {
        string[] Named(string metric) => [.. Demo.Value.Card.Items
            .Single(n => n.Metric == metric).Missing!.Value.Select(m => m.ToString())];
        string[] All(string kind, IEnumerable<Key> keys) =>
            [.. keys.Select(k => $"{kind}/{k}").Order(StringComparer.Ordinal)];

        Assert.Equal(All("department", Teams.Where(d => !IsInformed(d))), Named("teams-informed"));
        Assert.Equal(All("initiative", Events.Active.Where(i => !IsMeasured(i))),
            Named("initiatives-measured"));
        Assert.Equal(All("outcome", Events.Outcomes.Where(o => !Events.Facts
            .OfType<OutcomeMeasured>().Any(m => m.Outcome == o))), Named("outcomes-measured"));
        Assert.Equal(
            All("outcome", Events.Outcomes.Where(o => Events.Target(o) is not null && !Reached(o))),
            Named("targets-met")
        );
    }

    [Fact]
    public void The_process_is_counted_from_the_events()
    {
        var (figures, facts) = (Demo.Value.Process.Overall, Events.Facts);
        var grounded = facts.OfType<IGrounded>().ToArray();

        Assert.Equal(grounded.Length, figures.Decisions);
        Assert.Equal(grounded.Count(f => f.Grounds.Evidence?.Length > 0), figures.WithEvidence);
        Assert.Equal(
            facts.OfType<DecisionSuperseded>().Count() + facts.OfType<InitiativeReopened>().Count(),
            figures.Reversals
        );
        Assert.Equal(
            facts.OfType<FinancialCaseRebaselined>().Count()
                + facts
                    .OfType<ScheduleBaselined>()
                    .GroupBy(f => f.Initiative)
                    .Sum(g => g.Count() - 1),
            figures.Rebaselines
        );
        Assert.Equal(
            Events.Of<InitiativeCompleted, Key>(f => f.Initiative)
                + Events.Of<InitiativeKilled, Key>(f => f.Initiative),
            figures.Ended
        );
        Assert.Equal(60_000, figures.Cost);
        Assert.Equal(13m / 18, figures.Satisfaction);
    }

    [Theory]
    [InlineData("sales-growth", .0652, null)]
    [InlineData("new-lead-growth", .0476, null)]
    [InlineData("cost-of-acquisition", 200, 220d)]
    [InlineData("nps", 7.7778, -8.8235)]
    public void The_market_figures_of_the_demo_are_those_of_its_story(
        string metric, double value, double? previous)
    {
        var figure = MarketPositioning
            .Compute(Demo.Value.Book)
            .Items.Single(f => f.Metric == metric);

        Assert.Equal((decimal)value, Math.Round(figure.Value!.Value, 4));
        if (previous is { } before)
            Assert.Equal((decimal)before, Math.Round(figure.Previous!.Value, 4));
    }

    [Fact]
    public void The_demo_has_no_number_that_is_unknown() =>
        Assert.All(Demo.Value.Card.Items, n => Assert.True(n.Value is not null, n.Metric));

    private static (decimal Part, decimal Whole) Counted(string panel, string metric) =>
        metric switch
        {
            "importance-assessed" => (
                Events.Of<ImportanceAssessed, Key>(f => f.ValueStream),
                Streams
            ),
            "resources-stated" => (Events.Of<ResourcesStated, Key>(f => f.ValueStream), Streams),
            "priority-known" or "importance-and-resources-stated" => (
                Events
                    .Facts.OfType<ImportanceAssessed>()
                    .Select(f => f.ValueStream)
                    .Intersect(Events.Facts.OfType<ResourcesStated>().Select(f => f.ValueStream))
                    .Count(),
                Streams
            ),
            "alignment" => (Events.Open.Sum(i => Events.Budget(i) * Aligned(i)), Budgets),
            "strategic-fit" => (Fitting(), Budgets),
            "money-with-objective" => (
                Events.Open.Where(i => Events.Claims(i).Any()).Sum(Events.Budget),
                Budgets
            ),
            "objectives-funded" => (
                Events.Weights.Keys.Count(o => Money(o) > 0),
                Events.Weights.Count
            ),
            "feedback-linked" => (
                Events.Voices.Count(v => v.Any(Events.IsLinked)),
                Events.Voices.Length
            ),
            "feedback-answered" => (
                Events.Voices.Count(v => v.Any(Events.IsAnswered)),
                Events.Voices.Length
            ),
            "segments-served" => (
                Segments(v => Events.LinksOf(v).Any(i => !Events.Stopped(i))),
                Segments(_ => true)
            ),
            "decisions-citing-feedback" => (
                Events.Decided.Count(f =>
                    f.Grounds.Evidence is { } evidence
                    && evidence.Any(e => e.Kind == EvidenceKind.Feedback)
                ),
                Events.Decided.Length
            ),
            "cross-department-initiatives" => (
                Events.Open.Count(Events.IsShared),
                Events.Open.Length
            ),
            "cross-department-money" => (
                Events.Open.Where(Events.IsShared).Sum(Events.Budget),
                Budgets
            ),
            "targets-met" => (
                Events.Outcomes.Count(Reached),
                Events.Outcomes.Count(o => Events.Target(o) is not null)
            ),
            "delivered-with-outcome" => (
                Events.Delivered.Count(i =>
                    Events
                        .Facts.OfType<OutcomeLinked>()
                        .Any(l => l.To.Kind == SubjectKind.Initiative && l.To.Key == i)
                ),
                Events.Delivered.Length
            ),
            "benefits-realised-to-date" => (
                Events.Facts.OfType<BenefitRealised>().Sum(b => Signed(b.Kind, b.Amount)),
                Events
                    .Facts.OfType<BenefitPlanned>()
                    .Where(b => b.Period.StartsWith("2025", StringComparison.Ordinal))
                    .GroupBy(b => (b.Outcome, b.Initiative, b.Period, b.Kind, b.Class))
                    .Sum(g => Signed(g.Last().Kind, g.Last().Amount))
            ),
            "objectives-approved" => (
                Events.Objectives.Count(),
                Events
                    .Facts.OfType<ObjectiveProposed>()
                    .Select(f => f.Objective)
                    .Except(Events.Facts.OfType<ObjectiveRetired>().Select(f => f.Objective))
                    .Count()
            ),
            "objectives-acknowledged" => (Events.Acknowledged, Events.Objectives.Count()),
            "needs-named" => (
                Events.Facts.OfType<FeedbackClassified>().Count(f => f.Need is not null),
                Events.Of<FeedbackReceived, Key>(f => f.Feedback)
            ),
            "teams-informed" => (Teams.Count(IsInformed), Teams.Length),
            "initiatives-measured" => (Events.Active.Count(IsMeasured), Events.Active.Length),
            "outcomes-measured" => (
                Events.Outcomes.Count(o =>
                    Events.Facts.OfType<OutcomeMeasured>().Any(m => m.Outcome == o)
                ),
                Events.Outcomes.Count()
            ),
            _ => throw new ArgumentOutOfRangeException(
                nameof(metric),
                $"{panel}: {metric} is not counted here"
            ),
        };

    /// <summary>Departments that lead active initiatives or give people to them.</summary>
    private static Key[] Teams => [.. Events.Active.SelectMany(Events.DepartmentsOf).Distinct()];

    /// <summary>Somebody of it was told of late, and read all that its work is for.</summary>
    private static bool IsInformed(Key department)
    {
        var people = Events
            .Facts.OfType<StakeholderRegistered>()
            .Where(s => s.Department == department)
            .Select(s => s.Stakeholder)
            .ToArray();
        return Events
                .Facts.OfType<CommunicationRecorded>()
                .Any(c => c.On >= End.AddDays(-90) && c.Audience.Any(people.Contains))
            && Events
                .Active.Where(i => Events.DepartmentsOf(i).Contains(department))
                .SelectMany(i => Events.Claims(i).Select(c => c.Objective))
                .All(o => people.Any(who => Events.HasRead(who, o)));
    }

    /// <summary>An outcome of it, or of something it delivers, was measured.</summary>
    private static bool IsMeasured(Key initiative) =>
        Events.Outcomes.Any(o =>
            Events.Facts.OfType<OutcomeMeasured>().Any(m => m.Outcome == o)
            && Events
                .Facts.OfType<OutcomeLinked>()
                .Any(l => l.Outcome == o && l.To.Kind == SubjectKind.Initiative
                    && l.To.Key == initiative)
        );

    private static decimal Streams => Events.Streams.Count();

    private static decimal Budgets => Events.Open.Sum(Events.Budget);

    private static decimal Aligned(Key initiative) =>
        Events.Claims(initiative).Sum(c => Events.Weights[c.Objective] * c.Effect / 9);

    private static decimal Money(Key objective) =>
        Events.Open.Sum(i =>
            Events.Claims(i).ToArray() is { Length: > 0 } all
                ? Events.Budget(i)
                    * all.Where(c => c.Objective == objective).Sum(c => c.Effect)
                    / all.Sum(c => c.Effect)
                : 0
        );

    private static decimal Fitting() => Budgets - ((Events.Weights.Sum(
        w => Math.Abs((w.Value * Budgets) - Money(w.Key))) + Budgets
        - Events.Open.Where(i => Events.Claims(i).Any()).Sum(Events.Budget)) / 2);

    private static int Segments(Func<FeedbackReceived, bool> which) =>
        Events
            .Facts.OfType<FeedbackReceived>()
            .Where(which)
            .Select(Events.SegmentOf)
            .Distinct()
            .Count(s => s is not null);

    private static bool Reached(Key outcome)
    {
        if (Events.Target(outcome) is not var (least, most))
            return false;
        var last = Events.Facts.OfType<OutcomeMeasured>().Last(m => m.Outcome == outcome).Value;
        return least is { } min ? last >= min : last <= most;
    }

    private static decimal Signed(BenefitKind kind, Money amount) =>
        kind == BenefitKind.Disbenefit ? -amount.Amount : amount.Amount;

    private static decimal? Rounded(decimal? value) =>
        value is { } known ? Math.Round(known, 12) : null;
}
