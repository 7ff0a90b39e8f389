using PortfolioLedger.Core.Initiatives;

namespace PortfolioLedger.Core.Books;

/// <summary>
/// Decisions that are recorded and wait for their day, taken out of a book: what it would say on
/// that day had they not taken effect. Used to tell apart decisions that take effect on one day.
/// Only what can change a score is held back.
/// </summary>
/// <param name="positions">Of events that wait; values in force are never held back.</param>
public sealed class HeldBack(ImmutableSortedSet<long> positions)
{
    /// <summary>The book without them.</summary>
    public Book Of(Book book) => positions.IsEmpty ? book : book with
    {
        Initiatives = book.Initiatives with { All = Of(book.Initiatives.All, book.Day) },
        Strategy = book.Strategy with
        {
            All = book.Strategy.All.ToImmutableSortedDictionary(o => o.Key, o => o.Value with
            {
                Status = Of(o.Value.Status),
                Parent = Of(o.Value.Parent),
            }),
            Weights = Of(book.Strategy.Weights),
        },
        Scoring = book.Scoring with { Adopted = Of(book.Scoring.Adopted) },
        Outcomes = book.Outcomes with
        {
            All = Each(book.Outcomes.All, o => o with
            {
                Baseline = Of(o.Baseline),
                Target = Of(o.Target),
                Measurements = Each(o.Measurements, Of),
                Links = Each(o.Links, Of),
            }),
        },
        Feedback = book.Feedback with
        {
            All = Each(book.Feedback.All, v => v with { Links = Each(v.Links, Of) }),
        },
    };

    private OrderedMap<Key, Initiative> Of(
        OrderedMap<Key, Initiative> all, DateOnly day)
    {
        foreach (var (key, initiative) in all)
            all = initiative.From > day && Holds(initiative.Stage)
                ? all.Remove(key) : all.SetItem(key, Of(initiative));
        return all;
    }

    private Initiative Of(Initiative i) => i with
    {
        Stage = Of(i.Stage),
        Contributions = Each(i.Contributions, Of),
        Scores = Each(i.Scores, Of),
        Priority = Of(i.Priority),
        Budgets = Each(i.Budgets, Of),
        Spend = Of(i.Spend),
        FinancialCase = Of(i.FinancialCase),
    };

    private bool Holds<T>(Register<T> register) =>
        register.Values.Any(v => positions.Contains(v.Position));

    private Register<T> Of<T>(Register<T> register) => Holds(register)
        ? new(register.Values.RemoveAll(v => positions.Contains(v.Position))) : register;

    private Account Of(Account account) => account with
    {
        Waiting = account.Waiting.RemoveAll(w => positions.Contains(w.Position)),
    };

    private static OrderedMap<TKey, T> Each<TKey, T>(
        OrderedMap<TKey, T> map, Func<T, T> change) where TKey : IComparable<TKey>
    {
        foreach (var (key, value) in map)
            map = map.SetItem(key, change(value));
        return map;
    }
}
