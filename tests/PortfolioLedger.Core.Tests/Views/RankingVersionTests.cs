using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Scoring;
using PortfolioLedger.Core.Tests.Books;
using PortfolioLedger.Core.Tests.Kernel;
using PortfolioLedger.Core.Tests.Valuation;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Core.Views.Earlier;
using static PortfolioLedger.Core.Tests.Books.Facts;

namespace PortfolioLedger.Core.Tests.Views;

/// <summary>
/// What was published once is computed again, whatever later releases compute otherwise.
/// </summary>
public sealed class RankingVersionTests
{
    private static readonly Key March = Key.Parse("march");

    /// <summary>
    /// A later release that spends the budget to the cut line only, and is the newest.
    /// </summary>
    private static readonly RankingVersions Later = new(
        ImmutableSortedDictionary<int, Func<Book, string>>
            .Empty.Add(1, book => ViewDigest.Of("ranking", 1, RankingV1.Compute(book), book))
            .Add(2, book => ViewDigest.Of("ranking", 2, Ranking.Compute(book), book))
            .Add(3, Strict)
    );

    private static string Strict(Book book)
    {
        var ranking = Ranking.Compute(book);
        return ViewDigest.Of("ranking", 3, ranking with
        {
            Items = [.. ranking.Items.Select(i => i with { Funded = i.Rank <= ranking.CutLine })],
        }, book);
    }

    /// <summary>
    /// Of two hundred the first takes 150, the second no longer fits, the third does.
    /// </summary>
    private static Book Funded =>
        new History()
            .Record(Opened(), PortfolioBudget(200))
            .Record(Released("board", 1, Criterion("value", 1)))
            .Record(Adopted("board", 1))
            .Record(
                Initiative("a"),
                Initiative("b"),
                Initiative("c"),
                Budget("a", 150),
                Budget("b", 100),
                Budget("c", 50),
                Score("a", "value", 9),
                Score("b", "value", 8),
                Score("c", "value", 7)
            )
            .Book;

    private static PublishedRanking Published(Book book, Func<string, string>? digest = null)
    {
        var fact = (RankingPublished)Assert.Single(new PublishRanking(March, Why)
            .Decide(book, new Caller(new Actor("board", Role.Approver))).Facts);
        var said = digest is null ? fact : fact with { Digest = digest(fact.Digest) };
        return book.Post(History.At(book.Position + 1, said, book.Day, book.Day)).Scoring.Rankings[
            March
        ];
    }

    [Fact]
    public void A_ranking_of_an_older_version_is_returned_as_published_and_computed_again_by_that_version()
    {
        var published = Published(Funded);
        Assert.NotEqual(Ranking.Compute(Funded).Items.Select(i => i.Funded), [true, false, false]);

        var shown = PublishedRankingDetail.From(published, Funded, Later);

        Assert.Equal(3, Later.Newest);
        Assert.True(shown.Reproduced);
        Assert.StartsWith("ranking/2:", shown.RankingDigest, StringComparison.Ordinal);
        Assert.Equal([true, false, true], shown.Items.Select(i => i.Funded));
    }

    [Fact]
    public void A_ranking_of_the_newer_version_is_computed_again_by_the_newer_one()
    {
        var published = Published(Funded, _ => Strict(Funded));

        Assert.True(PublishedRankingDetail.From(published, Funded, Later).Reproduced);
        Assert.False(
            PublishedRankingDetail.From(published, Funded, RankingVersions.Released).Reproduced
        );
    }

    [Fact]
    public void A_ranking_that_was_published_before_requests_and_deferrals_counted_is_computed_again()
    {
        var book = Funded.Post([
            History.At(Funded.Position + 1, Request("a", 10), Funded.Day, Funded.Day),
            History.At(Funded.Position + 2, new Core.Initiatives.InitiativeDeferred(
                Key.Parse("c"), Funded.Day.AddDays(1), Why), Funded.Day, Funded.Day)]);
        var published = Published(book, _ => RankingVersions.Released.DigestOf(1, book));

        Assert.True(PublishedRankingDetail.From(published, book).Reproduced);
        Assert.Equal([true, false, true], RankingV1.Compute(book).Items.Select(i => i.Funded));
        Assert.Equal([true, false, false], Ranking.Compute(book).Items.Select(i => i.Funded));
    }

    [Theory]
    [InlineData("ranking/1:sha256:00")]
    [InlineData("ranking/7:sha256:00")]
    [InlineData("ranking/x:sha256:00")]
    [InlineData("ranking/1")]
    [InlineData("alignment/1:sha256:00")]
    [InlineData("")]
    public void A_digest_that_no_version_gives_is_not_reproduced(string digest) =>
        Assert.False(
            PublishedRankingDetail.From(Published(Funded, _ => digest), Funded, Later).Reproduced
        );

    [Fact]
    public void The_version_in_use_is_the_newest_that_is_known() =>
        Assert.Equal(Ranking.ViewVersion, RankingVersions.Released.Newest);

    [Fact]
    public void Every_released_version_still_gives_the_digests_it_gave()
    {
        Assert.All(Samples(), s => Assert.NotEmpty(Ranking.Compute(s.Book).Items));
        var given = Samples()
            .SelectMany(s =>
                Enumerable
                    .Range(1, RankingVersions.Released.Newest)
                    .Select(version =>
                        $"{s.Name} {RankingVersions.Released.DigestOf(version, s.Book)}"
                    )
            )
            .ToArray();

        var agreed = Golden.Lines("rankings");
        Assert.True(agreed.SequenceEqual(given), $"""
            A ranking is no longer what it was. Rankings were published with these digests and must be
            computed again for ever: raise Ranking.ViewVersion, leave the old function in RankingVersions,
            and add the digests of the new version to rankings.golden.txt.
            {string.Join('\n', given.Except(agreed))}
            """);
    }

    /// <summary>
    /// Every formula and every source of a criterion, with budgets, ties and what is missing.
    /// </summary>
    private static IEnumerable<(string Name, Book Book)> Samples()
    {
        yield return ("funding", Funded);
        var journal = new History().Record(Opened(), PortfolioBudget(20)).Record(Objective("o"))
            .Record(Weights(("o", 1)));
        foreach (var (name, ecv, _, _) in EcvTests.Candidates)
            journal.Record(
                Initiative(name),
                Budget(name, 5),
                Claim(name, "o", Strength.Medium),
                new Core.Initiatives.FinancialCaseSubmitted(
                    Key.Parse(name),
                    new(
                        [new(new(2026, 1, 1), -100), new(new(2027, 1, 1), 121)],
                        Currency.Parse("USD"),
                        .1m,
                        ecv,
                        null
                    )
                )
            );
        journal
            .Record(Initiative("unscored"), Spend("alpha", 3))
            .Record(Outcome("out", "alpha", "beta"))
            .Record(Measured("out", 7, "2026-01-01"), Priority("alpha", 2));
        journal.Record(
            new Core.Feedback.FeedbackReceived(
                Key.Parse("fb"),
                null,
                null,
                SealedText.Seal("Too loud", new byte[16]),
                null,
                null
            ),
            new Core.Feedback.FeedbackLinked(Key.Parse("fb"), Key.Parse("beta"), 3)
        );
        foreach (var source in Enum.GetValues<CriterionSource>())
            yield return (
                $"source {Enumeration<CriterionSource>.NameOf(source)}",
                Adopt(
                    $"s-{(int)source}",
                    Formula.Weighted,
                    [Criterion("x", 1, max: 40, source: source)]
                )
            );
        yield return (
            "wsjf",
            Adopt(
                "wsjf",
                Formula.Wsjf,
                [
                    new("business-value", 0, 20),
                    new("time-criticality", 0, 20),
                    new("risk-reduction", 0, 20),
                    new("job-size", 0, 20),
                ]
            )
        );
        yield return (
            "rice",
            Adopt(
                "rice",
                Formula.Rice,
                [
                    new("reach", 0, 10_000, Period: "quarter"),
                    new("impact", 0, 3),
                    new("confidence", 0, 1),
                    new("effort", 0, 50),
                ]
            )
        );
        yield return ("ecv-index", Adopt("ecv", Formula.EcvIndex, []));
        yield return ("alignment", Adopt("aligned", Formula.Alignment, []));

        Book Adopt(string model, Formula formula, Criterion[] criteria)
        {
            journal.Record(new ScoringModelDrafted(Key.Parse(model), 1, formula, [.. criteria]),
                new ScoringModelReleased(Key.Parse(model), 1, Why), Adopted(model, 1));
            var value = 2m;
            foreach (
                var criterion in criteria.Where(c => c.Source is null or CriterionSource.Scored)
            )
            foreach (var initiative in new[] { "alpha", "beta", "gamma" })
                journal.Record(
                    new Core.Initiatives.CriterionScored(
                        Key.Parse(initiative),
                        Key.Parse(model),
                        criterion.Id,
                        criterion.Min,
                        criterion.Max,
                        value = value % (criterion.Max - criterion.Min) + 1m / 3,
                        Why,
                        criterion.Period
                    )
                );
            return journal.Book;
        }
    }
}
