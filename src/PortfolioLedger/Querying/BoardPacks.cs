using System.Collections.Immutable;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Explanation;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Portfolios;
using PortfolioLedger.Core.Views;

namespace PortfolioLedger.Querying;

/// <summary>The board pack of a review cycle or of any other span: reads two books.</summary>
internal static class BoardPacks
{
    private static readonly Parameter<Key?> Cycle = new("cycle", null, text => Texts.Key(text),
        "The review cycle; the one closed last if nothing is asked.", "2026-q1", []);

    /// <summary>All of them.</summary>
    public static readonly ImmutableArray<Parameter> Parameters =
        [Cycle, GovernanceQueries.From, GovernanceQueries.To];

    /// <summary>The pack.</summary>
    public static async Task<BoardPack> OfAsync(JournalContext asked, CancellationToken cancel)
    {
        var hasSpan = asked.Get(GovernanceQueries.From) is not null
            || asked.Get(GovernanceQueries.To) is not null;
        if (asked.Get(Cycle) is not null && hasSpan)
            throw QueryFault.Invalid(
                Cycle.Name, "excludes from and to: give one or the others").Raise();
        var cycles = ReviewCycleList.Compute(asked.Book).Items;
        var cycle = hasSpan ? null : CycleOf(asked, cycles);
        var (from, to, seen) = cycle is null ? await GovernanceQueries.SpanAsync(asked, cancel)
            : Around(cycle, cycles, asked.Book.Position);
        var (before, after, changes) = await GovernanceQueries.ChangesAsync(
            asked, from, to, seen, Wording.Now, cancel);
        var explanations = new List<RankingExplanation>();
        var rankings = InitiativeComparison.OfRankings(before, after);
        foreach (var initiative in BoardPack.Farthest(rankings))
            explanations.Add(
                await ExplainedRanking.OfAsync(asked, initiative, before, after, cancel));
        return BoardPack.Compute(before, after, rankings, changes, cycle, explanations);
    }

    /// <summary>The cycle asked for, or the last closed one; null when none was closed.</summary>
    private static ReviewCycleItem? CycleOf(
        JournalContext asked, ImmutableArray<ReviewCycleItem> cycles) =>
        asked.Get(Cycle) is { } key
            ? cycles.FirstOrDefault(c => c.Cycle == key)
                ?? throw QueryFault.Unknown(
                    Subject.NameOf(SubjectKind.ReviewCycle), key.Value).Raise()
            : cycles.Where(c => !c.Open).MaxBy(c => c.ClosedAt);

    /// <summary>
    /// From what the board had seen at the end of the cycle before, else from its opening, to its
    /// end.
    /// </summary>
    private static (long From, long To, Key? Cycle) Around(
        ReviewCycleItem cycle, ImmutableArray<ReviewCycleItem> cycles, long last)
    {
        var before = cycles.Where(c => c.ClosedAt < (cycle.ClosedAt ?? long.MaxValue)
            && c.Cycle != cycle.Cycle).MaxBy(c => c.ClosedAt);
        return (before?.ClosedAt ?? cycle.OpenedAt, cycle.ClosedAt ?? last, before?.Cycle);
    }
}
