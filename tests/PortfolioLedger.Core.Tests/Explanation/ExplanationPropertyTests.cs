using CsCheck;
using PortfolioLedger.Core.Explanation;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Scoring;
using PortfolioLedger.Core.Tests.Books;
using PortfolioLedger.Core.Views;

namespace PortfolioLedger.Core.Tests.Explanation;

public sealed class ExplanationPropertyTests
{
    private static readonly Gen<(Entry[] Entries, int From, int To, int Later)> ValidityRanges =
        Gen.Select(
            Histories.Any,
            Gen.Double[0, 1],
            Gen.Double[0, 1],
            Gen.Int[0, 90],
            (entries, a, b, later) =>
            {
                var (from, to) = (
                    (int)(Math.Min(a, b) * entries.Length) + 1,
                    (int)(Math.Max(a, b) * entries.Length) + 1
                );
                return (
                    entries,
                    Math.Min(from, entries.Length),
                    Math.Min(to, entries.Length),
                    later
                );
            }
        );

    /// <summary>A model whose criteria all look beyond the initiative.</summary>
    private static readonly ModelVersion Wide = new(
        1,
        Formula.Weighted,
        [
            new("fit", 0, 100, new(.4m), Source: CriterionSource.Alignment),
            new("voices", 0, 50, new(.3m), Source: CriterionSource.Feedback),
            new("attained", -9, 9, new(.3m), Source: CriterionSource.Attainment),
        ],
        1
    );

    [Fact]
    public void Contributions_add_up_to_the_whole_change_exactly() =>
        Check(
            (walk, explained) =>
            {
                if (explained is { FromScore: not null, ToScore: not null })
                    Assert.Equal(
                        explained.ToScore - explained.FromScore,
                        explained.Causes.Sum(c => c.ScoreChange)
                    );
                if (explained is { FromRank: not null, ToRank: not null })
                    Assert.Equal(
                        explained.ToRank - explained.FromRank,
                        explained.Causes.Sum(c => c.RankChange)
                    );
            }
        );

    [Fact]
    public void Numbers_add_up_as_they_are_shown() =>
        Check(
            (walk, explained) =>
            {
                if (explained is { FromScore: { } from, ToScore: { } to })
                    Assert.Equal(
                        Shown(to) - Shown(from),
                        explained.Causes.Sum(c => Shown(c.ScoreChange!.Value))
                    );
            }
        );

    [Fact]
    public void A_walk_ends_on_the_later_book_and_on_its_ranking() =>
        Check(
            (walk, explained) =>
            {
                var ranked = Ranking
                    .Compute(walk.Book)
                    .Items.FirstOrDefault(i => i.Initiative == walk.Initiative);

                Assert.Equal(ranked?.Rank, explained.ToRank);
                Assert.Equal(ranked is null, explained.ToScore is null);
                AssertShown(ranked?.Score ?? 0, explained.ToScore ?? 0);
            }
        );

    [Fact]
    public void A_walk_ends_on_the_ranking_also_by_criteria_that_look_beyond_the_initiative()
    {
        foreach (
            var model in new[] { Wide with { Formula = Formula.Alignment, Criteria = [] } }.Concat(
                ((int[])[1, 2, 3]).Select(n => Wide with { Criteria = Wide.Criteria[..n] })
            )
        )
            Check(
                AssertStandsAsRanked,
                new(Restated: (new(Key.Parse("wide"), default, [Wide], true), model))
            );
    }

    [Fact]
    public void A_walk_stands_after_every_event_where_the_ranking_of_that_moment_does()
    {
        RankingQuestion question = new(
            Restated: (new(Key.Parse("wide"), default, [Wide], true), Wide)
        );
        Gen.Select(Histories.OfLinks, Gen.Double[0, 1], Gen.Int[0, 90])
            .Sample(
                (history, start, later) =>
                {
                    var from = Book.Empty(History.Portfolio)
                        .Post(history.Take((int)(start * history.Length)));
                    var end = Book.Empty(History.Portfolio).Post(history).Day.AddDays(later);
                    var waits = from.WaitingUntil(end);
                    foreach (var initiative in new[] { "a", "b", "c" })
                    {
                        var walk = new RankWalk(
                            Key.Parse(initiative),
                            from,
                            history.Where(e => waits.Contains(e.Position)).Select(e => e.Posting),
                            question
                        );
                        foreach (var entry in history.Skip((int)from.Position))
                        {
                            walk.Post(entry.Posting);
                            AssertStandsAsRanked(walk, walk.Explained());
                        }
                        walk.GoTo(end);
                        AssertStandsAsRanked(walk, walk.Explained());
                    }
                },
                iter: 500
            );
    }

    [Fact]
    public void The_version_before_has_the_same_numbers() =>
        Check(
            (walk, explained) =>
            {
                var before = walk.ExplainedByVersion2();
                Assert.Equal(
                    before.Causes.Select(c => (c.Position, c.ScoreChange, c.RankChange)),
                    explained.Causes.Select(c => (c.Position, c.ScoreChange, c.RankChange))
                );
                Assert.Equal(
                    (before.FromScore, before.ToScore, before.FromRank, before.ToRank),
                    (explained.FromScore, explained.ToScore, explained.FromRank, explained.ToRank)
                );
            }
        );

    [Fact]
    public void Stage_changes_lead_from_the_stage_at_the_start_to_that_at_the_end() =>
        Check(
            (walk, explained) =>
            {
                var own = explained.StageChanges
                    .Where(s => s.Initiative == walk.Initiative).ToList();
                Stage? stage = StageIn(walk.From, walk.Initiative);
                foreach (var step in own)
                {
                    Assert.Equal(stage, step.From);
                    Assert.NotEqual(step.From, step.To);
                    stage = step.To;
                }
                Assert.Equal(StageIn(walk.Book, walk.Initiative), stage);
            }
        );

    [Fact]
    public void Funding_is_that_of_the_two_rankings() =>
        Check(
            (walk, explained) =>
            {
                foreach (var (book, said) in new[]
                {
                    (walk.From, explained.FromFunding), (walk.Book, explained.ToFunding),
                })
                {
                    var ranked = Ranking.Compute(book, walk.Question).Items
                        .FirstOrDefault(i => i.Initiative == walk.Initiative);
                    Assert.Equal(ranked is null, said is null);
                    Assert.Equal(ranked?.Funded, said?.Funded);
                    if (said?.Funded == true)
                        Assert.True(Math.Max(said.Cost ?? 0, 0) <= said.Left);
                }
            }
        );

    [Fact]
    public void What_a_cause_changed_differs_before_and_after_it() =>
        Check(
            (walk, explained) =>
            {
                Assert.All(explained.Causes.SelectMany(c => c.Changes),
                    c => Assert.NotEqual(c.From, c.To));
                // Scored on a criterion: the last such cause is what the book says at the end.
                foreach (var cause in explained.Causes.Where(c => c.Type == "criterion-scored"
                    && c.Subject.Key == walk.Initiative && c.ScoreAfter is not null))
                    Assert.Contains(cause.Changes, c => c.Field == "criterion");
            }
        );

    private static Stage? StageIn(Book book, Key key) =>
        book.Initiatives.Find(key) is { } initiative && initiative.From <= book.Day
            ? initiative.StageOn(book.Day) : null;

    [Fact]
    public void Order_free_shares_add_up_to_what_the_decisions_changed() =>
        Check(
            (walk, _) =>
            {
                var explained = walk.Explained(orderFree: true);
                if (
                    explained is { OrderFreeNote: null, FromScore: { } from, ToScore: { } to }
                    && explained.Causes.Where(c => c.OrderFreeChange is not null).ToList()
                        is { Count: > 0 } shares
                )
                    Assert.Equal(to - from, shares.Sum(c => c.OrderFreeChange));
            }
        );

    private static void Check(
        Action<RankWalk, RankingExplanation> holds,
        RankingQuestion? question = null
    ) =>
        ValidityRanges.Sample(
            range =>
            {
                var history = range.Entries;
                var from = Book.Empty(History.Portfolio).Post(history.Take(range.From));
                var day = Book.Empty(History.Portfolio)
                    .Post(history.Take(range.To))
                    .Day.AddDays(range.Later);
                foreach (var initiative in new[] { "a", "b", "c" })
                {
                    var walk = Walks.Walk(
                        history,
                        Key.Parse(initiative),
                        from,
                        range.To,
                        day,
                        question
                    );
                    Assert.Equal(
                        BookDigest.Compute(
                            Book.Empty(History.Portfolio).Post(history.Take(range.To)).On(day)
                        ),
                        BookDigest.Compute(walk.Book)
                    );
                    holds(walk, walk.Explained());
                }
            },
            iter: 200
        );

    private static void AssertStandsAsRanked(RankWalk walk, RankingExplanation explained)
    {
        var ranked = Ranking
            .Compute(walk.Book, walk.Question)
            .Items.FirstOrDefault(i => i.Initiative == walk.Initiative);

        Assert.Equal(ranked?.Rank, explained.ToRank);
        AssertShown(ranked?.Score ?? 0, explained.ToScore ?? 0);
    }

    /// <summary>
    /// An explanation rounds scores up to 100 to twelve decimals or more; rounding its number once
    /// more would differ on a tie, so the distance is compared.
    /// </summary>
    private static void AssertShown(decimal score, decimal shown) =>
        Assert.InRange(Math.Abs(score - shown), 0, .5e-12m);

    private static decimal Shown(decimal number) =>
        decimal.Parse(
            Core.AuditLog.CanonicalJson.Number(number),
            System.Globalization.NumberStyles.Float,
            System.Globalization.CultureInfo.InvariantCulture
        );
}
