using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Departments;
using PortfolioLedger.Core.Governance;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Portfolios;
using PortfolioLedger.Core.Reports;
using PortfolioLedger.Core.Scoring;
using PortfolioLedger.Core.Stakeholders;
using PortfolioLedger.Core.Strategy;
using PortfolioLedger.Core.ValueStreams;
using static PortfolioLedger.Benchmarks.FullHistory;

namespace PortfolioLedger.Benchmarks;

/// <summary>The portfolio of a full history, its organisation, strategy and reports.</summary>
internal static class FullOrganisation
{
    public static readonly Key Model = Key.Parse("board");

    public static readonly ImmutableArray<string> Roles = ["engineer", "analyst", "manager"];

    public static readonly ImmutableArray<string> Quarters =
        ["2025-q3", "2025-q4", "2026-q1", "2026-q2", "2026-q3", "2026-q4"];

    public static IEnumerable<IFact> Facts() =>
        Organisation().Concat(Strategy()).Concat(People()).Concat(Reports());

    private static IEnumerable<IFact> Organisation()
    {
        yield return new PortfolioOpened(Portfolio, "Full", Dollar, null);
        foreach (var year in (string[])["2025", "2026"])
            yield return new PortfolioBudgetSet(Portfolio, year, 3_000_000, 1_000_000, Why);
        yield return new DelegationSet(Portfolio, Role.Approver, Dollars(100_000), Why);
        for (var n = 0; n < Departments; n++)
        {
            yield return new DepartmentRegistered(Department(n), $"Department {n}");
            foreach (var role in Roles)
                foreach (var quarter in Quarters)
                    yield return new CapacitySet(quarter, Department(n), role, 20 + n);
        }
        yield return new DepartmentMerged(Department(29), Department(28));
        for (var n = 0; n < Segments; n++)
            yield return new CustomerSegmentRegistered(Segment(n), $"Segment {n}");
        yield return new CustomerSegmentMerged(Segment(19), Segment(18));
        for (var n = 0; n < 8; n++)
        {
            yield return new ReviewCycleOpened(Key.Parse($"c{n}"), $"Review {n}", null, null);
            if (n < 7)
                yield return new ReviewCycleClosed(Key.Parse($"c{n}"));
        }
    }

    private static IEnumerable<IFact> Strategy()
    {
        for (var n = 0; n < Objectives; n++)
        {
            yield return new ObjectiveProposed(Objective(n), $"Objective {n}", $"Reach goal {n}.",
                n < Strategic ? ObjectiveLevel.Strategic : ObjectiveLevel.Operational,
                n < Strategic ? null : Objective(n - Strategic), "ceo", new(2028, 12, 31));
            yield return new ObjectiveApproved(Objective(n), Why);
        }
        yield return FullChanges.Reweighted(0);
        for (var n = 0; n < Streams; n++)
        {
            yield return new ValueStreamIdentified(Stream(n), $"Value stream {n}",
                ValueStreamKind.Operational, ValueStreamLevel.Portfolio, null,
                [Segment(n)], "It serves.", Department(n));
            yield return new ImportanceAssessed(Stream(n), new(.05m), new(.5m), Why);
            foreach (var quarter in Quarters)
                yield return new ResourcesStated(Stream(n), quarter, Dollars(1_000 + n), 2 + n);
            yield return new ValueStreamLinkedToObjective(
                Stream(n), Objective(n % Strategic), Strength.Strong, Why);
        }
        yield return new ScoringModelDrafted(Model, 1, Formula.Weighted,
        [
            new("value", 0, 10, new(.3m)), new("risk", 0, 10, new(.2m), Preference.Lower),
            new("alignment", 0, 100, new(.2m), Source: CriterionSource.Alignment),
            new("attainment", -1, 2, new(.1m), Source: CriterionSource.Attainment),
            new("voices", 0, 100, new(.1m), Source: CriterionSource.Feedback),
            new("npv", -10_000, 10_000, new(.1m), Source: CriterionSource.Npv),
        ]);
        yield return new ScoringModelReleased(Model, 1, Why);
        yield return new ScoringModelAdopted(Model, 1, Why);
    }

    private static IEnumerable<IFact> People()
    {
        for (var n = 0; n < Stakeholders; n++)
            yield return new StakeholderRegistered(
                Stakeholder(n), new SealedText("3q2+7w=="), (StakeholderGroup)(n % 5));
        for (var n = 0; n < 600; n++)
            yield return new CommunicationRecorded(Key.Parse($"m{n}"),
                [Stakeholder(n), Stakeholder(n + 1), Stakeholder(n + 7)], "letter",
                [new(SubjectKind.Initiative, Initiative(n))], new(2020, 1, 1), "As planned.");
        for (var n = 0; n < Stakeholders; n++)
            yield return new StrategyAcknowledged(
                [Objective(n), Objective(n + 1), Objective(n + 2)], 5_000, Stakeholder(n));
    }

    private static IEnumerable<IFact> Reports()
    {
        for (var n = 0; n < 50; n++)
        {
            yield return new ReportDefined(
                Key.Parse($"r{n}"), new($"Report {n}", "initiatives", AsOfRule.Now));
            yield return new ReportScheduled(Key.Parse($"r{n}"), new(Cadence.Daily, "06:00"));
        }
        for (var n = 0; n < 10; n++)
            yield return new DashboardDefined(
                Key.Parse($"db{n}"),
                new(
                    $"Dashboard {n}",
                    Audience.Executives,
                    [Key.Parse($"r{n}"), Key.Parse($"r{n + 1}")]
                )
            );
        for (var n = 0; n < 20; n++)
            yield return new SubscriptionStarted(
                Key.Parse($"sub{n}"), new(DecisionsOnly: true), new(DeliveryKind.Feed));
    }
}
