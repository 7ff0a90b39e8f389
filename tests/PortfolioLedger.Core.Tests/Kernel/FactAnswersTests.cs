using PortfolioLedger.Core.Departments;
using PortfolioLedger.Core.Feedback;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Portfolios;
using PortfolioLedger.Core.Scenarios;
using PortfolioLedger.Core.Scoring;
using PortfolioLedger.Core.Views;
using static PortfolioLedger.Core.Tests.Sample;

namespace PortfolioLedger.Core.Tests.Kernel;

/// <summary>
/// What everything else must know of a fact, it says itself; over the whole catalogue. Most of it
/// is asked by the compiler, the rest here: what fails says what to add.
/// </summary>
public sealed class FactAnswersTests
{
    private static readonly Book Known = Given.AScoringModel()
        .With(WaterSupply, OutageHours, Complaint, Initiative()).Book;

    private static ImmutableArray<IFact> All => [.. FactSamples.Full, .. FactSamples.Sparse];

    public static TheoryData<int> EverySample => [.. Enumerable.Range(0, All.Length)];

    [Theory]
    [MemberData(nameof(EverySample))]
    public void Its_area_says_what_it_changes(int index)
    {
        foreach (var book in (Book[])[Known, Book.Empty(Capital)])
            Assert.Equal(book.Position + 1, book.Post(new Posting(book.Position + 1, book.KnownAt,
                null, book.Day, new("board", Role.Approver), All[index])).Position);
    }

    /// <summary>Carrying out a scenario changes nothing itself: its commands follow.</summary>
    [Fact]
    public void It_belongs_to_one_area() => Assert.All(
        FactSamples.Full.Where(f => f is not ScenarioAdopted), fact => Assert.Single(
            fact.GetType().GetInterfaces(),
            i => i.Name.EndsWith("Fact", StringComparison.Ordinal)
                && i.Namespace == fact.GetType().Namespace));

    [Theory]
    [MemberData(nameof(EverySample))]
    public void It_is_said_again_by_a_command_unless_it_rests_on_nothing_but_what_it_names(
        int index
    )
    {
        var fact = All[index];
        var command = fact.Reconstruct(Start);

        Assert.Equal(fact is ISelfContained, command is null);
        if (fact is IGrounded decision && command is not null)
            Assert.Same(decision.Grounds, Assert.IsAssignableFrom<IDecision>(command).Grounds);
        else if (command is not null)
            Assert.Equal(Start, command.EffectiveOn);
        if (fact is ISelfContained)
            Assert.Null(fact.RestsOnAll());
    }

    [Theory]
    [MemberData(nameof(EverySample))]
    public void It_cites_all_evidence_that_it_names(int index)
    {
        var fact = All[index];
        var named = fact.GetType().GetProperties()
            .Select(p => p.GetValue(fact) switch
            {
                ImmutableArray<EvidenceReference> said => said,
                Revised<ImmutableArray<EvidenceReference>?> revised => revised.To,
                _ => null,
            })
            .Append((fact as IGrounded)?.Grounds.Evidence);

        Assert.Equal(named.SelectMany(e => e ?? []), fact.Cited());
    }

    [Fact]
    public void A_board_is_told_of_it_under_a_topic_or_it_says_that_it_is_not() =>
        Assert.All(FactSamples.Full, fact =>
        {
            Assert.Equal(fact is IUnreported, fact.Topic() is null);
            Assert.Equal(
                fact.Topic()?.Board == BoardTopic.Initiatives, fact.Topic()?.Step is not null);
        });

    [Fact]
    public void Every_topic_has_facts() => Assert.Equal(
        Enum.GetValues<BoardTopic>(),
        FactSamples.Full.Select(f => f.Topic()?.Board).OfType<BoardTopic>().Distinct().Order());

    /// <summary>What was merged into a thing belongs to its history: see Lineage.</summary>
    [Fact]
    public void What_can_be_merged_has_a_lineage() => Assert.Equal(
        [SubjectKind.Department, SubjectKind.CustomerSegment, SubjectKind.Initiative,
            SubjectKind.Feedback],
        FactSamples.Full
            .Where(f => Catalogue.KindOf(f).Name.EndsWith("-merged", StringComparison.Ordinal))
            .Select(f => f.Subjects()[0].Kind).Order());

    [Fact]
    public void Every_kind_of_thing_has_a_name_for_people() =>
        Assert.All(Enum.GetValues<SubjectKind>(), kind =>
            Assert.NotEqual("", Known.NameOf(new(kind, Nobody)))
        );

    [Fact]
    public void Every_kind_of_evidence_is_looked_for() => Assert.All(
        Enum.GetValues<EvidenceKind>(), kind => Assert.Equal(
            kind == EvidenceKind.Document ? null : "unknown-evidence",
            Known.Decide(new ApproveBudget(Croton, "2026", Dollars(1), Why with
            {
                Evidence = [new(kind, "nobody")],
            }), new(new("board", Role.Approver))).Refusal?.Code));

    [Fact]
    public void Every_formula_and_source_of_criteria_gives_a_ranking() => Assert.All(
        from formula in Enum.GetValues<Formula>()
        from source in Enum.GetValues<CriterionSource>()
        select new ModelVersion(1, formula,
            [new("value", 0, 10, Source: source, Weight: Share.Whole)], null),
        version => Assert.Equal(
            1, Listed(new(Restated: (Known.Scoring.Find(Model)!, version)))));

    [Fact]
    public void Every_order_of_a_ranking_has_a_model() => Assert.All(
        Enum.GetValues<RankingOrder>(), by => Assert.Equal(1, Listed(new(By: by))));

    [Fact]
    public void Every_scale_of_surveys_has_bounds() =>
        Assert.All(Enum.GetValues<SurveyScale>(), scale =>
            Assert.True(scale.Bounds().Min < scale.Bounds().Max)
        );

    private static int Listed(RankingQuestion question) =>
        Ranking.Compute(Known, question) is { Items: var ranked, Incomplete: var incomplete }
            ? ranked.Length + incomplete.Length : 0;
}
