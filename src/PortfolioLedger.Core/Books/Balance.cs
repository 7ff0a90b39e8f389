using System.Runtime.InteropServices;
using System.Text.Json.Serialization;

namespace PortfolioLedger.Core.Books;

/// <summary>One decision about a total: stated whole, or changed by a difference.</summary>
/// <param name="EffectiveOn">From which day.</param>
/// <param name="Position">Of the event that says so.</param>
/// <param name="Amount">The total when it is stated whole, else the difference.</param>
/// <param name="Whole">
/// It states the total: what was decided for days up to its own is replaced.
/// </param>
public sealed record BalanceStep(
    DateOnly EffectiveOn, long Position, decimal Amount,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Whole = false)
{
    /// <summary>
    /// The total from this step to the next one; unknown before one was stated whole.
    /// </summary>
    [JsonIgnore]
    public decimal? Total { get; init; }
}

/// <summary>
/// A total through time, like a budget, that is stated whole or changed by a difference.
/// <para>
/// A statement is a register by (effective day, position): from its day on it replaces what was
/// decided for days up to it. A change adds, from its day on, its new total less the total on its
/// own effective day as known before it, and counts while no later-effective statement replaces it.
/// Before the first statement the total is unknown: a change adds to nothing.
/// </para>
/// </summary>
public sealed record Balance
{
    /// <summary>Nothing stated yet.</summary>
    public static readonly Balance Unstated = new([]);

    /// <summary>A balance of decisions.</summary>
    /// <param name="steps">Sorted by (effective day, position).</param>
    [JsonConstructor]
    public Balance(ImmutableArray<BalanceStep> steps) : this([.. steps], 0, steps.Length)
    {
    }

    private Balance(BalanceStep[] steps, int from, int to)
    {
        AddUp(steps, from, to);
        Steps = ImmutableCollectionsMarshal.AsImmutableArray(steps);
    }

    /// <summary>
    /// Every decision, by (effective day, position), with the total that it leads to.
    /// </summary>
    public ImmutableArray<BalanceStep> Steps { get; }

    /// <summary>
    /// The total once everything decided has taken effect; unknown before a statement.
    /// </summary>
    [JsonIgnore]
    public decimal? Final => Steps.IsEmpty ? null : Steps[^1].Total;

    /// <summary>The total on a day; unknown before the first statement.</summary>
    public decimal? On(DateOnly day) =>
        CountUpTo(day) is > 0 and var count ? Steps[count - 1].Total : null;

    /// <summary>
    /// The greatest total on a day or any later one; unknown when none is stated by then.
    /// </summary>
    public decimal? PeakFrom(DateOnly day)
    {
        var peak = On(day);
        for (var i = CountUpTo(day); i < Steps.Length; i++)
            if (IsLastOfItsDay(i) && Steps[i].Total is { } total && !(total <= peak))
                peak = total;
        return peak;
    }

    /// <summary>
    /// The first day from which this balance is below zero where the one before it was not, or was
    /// not as low; null when there is none.
    /// </summary>
    public BalanceStep? FallsBelowZero(Balance before)
    {
        for (var i = 0; i < Steps.Length; i++)
            if (IsLastOfItsDay(i) && Steps[i].Total is < 0 and var total
                && !(before.On(Steps[i].EffectiveOn) <= total))
                return Steps[i];
        return null;
    }

    /// <summary>The balance after the total was stated whole.</summary>
    public Balance State(decimal total, DateOnly effectiveOn, long position) =>
        With(new(effectiveOn, position, total, Whole: true));

    /// <summary>The balance after a change.</summary>
    /// <param name="newTotal">The total it leads to on its day.</param>
    /// <param name="delta">
    /// The difference as stated: it counts only where no total is known.
    /// </param>
    /// <param name="effectiveOn">From which day.</param>
    /// <param name="position">Of the event.</param>
    public Balance Change(decimal newTotal, decimal delta, DateOnly effectiveOn, long position) =>
        With(new(effectiveOn, position, On(effectiveOn) is { } known ? newTotal - known : delta));

    /// <summary>The balance without the decisions of some events.</summary>
    public Balance Without(ImmutableSortedSet<long> positions) =>
        Steps.Any(s => positions.Contains(s.Position))
            ? new(Steps.RemoveAll(s => positions.Contains(s.Position))) : this;

    /// <summary>Decisions that take effect after one day and up to another.</summary>
    public ReadOnlySpan<BalanceStep> Between(DateOnly after, DateOnly upTo)
    {
        var first = CountUpTo(after);
        return Steps.AsSpan(first, CountUpTo(upTo) - first);
    }

    private Balance With(BalanceStep step)
    {
        var index = CountUpTo(step.EffectiveOn);
        var steps = new BalanceStep[Steps.Length + 1];
        Steps.CopyTo(0, steps, 0, index);
        steps[index] = step;
        Steps.CopyTo(index, steps, index + 1, Steps.Length - index);
        // From the next statement on, totals stay as they were.
        var next = index + 1;
        while (next < steps.Length && !steps[next].Whole)
            next++;
        return new(steps, index, next);
    }

    private bool IsLastOfItsDay(int index) =>
        index == Steps.Length - 1 || Steps[index + 1].EffectiveOn > Steps[index].EffectiveOn;

    /// <summary>How many decisions take effect up to a day.</summary>
    private int CountUpTo(DateOnly day)
    {
        var (low, high) = (0, Steps.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (Steps[middle].EffectiveOn <= day)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    private static void AddUp(BalanceStep[] steps, int from, int to)
    {
        var total = from > 0 ? steps[from - 1].Total : null;
        for (var i = from; i < to; i++)
        {
            total = steps[i].Whole ? steps[i].Amount : total + steps[i].Amount;
            steps[i] = steps[i] with { Total = total };
        }
    }
}
