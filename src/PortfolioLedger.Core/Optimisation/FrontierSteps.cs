namespace PortfolioLedger.Core.Optimisation;

/// <summary>The best set within a budget, as a search found it.</summary>
/// <param name="Chosen">The set; of those worth as much the cheapest.</param>
/// <param name="Cost">What it costs.</param>
/// <param name="Value">What it is worth.</param>
/// <param name="IsProved">No set within the budget is worth more.</param>
/// <param name="Bound">No set within the budget is worth more than this.</param>
public sealed record FoundWithin(
    ImmutableSortedSet<Key> Chosen, decimal Cost, decimal Value, bool IsProved, decimal Bound);

/// <summary>A step of the curve of best values.</summary>
/// <param name="Found">The set where it begins.</param>
/// <param name="BestUpTo">
/// It is proved the best for every budget from its cost up to this; null when it is not proved.
/// </param>
public sealed record FrontierStep(FoundWithin Found, decimal? BestUpTo)
{
    /// <summary>
    /// The last search above it found it again: steps are rather at the upper end of what is open.
    /// </summary>
    internal bool WasFoundAgain { get; init; }
}

/// <summary>
/// The curve of best values, a step at a time: it says within which budget to search next, and
/// learns what was found there. The best value is a staircase that rises with the budget; the best
/// set within a budget, the cheapest of those worth as much, settles the stairs from its cost up to
/// that budget. What lies between two known steps is searched in the middle, and from above once
/// the middle gave nothing new, the largest rectangle first, so that few searches already say much
/// (Hamacher, Pedersen and Ruzika, 2007). The curve is complete when nothing is open between any
/// two steps.
/// </summary>
/// <param name="unit">The smallest difference of two costs.</param>
/// <param name="most">So many steps are looked for.</param>
public sealed class FrontierSteps(decimal unit, int most)
{
    private readonly List<FrontierStep> _steps = [];

    /// <summary>Budgets within which no set was proved to be the best.</summary>
    private readonly SortedSet<decimal> _unproved = [];

    /// <summary>The steps known by now, the cheapest first.</summary>
    public ImmutableArray<FrontierStep> Known => [.. _steps];

    /// <summary>
    /// Between its cheapest and its last step the whole curve is known and proved.
    /// </summary>
    public bool IsComplete => _steps.TrueForAll(s => s.Found.IsProved)
        && Enumerable.Range(0, Math.Max(_steps.Count - 1, 0)).All(IsSettled);

    /// <summary>The budget to search within next; null when no search would add anything.</summary>
    public decimal? Next()
    {
        if (_steps.Count >= most)
            return null;
        (decimal Area, decimal Budget)? largest = null;
        for (var i = 0; i + 1 < _steps.Count; i++)
            if (!IsSettled(i) && BudgetAbove(i) is { } budget)
            {
                var area = (_steps[i + 1].Found.Cost - From(i))
                    * (_steps[i + 1].Found.Value - _steps[i].Found.Value);
                if (!(area <= largest?.Area))
                    largest = (area, budget);
            }
        return largest?.Budget;
    }

    /// <summary>Learns what was found within a budget.</summary>
    public void Take(decimal budget, FoundWithin found)
    {
        if (!found.IsProved)
            _unproved.Add(budget);
        var known = _steps.FindIndex(s =>
            s.Found.Cost <= found.Cost && s.Found.Value >= found.Value);
        if (known >= 0)
        {
            if (found.IsProved)
                _steps[known] = new(_steps[known].Found with
                {
                    IsProved = true, Bound = found.Bound,
                }, Math.Max(_steps[known].BestUpTo ?? budget, budget)) { WasFoundAgain = true };
            return;
        }
        var upTo = found.IsProved ? budget : (decimal?)null;
        // A cheaper set that is worth as much takes over what was proved of the dearer one.
        foreach (var step in _steps.Where(s => IsBeaten(s) && s.Found.Value == found.Value))
            if (step.BestUpTo is { } proved)
            {
                found = found with { IsProved = true, Bound = step.Found.Bound };
                upTo = Math.Max(upTo ?? proved, proved);
            }
        _steps.RemoveAll(IsBeaten);
        var place = _steps.FindIndex(s => s.Found.Cost > found.Cost);
        place = place < 0 ? _steps.Count : place;
        _steps.Insert(place, new(found, upTo));
        if (place > 0)
            _steps[place - 1] = _steps[place - 1] with { WasFoundAgain = false };

        bool IsBeaten(FrontierStep s) =>
            s.Found.Cost >= found.Cost && s.Found.Value <= found.Value;
    }

    private decimal Top(int i) => _steps[i + 1].Found.Cost - unit;

    private decimal From(int i) => _steps[i].BestUpTo ?? _steps[i].Found.Cost;

    private bool IsSettled(int i) => _steps[i].BestUpTo >= Top(i);

    /// <summary>Where to search above a step; null when it was tried without proof.</summary>
    private decimal? BudgetAbove(int i)
    {
        var top = Top(i);
        var middle = From(i) + Math.Ceiling((top - From(i)) / 2 / unit) * unit;
        var first = _steps[i].WasFoundAgain || _steps[i].BestUpTo is null ? top : middle;
        return !_unproved.Contains(first) ? first
            : !_unproved.Contains(top) ? top : null;
    }
}
