using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Tests.Books;
using PortfolioLedger.Core.Views;
using static PortfolioLedger.Core.Tests.Books.Facts;
using static PortfolioLedger.Core.Tests.Documentation.Metrics.Words;

namespace PortfolioLedger.Core.Tests.Documentation.Metrics;

/// <summary>Worked examples of alignment and value streams.</summary>
internal static class StrategyExamples
{
    public static readonly MetricExample[] All =
    [
        new("Alignment of an initiative", () =>
            $"{Given} That is {Scores}; B has {Points} points by objective."),
        new("Alignment of the portfolio", () =>
            $"{Given} {Money} That is {R(Math.Round(View.PortfolioScore!.Value, 12))}."),
        new("Strategic fit", () => $"{Given} {Money} The objectives get {R(View.Objectives.Select(
            o => o.SpendShare!.Value))} of the money and none gets {R(View.UnalignedShare)}: "
            + $"a fit of {R(View.StrategicFit)}."),
        new("Coverage of the strategy", Coverage),
        new("Strategic priority of a deliverable", Priority),
        new("Programs rolled up", Rolled),
        new("Priority of a value stream", Streams),
    ];

    private static readonly (string Name, decimal Budget, Strength[] Claims)[] Initiatives =
    [
        ("A", 600_000, [Strength.Strong, Strength.None, Strength.None]),
        ("B", 300_000, [Strength.Medium, Strength.Strong, Strength.None]),
        ("C", 100_000, [Strength.None, Strength.None, Strength.None]),
    ];

    private static readonly decimal[] Weighed = [.5m, .3m, .2m];

    private static History Journal
    {
        get
        {
            var journal = new History().Record(Opened())
                .Record([.. Weighed.SelectMany((_, i) => Objective($"o{i + 1}"))])
                .Record(Weights([.. Weighed.Select((w, i) => ($"o{i + 1}", w))]));
            foreach (var (name, budget, claims) in Initiatives)
            {
                var key = name.ToLowerInvariant();
                journal.Record(Initiative(key), Budget(key, budget));
                for (var i = 0; i < claims.Length; i++)
                    if (claims[i] != Strength.None)
                        journal.Record(Claim(key, $"o{i + 1}", claims[i]));
            }
            return journal;
        }
    }

    private static Alignment View => Alignment.Compute(Journal.Book);

    private static string Given => $"objectives weigh {L(Weighed)}; with full confidence "
        + string.Join(", ", Initiatives.Select(i =>
            $"{i.Name} contributes {L(i.Claims.Select(c => (decimal)(int)c))}")) + ".";

    private static string Money =>
        $"Their budgets are {L(Initiatives.Select(i => i.Budget))}.";

    private static string Scores => R(View.Items.Select(i => i.Score), 3);

    private static string Points => R(View.Items[1].Contributions.Select(c => c.Points), 3);

    private static string Rolled()
    {
        decimal first = 300, second = 100, killed = 50, spent = 7;
        var view = Programs.Compute(new History().Record(Opened()).Record(Objective("o1"))
            .Record(Weights(("o1", 1)))
            .Record(Initiative("p") with { Kind = InitiativeKind.Program },
                Part("q", "p") with { Kind = InitiativeKind.Program }, Part("a", "p"),
                Part("b", "q"), Part("c", "q"))
            .Record(Claim("a", "o1", Strength.Strong))
            .Record(Budget("a", first), Budget("b", second), Budget("c", killed),
                Spend("c", spent), StageReached("c", Stage.Killed)).Book);
        var program = view.Items.Single(i => i.Program.Value == "p");
        return $"a program holds A, budget {N(first)} and aligned by 100, and a program with B, "
            + $"budget {N(second)} and aligned by 0, and C, budget {N(killed)}, killed after "
            + $"spending {N(spent)}. It has {R(program.Initiatives)} initiatives, a budget of "
            + $"{R(program.Budget)}, a spend of {R(program.Spend)} and an alignment of "
            + $"{R(program.Alignment)}.";
    }

    private static InitiativeProposed Part(string key, string parent) =>
        Initiative(key) with { Parent = Key.Parse(parent) };

    private static string Coverage()
    {
        var before = View.Gaps;
        var after = Alignment.Compute(Journal.Record(Retired("o2")).Book);
        return $"{Given} {Money} Gaps: "
            + $"{string.Join(", ", before.Select(g => $"`{g.Kind}` ({g.Subject.Key})"))}. When "
            + $"the second objective is retired, {R(after.MissingWeight)} of the weight is "
            + "missing until the next "
            + "weighting.";
    }

    private static string Priority()
    {
        decimal share = .4m;
        var item = Assert.Single(Deliverables.Compute(
            Journal.Record(Planned("a", "out", "2026-02-01", share)).Book).Items);
        return $"an initiative aligned by {N(View.Items[0].Score)} with {N(share)} of it in the "
            + "deliverable: "
            + $"{R(item.StrategicPriority)}.";
    }

    private static string Streams()
    {
        (decimal Importance, decimal Money, decimal Fte)[] streams = [(.5m, 40, 25), (.3m, 50, 60),
            (.2m, 10, 15)];
        var journal = new History().Record(Opened());
        for (var i = 0; i < streams.Length; i++)
            journal.Record(
                ValueStream($"v{i + 1}"),
                Importance($"v{i + 1}", streams[i].Importance),
                Resources($"v{i + 1}", streams[i].Money, streams[i].Fte)
            );
        var items = ValueStreamRanking
            .Compute(journal.Book)
            .Items.OrderBy(i => i.ValueStream)
            .ToArray();
        return $"importance {L(streams.Select(s => s.Importance))}, money "
            + $"{L(streams.Select(s => s.Money))} and FTE "
            + $"{L(streams.Select(s => s.Fte))}: priorities "
            + $"{R(items.Select(i => i.Priority!.Value), 3)}, ranks "
            + $"{R(items.Select(i => (decimal)i.Rank!.Value))}.";
    }
}
