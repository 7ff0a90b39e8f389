namespace PortfolioLedger.Core.Views;

/// <summary>
/// What happens to a ranking while one weight moves and the others share the rest as before: every
/// score is a straight line, <c>S + (t − w) / (1 − w) · (v − S)</c>, from the score <c>S</c> at the
/// weight <c>w</c> of today to the value <c>v</c> by the criterion alone at the weight 1. So two
/// initiatives change places at most once, and where is known without a search.
/// </summary>
/// <param name="weight">Of the criterion today, as a share of all; less than 1.</param>
/// <param name="scores">By rank, best first.</param>
/// <param name="values">By the criterion, on the scale of the scores, by rank.</param>
/// <param name="places">By rank: the place among all keys, which orders equal scores.</param>
internal sealed class WeightSweep(
    decimal weight, ImmutableArray<decimal> scores, ImmutableArray<decimal> values,
    ImmutableArray<int> places)
{
    /// <summary>
    /// Weights closer than this are one: divisions leave their last digits to chance.
    /// </summary>
    private const int Digits = 18;

    /// <summary>
    /// How far the weight must move until a lower one draws level with an upper one, beyond which
    /// it is ahead: <c>(1 − w) · g / (g − d)</c>, where <c>g</c> is the difference of their scores
    /// and <c>d</c> that of their values. Null where no weight from 0 to 1 puts it ahead.
    /// </summary>
    public decimal? Reversal(int upper, int lower)
    {
        var gap = scores[upper] - scores[lower];
        var difference = values[upper] - values[lower];
        var reachable = difference < gap ? difference < 0
            : difference > gap && weight * (difference - gap) > (1 - weight) * gap;
        return reachable ? (1 - weight) * gap / (gap - difference) : null;
    }

    /// <summary>
    /// Whether the weight must rise to put the lower one ahead; where it must not, it may have to
    /// fall.
    /// </summary>
    public bool IsUpwards(int upper, int lower) =>
        values[upper] - values[lower] < scores[upper] - scores[lower];

    /// <summary>
    /// Widens the ranks that each initiative takes while the weight moves from today's to another;
    /// the number of pairs that change places on the way.
    /// </summary>
    /// <param name="to">The other weight.</param>
    /// <param name="best">The best rank so far, from 1.</param>
    /// <param name="worst">The worst rank so far.</param>
    public int Widen(decimal to, int[] best, int[] worst)
    {
        if (to == weight)
            return 0;
        var steps = new List<(decimal Way, int Before, int After)>?[scores.Length];
        var swaps = 0;
        foreach (var (upper, lower) in Overtakings(to))
        {
            swaps++;
            var way = Math.Round(Math.Abs(Meeting(upper, lower)), Digits);
            // Where they meet the key decides.
            var level = places[lower] < places[upper] ? 1 : 0;
            (steps[upper] ??= []).Add((way, level, 1));
            (steps[lower] ??= []).Add((way, -level, -1));
        }
        for (var i = 0; i < steps.Length; i++)
        {
            var rank = i + 1;
            foreach (var meeting in (steps[i] ?? []).GroupBy(s => s.Way).OrderBy(s => s.Key))
            {
                Take(i, rank + meeting.Sum(s => s.Before));
                rank += meeting.Sum(s => s.After);
                Take(i, rank);
            }
        }
        return swaps;

        void Take(int i, int rank) =>
            (best[i], worst[i]) = (Math.Min(best[i], rank), Math.Max(worst[i], rank));
    }

    /// <summary>How far the weight moves until two that swap have the same score.</summary>
    private decimal Meeting(int upper, int lower)
    {
        var gap = scores[upper] - scores[lower];
        return gap == 0 ? 0 : (1 - weight) * gap / (gap - (values[upper] - values[lower]));
    }

    /// <summary>
    /// The pairs that stand the other way round at another weight: by insertion, so that few of
    /// them cost little.
    /// </summary>
    private IEnumerable<(int Upper, int Lower)> Overtakings(decimal to)
    {
        // Times 1 − w, so that nothing is rounded and equal scores stay equal.
        decimal At(int i) => scores[i] * (1 - weight) + (to - weight) * (values[i] - scores[i]);
        ImmutableArray<int> then = [.. Enumerable.Range(0, scores.Length)
            .OrderByDescending(At).ThenBy(i => places[i])];
        var placeThen = new int[then.Length];
        for (var place = 0; place < then.Length; place++)
            placeThen[then[place]] = place;
        List<int> above = [];
        for (var i = 0; i < placeThen.Length; i++)
        {
            var at = ~above.BinarySearch(placeThen[i]);
            for (var passed = at; passed < above.Count; passed++)
                yield return (then[above[passed]], i);
            above.Insert(at, placeThen[i]);
        }
    }
}
