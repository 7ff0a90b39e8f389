using PortfolioLedger.Core.Scoring;

namespace PortfolioLedger.Core.Views;

/// <summary>How robust a ranking is, in sentences.</summary>
internal static class RobustnessWords
{
    /// <summary>Why nothing is said.</summary>
    /// <param name="why">The reason.</param>
    /// <param name="formula">Of the model; null without one.</param>
    public static string Of(NoRobustness why, Formula? formula) => why switch
    {
        NoRobustness.NoModel => "No scoring model is in force, so nothing is ranked by weights; "
            + "adopt one, or name one.",
        NoRobustness.NotWeighted => "The model ranks by "
            + $"{Enumeration<Formula>.NameOf(formula!.Value)}, a formula without weights: there is "
            + "none to move. Name a model with weights.",
        _ => throw Enumeration<NoRobustness>.Undeclared(why),
    };

    /// <summary>How many ranks hold, and which two are the closest to a swap.</summary>
    /// <param name="within">By which share of itself each weight was moved.</param>
    /// <param name="items">Best first.</param>
    /// <param name="nameOf">How people call a criterion.</param>
    public static string Of(
        decimal within, ImmutableArray<RobustRank> items, Func<string, string> nameOf)
    {
        if (items.IsEmpty)
            return "Nothing is ranked: there is no order that weights could change.";
        if (items is [var alone])
            return $"{alone.Name} is ranked alone: there is no order that weights could change.";
        var held = items.Count(i => i.Holds);
        var holding = (held == items.Length ? $"All {Prose.Number(held)} ranks hold"
            : $"{Prose.Number(held)} of {Prose.Count(items.Length, "rank")} "
                + (held == 1 ? "holds" : "hold"))
            + $" when each weight alone moves by {Prose.Percent(within)} of itself.";
        var closest = items.Where(i => i.Change is not null)
            .OrderBy(i => Math.Abs(i.Change!.Value)).FirstOrDefault();
        return holding + " " + (closest is null
            ? "No change of one weight puts any initiative ahead of the one before it."
            : $"The closest two are {closest.Name} and {closest.BelowName}: " + Swap(closest));

        string Swap(RobustRank pair)
        {
            var criterion = nameOf(pair.Criterion!);
            if (pair.Change == 0)
                return $"they have the same score, and the least change of {criterion} puts the "
                    + "second ahead.";
            var (from, to) = Prose.PercentApart(pair.Weight!.Value, pair.SwapsAt!.Value);
            return $"they swap when the weight of {criterion} "
                + $"{(pair.Change > 0 ? "rises" : "falls")} from {from} beyond {to}.";
        }
    }
}
