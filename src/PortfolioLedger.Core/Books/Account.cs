namespace PortfolioLedger.Core.Books;

/// <summary>
/// An amount that adds up, like spend: each fact contributes, on its effective day. A total that is
/// stated whole is a <see cref="Balance"/>.
/// </summary>
/// <param name="Total">The sum of all contributions in the order of the journal.</param>
/// <param name="InForce">
/// The sum of those effective by the day of the book; null before the first.
/// </param>
/// <param name="Waiting">
/// Contributions effective later, sorted by (effective day, position).
/// </param>
public sealed record Account(
    decimal Total,
    decimal? InForce,
    ImmutableArray<Dated<decimal>> Waiting
)
{
    /// <summary>No contribution yet.</summary>
    public static readonly Account Empty = new(0, null, []);

    /// <summary>
    /// The sum on a day not before the day of the book; null before the first contribution.
    /// </summary>
    public decimal? On(DateOnly day)
    {
        var sum = InForce;
        foreach (var waiting in Waiting)
            if (waiting.EffectiveOn <= day)
                sum = (sum ?? 0) + waiting.Value;
        return sum;
    }

    /// <summary>The account after a contribution.</summary>
    public Account Add(decimal amount, in Stamp stamp)
    {
        var effectiveOn = stamp.EffectiveOn;
        if (effectiveOn <= stamp.Day)
        {
            var settled = Settled(stamp.Day);
            return settled with
            {
                Total = Total + amount,
                InForce = (settled.InForce ?? 0) + amount,
            };
        }
        var index = Waiting.Count(w => w.EffectiveOn <= effectiveOn);
        var dated = new Dated<decimal>(effectiveOn, stamp.Position, amount);
        return this with { Total = Total + amount, Waiting = Waiting.Insert(index, dated) };
    }

    private Account Settled(DateOnly day) => Waiting.IsEmpty
        ? this
        : this with { InForce = On(day), Waiting = Waiting.RemoveAll(w => w.EffectiveOn <= day) };
}
