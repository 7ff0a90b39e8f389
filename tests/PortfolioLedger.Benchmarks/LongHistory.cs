using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Feedback;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Outcomes;
using PortfolioLedger.Core.Portfolios;
using PortfolioLedger.Core.Scoring;
using PortfolioLedger.Core.Valuation;

namespace PortfolioLedger.Benchmarks;

/// <summary>
/// A history in memory: first 1,000 initiatives, 200 outcomes and 10,000 pieces of feedback, then
/// scores, budgets, contributions, phases, spend, measurements and feedback in a random mix.
/// </summary>
internal static class LongHistory
{
    /// <summary>Entries until everything is there.</summary>
    public const int Created = 13_206;

    private static readonly Actor Board = new("board", Role.Approver);
    private static readonly DateTimeOffset Start = new(2024, 1, 1, 9, 0, 0, TimeSpan.Zero);
    private static readonly Currency Dollar = Currency.Parse("USD");

    /// <summary>The portfolio.</summary>
    public static readonly Key Portfolio = Key.Parse("long");

    /// <summary>So many entries, a minute apart.</summary>
    public static Entry[] Of(int entries) =>
        [.. Creations().Concat(Changes(new(1))).Take(entries).Select(At)];

    private static Entry At(IFact fact, int index)
    {
        var at = Start.AddMinutes(index);
        return new(index + 1, new Guid(index, 0, 0, new byte[8]), at, null,
            DateOnly.FromDateTime(at.UtcDateTime), Board, null, null, null, 1, fact);
    }

    private static IEnumerable<IFact> Creations()
    {
        var why = new Grounds("Agreed for the benchmark");
        var board = Key.Parse("board");
        yield return new PortfolioOpened(Portfolio, "Long", Dollar, null);
        yield return new ScoringModelDrafted(board, 1, Formula.Weighted,
            [new("value", 0, 10, new(0.6m)), new("risk", 0, 10, new(0.4m), Preference.Lower)]);
        yield return new ScoringModelReleased(board, 1, why);
        yield return new ScoringModelAdopted(board, 1, why);
        for (var i = 0; i < 1_000; i++)
        {
            var key = Key.Parse($"i{i}");
            yield return new InitiativeProposed(
                key,
                $"Initiative {i}",
                InitiativeKind.Project,
                null,
                "sponsor",
                null,
                null,
                null,
                null
            );
            yield return new BudgetApproved(key, "2026", new(1_000 + i, Dollar), why);
            yield return new CriterionScored(key, board, "value", 0, 10, i % 11, why);
        }
        for (var i = 0; i < 200; i++)
            yield return new OutcomeDefined(
                Key.Parse($"o{i}"),
                $"Outcome {i}",
                "hours",
                Direction.Decrease,
                null,
                null,
                null,
                null,
                null
            );
        for (var i = 0; i < 10_000; i++)
            yield return new FeedbackReceived(
                Key.Parse($"f{i}"),
                null,
                "survey",
                new SealedText("3q2+7w=="),
                null,
                null
            );
    }

    private static IEnumerable<IFact> Changes(Random random)
    {
        for (var n = 0; ; n++)
        {
            var why = new Grounds($"Discussed in meeting {n % 50}");
            var (initiative, voice) = (
                Key.Parse($"i{random.Next(1_000)}"),
                Key.Parse($"f{random.Next(10_000)}")
            );
            yield return random.Next(10) switch
            {
                0 => new BudgetChanged(
                    initiative,
                    "2026",
                    new(1, Dollar),
                    new(1_000 + n % 5_000, Dollar),
                    why
                ),
                1 => new ContributionClaimed(
                    initiative,
                    Key.Parse("growth"),
                    n % 2 == 0 ? Strength.Weak : Strength.Strong,
                    new(0.8m),
                    why
                ),
                2 => new PhaseEntered(initiative, $"Phase {n % 20}"),
                3 => new SpendRecorded(initiative, "2026-01", new(1, Dollar), null, null),
                4 => new OutcomeMeasured(
                    Key.Parse($"o{random.Next(200)}"),
                    n % 100 / 10m,
                    DateOnly.FromDateTime(Start.AddMinutes(n).UtcDateTime),
                    3,
                    null
                ),
                5 => new FeedbackClassified(voice, "theme", null, null),
                6 => new FeedbackLinked(voice, initiative, 2),
                _ => new CriterionScored(
                    initiative,
                    Key.Parse("board"),
                    n % 2 == 0 ? "value" : "risk",
                    0,
                    10,
                    n % 101 / 10m,
                    why
                ),
            };
        }
    }
}
