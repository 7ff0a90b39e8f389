using CsCheck;
using PortfolioLedger.Core.Kernel;
using Xunit;

namespace PortfolioLedger.Core.Tests.Books;

/// <summary>
/// Laws of the fold, on random histories with effective days around their known days.
/// </summary>
public sealed class BookPropertyTests
{
    [Fact]
    public void A_book_resumed_from_a_snapshot_is_the_book_folded_in_one_go() =>
        Gen.Select(Histories.Any, Gen.Double[0, 1]).Sample((entries, part) =>
        {
            var at = (int)(part * entries.Length);
            var whole = Fold(entries);
            var resumed = BookSnapshots.RoundTrip(Fold(entries[..at])).Post(entries[at..]);

            Assert.Equal(BookDigest.Compute(whole), BookDigest.Compute(resumed));
            Assert.Equal(BookSnapshots.Digests(whole), BookSnapshots.Digests(resumed));
        }, iter: 300);

    [Fact]
    public void Snapshots_after_every_entry_change_nothing() =>
        Histories.Any.Sample(entries =>
        {
            var stepwise = Book.Empty(History.Portfolio);
            foreach (var entry in entries)
                stepwise = BookSnapshots.RoundTrip(stepwise.Post(entry));

            Assert.Equal(BookDigest.Compute(Fold(entries)), BookDigest.Compute(stepwise));
        }, iter: 25);

    [Fact]
    public void A_book_moved_to_a_later_day_answers_as_one_folded_on_that_day() =>
        Gen.Select(Histories.Any, Gen.Int[0, 120]).Sample((entries, later) =>
        {
            var natural = Fold(entries);
            var day = natural.Day.AddDays(later);

            Assert.Equal(BookSnapshots.Digests(Book.EmptyOn(History.Portfolio, day).Post(entries)),
                BookSnapshots.Digests(natural.On(day)));
        }, iter: 300);

    [Fact]
    public void A_book_on_a_day_ignores_what_takes_effect_later() =>
        Gen.Select(Histories.OfValues, Gen.Int[0, 300]).Sample((entries, days) =>
        {
            var day = Histories.Start.AddDays(days);
            var all = Book.EmptyOn(History.Portfolio, day).Post(entries);
            var effective = Book.EmptyOn(History.Portfolio, day)
                .Post(entries.Where(e => e.EffectiveOn <= day));

            Assert.Equal(BookSnapshots.Views(effective), BookSnapshots.Views(all));
        }, iter: 300);

    [Fact]
    public void Equal_questions_have_equal_digests() =>
        Histories.Any.Sample(
            entries =>
                Assert.Equal(
                    BookSnapshots.Digests(Fold(entries)),
                    BookSnapshots.Digests(Fold([.. entries]))
                ),
            iter: 100
        );

    [Fact]
    public void What_comes_later_leaves_earlier_answers_as_they_were() =>
        Gen.Select(Histories.Any, Gen.Double[0, 1]).Sample((entries, part) =>
        {
            var then = Fold(entries[..(int)(part * entries.Length)]);
            var before = (BookDigest.Compute(then), BookSnapshots.Digests(then));
            _ = then.Post(entries[(int)(part * entries.Length)..]);

            Assert.Equal(before.Item1, BookDigest.Compute(then));
            Assert.Equal(before.Item2, BookSnapshots.Digests(then));
        }, iter: 100);

    private static Book Fold(IEnumerable<Entry> entries) =>
        Book.Empty(History.Portfolio).Post(entries);
}
