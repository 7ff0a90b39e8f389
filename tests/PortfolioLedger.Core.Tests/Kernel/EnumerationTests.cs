using PortfolioLedger.Core.Feedback;
using PortfolioLedger.Core.Governance;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Outcomes;
using PortfolioLedger.Core.Scoring;
using PortfolioLedger.Core.Stakeholders;
using PortfolioLedger.Core.Strategy;
using PortfolioLedger.Core.Valuation;
using PortfolioLedger.Core.ValueStreams;
using static PortfolioLedger.Core.Tests.Kernel.ValueJson;

namespace PortfolioLedger.Core.Tests.Kernel;

public sealed class EnumerationTests
{
    [Fact]
    public void Names_are_kebab_case_in_the_order_of_declaration() =>
        Assert.Equal(
            [
                "portfolio",
                "department",
                "customer-segment",
                "objective",
                "value-stream",
                "initiative",
                "output",
                "outcome",
                "feedback",
                "scoring-model",
                "ranking",
                "decision",
                "review-cycle",
                "stakeholder",
                "communication",
                "survey",
                "report",
                "dashboard",
                "subscription",
                "scenario",
            ],
            Enumeration<SubjectKind>.Names
        );

    [Fact]
    public void Names_that_events_are_stored_with_are_the_agreed_ones() =>
        Assert.Equal(
            [
                "mission vision strategic operational",
                "direct ahp",
                "operational development",
                "portfolio program",
                "project program product",
                "strategic-link financial-case",
                "proposed submitted approved deferred rejected active paused completed closed "
                    + "killed merged",
                "increase decrease range",
                "tangible intangible",
                "financial productivity market-positioning customer",
                "benefit disbenefit",
                "cashable non-cashable",
                "correction scope circumstances ambition",
                "product initiative pmo",
                "csat nps ces",
                "executive customer team sponsor board",
                "scored alignment budget spend attainment npv ecv ecv-index feedback",
                "weighted wsjf rice ecv-index alignment",
                "higher lower",
                "yes no too-early",
                "feedback measurement financial-case document ranking decision",
                "viewer contributor approver auditor administrator",
            ],
            [
                Of<ObjectiveLevel>(),
                Of<WeightingMethod>(),
                Of<ValueStreamKind>(),
                Of<ValueStreamLevel>(),
                Of<InitiativeKind>(),
                Of<Gate>(),
                Of<Stage>(),
                Of<Direction>(),
                Of<OutcomeKind>(),
                Of<OutcomeCategory>(),
                Of<BenefitKind>(),
                Of<BenefitClass>(),
                Of<TargetChangeKind>(),
                Of<SurveyAbout>(),
                Of<SurveyScale>(),
                Of<StakeholderGroup>(),
                Of<CriterionSource>(),
                Of<Formula>(),
                Of<Preference>(),
                Of<BorneOut>(),
                Of<EvidenceKind>(),
                Of<Role>(),
            ]
        );

    private static string Of<T>() where T : struct, Enum => string.Join(' ', Enumeration<T>.Names);

    [Fact]
    public void Every_member_is_found_by_its_name_and_stored_by_it() =>
        Assert.All(Enum.GetValues<InvestmentBase>(), member =>
        {
            var name = Enumeration<InvestmentBase>.NameOf(member);

            Assert.True(Enumeration<InvestmentBase>.TryParse(name, out var found));
            Assert.Equal(member, found);
            Assert.Equal($"\"{name}\"", Write(member));
            Assert.Equal(member, Read<InvestmentBase>($"\"{name}\""));
        });

    [Theory]
    [InlineData("AveragePlusWc")]
    [InlineData("average_plus_wc")]
    [InlineData("3")]
    [InlineData("")]
    [InlineData(null)]
    public void Another_text_is_no_member(string? name) =>
        Assert.False(Enumeration<InvestmentBase>.TryParse(name, out _));

    [Theory]
    [InlineData("3")]
    [InlineData("\"3\"")]
    [InlineData("\"highest\"")]
    [InlineData("null")]
    public void Only_names_are_read(string json) => Assert.NotEmpty(Refused<InvestmentBase>(json));

    [Fact]
    public void An_undeclared_member_has_no_name() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Enumeration<Stage>.NameOf((Stage)99));
}
