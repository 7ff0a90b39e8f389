using System.Collections.Immutable;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Valuation;
using static PortfolioLedger.Demo.Telling;

namespace PortfolioLedger.Demo;

/// <summary>A contribution that a proposal claims, with its confidence.</summary>
internal sealed record Promise(string Goal, Strength Strength, decimal Confidence);

/// <summary>An initiative of the story.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Name">For people.</param>
/// <param name="Kind">Project, program or product.</param>
/// <param name="Department">Which leads it.</param>
/// <param name="Stream">Which value stream it serves.</param>
/// <param name="Proposed">When it is proposed.</param>
/// <param name="Scores">Value, urgency and risk as first scored.</param>
/// <param name="Budget">What it is to cost over its life, in thousands.</param>
/// <param name="Promises">What it is to contribute.</param>
internal sealed record Proposal(
    string Key, string Name, InitiativeKind Kind, string Department, string Stream,
    string Proposed, (int Value, int Urgency, int Risk) Scores, decimal Budget,
    params Promise[] Promises)
{
    /// <summary>Its key.</summary>
    public Key Id => Core.Kernel.Key.Parse(Key);
}

/// <summary>What is proposed, when, by whom, and how it is scored.</summary>
internal static class Proposals
{
    /// <summary>All initiatives, in the order they are proposed.</summary>
    public static readonly ImmutableArray<Proposal> Initiatives =
    [
        new("uv-treatment", "Ultraviolet treatment stage", InitiativeKind.Project, "treatment",
            "clean-water", "2024-08-05", (9, 8, 4), 6_200,
            new Promise("safe-supply", Strength.Strong, .9m),
            new Promise("resilient-network", Strength.Weak, .8m)),
        new("reservoir-roof", "Hilltop reservoir roof", InitiativeKind.Project, "treatment",
            "clean-water", "2024-08-06", (8, 7, 2), 2_400,
            new Promise("safe-supply", Strength.Strong, .9m)),
        new("smart-meters", "Smart meter roll-out", InitiativeKind.Program, "it",
            "customer-care", "2024-08-07", (8, 5, 6), 7_500,
            new Promise("affordable-bills", Strength.Strong, .6m),
            new Promise("valued-by-customers", Strength.Medium, .7m)),
        new("customer-app", "Customer app", InitiativeKind.Product, "it",
            "customer-care", "2024-08-12", (5, 6, 3), 900,
            new Promise("valued-by-customers", Strength.Medium, .5m)),
        new("smart-kiosks", "Payment kiosks in town halls", InitiativeKind.Project, "customers",
            "customer-care", "2024-08-13", (4, 3, 5), 650,
            new Promise("affordable-bills", Strength.Weak, .6m),
            new Promise("valued-by-customers", Strength.Weak, .6m)),
        new("leak-detection", "Acoustic leak detection", InitiativeKind.Project, "network",
            "asset-care", "2024-08-14", (8, 6, 3), 1_300,
            new Promise("less-leakage", Strength.Strong, .8m),
            new Promise("affordable-bills", Strength.Medium, .7m)),
        new("first-call", "Solved at the first call", InitiativeKind.Project, "customers",
            "customer-care", "2024-08-19", (6, 5, 2), 480,
            new Promise("valued-by-customers", Strength.Strong, .8m)),
        new("east-mains", "East district mains renewal", InitiativeKind.Project, "capital",
            "asset-care", "2024-10-07", (6, 4, 5), 4_800,
            new Promise("resilient-network", Strength.Strong, .8m),
            new Promise("safe-supply", Strength.Medium, .7m)),
        new("sludge-energy", "Energy from sludge", InitiativeKind.Project, "treatment",
            "waste-water", "2024-10-08", (6, 3, 6), 3_900,
            new Promise("affordable-bills", Strength.Medium, .6m)),
        new("storm-storage", "Storm overflow storage", InitiativeKind.Project, "capital",
            "waste-water", "2024-10-09", (7, 6, 5), 5_400,
            new Promise("resilient-network", Strength.Strong, .8m)),
        new("farm-tariff", "Farm irrigation tariff", InitiativeKind.Project, "finance",
            "new-connections", "2024-10-14", (3, 2, 7), 210,
            new Promise("affordable-bills", Strength.Weak, .4m)),
        new("network-map", "Renewal of the network map", InitiativeKind.Product, "it",
            "asset-care", "2025-01-20", (6, 5, 4), 720,
            new Promise("resilient-network", Strength.Medium, .8m)),
        new("fast-connect", "Connected in ten days", InitiativeKind.Project, "customers",
            "new-connections", "2025-01-21", (7, 4, 3), 390,
            new Promise("valued-by-customers", Strength.Medium, .7m),
            new Promise("affordable-bills", Strength.Weak, .7m)),
        new("solar-park", "Solar park at the treatment works", InitiativeKind.Project,
            "treatment", "waste-water", "2025-02-03", (6, 3, 4), 2_700,
            new Promise("affordable-bills", Strength.Medium, .6m)),
    ];

    /// <summary>An initiative by its key.</summary>
    public static Proposal From(string key) => Initiatives.Single(p => p.Key == key);

    /// <summary>The moments of this chapter.</summary>
    public static IEnumerable<DemoMoment> All() => Initiatives.SelectMany(Proposed).Append(
        On("2025-12-18", 9, Department("treatment"),
            new RequestBudget(Key.Parse("solar-park"), "whole-life", Usd(3_100_000))));

    private static IEnumerable<DemoMoment> Proposed(Proposal proposal)
    {
        var (id, day) = (proposal.Id, Day(proposal.Proposed));
        var (value, urgency, risk) = proposal.Scores;
        var scored = Why("Scored together with the department, August method");
        yield return On(
            day,
            9,
            Department(proposal.Department),
            [
                new ProposeInitiative(
                    id,
                    proposal.Name,
                    proposal.Kind,
                    $"sponsor-{proposal.Department}",
                    Key.Parse(proposal.Department),
                    proposal.Key == "customer-app" ? Key.Parse("smart-meters") : null,
                    ValueStream: Key.Parse(proposal.Stream)
                ),
                .. proposal.Promises.Select(p => new ClaimContribution(
                    id,
                    Key.Parse(p.Goal),
                    p.Strength,
                    Why("What the department expects of it"),
                    new(p.Confidence)
                )),
                Case(proposal, day),
                .. Delivery.Hoped(proposal.Key) is { } hoped
                    ? [new ChangeForecastCompletion(id, hoped)]
                    : Array.Empty<ICommand>(),
                new SubmitInitiative(id),
            ]
        );
        yield return On(
            day.AddDays(7),
            11,
            Pmo,
            new ScoreCriterion(id, Foundations.Model, "value", value, scored),
            new ScoreCriterion(id, Foundations.Model, "urgency", urgency, scored),
            new ScoreCriterion(id, Foundations.Model, "risk", risk, scored));
    }

    private static SubmitFinancialCase Case(Proposal proposal, DateOnly day)
    {
        var cost = proposal.Budget * 1_000;
        var back = Math.Round(cost * (.12m + .02m * proposal.Scores.Value), 0);
        return new(
            proposal.Id,
            [
                new(day, -cost),
                .. Enumerable.Range(1, 6).Select(year => new CashFlow(day.AddYears(year), back)),
            ],
            DemoStory.Currency,
            .06m,
            new(
                back * 6,
                new(1 - (proposal.Scores.Risk * .04m)),
                new(.85m),
                cost * .6m,
                cost * .1m
            ),
            new(back - (cost / 6), cost, InvestmentBase.Initial, 0)
        );
    }
}
