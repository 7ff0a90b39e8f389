using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Scoring;
using PortfolioLedger.Core.Strategy;
using PortfolioLedger.Core.Views;
using static PortfolioLedger.Core.Tests.Books.Facts;

namespace PortfolioLedger.Core.Tests.Books;

/// <summary>What was known when, and what was in force when: two axes that never mix.</summary>
public sealed class BitemporalTests
{
    [Theory]
    [InlineData("2026-03-31", null, ".6")]
    [InlineData("2026-04-30", null, ".4")]
    [InlineData("2026-04-30", "2026-03-03", ".6")]
    [InlineData("2026-03-31", "2026-04-30", ".6")]
    public void A_correction_known_later_takes_effect_on_its_earlier_day(
        string asOf, string? effectiveOn, string weight) =>
        Assert.Equal(Number(weight), Weight(Corrected(), asOf, effectiveOn));

    [Theory]
    [InlineData("2026-05-31", null, ".5")]
    [InlineData("2026-05-31", "2026-03-20", ".4")]
    [InlineData("2026-04-30", "2026-03-20", ".6")]
    public void A_correction_of_a_superseded_value_changes_only_the_days_it_was_in_force(
        string asOf, string? effectiveOn, string weight)
    {
        var journal = Opening().On("2026-03-01").Record(Weighing(.6m))
            .On("2026-04-01").Record(Weighing(.5m))
            .On("2026-05-02").RecordEffective("2026-03-05", Weighing(.4m));

        Assert.Equal(Number(weight), Weight(journal, asOf, effectiveOn));
    }

    [Theory]
    [InlineData("2026-03-31", null, ".6")]
    [InlineData("2026-03-31", "2026-07-02", ".3")]
    [InlineData("2026-03-31", "2026-06-30", ".6")]
    [InlineData("2026-07-01", null, ".3")]
    public void A_value_for_later_waits_for_its_day(string asOf, string? effectiveOn, string weight)
    {
        var journal = Opening().On("2026-03-01").Record(Weighing(.6m))
            .On("2026-03-10").RecordEffective("2026-07-01", Weighing(.3m));

        Assert.Equal(Number(weight), Weight(journal, asOf, effectiveOn));
    }

    [Fact]
    public void What_the_board_saw_stays_as_it_saw_it_and_the_restated_view_differs()
    {
        var journal = Corrected();
        var seen = Digest(journal.AsOf("2026-03-15"));

        journal.On("2026-06-01").RecordEffective("2026-03-05", Weighing(.1m));

        Assert.Equal(seen, Digest(journal.AsOf("2026-03-15")));
        Assert.NotEqual(seen, Digest(journal.AsOf("2026-06-01", "2026-03-15")));
    }

    [Fact]
    public void A_published_ranking_replays_for_ever_and_the_restated_one_is_the_audit_finding()
    {
        var journal = Opening().Record(Initiative("a"), Claim("a", "o1", Strength.Strong))
            .Record(new ScoringModelDrafted(Key.Parse("fit"), 1, Formula.Alignment, []),
                new ScoringModelReleased(Key.Parse("fit"), 1, Why), Adopted("fit", 1))
            .On("2026-03-01").Record(Weighing(.6m));
        var published = new PublishRanking(Key.Parse("march"), Why)
            .Decide(journal.AsOf("2026-03-15"), new Caller(new Actor("board", Role.Approver)));
        journal.On("2026-03-15").Record(Assert.Single(published.Facts))
            .On("2026-04-02").RecordEffective("2026-03-05", Weighing(.4m));
        var march = journal.Book.Scoring.Rankings[Key.Parse("march")];
        var then = journal.AsOfPosition(march.Ranking.AsOfPosition).On(march.Ranking.OnDay);
        var restated = journal.AsOf("2026-04-30", "2026-03-15");

        Assert.Equal(60, Assert.Single(march.Ranking.Ordered).Score);
        Assert.True(PublishedRankingDetail.From(march, then).Reproduced);
        Assert.Equal(40, Assert.Single(Ranking.Compute(restated).Items).Score);
        Assert.False(PublishedRankingDetail.From(march, restated).Reproduced);
        var finding = Assert.Single(InitiativeComparison.OfRankings(then, restated).Items);
        Assert.Equal((60m, 40m), (finding.FromScore, finding.ToScore));
    }

    [Fact]
    public void Of_two_values_for_the_same_day_the_later_recorded_counts()
    {
        var journal = Opening().On("2026-03-01").Record(Weighing(.6m), Weighing(.7m))
            .On("2026-03-09").RecordEffective("2026-03-01", Weighing(.8m));

        Assert.Equal(.8m, Weight(journal, "2026-03-09", "2026-03-01"));
        Assert.Equal(.7m, Weight(journal, "2026-03-08"));
    }

    [Fact]
    public void Nothing_is_in_force_before_the_first_value() =>
        Assert.Null(Weight(Corrected(), "2026-04-30", "2026-02-28"));

    [Fact]
    public void A_book_cannot_go_back_to_an_earlier_day() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Corrected().Book.On(new(2026, 3, 1)));

    [Fact]
    public void Known_time_never_goes_back()
    {
        var entries = new[]
        {
            History.At(1, Opened(), new(2026, 5, 1), new(2026, 5, 1)),
            History.At(2, Initiative("a"), new(2026, 4, 1), new(2026, 4, 1)),
        };

        var book = Book.Empty(History.Portfolio).Post(entries);

        Assert.Equal(new DateOnly(2026, 5, 1), book.Day);
        Assert.Equal(entries[0].KnownAt, book.KnownAt);
    }

    [Fact]
    public void Imported_history_is_known_when_its_source_says_and_claimed()
    {
        var entry = History.At(1, Opened(), new(2026, 5, 1), new(2019, 2, 3)) with
        {
            ReportedAt = new(2019, 2, 3, 12, 0, 0, TimeSpan.Zero),
        };
        var book = Book.Empty(History.Portfolio).Post(entry);

        Assert.Equal(new DateOnly(2019, 2, 3), book.Day);
        Assert.True(book.Claimed);
        Assert.False(Corrected().Book.Claimed);
    }

    private static History Opening() => new History().Record(Opened()).Record(Objective("o1"));

    private static History Corrected() => Opening().Record(Initiative("a"), Budget("a", 100))
        .Record(Claim("a", "o1", Strength.Strong))
        .On("2026-03-01").Record(Weighing(.6m))
        .On("2026-03-10").Record(BudgetChange("a", 50, 150))
        .On("2026-04-02").RecordEffective("2026-03-05", Weighing(.4m));

    private static Core.Strategy.ObjectivesReweighted Weighing(decimal weight) =>
        Weights(("o1", weight));

    private static decimal? Weight(History journal, string asOf, string? effectiveOn = null)
    {
        var book = journal.AsOf(asOf, effectiveOn);
        return book.Strategy.WeightsOn(book.Day).TryGetValue(Key.Parse("o1"), out var w) ? w : null;
    }

    private static string Digest(Book book) =>
        ViewDigest.Of(Alignment.Compute(book), book);

    private static decimal Number(string text) =>
        decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
