using PortfolioLedger.Core.Feedback;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Outcomes;
using PortfolioLedger.Core.Scoring;
using PortfolioLedger.Core.Strategy;

namespace PortfolioLedger.Core.Explanation;

/// <summary>
/// A pass over every dated value of a book that can change a score: what waits for its day is
/// found, and held back, by the same list.
/// </summary>
public abstract class ScoreValues
{
    private int _changes;

    /// <summary>
    /// The book with what the pass makes of its values; itself if nothing changes.
    /// </summary>
    protected Book Over(Book book) => Kept(book, b => b
        .With(b.Initiatives with { All = Each(b.Initiatives.All, Over) })
        .With(b.Strategy with
        {
            All = b.Strategy.All.SetItems(b.Strategy.All.Select(o => KeyValuePair.Create(
                o.Key, Kept(o.Value, Over)))),
            Weights = Seen(b.Strategy.Weights),
        })
        .With(b.Scoring with { Adopted = Seen(b.Scoring.Adopted) })
        .With(b.Outcomes with { All = Each(b.Outcomes.All, Over) })
        .With(b.Feedback with
        {
            All = Each(b.Feedback.All, v => v with { Links = Each(v.Links, Seen) }),
        }));

    /// <summary>A register as it is from now on.</summary>
    protected abstract Register<T> Of<T>(Register<T> register);

    /// <summary>An account as it is from now on.</summary>
    protected abstract Account Of(Account account);

    /// <summary>A balance as it is from now on.</summary>
    protected abstract Balance Of(Balance balance);

    private Initiative Over(Initiative i) => i with
    {
        Stage = Seen(i.Stage),
        Contributions = Each(i.Contributions, Seen),
        Scores = Each(i.Scores, Seen),
        Priority = Seen(i.Priority),
        Budgets = Each(i.Budgets, Seen),
        Spend = Seen(i.Spend),
        FinancialCase = Seen(i.FinancialCase),
    };

    private Objective Over(Objective o) => o with
    {
        Status = Seen(o.Status),
        Parent = Seen(o.Parent),
    };

    private Outcome Over(Outcome o) => o with
    {
        Direction = Seen(o.Direction),
        Baseline = Seen(o.Baseline),
        Target = Seen(o.Target),
        Retired = Seen(o.Retired),
        Measurements = Each(o.Measurements, Seen),
        Links = Each(o.Links, Seen),
    };

    private Register<T> Seen<T>(Register<T> register) => Seen(register, Of(register));

    private Account Seen(Account account) => Seen(account, Of(account));

    private Balance Seen(Balance balance) => Seen(balance, Of(balance));

    private T Seen<T>(T before, T after)
    {
        if (!EqualityComparer<T>.Default.Equals(before, after))
            _changes++;
        return after;
    }

    /// <summary>What was changed; the same object if none of its values was.</summary>
    private T Kept<T>(T before, Func<T, T> change)
    {
        var changes = _changes;
        var after = change(before);
        return _changes == changes ? before : after;
    }

    private OrderedMap<TKey, T> Each<TKey, T>(
        OrderedMap<TKey, T> map, Func<T, T> change) where TKey : IComparable<TKey>
    {
        foreach (var (key, value) in map)
        {
            var changes = _changes;
            var after = change(value);
            if (_changes != changes)
                map = map.SetItem(key, after);
        }
        return map;
    }
}
