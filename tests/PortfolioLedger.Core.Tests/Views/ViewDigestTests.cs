using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Tests.Books;
using PortfolioLedger.Core.Views;
using static PortfolioLedger.Core.Tests.Books.Facts;

namespace PortfolioLedger.Core.Tests.Views;

/// <summary>A digest stands for an answer: another answer, another digest.</summary>
public sealed class ViewDigestTests
{
    private static readonly IFact Neutral = Resources("nowhere", 1, 1);

    public static TheoryData<string> Relevant =>
        new("budget", "claim", "weights", "effective day", "known time", "name");

    [Theory]
    [MemberData(nameof(Relevant))]
    public void A_relevant_difference_changes_the_digest(string difference)
    {
        var plain = Digest(
            Book(Budget("a", 100), Claim("a", "o1", Strength.Weak), Weights(("o1", 1)))
        );
        var other = difference switch
        {
            "budget" => Book(
                Budget("a", 100.01m),
                Claim("a", "o1", Strength.Weak),
                Weights(("o1", 1))
            ),
            "claim" => Book(
                Budget("a", 100),
                Claim("a", "o1", Strength.Medium),
                Weights(("o1", 1))
            ),
            "weights" => Book(
                Budget("a", 100),
                Claim("a", "o1", Strength.Weak),
                Weights(("o1", .999m))
            ),
            "effective day" => Book(
                    Budget("a", 100),
                    Claim("a", "o1", Strength.Weak),
                    Weights(("o1", 1))
                )
                .On(new(2026, 1, 2)),
            "known time" => Book(
                Budget("a", 100),
                Claim("a", "o1", Strength.Weak),
                Weights(("o1", 1))
            ) with
            {
                KnownAt = new(2026, 1, 1, 9, 0, 1, TimeSpan.Zero),
            },
            _ => Book(
                Budget("a", 100),
                Claim("a", "o1", Strength.Weak),
                Weights(("o1", 1)),
                Initiative("a") with
                {
                    Name = "Another name",
                }
            ),
        };

        Assert.NotEqual(plain, Digest(other));
    }

    [Fact]
    public void What_a_view_does_not_show_does_not_change_its_digest()
    {
        var one = Book(Budget("a", 100), Neutral);
        var other = Book(Budget("a", 100), Resources("elsewhere", 5, 7));

        Assert.Equal(Digest(one), Digest(other));
        Assert.NotEqual(BookDigest.Compute(one), BookDigest.Compute(other));
    }

    [Fact]
    public void The_same_number_written_otherwise_has_the_same_digest() =>
        Assert.Equal(Digest(Book(Budget("a", 100m))), Digest(Book(Budget("a", 100.000m))));

    [Fact]
    public void A_digest_names_view_version_and_hash() =>
        Assert.Matches("^alignment/1:sha256:[0-9a-f]{64}$", Digest(Book(Neutral)));

    [Fact]
    public void A_digest_of_a_book_names_the_fold_version() =>
        Assert.Matches($"^book/{Core.Books.Book.FoldVersion}:sha256:[0-9a-f]{{64}}$",
            BookDigest.Compute(Book(Neutral)));

    [Fact]
    public void A_part_of_a_list_is_the_same_view()
    {
        var view = Alignment.Compute(AlignmentTests.Worked().Book);

        Assert.Equal(view.Items[1], Assert.Single(view.Page([view.Items[1]]).Items));
        Assert.Equal(view.PortfolioScore, view.Page([]).PortfolioScore);
    }

    private static string Digest(Book book) =>
        ViewDigest.Of(Alignment.Compute(book), book);

    private static Book Book(params IFact[] facts) => new History()
        .Record(Opened()).Record(Objective("o1")).Record(Initiative("a")).Record(facts).Book;
}
