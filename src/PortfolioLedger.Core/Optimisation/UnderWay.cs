using PortfolioLedger.Core.Initiatives;

namespace PortfolioLedger.Core.Optimisation;

/// <summary>
/// An initiative that is active or paused and on which money was spent: dropping it is no mere
/// choice among proposals.
/// </summary>
/// <param name="Initiative">Which.</param>
/// <param name="Name">For people.</param>
/// <param name="Stage">Active or paused.</param>
/// <param name="SunkCost">Recorded spend, in the portfolio's currency.</param>
/// <param name="RemainingCost">
/// What it still costs: its budget less the spend, not below zero; or the development cost that
/// remains, where that counts as cost. Null when unknown.
/// </param>
public sealed record UnderWay(
    Key Initiative, string Name, Stage Stage, decimal SunkCost, decimal? RemainingCost)
{
    /// <summary>Name and amounts, for people.</summary>
    public string Said(Currency currency) =>
        $"{Name} ({new Money(SunkCost, currency)} spent, "
        + (RemainingCost is { } rest ? $"{new Money(rest, currency)} to come)"
            : "what is to come is unknown)");

    /// <summary>Of an initiative on a day; null when it is not under way.</summary>
    internal static UnderWay? From(Initiative i, DateOnly day, FundingCost basis, decimal? cost)
    {
        var stage = i.StageOn(day);
        return stage is Stage.Active or Stage.Paused && i.Spend.On(day) is > 0 and var spent
            ? new(i.Key, i.NameOn(day), stage, spent,
                basis == FundingCost.Budget && cost is { } budget
                    ? Math.Max(budget - spent, 0) : cost)
            : null;
    }
}

/// <summary>An initiative under way that the answer drops.</summary>
/// <param name="Initiative">Which.</param>
/// <param name="Name">For people.</param>
/// <param name="Stage">Active or paused.</param>
/// <param name="SunkCost">What was spent on it, in the portfolio's currency.</param>
/// <param name="RemainingCost">What it would still cost; null when unknown.</param>
/// <param name="Reason">Why it is not chosen, as in the list of those.</param>
public sealed record DroppedInitiative(
    Key Initiative, string Name, Stage Stage, decimal SunkCost, decimal? RemainingCost,
    string Reason);
