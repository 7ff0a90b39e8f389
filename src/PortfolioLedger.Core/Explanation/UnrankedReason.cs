using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Scoring;
using PortfolioLedger.Core.Views;

namespace PortfolioLedger.Core.Explanation;

/// <summary>
/// Why an initiative had no rank at either end of an explanation, in plain words.
/// </summary>
internal static class UnrankedReason
{
    /// <summary>The words; the later book says why.</summary>
    /// <param name="e">What is explained.</param>
    /// <param name="walk">Of the explanation.</param>
    /// <param name="stageIsTold">Its stage is told by another sentence.</param>
    public static string Write(RankingExplanation e, RankWalk walk, bool stageIsTold = false)
    {
        var (from, to) = e.FromDay == e.ToDay
            ? ($"at position {e.FromPosition}", $"at position {e.ToPosition}")
            : ($"on {e.FromDay:O}", $"on {e.ToDay:O}");
        if (walk.Question.Restated is null && walk.From.Scoring.InForceOn(e.FromDay) is null
            && walk.Book.Scoring.InForceOn(e.ToDay) is null)
            return $"No scoring model was in force {from} or {to}, so nothing was ranked; "
                + "name a model to rank both by it.";
        return $"{e.Name} was ranked neither {from} nor {to}{Why(e, walk, stageIsTold)}.";
    }

    private static string Why(RankingExplanation e, RankWalk walk, bool stageIsTold)
    {
        var book = walk.Book;
        if ((walk.Question.Restated ?? book.Scoring.InForceOn(book.Day)) is not var (_, version))
            return ": no scoring model was in force then";
        if (book.Initiatives.Find(e.Initiative) is not { } initiative || initiative.From > book.Day)
            return ": it did not exist yet";
        var stage = initiative.StageOn(book.Day);
        if (!stage.Counts())
            return stageIsTold ? ""
                : FormattableString.Invariant($": it was {stage.ToString().ToLowerInvariant()}");
        var missing = InitiativeScore.From(new CriterionValues(book), initiative, version).Missing;
        return missing.IsEmpty ? "" : $": it lacked {string.Join(", ", missing)}";
    }
}
