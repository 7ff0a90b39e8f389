using PortfolioLedger.Core.Initiatives;

namespace PortfolioLedger.Core.Explanation;

/// <summary>Whether the budget covers an initiative otherwise than before, and why.</summary>
internal static class FundingSentence
{
    /// <summary>The words; none when it is funded as before.</summary>
    public static string Write(RankingExplanation e)
    {
        if (e is not { FromFunding: { } from, ToFunding: { } to, ToRank: { } rank }
            || from.Funded == to.Funded)
            return "";
        var news = to.Funded switch
        {
            true => "It is funded now",
            false when from.Funded == true => "It is not funded any more",
            false => "It is not funded",
            null => "Whether it is funded is not known any more",
        };
        return $"{news}: {Words.List([Reason(to, rank), .. Differing(from, to)])}.";
    }

    private static string Reason(FundingState to, int rank)
    {
        if (to is not { Funded: { } funded, PortfolioBudget: { } all, Left: { } left })
            return "the portfolio has no budget";
        var cost = Math.Max(to.Budget ?? 0, 0);
        // The budget would cover it, so it is its stage that keeps it from being funded.
        if (!funded && cost <= left)
            return $"it is {Words.Of(to.Stage)}"
                + (to.Until is { } day ? $" until {day:O}" : "");
        var (available, needed) = Words.Apart(left, cost);
        return $"at rank {rank} there are {available} left of the {Words.Number(all)} of the "
            + $"portfolio budget, {(funded ? "enough for" : "less than")} its {needed}";
    }

    private static IEnumerable<string> Differing(FundingState from, FundingState to)
    {
        if (from.Stage == Stage.Deferred && to.Stage != Stage.Deferred)
            yield return "it is not deferred any more";
        if (from.PortfolioBudget is { } before && to.PortfolioBudget is { } now && before != now)
            yield return Went("the portfolio budget", before, now);
        if (from.Budget != to.Budget)
            yield return Went("its budget", from.Budget ?? 0, to.Budget ?? 0);
        if (from is { Left: { } was, PortfolioBudget: { } a }
            && to is { Left: { } left, PortfolioBudget: { } b } && a == b && was != left)
            yield return Went("what those before it leave", was, left);
    }

    private static string Went(string what, decimal before, decimal after)
    {
        var (from, to) = Words.Apart(before, after);
        return $"{what} went from {from} to {to}";
    }
}
