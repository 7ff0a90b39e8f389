using PortfolioLedger.Core.Departments;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Scenarios;
using static PortfolioLedger.Core.Tests.Sample;

namespace PortfolioLedger.Core.Tests.Books;

/// <summary>The one way in which submissions become entries, whoever asks.</summary>
public sealed class DeciderTests
{
    private static readonly DateTimeOffset Now = At("2026-02-03");

    private static readonly Caller Clerk = new(new("carl", Role.Contributor), "treasurer");

    private static readonly Caller Source = new(new("import", Role.Administrator), Claims: true);

    private static readonly RegisterDepartment Parks = new(Key.Parse("parks"), "Parks");

    private static readonly RenameDepartment ParksRenamed = new(Key.Parse("parks"), "Green");

    [Fact]
    public void Each_command_is_decided_on_the_book_as_the_ones_before_left_it()
    {
        var head = Given.APortfolio().Book;

        var accepted = Accepted(head, new([Parks, ParksRenamed], Clerk, new(Now))
        {
            CorrelationId = "request", CausationId = "cause",
        });

        Assert.Equal(
            [
                (head.Position + 1, "department-registered"),
                (head.Position + 2, "department-renamed"),
            ],
            accepted.Entries.Select(e => (e.Position, Catalogue.KindOf(e.Fact).Name))
        );
        Assert.All(accepted.Entries, e =>
            Assert.Equal(
                (Now, null, Day("2026-02-03"), Clerk.Actor, "treasurer", "request", "cause", 1),
                (
                    e.RecordedAt,
                    e.ReportedAt,
                    e.EffectiveOn,
                    e.Actor,
                    e.OnBehalfOf,
                    e.CorrelationId,
                    e.CausationId,
                    e.SchemaVersion
                )
            )
        );
        Assert.Equal([1, 1], accepted.Counts);
        Assert.Equal(
            BookDigest.Compute(head.Post(accepted.Entries)),
            BookDigest.Compute(accepted.Book)
        );
        Assert.Equal(
            "Green",
            accepted.Book.NameOf(new(SubjectKind.Department, Key.Parse("parks")))
        );
    }

    [Fact]
    public void One_refused_command_refuses_them_all()
    {
        var refused = Assert.IsType<SubmissionOutcome.Refused>(Decider.Trial.Decide(
            Given.APortfolio().Book, new([Parks, ParksRenamed, Parks], Clerk, new(Now))));

        Assert.Equal((2, "already-exists"), (refused.CommandIndex, refused.Refusal.Code));
    }

    [Fact]
    public void Ids_and_the_books_to_keep_are_chosen_by_position()
    {
        var head = Given.APortfolio().Book;
        var decider = new Decider(
            position => new((int)position, 0, 0, new byte[8]), position => position % 2 == 1);

        var accepted = Assert.IsType<SubmissionOutcome.Accepted>(
            decider.Decide(head, new([Parks, ParksRenamed], Clerk, new(Now))));

        Assert.Equal([2, 3], accepted.Entries.Select(e => (int)e.Id.ToByteArray()[0]));
        Assert.Same(accepted.Book, Assert.Single(accepted.Kept));
    }

    [Fact]
    public void Without_a_portfolio_only_its_opening_is_heard()
    {
        var none = Book.Empty(Capital);

        Assert.IsType<SubmissionOutcome.UnknownPortfolio>(
            Decider.Trial.Decide(none, new([Parks], Clerk, new(Now))));
        Assert.Equal(2, Accepted(none, new([Open, Parks], Clerk, new(Now))).Book.Position);
    }

    [Theory]
    [InlineData(1, null)]
    [InlineData(0, 1L)]
    [InlineData(2, 1L)]
    public void A_caller_may_ask_that_nothing_happened_to_a_thing(long position, long? current)
    {
        var outcome = Decider.Trial.Decide(Given.APortfolio().Book, new([Parks], Clerk, new(Now))
        {
            Expected = new(new(SubjectKind.Portfolio, Capital), position),
        });

        Assert.Equal(current, (outcome as SubmissionOutcome.Changed)?.Current);
        Assert.Equal(current is null, outcome is SubmissionOutcome.Accepted);
    }

    [Theory]
    [InlineData("2026-01-04", "events of 2026-01-05 09:00:00Z already")]
    [InlineData("2026-02-04", "reported at 2026-02-04 09:00:00Z, which is to come")]
    public void Claims_are_told_in_order_and_not_before_their_time(string reported, string why)
    {
        var refused = Assert.IsType<SubmissionOutcome.Refused>(Decider.Trial.Decide(
            Given.APortfolio().Book, new([Parks], Source, new(Now, At(reported)))));

        Assert.Equal((0, "out-of-order"), (refused.CommandIndex, refused.Refusal.Code));
        Assert.Contains(why, refused.Refusal.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_claim_takes_effect_on_the_day_its_source_knew()
    {
        var accepted = Accepted(
            Given.APortfolio().Book, new([Parks], Source, new(Now, At("2026-01-20"))));

        Assert.Equal((Now, At("2026-01-20"), Day("2026-01-20")), (accepted.Entries[0].RecordedAt,
            accepted.Entries[0].ReportedAt, accepted.Entries[0].EffectiveOn));
        Assert.Equal(Day("2026-01-20"), accepted.Book.Day);
    }

    [Fact]
    public void Fields_are_checked_where_no_request_was_bound()
    {
        var blank = new CommandSubmission([Parks, Parks with { Name = " " }], Clerk, new(Now));

        var refused = Assert.IsType<SubmissionOutcome.Refused>(
            Decider.Trial.Decide(Given.APortfolio().Book, blank with { ChecksFields = true }));

        Assert.Equal((1, "malformed", "/name must not be blank."),
            (refused.CommandIndex, refused.Refusal.Code, refused.Refusal.Detail));
    }

    [Theory]
    [InlineData("2026-01-01", "2026-01-05")]
    [InlineData("2026-02-03", "2026-02-03")]
    public void Now_is_never_before_what_the_book_knows(string clock, string now) => Assert.Equal(
        At(now), SubmissionTime.Now(At(clock), Given.APortfolio().Book));

    /// <summary>
    /// An imported past is known as its source knew it, and was recorded long after.
    /// </summary>
    [Fact]
    public void What_is_tried_on_an_imported_past_stays_there()
    {
        var past = Accepted(
            Book.Empty(Capital),
            new(
                [Open, .. Sample.Departments, Segment, .. Objectives],
                Source,
                new(Now, At("2013-05-31"))
            )
        ).Book;

        var (tried, refused) = past.Try([Hypothetical.By(Role.Contributor, Initiative())]);

        Assert.Empty(refused);
        Assert.Equal((Day("2013-05-31"), At("2013-05-31")), (tried.Day, tried.KnownAt));
        Assert.Equal(Day("2013-05-31"), tried.Initiatives.Find(Croton)!.From);
    }

    [Fact]
    public void What_is_tried_on_a_later_day_takes_effect_on_it()
    {
        var later = Given.AStrategy().Book.On(Day("2027-01-01"));

        var (tried, _) = later.Try([Hypothetical.By(Role.Contributor, Initiative())]);

        Assert.Equal(Day("2027-01-01"), tried.Day);
        Assert.Equal(Day("2027-01-01"), tried.Initiatives.Find(Croton)!.From);
    }

    private static SubmissionOutcome.Accepted Accepted(Book book, CommandSubmission submission) =>
        Assert.IsType<SubmissionOutcome.Accepted>(Decider.Trial.Decide(book, submission));

    private static DateTimeOffset At(string day) => new(Day(day), new(9, 0), TimeSpan.Zero);
}
