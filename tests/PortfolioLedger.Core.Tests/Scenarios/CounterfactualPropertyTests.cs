using CsCheck;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Scenarios;
using PortfolioLedger.Core.Tests.Books;
using PortfolioLedger.Core.Views;
using static PortfolioLedger.Core.Tests.Sample;

namespace PortfolioLedger.Core.Tests.Scenarios;

public sealed class CounterfactualPropertyTests
{
    private static readonly Gen<(int Initiative, bool IsValue, int Score)[]> Scores =
        Gen.Select(Gen.Int[0, 2], Gen.Bool, Gen.Int[0, 10]).Array[1, 12];

    [Fact]
    public void Without_nothing_it_is_the_book_itself() =>
        Histories.Any.Sample(
            entries =>
                Assert.Equal(
                    BookDigest.Compute(Book.Empty(History.Portfolio).Post(entries)),
                    BookDigest.Compute(Replays.Without(entries).Book)
                ),
            iter: 200
        );

    [Fact]
    public void A_replay_ends_at_the_same_position_and_day() =>
        Gen.Select(Histories.Any, Gen.Double[0, 1])
            .Sample(
                (entries, where) =>
                {
                    var without = 1 + (long)(where * (entries.Length - 1));
                    var (book, notApplicable) = Replays.Without(entries, without);
                    var whole = Book.Empty(History.Portfolio).Post(entries);
                    Assert.Equal(
                        (whole.Position, whole.Day, whole.KnownAt),
                        (book.Position, book.Day, book.KnownAt)
                    );
                    Assert.All(notApplicable, n =>
                        Assert.InRange(n.Position, without + 1, whole.Position)
                    );
                },
                iter: 200
            );

    [Fact]
    public void What_is_left_out_and_tried_again_gives_the_same_ranking() =>
        Gen.Select(Scores, Gen.Double[0, 1])
            .Sample(
                (scores, where) =>
                {
                    ImmutableArray<Key> initiatives =
                    [
                        Key.Parse("a"),
                        Key.Parse("b"),
                        Key.Parse("c"),
                    ];
                    var commands = scores
                        .Select(s => new ScoreCriterion(
                            initiatives[s.Initiative],
                            Model,
                            s.IsValue ? "value" : "risk",
                            s.Score,
                            Why
                        ))
                        .ToArray();
                    var start = Given.AScoringModel().With(initiatives.Select(i => Initiative(i)));
                    var journal = start.With(commands);
                    // Only the last score of a criterion can be moved to the end without changing
                    // anything.
                    var index = (int)(where * (commands.Length - 1));
                    index = Array.FindLastIndex(commands, c =>
                        c.Initiative == commands[index].Initiative
                        && c.Criterion == commands[index].Criterion
                    );

                    var (without, notApplicable) = Replays.Without(
                        journal.Entries,
                        start.Book.Position + 1 + index
                    );
                    var (again, refused) = without.Try([
                        new(commands[index], Hypothetical.Approver),
                    ]);

            Assert.Empty(notApplicable);
            Assert.Empty(refused);
            Assert.Equal(Lines(journal.Book), Lines(again));
        }, iter: 100);

    private static string Lines(Book book) =>
        string.Join(
            '\n',
            Ranking
                .Compute(book)
                .Items.Select(i =>
                    $"{i.Rank} {i.Initiative} {i.Score} {string.Join(',', i.Criteria)}"
                )
        );
}
