using PortfolioLedger.Core.Initiatives;

namespace PortfolioLedger.Core.Explanation;

/// <summary>
/// Decisions that are recorded and wait for their day, taken out of a book: what it would say on
/// that day had they not taken effect. Used to tell apart decisions that take effect on one day.
/// Only what can change a score is held back.
/// </summary>
/// <param name="positions">Of events that wait; values in force are never held back.</param>
public sealed class ExcludedDecisions(ImmutableSortedSet<long> positions) : ScoreValues
{
    /// <summary>The book without them.</summary>
    public Book Of(Book book) => positions.IsEmpty ? book : Over(Without(book));

    protected override Register<T> Of<T>(Register<T> register) => Holds(register)
        ? new(register.Values.RemoveAll(v => positions.Contains(v.Position))) : register;

    protected override Account Of(Account account) =>
        account.Waiting.Any(w => positions.Contains(w.Position))
            ? account with
            {
                Waiting = account.Waiting.RemoveAll(w => positions.Contains(w.Position)),
            }
            : account;

    protected override Balance Of(Balance balance) => balance.Without(positions);

    /// <summary>The book without the initiatives that only begin with one of them.</summary>
    private Book Without(Book book)
    {
        var all = book.Initiatives.All;
        foreach (var (key, initiative) in all)
            if (initiative.From > book.Day && Holds(initiative.Stage))
                all = all.Remove(key);
        return all.Count == book.Initiatives.All.Count ? book
            : book.With(book.Initiatives with { All = all });
    }

    private bool Holds<T>(Register<T> register) =>
        register.Values.Any(v => positions.Contains(v.Position));
}
