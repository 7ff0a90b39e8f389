using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Views;

namespace PortfolioLedger.Core.Explanation;

/// <summary>Whether the budget covers an initiative otherwise than before, and why.</summary>
public static class FundingSentence
{
    /// <summary>
    /// The words; none when it is funded as before, or where there is no budget at either time.
    /// </summary>
    /// <param name="e">What is explained.</param>
    /// <param name="currency">Of the portfolio.</param>
    public static string Write(RankingExplanation e, Currency currency)
    {
        if (e is not { FromFunding: { } from, ToFunding: { } to, ToRank: { } rank }
            || from.Funded == to.Funded || (from.PortfolioBudget ?? to.PortfolioBudget) is null)
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
        if (Waiting(to, "is") is { } waiting)
            return waiting;
        if (to is not { Funded: { } funded, PortfolioBudget: { } all, Left: { } left })
            return "the portfolio has no budget";
        var cost = Said(Math.Max(to.Cost ?? 0, 0))
            + (to.CostBasis == CostBasis.Requested ? " requested" : "");
        if (left == all)
            return $"the portfolio budget of {Said(all)} is "
                + $"{(funded ? "enough for" : "less than")} its {cost}";
        return $"at rank {rank}, {Said(left)} of the portfolio budget of {Said(all)} are left, "
            + $"{(funded ? "enough for" : "less than")} its {cost}";

        string Said(decimal amount) => new Money(amount, currency).ToString();
    }

    private static IEnumerable<string> Differing(
        FundingState from, FundingState to, Currency currency)
    {
        if (from.NotFunded != to.NotFunded && Waiting(from, "was") is { } waiting)
            yield return waiting;
        if (from.PortfolioBudget != to.PortfolioBudget)
            yield return from.PortfolioBudget is { } all
                ? $"the portfolio budget was {new Money(all, currency)}"
                : "the portfolio had no budget";
        if (from.Cost != to.Cost || from.CostBasis != to.CostBasis)
            yield return from.Cost is not { } own ? "it had no budget"
                : from.CostBasis == CostBasis.Requested
                    ? $"{new Money(own, currency)} were requested for it"
                    : $"its budget was {new Money(own, currency)}";
        if (from.Left is { } left && from.Left != to.Left && left != from.PortfolioBudget)
            yield return $"{new Money(left, currency)} were left";
    }

    /// <summary>The stage that keeps it from being funded, whatever is left; else null.</summary>
    private static string? Waiting(FundingState state, string verb) => state.NotFunded switch
    {
        NotFunded.Deferred =>
            $"it {verb} deferred" + (state.Until is { } day ? $" until {day:O}" : ""),
        NotFunded.Paused =>
            $"it {verb} paused" + (state.Until is { } day ? $" and was to go on by {day:O}" : ""),
        _ => null,
    };
}
