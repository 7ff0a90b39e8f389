using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Portfolios;
using PortfolioLedger.Core.Scoring;
using PortfolioLedger.Core.Strategy;
using PortfolioLedger.Core.Views;
using static PortfolioLedger.Demo.Telling;

namespace PortfolioLedger.Demo;

/// <summary>
/// Five meetings of the board, each with a published ranking; a new board in between that weighs
/// the objectives anew; and a slip that is found half a year later.
/// </summary>
internal static class BoardMeetings
{
    /// <summary>The day the new weights take effect, known three weeks before.</summary>
    public static readonly DateOnly NewWeights = new(2025, 3, 1);

    /// <summary>The day the corrected risk takes effect, known five months later.</summary>
    public static readonly DateOnly CorrectedRisk = new(2025, 4, 1);

    /// <summary>The moments of this chapter.</summary>
    public static IEnumerable<DemoMoment> All() =>
    [
        On("2024-09-24", 14, Board, First()),
        On("2024-12-10", 14, Board, Second()),
        On("2025-02-11", 14, Board, NewBoard()),
        On("2025-04-15", 14, Board, Third()),
        On("2025-07-08", 14, Board, Fourth()),
        On("2025-09-03", 11, Pmo, Correction()),
        On("2025-10-06", 9, Department("treatment"),
            new ChangeForecastCompletion(Key.Parse("solar-park"), new(2027, 6, 30)),
            new SubmitInitiative(Key.Parse("solar-park"))),
        On("2025-10-14", 14, Board, ClimateReady()),
        On("2025-11-18", 14, Board, Fifth()),
    ];

    private static IEnumerable<ICommand> First() =>
    [
        .. Funded("uv-treatment", 1, Governance.FundUv), .. Funded("reservoir-roof", 2),
        .. Funded("smart-meters", 2), .. Funded("leak-detection", 2),
        .. Funded("first-call", 3), .. Funded("customer-app", 3), .. Funded("smart-kiosks", 4),
        Published("board-2024-09", "First ranking under the new model"),
    ];

    private static IEnumerable<ICommand> Second() =>
    [
        new SetPortfolioBudget("2025", Why("Investment plan for 2025"),
            Usd(18_000_000), Usd(1_500_000)),
        .. Funded("storm-storage", 2, conditions: "The county permits the building site"),
        .. Funded("east-mains", 4), .. Funded("sludge-energy", 4),
        new RejectInitiative(Key.Parse("farm-tariff"),
            Why("The regulator will not allow a tariff for one segment")),
        Published("board-2024-12", "Ranking for the investment plan of 2025"),
    ];

    private static IEnumerable<ICommand> NewBoard() =>
    [
        new ReweightObjectives(Foundations.Weights(("safe-supply", .25m),
            ("affordable-bills", .20m), ("resilient-network", .25m),
            ("valued-by-customers", .30m)),
            new("The new board wants customers to notice; safety stays a duty in any case",
                EffectiveOn: NewWeights)),
        new ReviseObjective(Key.Parse("affordable-bills"), ObjectiveField.Owner,
            Why("The new board answers for bills itself"), "finance", "board"),
    ];

    private static IEnumerable<ICommand> Third()
    {
        var mains = Key.Parse("east-mains");
        var wave = Why("Twenty complaints about brown water in six weeks",
            [.. Listening.Complaints.Take(8).Select(key =>
                new EvidenceReference(EvidenceKind.Feedback, key))]);
        return
        [
            new ScoreCriterion(mains, Foundations.Model, "urgency", 9, wave),
            new ScoreCriterion(mains, Foundations.Model, "value", 9, wave),
            new ClaimContribution(mains, Key.Parse("valued-by-customers"), Strength.Strong, wave,
                new(.8m)),
            new ShiftPriority(mains, 1, wave, 4),
            .. Funded("network-map", 3), .. Funded("fast-connect", 3),
            new DeferInitiative(Key.Parse("solar-park"),
                Why("No objective speaks for it yet; look again in autumn"), new(2025, 10, 1)),
            Published("board-2025-04", "The complaints of spring in the ranking"),
        ];
    }

    private static IEnumerable<ICommand> Fourth() =>
    [
        new KillInitiative(Key.Parse("smart-kiosks"),
            Why("Ninety-one per cent pay by phone; nobody asked for kiosks") with
            {
                Decision = Governance.StopKiosks,
            },
            "no-demand", Usd(243_000)),
        new PauseInitiative(Key.Parse("sludge-energy"),
            Why("The gas engine is late by five months; stop paying for waiting")),
        new ShiftPriority(Key.Parse("smart-meters"), 3,
            Why("Households ask for it less than expected"), 2),
        Published("board-2025-07", "Ranking after the review of half a year"),
    ];

    private static IEnumerable<ICommand> Correction() =>
    [
        new ScoreCriterion(Key.Parse("reservoir-roof"), Foundations.Model, "risk", 8,
            new("The survey of March said 8; 2 was left standing by mistake",
                [new(EvidenceKind.Document, "survey-reservoir-roof-2025-03")], CorrectedRisk)),
    ];

    private static IEnumerable<ICommand> ClimateReady() =>
    [
        new ProposeObjective(Key.Parse("climate-ready"), "Ready for the climate to come",
            "By 2035 we make the energy we use.", ObjectiveLevel.Strategic, "treatment",
            Key.Parse("mission"), new(2035, 12, 31)),
        new ApproveObjective(Key.Parse("climate-ready"), Why("Asked for by the new board")),
        new ReweightObjectives(Foundations.Weights(("safe-supply", .25m),
            ("affordable-bills", .15m), ("resilient-network", .20m),
            ("valued-by-customers", .25m), ("climate-ready", .15m)),
            Why("Room for the fifth objective, taken from the three it will help")),
    ];

    private static IEnumerable<ICommand> Fifth() =>
        [
            new ResumeInitiative(Key.Parse("sludge-energy"), Why("The gas engine has arrived")),
            new ClaimContribution(
                Key.Parse("sludge-energy"),
                Key.Parse("climate-ready"),
                Strength.Strong,
                Why("A third of the energy the works use"),
                new(.8m)
            ),
            new ClaimContribution(
                Key.Parse("solar-park"),
                Key.Parse("climate-ready"),
                Strength.Strong,
                Why("A fifth of the energy the works use"),
                new(.9m)
            ),
            .. Funded("solar-park", 2, Governance.FundSolar),
            Published("board-2025-11", "Ranking for the investment plan of 2026"),
        ];

    private static IEnumerable<ICommand> Funded(
        string key, int priority, Key? decision = null, params string[] conditions)
    {
        var proposal = Proposals.From(key);
        var grounds = Why("Worth its money as the case stands",
            new EvidenceReference(EvidenceKind.FinancialCase, key)) with { Decision = decision };
        // The money first: it is what the approval is held against later.
        yield return new ApproveBudget(
            proposal.Id, "whole-life", Usd(proposal.Budget * 1_000), grounds);
        yield return new ApproveInitiative(
            proposal.Id, grounds, conditions.Length > 0 ? [.. conditions] : null);
        yield return new ShiftPriority(proposal.Id, priority, grounds);
    }

    private static PublishRanking Published(string key, string rationale) =>
        new(Key.Parse(key), Why(rationale));
}
