using PortfolioLedger.Core.Initiatives;

namespace PortfolioLedger.Core.Optimisation;

/// <summary>A chosen initiative.</summary>
/// <param name="Initiative">Which.</param>
/// <param name="Name">For people.</param>
/// <param name="Value">
/// What it adds to the total; null for a mandatory one of unknown value.
/// </param>
/// <param name="Cost">Null when it is unknown and nothing limits it.</param>
/// <param name="CostBasis">
/// Whose word the cost is, of a budget; null when development costs count.
/// </param>
/// <param name="Required">It was mandatory.</param>
/// <param name="Kept">It was kept because it is under way and money was spent on it.</param>
public sealed record SelectedInitiative(
    Key Initiative,
    string Name,
    decimal? Value,
    decimal? Cost,
    CostBasis? CostBasis,
    bool Required,
    bool Kept
);

/// <summary>A limit that keeps an initiative out, or one in.</summary>
/// <param name="Constraint">Its name.</param>
/// <param name="Used">The sum over the chosen ones.</param>
/// <param name="Limit">The most or the least it may be.</param>
/// <param name="Left">How far the sum is from it.</param>
public sealed record BindingConstraint(
    string Constraint,
    decimal Used,
    decimal Limit,
    decimal Left
);

/// <summary>The set that funding in rank order gives under the same limits.</summary>
/// <param name="Initiatives">By key.</param>
/// <param name="Total">What it is worth.</param>
/// <param name="Gain">How much more the best set is worth.</param>
/// <param name="Breaches">Minimums that this set does not keep.</param>
public sealed record RankOrderFunding(
    ImmutableArray<Key> Initiatives, decimal Total, decimal Gain, ImmutableArray<string> Breaches);

/// <summary>The scale of whole numbers in which a sum was solved.</summary>
/// <param name="Constraint">Of which sum; <c>total</c> is what was maximised.</param>
/// <param name="Digits">Behind the decimal point.</param>
/// <param name="Exact">No digit was lost; else limits were kept a little too strictly.</param>
public sealed record SolvedScale(string Constraint, int Digits, bool Exact);

/// <summary>What a solver found.</summary>
/// <param name="Chosen">The set.</param>
/// <param name="IsProved">No other set is worth more.</param>
/// <param name="Bound">No set is worth more than this.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Scales">In which whole numbers it was solved.</param>
public sealed record FoundFunding(
    ImmutableSortedSet<Key> Chosen,
    bool IsProved,
    decimal Bound,
    decimal Seconds,
    ImmutableArray<SolvedScale> Scales
);

/// <summary>The best set of initiatives within limits, and how sure that is.</summary>
/// <param name="Objective">What there is most of.</param>
/// <param name="Cost">What counted as cost.</param>
/// <param name="Stages">Initiatives in these stages were looked at.</param>
/// <param name="Budget">For the whole; null without one.</param>
/// <param name="DropActive">
/// Whether initiatives under way, on which money was spent, could be dropped.
/// </param>
/// <param name="Selected">By key.</param>
/// <param name="Rejected">By key, each with the reason.</param>
/// <param name="Dropped">
/// Those of the rejected that are under way, with what was spent on them and what they would still
/// cost.
/// </param>
/// <param name="Total">
/// What the set is worth; mandatory ones of unknown value add nothing to it.
/// </param>
/// <param name="TotalCost">What is known of its cost.</param>
/// <param name="Optimal">Proved: no other set is worth more.</param>
/// <param name="Bound">No set is worth more than this.</param>
/// <param name="Gap">Bound less total.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Binding">The limits that keep something out, or in.</param>
/// <param name="RankOrder">What funding in rank order gives.</param>
/// <param name="Scales">In which whole numbers it was solved.</param>
public sealed record OptimisedFunding(
    FundingObjective Objective,
    FundingCost Cost,
    ImmutableArray<Stage> Stages,
    decimal? Budget,
    bool DropActive,
    ImmutableArray<SelectedInitiative> Selected,
    ImmutableArray<RejectedInitiative> Rejected,
    ImmutableArray<DroppedInitiative> Dropped,
    decimal Total,
    decimal TotalCost,
    bool Optimal,
    decimal Bound,
    decimal Gap,
    decimal Seconds,
    ImmutableArray<BindingConstraint> Binding,
    RankOrderFunding RankOrder,
    ImmutableArray<SolvedScale> Scales
)
{
    /// <summary>The answer, once a set is found; checked exactly against every rule.</summary>
    public static OptimisedFunding From(
        FundingQuestion question,
        FundingChoice choice,
        FoundFunding found
    )
    {
        var problem = choice.Problem;
        if (problem.Breaches(found.Chosen).FirstOrDefault() is { } broken)
            throw new InvalidOperationException($"the set found breaks {broken}");
        var total = problem.ValueOf(found.Chosen);
        var bound = Math.Max(found.Bound, total);
        ImmutableArray<RejectedInitiative> rejected =
        [
            .. choice
                .Rejected.Concat(
                    problem
                        .Candidates.Where(c => !found.Chosen.Contains(c.Initiative))
                        .Select(c => Left(problem, c, found.Chosen))
                )
                .OrderBy(r => r.Initiative),
        ];
        return new(
            question.Objective,
            question.CostBasis,
            Initiatives.Stages.Covered(question.Stages),
            choice.Budget,
            question.DropActive == true,
            [
                .. problem
                    .Candidates.Where(c => found.Chosen.Contains(c.Initiative))
                    .Select(c => new SelectedInitiative(
                        c.Initiative,
                        c.Name,
                        c.Value,
                        c.Cost,
                        c.Basis,
                        c.Required && !c.Kept,
                        c.Kept
                    )),
            ],
            rejected,
            [
                .. from u in choice.UnderWay
                join r in rejected on u.Initiative equals r.Initiative
                select new DroppedInitiative(
                    u.Initiative, u.Name, u.Stage, u.SunkCost, u.RemainingCost, r.Reason),
            ],
            total,
            problem
                .Candidates.Where(c => found.Chosen.Contains(c.Initiative))
                .Sum(c => c.Cost ?? 0),
            found.IsProved,
            bound,
            bound - total,
            found.Seconds,
            [.. BindingOf(problem, found.Chosen)],
            InRankOrder(choice, total),
            found.Scales
        );
    }

    private static RankOrderFunding InRankOrder(FundingChoice choice, decimal best)
    {
        var chosen = choice.Problem.InOrder(choice.Order);
        var total = choice.Problem.ValueOf(chosen);
        return new([.. chosen], total, best - total, [.. choice.Problem.Breaches(chosen)]);
    }

    private static RejectedInitiative Left(
        FundingProblem problem,
        Candidate c,
        ImmutableSortedSet<Key> chosen
    )
    {
        string[] broken = [.. problem.Breaches(chosen.Add(c.Initiative))];
        var (reason, detail) =
            broken.Length > 0
                ? (
                    "did-not-fit",
                    $"With the chosen ones it would break {string.Join(", ", broken)}."
                )
            : c.Value <= 0 ? ("adds-nothing", "It is worth nothing, or less.")
            : (
                "not-in-best-set",
                "It would fit: the search ended before the set was proved to be the best."
            );
        return new(c.Initiative, c.Name, reason, detail, c.Value, c.Cost, c.Basis);
    }

    private static IEnumerable<BindingConstraint> BindingOf(
        FundingProblem problem,
        ImmutableSortedSet<Key> chosen
    )
    {
        foreach (var limit in problem.Limits)
        {
            var used = limit.SumOf(chosen);
            if (
                limit.Most is { } most
                && problem.Candidates.Any(c =>
                    c.Value > 0
                    && !chosen.Contains(c.Initiative)
                    && used + limit.Amounts.GetValueOrDefault(c.Initiative) > most
                )
            )
                yield return new(limit.Constraint, used, most, most - used);
            if (limit.Least is { } least
                && chosen.Any(k => used - limit.Amounts.GetValueOrDefault(k) < least))
                yield return new(limit.Constraint, used, least, used - least);
        }
    }
}
