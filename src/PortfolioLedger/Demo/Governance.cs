using PortfolioLedger.Core.Governance;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Portfolios;
using PortfolioLedger.Core.Strategy;
using static PortfolioLedger.Demo.Telling;

namespace PortfolioLedger.Demo;

/// <summary>
/// What the board puts on the table, how it votes, which conditions it makes and what it says of
/// them later; a review cycle around each of its meetings.
/// </summary>
internal static class Governance
{
    /// <summary>The decision by which the ultraviolet stage is funded.</summary>
    public static readonly Key FundUv = Key.Parse("fund-uv");

    /// <summary>The decision by which the kiosks are stopped.</summary>
    public static readonly Key StopKiosks = Key.Parse("stop-kiosks");

    /// <summary>The decision by which the solar park is funded after all.</summary>
    public static readonly Key FundSolar = Key.Parse("fund-solar");

    /// <summary>The day the board compares the objectives in pairs.</summary>
    public static readonly DateOnly Compared = new(2025, 12, 9);

    private static readonly Actor[] Members =
    [
        new("board-1", Role.Approver),
        new("board-2", Role.Approver),
        new("board-3", Role.Approver),
    ];

    private static readonly (string Key, string Name, string From, string To)[] Cycles =
    [
        ("autumn-2024", "Autumn 2024", "2024-08-01", "2024-09-24"),
        ("winter-2024", "Winter 2024", "2024-09-25", "2024-12-10"),
        ("spring-2025", "Spring 2025", "2024-12-11", "2025-04-15"),
        ("summer-2025", "Summer 2025", "2025-04-16", "2025-07-08"),
        ("autumn-2025", "Autumn 2025", "2025-07-09", "2025-11-18"),
    ];

    /// <summary>The moments of this chapter.</summary>
    public static IEnumerable<DemoMoment> All() =>
    [
        On("2024-07-16", 10, Board, new SetDelegation(Role.Approver, Usd(1_000_000),
            Why("Above a million the whole board decides"))),
        .. Cycles.SelectMany(Held), .. Uv(), .. Kiosks(), .. Solar(),
        On("2025-12-02", 10, Pmo, new TableDecision(Key.Parse("own-crew"),
            "Repair mains with a crew of our own?", ["own-crew", "contractors"], Quorum: 3,
            Risks: ["Twelve people have to be found in a year"])),
        On(Compared, 14, Board, InPairs()),
    ];

    private static IEnumerable<DemoMoment> Held(
        (string Key, string Name, string From, string To) cycle)
    {
        yield return On(cycle.From, 7, Pmo, new OpenReviewCycle(
            Key.Parse(cycle.Key), cycle.Name, Day(cycle.From), Day(cycle.To)));
        yield return On(cycle.To, 18, Pmo, new CloseReviewCycle(Key.Parse(cycle.Key)));
    }

    private static IEnumerable<DemoMoment> Uv()
    {
        var shown = new EvidenceReference(EvidenceKind.FinancialCase, "uv-treatment");
        yield return Tabled("2024-09-17", FundUv, "Fund the ultraviolet stage?", ["fund", "defer"],
            "uv-treatment", "The dose may not be enough when the river is high", shown);
        foreach (var vote in Voted("2024-09-24", FundUv, ("fund", "The river floods every spring"),
            ("fund", null), ("defer", "The pilot line has measured nothing yet")))
            yield return vote;
        yield return On("2024-09-24", 13, Board, new TakeDecision(FundUv, "fund",
            Why("Safe water in a flood is worth the lamps", shown), 3,
            Conditions: ["The pilot line shows that the dose is enough"]));
        yield return On("2025-05-14", 9, Department("treatment"),
            new MeetCondition(FundUv, 1, "Measured at the pilot line in the flood of May"));
        yield return On("2025-10-07", 9, Pmo, new ReviewDecision(
            FundUv, BorneOut.Yes, "Samples are better since the hall is in use"));
    }

    private static IEnumerable<DemoMoment> Kiosks()
    {
        var keep = Key.Parse("keep-kiosks");
        yield return Tabled("2024-12-03", keep, "Go on with the kiosks?",
            ["go-on", "stop", "move"], "smart-kiosks", "Hardly anybody pays in cash any more");
        foreach (var vote in Voted("2024-12-10", keep, ("go-on", "The town halls asked for them"),
            ("stop", "Cash is going out of use"), ("move", "The stations have more people")))
            yield return vote;
        yield return On("2024-12-10", 13, Board, new TakeDecision(keep, "go-on",
            Why("The town halls asked for them"), 3,
            CastingVote: new("go-on", Members[0].Id)));
        yield return On("2025-06-30", 9, Pmo, new ReviewDecision(
            keep, BorneOut.No, "Nine in a hundred pay at the first kiosk"));
        yield return Tabled("2025-07-01", StopKiosks, "Stop the kiosks?", ["stop", "go-on"],
            "smart-kiosks", "What was spent is lost",
            new EvidenceReference(EvidenceKind.Document, "kiosk-pilot-2025-06"));
        foreach (var vote in Voted(
            "2025-07-08", StopKiosks, ("stop", null), ("stop", null), ("stop", null)))
            yield return vote;
        yield return On("2025-07-08", 13, Board,
            new TakeDecision(StopKiosks, "stop", Why("The pilot shows that nobody needs them",
                new EvidenceReference(EvidenceKind.Document, "kiosk-pilot-2025-06")), 3),
            new SupersedeDecision(keep, StopKiosks, Why("The town halls were wrong about it")));
        yield return On("2025-11-12", 9, Pmo, new ReviewDecision(
            StopKiosks, BorneOut.Yes, "No complaint has reached us"));
    }

    private static IEnumerable<DemoMoment> Solar()
    {
        yield return Tabled(
            "2025-11-11",
            FundSolar,
            "Fund the solar park?",
            ["fund", "reject"],
            "solar-park",
            "The grid may be full",
            new EvidenceReference(EvidenceKind.FinancialCase, "solar-park")
        );
        foreach (var vote in Voted(
            "2025-11-18", FundSolar, ("fund", null), ("fund", null), ("fund", null)))
            yield return vote;
        yield return On("2025-11-18", 13, Board, new TakeDecision(FundSolar, "fund",
            Why("The fifth objective speaks for it", new EvidenceReference(
                EvidenceKind.FinancialCase, "solar-park")), 3,
            Conditions: ["The grid operator has agreed in writing"]));
        yield return On("2025-12-16", 9, Pmo,
            new ReviewDecision(FundSolar, BorneOut.TooEarly, "Nothing is built yet"));
    }

    private static DemoMoment Tabled(string day, Key key, string question, string[] options,
        string initiative, string risk, params EvidenceReference[] shown) =>
        On(day, 10, Pmo, new TableDecision(
            key, question, [.. options], [.. shown], [risk], 3, [Key.Parse(initiative)]));

    private static IEnumerable<DemoMoment> Voted(
        string day, Key key, params (string Option, string? Reason)[] votes) =>
        Members.Zip(votes, (member, vote) =>
            On(day, 12, member, new CastVote(key, vote.Option, vote.Reason)));

    /// <summary>Safety and customers count twice as much as pipes and bills.</summary>
    private static ReweightObjectives InPairs() =>
        new(
            null,
            Why("Compared in pairs by the whole board, to be fair to the fifth objective"),
            WeightingMethod.Ahp,
            [
                [1, 1, 2, 2, 3],
                [1, 1, 2, 2, 3],
                [.5m, .5m, 1, 1, 2],
                [.5m, .5m, 1, 1, 2],
                [.3333m, .3333m, .5m, .5m, 1],
            ],
            [
                Key.Parse("safe-supply"),
                Key.Parse("valued-by-customers"),
                Key.Parse("resilient-network"),
                Key.Parse("affordable-bills"),
                Key.Parse("climate-ready"),
            ]
        );
}
