using System.Collections.Immutable;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Pages;

namespace PortfolioLedger.AuditLog;

/// <summary>What a board gets to read about a review cycle, on one page.</summary>
/// <param name="Cycle">The review cycle it is about; null for a span of its own.</param>
/// <param name="Cycles">Those there are, the newest first: key and name.</param>
/// <param name="Changes">What changed, and between which two books.</param>
/// <param name="Comparison">
/// The ranking then and now; null where there was nothing then or nothing is ranked.
/// </param>
/// <param name="Ranking">The ranking at the end.</param>
/// <param name="Reasons">Why those moved that moved the farthest.</param>
/// <param name="Taken">Decisions taken in between.</param>
/// <param name="Open">Decisions that are tabled and not taken.</param>
/// <param name="Outcomes">Outcomes at the end.</param>
/// <param name="Digests">Of every view on the page, by its address.</param>
/// <param name="Checkpoint">The signed checkpoint; null before the first.</param>
/// <param name="Signed">Up to which position it is signed.</param>
/// <param name="Links">Of the book at the end.</param>
public sealed record BoardPackModel(
    ReviewCycleItem? Cycle, ImmutableArray<ReviewCycleItem> Cycles, Changes Changes,
    InitiativeComparison? Comparison, Ranking Ranking, ImmutableArray<MoveReason> Reasons,
    ImmutableArray<DecisionItem> Taken, ImmutableArray<DecisionItem> Open,
    ImmutableArray<OutcomeItem> Outcomes, ImmutableArray<(string View, string Digest)> Digests,
    string? Checkpoint, long Signed, PageLinks Links)
{
    /// <summary>How a rank moved, in words that need no colour.</summary>
    public string MoveOf(Key initiative) =>
        Comparison?.Items.FirstOrDefault(i => i.Initiative == initiative) is not { } move ? ""
        : move.FromRank is null ? "new"
        : move.RankChange switch
        {
            < 0 and { } up => $"▲{-up}",
            > 0 and { } down => $"▼{down}",
            _ => "=",
        };

    /// <summary>The rank at the beginning; a dash where there was none.</summary>
    public string RankBefore(Key initiative) => Comparison?.Items
        .FirstOrDefault(i => i.Initiative == initiative)?.FromRank?.ToString() ?? "–";
}

/// <summary>Why an initiative moved in the ranking.</summary>
/// <param name="Initiative">Which.</param>
/// <param name="Name">For people.</param>
/// <param name="Sentence">What moved it.</param>
/// <param name="Address">Of the whole explanation.</param>
public sealed record MoveReason(Key Initiative, string Name, string Sentence, string Address);
