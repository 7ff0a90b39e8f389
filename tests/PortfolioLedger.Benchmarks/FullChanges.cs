using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Departments;
using PortfolioLedger.Core.Feedback;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Outcomes;
using PortfolioLedger.Core.Portfolios;
using PortfolioLedger.Core.Strategy;
using PortfolioLedger.Core.ValueStreams;
using static PortfolioLedger.Benchmarks.FullHistory;

namespace PortfolioLedger.Benchmarks;

/// <summary>
/// A round of changes: each overwrites what the round before said, or adds up to nothing in two
/// rounds, so that only measurements of new days remain. The last round is the same in every
/// history: what is said in it depends on how many follow.
/// </summary>
internal static class FullChanges
{
    public static IEnumerable<IFact> Facts(int left, bool first, DateOnly day) => Shuffled(
        Organisation(left)
            .Concat(Enumerable.Range(0, Initiatives).SelectMany(n => OfInitiative(n, left, first)))
            .Concat(Enumerable.Range(0, Outcomes).SelectMany(n => OfOutcome(n, left, day)))
            .Concat(Enumerable.Range(0, Voices / 4).SelectMany(n => OfVoice(n, left))));

    /// <summary>As they come in life: one after the other of every kind.</summary>
    private static IEnumerable<IFact> Shuffled(IEnumerable<IFact> facts)
    {
        var all = facts.ToArray();
        new Random(1).Shuffle(all);
        return all;
    }

    public static ObjectivesReweighted Reweighted(int left)
    {
        var weights = Enumerable.Range(0, Strategic).ToDictionary(Objective, _ => 1m / Strategic);
        weights[Objective(0)] += left % 2 * .01m;
        weights[Objective(1)] -= left % 2 * .01m;
        return new(weights.ToImmutableSortedDictionary(), WeightingMethod.Direct, Why);
    }

    private static IEnumerable<IFact> Organisation(int left)
    {
        yield return Reweighted(left);
        yield return new PortfolioBudgetSet(Portfolio, "2026", 3_000_000 + left, 1_000_000, Why);
        for (var n = 0; n < Departments; n++)
            yield return new CapacitySet("2026-q1", Department(n), "engineer", 20 + n + left);
        for (var n = 0; n < Streams; n++)
        {
            yield return new ImportanceAssessed(Stream(n), new(.05m), new(left % 10 / 10m), Why);
            yield return new ResourcesStated(
                Stream(n),
                "2026-q1",
                Dollars(1_000 + n + left),
                2 + n
            );
        }
    }

    private static IEnumerable<IFact> OfInitiative(int n, int left, bool first)
    {
        var key = Initiative(n);
        yield return new BudgetChanged(
            key, "2026", Dollars(first ? left : -1), Dollars(1_000 + n + left), Why);
        yield return new CriterionScored(
            key, FullOrganisation.Model, "value", 0, 10, (n + left) % 11, Why);
        yield return new ContributionRevised(
            key, Objective(n), left % 2 == 0 ? Strength.Strong : Strength.Medium, new(.8m), Why);
        yield return new PhaseEntered(key, $"Phase {left % 20}");
        yield return new ForecastCompletionChanged(
            key, null, new DateOnly(2026, 1 + n % 12, 15).AddDays(left), null);
        yield return new PriorityShifted(key, null, 1 + (n + left) % 5, Why);
        yield return new SpendRecorded(key, "2026-05", Dollars(left % 2 == 0 ? 1 : -1), null, null);
        yield return new AssuranceRated(key, "rag", left % 2 == 0 ? "green" : "red", null, Why);
    }

    private static IEnumerable<IFact> OfOutcome(int n, int left, DateOnly day)
    {
        var key = Outcome(n);
        yield return new OutcomeMeasured(key, 18 - (n + left) % 12, day, 12, "counted");
        yield return new TargetChanged(
            key, TargetChangeKind.Ambition, null, 5 + left % 2, new(2026, 12, 31), Why);
        yield return new OutcomeLinked(
            key, new(SubjectKind.Initiative, Initiative(n * 5)), left % 2 == 0 ? 1 : .5m, Why);
    }

    private static IEnumerable<IFact> OfVoice(int n, int left)
    {
        yield return new FeedbackClassified(
            FeedbackRecord(n * 4),
            $"theme {left % 9}",
            "clear water",
            null
        );
        yield return new FeedbackLinked(FeedbackRecord(n * 4), Initiative(n * 4), left % 4);
    }
}
