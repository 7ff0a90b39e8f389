using CsCheck;
using Xunit;

namespace PortfolioLedger.Core.Tests.Books;

/// <summary>
/// A balance against a list of all statements and changes that is asked by definition.
/// </summary>
public sealed class BalancePropertyTests
{
    private static readonly DateOnly Start = new(2026, 1, 1);

    /// <summary>
    /// What was decided: a statement of the total, or a change with its new total and difference.
    /// </summary>
    private sealed record Decision(
        long Position,
        DateOnly EffectiveOn,
        decimal Total,
        decimal? Delta
    )
    {
        public bool States => Delta is null;

        public bool ComesAfter(Decision other) =>
            (EffectiveOn, Position).CompareTo((other.EffectiveOn, other.Position)) > 0;
    }

    private static readonly Gen<decimal> Amount = Gen.Int[-50, 400].Select(n => n / 4m);

    /// <summary>
    /// Decisions in the order of the journal, on days that meet often and run both ways.
    /// </summary>
    private static readonly Gen<Decision[]> Journals =
        Gen.Select(Gen.Int[0, 12], Amount, Amount, Gen.Int[0, 2]).Array[0, 14].Select(said =>
            said.Select((d, i) => new Decision(
                i + 1, Start.AddDays(d.Item1), d.Item2, d.Item4 == 0 ? null : d.Item3)).ToArray());

    [Fact]
    public void The_total_of_any_day_is_what_its_definition_says() =>
        Journals.Sample(journal =>
        {
            var balance = Of(journal);
            for (var day = Start.AddDays(-1); day <= Start.AddDays(14); day = day.AddDays(1))
                Assert.Equal(TotalOn(day, journal), balance.On(day));
            Assert.Equal(TotalOn(DateOnly.MaxValue, journal), balance.Final);
        });

    [Fact]
    public void What_is_known_later_leaves_the_total_known_before_as_it_was() =>
        Journals.Sample(journal =>
        {
            for (var known = 0; known <= journal.Length; known++)
                Assert.Equal(
                    TotalOn(DateOnly.MaxValue, journal[..known]),
                    Of(journal[..known]).Final
                );
        });

    [Fact]
    public void From_its_own_day_on_a_change_leads_to_its_new_total() =>
        Journals.Sample(journal =>
        {
            var balance = Balance.Unstated;
            foreach (var decision in journal)
            {
                var known = balance.On(decision.EffectiveOn);
                balance = Add(balance, decision);
                Assert.Equal(
                    decision.States || known is not null ? decision.Total : null,
                    balance.On(decision.EffectiveOn));
            }
        });

    [Fact]
    public void The_peak_is_the_greatest_total_of_a_day_or_a_later_one() =>
        Gen.Select(Journals, Gen.Int[-1, 13]).Sample((journal, from) =>
        {
            var totals = Enumerable.Range(from, 16).Select(d => TotalOn(Start.AddDays(d), journal));
            Assert.Equal(totals.Max(), Of(journal).PeakFrom(Start.AddDays(from)));
        });

    [Fact]
    public void A_balance_falls_below_zero_where_a_total_is_negative_that_was_not_as_low() =>
        Journals
            .Where(j => j.Length > 0)
            .Sample(journal =>
            {
                var fallen = Enumerable
                    .Range(-1, 16)
                    .Select(d => Start.AddDays(d))
                    .Cast<DateOnly?>()
                    .FirstOrDefault(d =>
                        TotalOn(d!.Value, journal) is < 0 and var now
                        && !(TotalOn(d.Value, journal[..^1]) <= now)
                    );
                Assert.Equal(fallen, Of(journal).FallsBelowZero(Of(journal[..^1]))?.EffectiveOn);
            });

    [Fact]
    public void Without_some_decisions_the_others_keep_what_they_add() =>
        Gen.Select(Journals, Gen.Int[1, 14])
            .Sample(
                (journal, left) =>
                {
                    var steps = Of(journal).Steps;
                    var without = Of(journal).Without([left]);
                    Assert.Equal(
                        steps
                            .Where(s => s.Position != left)
                            .Select(s => (s.Position, s.Amount, s.Whole)),
                        without.Steps.Select(s => (s.Position, s.Amount, s.Whole))
                    );
                    Assert.Equal(new Balance(without.Steps).Steps, without.Steps);
                }
            );

    private static Balance Of(IEnumerable<Decision> journal) =>
        journal.Aggregate(Balance.Unstated, Add);

    private static Balance Add(Balance balance, Decision d) => d.Delta is { } delta
        ? balance.Change(d.Total, delta, d.EffectiveOn, d.Position)
        : balance.State(d.Total, d.EffectiveOn, d.Position);

    /// <summary>
    /// The definition, word by word: the last statement by (effective day, position) up to the day,
    /// and the changes after it; each adds its new total less the total on its own day as known
    /// before it.
    /// </summary>
    private static decimal? TotalOn(DateOnly day, IReadOnlyList<Decision> journal)
    {
        var upTo = journal.Where(d => d.EffectiveOn <= day).ToList();
        var statement = upTo.Where(d => d.States)
            .OrderBy(d => (d.EffectiveOn, d.Position))
            .LastOrDefault();
        return statement is null
            ? null
            : statement.Total
                + upTo.Where(d => !d.States && d.ComesAfter(statement))
                    .Sum(change =>
                        TotalOn(
                            change.EffectiveOn,
                            [.. journal.TakeWhile(d => d.Position < change.Position)]
                        )
                            is { } known
                            ? change.Total - known
                            : change.Delta!.Value
                    );
    }
}
