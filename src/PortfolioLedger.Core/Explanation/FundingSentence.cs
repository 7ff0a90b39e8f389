using PortfolioLedger.Core.Initiatives;

namespace PortfolioLedger.Core.Explanation;

/// <summary>Whether the budget covers an initiative otherwise than before, and why.</summary>
public static class FundingSentence
{
    /// <summary>The words; none when it is funded as before.</summary>
    /// <param name="e">What is explained.</param>
    /// <param name="currency">Of the portfolio.</param>
    public static string Write(RankingExplanation e, Currency currency)
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
        var before = Differing(from, to, currency).ToList();
        return $"{news}: {Reason(to, rank, currency)}"
            + (before.Count == 0 ? "." : $"; at the start {Prose.List(before)}.");
    }

    private static string Reason(FundingState to, int rank, Currency currency)
    {
        if (to is not { Funded: { } funded, PortfolioBudget: { } all, Left: { } left })
            return "the portfolio has no budget";
        var cost = Math.Max(to.Budget ?? 0, 0);
        // The budget would cover it, so it is its stage that keeps it from being funded.
        if (!funded && cost <= left)
            return $"it is {Prose.Of(to.Stage)}" + Until(to);
        if (left == all)
            return $"the portfolio budget of {Said(all)} is "
                + $"{(funded ? "enough for" : "less than")} its {Said(cost)}";
        return $"at rank {rank}, {Said(left)} of the portfolio budget of {Said(all)} are left, "
            + $"{(funded ? "enough for" : "less than")} its {Said(cost)}";

        string Said(decimal amount) => new Money(amount, currency).ToString();
    }

    private static IEnumerable<string> Differing(
        FundingState from, FundingState to, Currency currency)
    {
        if (from.Stage == Stage.Deferred && to.Stage != Stage.Deferred)
            yield return "it was deferred" + Until(from);
        if (from.PortfolioBudget != to.PortfolioBudget)
            yield return from.PortfolioBudget is { } all
                ? $"the portfolio budget was {new Money(all, currency)}"
                : "the portfolio had no budget";
        if (from.Budget != to.Budget)
            yield return from.Budget is { } own ? $"its budget was {new Money(own, currency)}"
                : "it had no budget";
        if (from.Left is { } left && from.Left != to.Left && left != from.PortfolioBudget)
            yield return $"{new Money(left, currency)} were left";
    }

    private static string Until(FundingState state) =>
        state.Until is { } day ? $" until {day:O}" : "";
}
