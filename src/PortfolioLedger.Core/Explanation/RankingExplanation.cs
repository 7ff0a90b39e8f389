using PortfolioLedger.Core.Views;

namespace PortfolioLedger.Core.Explanation;

/// <summary>One decision that moved the score or the rank of an initiative.</summary>
/// <param name="Position">Of the event; null when nothing but time passed.</param>
/// <param name="Type">The stored name of the event; <c>time-passed</c> without one.</param>
/// <param name="Sentence">What happened.</param>
/// <param name="Subject">What it is about; another initiative when that one overtook.</param>
/// <param name="Actor">Who recorded it.</param>
/// <param name="Rationale">Why; null for facts that are no decisions.</param>
/// <param name="Decision">The governance decision it carries out.</param>
/// <param name="Evidence">On what evidence.</param>
/// <param name="KnownAt">When the ledger knew.</param>
/// <param name="EffectiveOn">When it takes effect.</param>
/// <param name="ScoreBefore">The score before it; null when there was none.</param>
/// <param name="ScoreAfter">The score after it; null when there is none.</param>
/// <param name="RankBefore">The rank before it.</param>
/// <param name="RankAfter">The rank after it.</param>
/// <param name="ScoreChange">
/// What it adds to the score. Losing a score changes it by 0, gaining one back by the difference to
/// the last one, so that the changes add up; null when there was none before.
/// </param>
/// <param name="RankChange">What it adds to the rank: positive is a fall. Null as above.</param>
/// <param name="CameIntoEffect">It had been recorded earlier; its day came.</param>
/// <param name="Correction">
/// It reaches back: it takes effect before the day it became known.
/// </param>
/// <param name="Claimed">Imported: the source claims it.</param>
/// <param name="OrderFreeChange">
/// Its share of the score change whatever the order (Shapley); null unless asked for.
/// </param>
/// <param name="Changes">What it made otherwise, exactly; empty when that cannot be told.</param>
public sealed record RankCause(
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
    decimal? OrderFreeChange,
    ImmutableArray<CauseChange> Changes
);

/// <summary>
/// Why an initiative's score and rank changed between two books: every decision that moved them,
/// with contributions that add up to the whole change exactly.
/// </summary>
/// <param name="Initiative">Whose.</param>
/// <param name="Name">For people.</param>
/// <param name="FromPosition">Of the earlier book; events after it are explained.</param>
/// <param name="FromDay">Its business day.</param>
/// <param name="ToPosition">Of the later book.</param>
/// <param name="ToDay">Its business day.</param>
/// <param name="FromScore">Null when it had none.</param>
/// <param name="ToScore">Null when it has none.</param>
/// <param name="ScoreChange">To less from; null when one of them is.</param>
/// <param name="FromRank">Null when it had none.</param>
/// <param name="ToRank">Null when it has none.</param>
/// <param name="RankChange">To less from: positive is a fall.</param>
/// <param name="FromFunding">What the budget covered of it; null when it had no rank.</param>
/// <param name="ToFunding">What the budget covers of it; null when it has no rank.</param>
/// <param name="StageChanges">
/// Its own steps through the life cycle, and those of initiatives before it, at the start or now,
/// that came, went, or were deferred; oldest first.
/// </param>
/// <param name="Causes">In the order in which they worked.</param>
/// <param name="OrderFreeNote">
/// Why there is no order-free attribution; null when there is, or none was asked.
/// </param>
/// <param name="Summary">The answer in one sentence or two.</param>
public sealed record RankingExplanation(
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
    FundingState? FromFunding,
    FundingState? ToFunding,
    ImmutableArray<StageChange> StageChanges,
    ImmutableArray<RankCause> Causes,
    string? OrderFreeNote,
    string Summary
) : IView, IListView<RankingExplanation, RankCause>, IComparisonView
{
    /// <summary>Name of the view.</summary>
    public static string ViewName => "ranking-explanation";

    /// <summary>
    /// Raised whenever fields or formula change. Since version 3 causes say what they changed, and
    /// stages and funding are told.
    /// </summary>
    public static int ViewVersion => 3;

    ImmutableArray<RankCause> IListView<RankingExplanation, RankCause>.Items => Causes;

    public RankingExplanation Page(ImmutableArray<RankCause> items) => this with { Causes = items };

    /// <summary>What a finished walk found.</summary>
    /// <param name="walk">From the earlier book to the later one.</param>
    /// <param name="orderFree">
    /// Whether the changes are also shared out independently of the order.
    /// </param>
    internal static RankingExplanation From(RankWalk walk, bool orderFree)
    {
        var explained = Counted(walk, orderFree, Wording.Now) with
        {
            FromFunding = FundingState.Of(walk.From, walk),
            ToFunding = FundingState.Of(walk.Book, walk),
            StageChanges = StageChange.Of(walk),
        };
        return explained with { Summary = ExplanationSentence.Write(explained, walk) };
    }

    /// <summary>The numbers and their causes, without a summary.</summary>
    internal static RankingExplanation Counted(RankWalk walk, bool orderFree, Wording wording)
    {
        var digits = ScoreDigits.For(
            walk.Moves.SelectMany(m => new[] { m.Before.Score, m.After.Score })
                .Append(walk.Start.Score)
                .OfType<decimal>()
        );
        var causes = RankCauses.Find(walk, digits, wording);
        string? note = null;
        if (orderFree)
            (causes, note) = OrderFree.Attribute(walk, causes, digits, wording);
        decimal? from = Rounded(walk.Start.Score, digits), to = Rounded(walk.End.Score, digits);
        return new RankingExplanation(
            walk.Initiative,
            walk.Book.InitiativeName(walk.Initiative),
            walk.From.Position,
            walk.From.Day,
            walk.Book.Position,
            walk.Book.Day,
            from,
            to,
            to - from,
            walk.Start.Rank,
            walk.End.Rank,
            walk.End.Rank - walk.Start.Rank,
            null,
            null,
            [],
            causes,
            note,
            ""
        );
    }

    private static decimal? Rounded(decimal? score, ScoreDigits digits) =>
        score is { } known ? digits.Round(known) : null;
}
