using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Governance;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Scoring;
using static PortfolioLedger.Benchmarks.FullHistory;

namespace PortfolioLedger.Benchmarks;

/// <summary>Decisions of the board and published rankings of a full history.</summary>
internal static class FullBoard
{
    public static IEnumerable<IFact> Facts() =>
        Enumerable.Range(0, Decisions).SelectMany(Decided)
            .Concat(Enumerable.Range(0, 8).Select(Published));

    private static IEnumerable<IFact> Decided(int n)
    {
        var key = Decision(n);
        yield return new DecisionTabled(key, $"Fund initiative {n}?", ["fund", "defer"],
            [new(EvidenceKind.Feedback, $"f{n}"), new(EvidenceKind.Measurement, $"o{n % Outcomes}"),
                new(EvidenceKind.FinancialCase, $"i{n}")],
            ["Prices may rise"], 5, [Initiative(n), Initiative(n + 1)]);
        for (var voter = 0; voter < 7; voter++)
            yield return new VoteCast(key, voter < 5 ? "fund" : "defer", "It is needed");
        if (n % 10 == 9)
            yield break;
        yield return new DecisionTaken(key, "fund", 7, "Two would wait", ["Report prices"], Why with
        {
            Evidence = [new(EvidenceKind.Feedback, $"f{n}")],
        });
        if (n % 3 == 0)
            yield return new ConditionMet(key, 1, "The report is in");
        if (n % 5 < 3)
            yield return new DecisionReviewed(key, (BorneOut)(n % 3), "As expected");
        if (n % 20 == 1)
            yield return new DecisionSuperseded(Decision(n - 1), key, Why);
    }

    private static IFact Published(int n) => new RankingPublished(
        Key.Parse($"k{n}"), FullOrganisation.Model, 1, 100, Today.AddYears(-1),
        [.. Enumerable.Range(0, Initiatives).Select(i =>
            new RankedInitiative(Initiative(i), 10 - (i / 100m), i + 1, i < 300))],
        300, $"ranking/1:sha256:{new string('b', 64)}", Why);
}
