using PortfolioLedger.Core.Initiatives;

namespace PortfolioLedger.Core.Books;

/// <summary>Decisions that a book knows and that take effect after its day.</summary>
public static class WaitingDecisions
{
    /// <summary>
    /// Positions of the events whose values wait in a book for a day up to another one, and that
    /// can change a score.
    /// </summary>
    public static ImmutableSortedSet<long> WaitingUntil(this Book book, DateOnly day)
    {
        var found = ImmutableSortedSet.CreateBuilder<long>();
        void See<T>(Register<T> register)
        {
            foreach (var value in register.Values)
                if (value.EffectiveOn > book.Day && value.EffectiveOn <= day)
                    found.Add(value.Position);
        }
        void SeeAmounts(Account account)
        {
            foreach (var amount in account.Waiting)
                if (amount.EffectiveOn > book.Day && amount.EffectiveOn <= day)
                    found.Add(amount.Position);
        }
        foreach (var initiative in book.Initiatives.All.Values)
            SeeInitiative(initiative);
        foreach (var objective in book.Strategy.All.Values)
        {
            See(objective.Status);
            See(objective.Parent);
        }
        See(book.Strategy.Weights);
        See(book.Scoring.Adopted);
        foreach (var outcome in book.Outcomes.All.Values)
        {
            See(outcome.Baseline);
            See(outcome.Target);
            outcome.Measurements.Values.ForEach(See);
            outcome.Links.Values.ForEach(See);
        }
        foreach (var voice in book.Feedback.All.Values)
            voice.Links.Values.ForEach(See);
        return found.ToImmutable();

        void SeeInitiative(Initiative i)
        {
            See(i.Stage);
            i.Contributions.Values.ForEach(See);
            i.Scores.Values.ForEach(See);
            See(i.Priority);
            i.Budgets.Values.ForEach(SeeAmounts);
            SeeAmounts(i.Spend);
            See(i.FinancialCase);
        }
    }

    private static void ForEach<T>(this IEnumerable<T> all, Action<T> see)
    {
        foreach (var one in all)
            see(one);
    }
}
