using System.Collections;
using System.Text.Json.Serialization.Metadata;
using PortfolioLedger.Core.Explanation;
using PortfolioLedger.Core.Outcomes;
using PortfolioLedger.Core.Optimisation;
using PortfolioLedger.Core.Scenarios;
using PortfolioLedger.Core.Views;

namespace PortfolioLedger.Core.Tests.Views;

/// <summary>
/// The fields of views that dashboards and spreadsheets rely on: additions are free.
/// </summary>
public sealed class ViewContractTests
{
    public static TheoryData<Type, string> Promised => new()
    {
        {
            typeof(Alignment), "portfolioScore strategicFit unalignedShare items[initiative name "
                + "score "
                + "spend contributions[objective contribution confidence points]] "
                + "objectives[objective "
                + "weight spendShare funded] gaps"
        },
        {
            typeof(Ranking), "model[key version] restated budget cutLine items[rank initiative "
                + "name "
                + "score funded boardPriority criteria] incomplete[initiative missing]"
        },
        {
            typeof(InitiativeComparison),
            "entered left items[initiative fromRank toRank fromScore toScore] kendallTauB"
        },
        {
            typeof(RankingExplanation), "fromScore toScore fromRank toRank causes[position type "
                + "subject "
                + "actor rationale scoreChange rankChange cameIntoEffect] summary"
        },
        {
            typeof(CounterfactualRanking),
            "baseline counterfactual differences notApplicable[position code] kendallTauB"
        },
        { typeof(OptimisedFunding), "selected total optimal bound seconds" },
        {
            typeof(FundingFrontier), "whole least complete points[cost value proved bound "
                + "bestUpTo inRankOrder initiatives] ranking[budget cost value best gain] rejected"
        },
        {
            typeof(RankingRobustness), "within unknown summary holding weights[criterion weight "
                + "holdsFrom holdsTo swaps] items[rank initiative holds bestRank worstRank below "
                + "dominates criterion swapsAt change]"
        },
        {
            typeof(ValueStreamRanking),
            "items[valueStream name importance money fte priority rank]"
        },
        {
            typeof(OutcomesVersusOutputs), "items[initiative outputsDelivered onTimeShare spend "
                + "attainment measured linked quadrant] deliveredWithoutOutcome overall"
        },
        { typeof(OutcomeList), "items[unit direction baseline target latest attainment status]" },
        {
            typeof(OutcomeDetail),
            "unit direction baseline target latest attainment status measurements"
        },
        {
            typeof(InitiativeList), "items[initiative name stage department valueStream phase "
                + "budget "
                + "spend forecastCompletion version]"
        },
        { typeof(InitiativeDetail), "initiative name stage budget spend version" },
        {
            typeof(Deliverables),
            "items[output initiative plannedOn deliveredOn strategicPriority]"
        },
        { typeof(Changes), "items[sentence positions]" },
        { typeof(PublishedRankingDetail), "reproduced rankingDigest items" },
        {
            typeof(Timeline), "items[position type sentence subject actor knownAt recordedAt "
                + "effectiveOn rationale evidence decision claimed]"
        },
        {
            typeof(Reconciliation), "items[initiative kind position opening change closing "
                + "difference] "
                + "checked[budget schedule]"
        },
        {
            typeof(Financials), "items[initiative currency npv npvMidPeriod irr irrNote payback "
                + "discountedPayback arr arrBase ecv productivityIndex unknown]"
        },
        {
            typeof(MarketPositioning),
            "items[outcome metric period value previous trend target objective]"
        },
        {
            typeof(Benefits), "items[initiative planned realised approved realisationToDate "
                + "realisation realisationOfApprovedToDate realisationOfApproved]"
        },
        {
            typeof(Productivity),
            "items[initiative outputsPerFteMonth effortOfCapacity netProfit]"
        },
        { typeof(Capacities), "unstated outside items[period department role fte allocated "
            + "overAllocation]" },
        { typeof(Silos), "crossDepartmentShare items[department objective valueStream fte money]" },
        {
            typeof(Listening), "linkedShare answeredShare medianDaysToAnswer heardNotServed "
                + "decisionsCitingFeedbackShare"
        },
        {
            typeof(CommunicationCoverage),
            "items[group lastContactOn daysSince] objectives[objective acknowledgedBy]"
        },
        {
            typeof(PmoProcess), "overall[successRate leadTimeDays decisionLatencyDays reversals "
                + "rebaselines evidenceShare satisfaction satisfactionN cost benefits "
                + "costOfBenefits] "
                + "before[successRate satisfaction] since[successRate satisfaction] items"
        },
        {
            typeof(Overview), "figures[figure value of unit explainedIn] "
                + "items[initiative name boardPriority rank priorityRank passedBy passes]"
        },
        {
            typeof(PmoScorecard),
            "panels[panel title] items[panel metric numerator denominator value unit explainedIn]"
        },
    };

    [Theory]
    [MemberData(nameof(Promised))]
    public void A_view_has_the_fields_others_rely_on(Type view, string fields)
    {
        var words = new Queue<string>(fields.Replace("[", " [ ", StringComparison.Ordinal)
            .Replace("]", " ] ", StringComparison.Ordinal)
            .Split(' ', StringSplitOptions.RemoveEmptyEntries));

        AssertFields(view, words);
    }

    [Fact]
    public void The_words_of_a_status_stay() => Assert.Equal(
        ["met", "not-met", "unmeasured", "not-due"],
        Enum.GetValues<OutcomeStatus>().Select(Enumeration<OutcomeStatus>.NameOf));

    [Fact]
    public void The_words_of_a_quadrant_stay() => Assert.Equal(
        [
            "value-delivered", "delivered-below-target", "delivered-unmeasured",
            "delivered-without-outcome", "outcome-without-output", "nothing-yet",
        ],
        Enum.GetValues<Quadrant>().Select(Enumeration<Quadrant>.NameOf));

    [Fact]
    public void The_words_of_market_orders_and_steps_stay()
    {
        Assert.Equal(["score", "priority", "wsjf", "rice", "ecv-index", "alignment"],
            Enum.GetValues<RankingOrder>().Select(Enumeration<RankingOrder>.NameOf));
        Assert.Equal(["sales", "new-leads", "sales-and-marketing-cost", "new-customers"],
            Enum.GetValues<MarketMetric>().Select(Enumeration<MarketMetric>.NameOf).Take(4));
        Assert.Equal(["budget", "schedule"],
            Enum.GetValues<Core.Initiatives.StepKind>().Select(
                Enumeration<Core.Initiatives.StepKind>.NameOf));
    }

    private static void AssertFields(Type shape, Queue<string> words)
    {
        var known = ViewJson.Options.GetTypeInfo(shape).Properties;
        JsonPropertyInfo? last = null;
        while (words.TryDequeue(out var word) && word != "]")
            if (word == "[")
                AssertFields(ElementOf(last!.PropertyType), words);
            else
                last = Assert.Single(known, p => p.Name == word);
    }

    private static Type ElementOf(Type type)
    {
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        return bare.IsAssignableTo(typeof(IEnumerable)) ? bare.GetGenericArguments()[^1] : bare;
    }
}
