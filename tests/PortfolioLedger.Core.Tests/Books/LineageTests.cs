using PortfolioLedger.Core.Departments;
using PortfolioLedger.Core.Feedback;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Views;
using static PortfolioLedger.Core.Tests.Sample;

namespace PortfolioLedger.Core.Tests.Books;

/// <summary>The history of a thing holds that of what was merged into it.</summary>
public sealed class LineageTests
{
    private static readonly Key Works = Key.Parse("works");

    private static readonly Key Delta = Key.Parse("delta");

    private static Subject Department(Key key) => new(SubjectKind.Department, key);

    private static IEnumerable<string> Lineage(Book book, Subject subject) =>
        book.LineageOf(subject).Select(s => s.ToString());

    [Fact]
    public void Mergers_are_followed_back_to_the_first()
    {
        var merged = Given.AStrategy().With(new RegisterDepartment(Works, "Public works"),
            new MergeDepartment(Works, Transport), new MergeDepartment(Transport, Waterworks));

        Assert.Equal(["department/waterworks", "department/transport", "department/works"],
            Lineage(merged.Book, Department(Waterworks)));
        Assert.Equal(["department/transport", "department/works"],
            Lineage(merged.Book, Department(Transport)));
        Assert.Equal(["department/works"], Lineage(merged.Book, Department(Works)));
    }

    [Fact]
    public void A_merger_counts_from_its_day_on()
    {
        var soon = Given
            .AStrategy()
            .With(new MergeDepartment(Transport, Waterworks, Day("2026-02-01")));

        Assert.Equal(["department/waterworks"], Lineage(soon.Book, Department(Waterworks)));
        Assert.Equal(["department/waterworks", "department/transport"],
            Lineage(soon.Book.On(Day("2026-02-01")), Department(Waterworks)));
    }

    [Fact]
    public void Segments_initiatives_and_voices_have_one_too()
    {
        var book = Given.AnInitiative().With(Complaint, Complaint with { Key = Key.Parse("fb-11") })
            .With(new RegisterCustomerSegment(Key.Parse("firms"), "Firms"), Initiative(Delta))
            .With(
                new MergeCustomerSegment(Key.Parse("firms"), Households),
                new MergeFeedback(Key.Parse("fb-11"), Fb12),
                new MergeInitiative(Delta, Croton, Why)
            )
            .Book;

        Assert.Equal(
            ["customer-segment/households", "customer-segment/firms"],
            Lineage(book, new(SubjectKind.CustomerSegment, Households))
        );
        Assert.Equal(
            ["feedback/fb-12", "feedback/fb-11"],
            Lineage(book, new(SubjectKind.Feedback, Fb12))
        );
        Assert.Equal(["initiative/croton", "initiative/delta"], Lineage(book, About(Croton)));
    }

    [Fact]
    public void What_was_killed_or_retired_became_part_of_nothing()
    {
        var book = Given.AnInitiative().With(Initiative(Delta))
            .With(new KillInitiative(Delta, Why, "too-late"), new RetireDepartment(Transport)).Book;

        Assert.Single(book.LineageOf(About(Croton)));
        Assert.Single(book.LineageOf(Department(Waterworks)));
        Assert.Equal(["objective/growth"], Lineage(book, new(SubjectKind.Objective, Growth)));
        Assert.Equal(["department/nobody"], Lineage(book, Department(Nobody)));
    }

    [Fact]
    public void Claims_that_merge_in_a_circle_come_to_an_end()
    {
        var circle = Given.AnInitiative().With(Initiative(Delta)).WithClaims("2026-01-05",
            new MergeInitiative(Croton, Delta, Why), new MergeInitiative(Delta, Croton, Why));

        Assert.Equal(
            ["initiative/croton", "initiative/delta"],
            Lineage(circle.Book, About(Croton))
        );
    }

    [Fact]
    public void The_timeline_of_a_successor_tells_each_event_once()
    {
        var journal = Given.AStrategy().With(new RenameDepartment(Transport, "Roads"))
            .With(new MergeDepartment(Transport, Waterworks));

        Assert.Equal(
            [
                "department-merged", "department-renamed", "department-registered",
                "department-registered",
            ],
            Timeline
                .Compute(
                    journal.Book,
                    journal.Postings,
                    new(About: journal.Book.LineageOf(Department(Waterworks)))
                )
                .Items.Select(i => i.Type)
        );
    }
}
