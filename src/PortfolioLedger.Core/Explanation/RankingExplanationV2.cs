using PortfolioLedger.Core.Views;

namespace PortfolioLedger.Core.Explanation;

/// <summary>Version 2 of <see cref="RankCause"/>: it did not say what was changed.</summary>
public sealed record RankCauseV2(
    long? Position,
    string Type,
    string Sentence,
    Subject Subject,
    string? Actor,
    string? Rationale,
    Key? Decision,
    ImmutableArray<EvidenceReference> Evidence,
    DateTimeOffset? KnownAt,
    DateOnly EffectiveOn,
    decimal? ScoreBefore,
    decimal? ScoreAfter,
    int? RankBefore,
    int? RankAfter,
    decimal? ScoreChange,
    int? RankChange,
    bool CameIntoEffect,
    bool Correction,
    bool Claimed,
    decimal? OrderFreeChange
);

/// <summary>
/// Version 2 of <see cref="RankingExplanation"/>: it told neither stages nor funding, and gave no
/// reasons in its summary.
/// </summary>
public sealed record RankingExplanationV2(
    Key Initiative,
    string Name,
    long FromPosition,
    DateOnly FromDay,
    long ToPosition,
    DateOnly ToDay,
    decimal? FromScore,
    decimal? ToScore,
    decimal? ScoreChange,
    int? FromRank,
    int? ToRank,
    int? RankChange,
    ImmutableArray<RankCauseV2> Causes,
    string? OrderFreeNote,
    string Summary
) : IVersionedView, IListView<RankingExplanationV2, RankCauseV2>, IComparisonView
{
    /// <summary>The version.</summary>
    public static int ViewVersion => 2;

    ImmutableArray<RankCauseV2> IListView<RankingExplanationV2, RankCauseV2>.Items => Causes;

    public RankingExplanationV2 Page(ImmutableArray<RankCauseV2> items) =>
        this with { Causes = items };

    internal static RankingExplanationV2 From(RankWalk walk, bool orderFree)
    {
        var counted = RankingExplanation.Counted(walk, orderFree, Wording.Former);
        return Of(counted, ExplanationSentenceV2.Write(counted, walk));
    }

    /// <summary>The fields it had.</summary>
    internal static RankingExplanationV2 Of(RankingExplanation e, string summary) => new(
        e.Initiative, e.Name, e.FromPosition, e.FromDay, e.ToPosition, e.ToDay, e.FromScore,
        e.ToScore, e.ScoreChange, e.FromRank, e.ToRank, e.RankChange, [.. e.Causes.Select(Of)],
        e.OrderFreeNote, summary);

    private static RankCauseV2 Of(RankCause c) => new(
        c.Position, c.Type, c.Sentence, c.Subject, c.Actor, c.Rationale, c.Decision, c.Evidence,
        c.KnownAt, c.EffectiveOn, c.ScoreBefore, c.ScoreAfter, c.RankBefore, c.RankAfter,
        c.ScoreChange, c.RankChange, c.CameIntoEffect, c.Correction, c.Claimed, c.OrderFreeChange);
}
