namespace PortfolioLedger.Core.Explanation;

/// <summary>Decisions that a book knows and that take effect after its day.</summary>
public static class WaitingDecisions
{
    /// <summary>
    /// Positions of the events whose values wait in a book for a day up to another one, and that
    /// can change a score.
    /// </summary>
    public static ImmutableSortedSet<long> WaitingUntil(this Book book, DateOnly day) =>
        day <= book.Day ? [] : new Search(book.Day, day).In(book);

    /// <summary>Looks at the values, and leaves them as they are.</summary>
    private sealed class Search(DateOnly after, DateOnly upTo) : ScoreValues
    {
        private readonly ImmutableSortedSet<long>.Builder _found =
            ImmutableSortedSet.CreateBuilder<long>();

        public ImmutableSortedSet<long> In(Book book)
        {
            Over(book);
            return _found.ToImmutable();
        }

        protected override Register<T> Of<T>(Register<T> register)
        {
            foreach (var value in register.Values)
                See(value);
            return register;
        }

        protected override Account Of(Account account)
        {
            foreach (var amount in account.Waiting)
                See(amount);
            return account;
        }

        protected override Balance Of(Balance balance)
        {
            foreach (var step in balance.Between(after, upTo))
                _found.Add(step.Position);
            return balance;
        }

        private void See<T>(Dated<T> value)
        {
            if (value.EffectiveOn > after && value.EffectiveOn <= upTo)
                _found.Add(value.Position);
        }
    }
}
