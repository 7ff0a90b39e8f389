using CsCheck;
using PortfolioLedger.Core.Departments;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Portfolios;
using PortfolioLedger.Core.Process;
using PortfolioLedger.Core.Tests.Kernel;
using PortfolioLedger.Core.Views;
using static PortfolioLedger.Core.Tests.Sample;

namespace PortfolioLedger.Core.Tests.Scenarios;

/// <summary>
/// An import is taken back whole: the book afterwards is the book before it, whatever kinds of
/// events it recorded, and it is refused where something later rests on it.
/// </summary>
public sealed class ReversalTests
{
    private static readonly Key Harbour = Key.Parse("harbour");
    private static readonly Key Ports = Key.Parse("ports");

    /// <summary>A portfolio with an initiative that has a budget and scores.</summary>
    private static readonly Journal Before = Given.AScoringModel().With(Initiative())
        .With(new ApproveBudget(Croton, "2026", Dollars(100), Why),
            new ScoreCriterion(Croton, Model, "value", 7, Why));

    /// <summary>With an import that brings one thing of each kind, and changes Croton.</summary>
    private static readonly Journal Imported = Before.WithClaims("2026-01-05",
        new ImportHistory("City data", new string('c', 64), 4, "current-lists"),
        new RegisterDepartment(Ports, "Ports"),
        Initiative(Harbour) with { Department = Ports, ParticipatingDepartments = [] },
        new ApproveBudget(Harbour, "2026", Dollars(50), Why),
        new RenameInitiative(Croton, "Croton Falls II"),
        new ApproveBudget(Croton, "2026", Dollars(80), Why),
        new ScoreCriterion(Croton, Model, "value", 3, Why),
        new SubmitInitiative(Croton));

    private static long First => Before.Book.Position + 1;

    private static long Last => Imported.Book.Position;

    [Fact]
    public void What_came_with_the_import_is_gone_and_what_it_changed_is_as_it_was()
    {
        var reversed = Imported.Reverse(First, Last).Recorded();
        var book = reversed.Book;

        Assert.Null(book.Initiatives.Find(Harbour));
        Assert.False(book.Has(new(SubjectKind.Department, Ports)));
        Assert.Equal("Croton Falls", book.Initiatives.Find(Croton)!.NameOn(book.Day));
        Assert.Equal(Stage.Proposed, book.Initiatives.Find(Croton)!.StageOn(book.Day));
        Assert.Equal(Before.Book.Content(), book.Content());
        Assert.Equal(BookDigest.Compute(reversed.Folded()), BookDigest.Compute(book));
    }

    [Fact]
    public void Each_event_of_the_import_is_followed_by_one_that_names_it()
    {
        var entries = Imported.Reverse(First, Last).Entries;

        var reversal = Assert.IsType<ImportReversed>(entries[0].Fact);
        Assert.Equal((First, Last, "City data", "current-lists"),
            (reversal.First, reversal.Last, reversal.Source, reversal.Mapping));
        Assert.Equal(
            Imported.Entries.Where(e => e.Position >= First)
                .Select(e => (e.Position, Catalogue.KindOf(e.Fact).Name)),
            entries.Skip(1).Select(e => (EventReversed)e.Fact).Select(f => (f.Position, f.Event)));
        Assert.All(entries.Skip(1), e => Assert.Equal(
            Imported.Entries[(int)((EventReversed)e.Fact).Position - 1].Fact.Subjects(),
            e.Fact.Subjects()));
    }

    [Fact]
    public void What_was_known_before_the_reversal_stays_what_was_known()
    {
        var reversed = Imported.Reverse(First, Last).Recorded();

        var asOf = Refold.Over(Book.Empty(Capital), [.. reversed.Postings])
            .ElementAt((int)Last - 1);

        Assert.Equal(BookDigest.Compute(Imported.Book), BookDigest.Compute(asOf));
    }

    [Fact]
    public void Later_decisions_that_need_nothing_of_it_stand()
    {
        var later = Imported.With(
            new RegisterDepartment(Nobody, "Harbours"),
            new RecordSpend(Croton, "2026-01", Dollars(5)));

        var reversed = later.Reverse(First, Last).Recorded();

        Assert.Equal(
            5, reversed.Book.Initiatives.Find(Croton)!.Spend.On(reversed.Book.Day));
        Assert.True(reversed.Book.Has(new(SubjectKind.Department, Nobody)));
        Assert.Equal(BookDigest.Compute(reversed.Folded()), BookDigest.Compute(reversed.Book));
    }

    [Fact]
    public void An_import_on_which_later_decisions_rest_is_refused_and_each_is_named()
    {
        var later = Imported.With(
            new ScoreCriterion(Harbour, Model, "value", 5, Why), new RejectInitiative(Croton, Why));

        var refusal = later.Reverse(First, Last).ThenRefused("import-rested-on");

        Assert.Contains($"position {Last + 1}, '", refusal.Detail, StringComparison.Ordinal);
        Assert.Contains("(initiative/harbour)", refusal.Detail, StringComparison.Ordinal);
        Assert.Contains($"position {Last + 2}, '", refusal.Detail, StringComparison.Ordinal);
        Assert.StartsWith("2 later events rest on", refusal.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Ten_are_named_and_how_many_more_there_are()
    {
        var later = Imported.With(Enumerable.Range(1, 13).Select(n =>
            new RecordSpend(Harbour, "2026-01", Dollars(n % 3 + 1))));

        var refusal = later.Reverse(First, Last).ThenRefused("import-rested-on");

        Assert.StartsWith("13 later events rest on", refusal.Detail, StringComparison.Ordinal);
        Assert.Contains("; and 3 more.", refusal.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_ranking_that_was_published_with_what_it_brought_rests_on_it()
    {
        var scored = Before.With(new ScoreCriterion(Croton, Model, "risk", 2, Why));
        var imported = scored.WithClaims(
            "2026-01-05", new ScoreCriterion(Croton, Model, "value", 3, Why));
        var published = imported.With(new PublishRanking(Nobody, Why));

        published.Reverse(imported.Book.Position, imported.Book.Position)
            .ThenRefused("import-rested-on", new Subject(SubjectKind.Ranking, Nobody));
    }

    [Fact]
    public void It_is_reversed_once_and_its_keys_are_free_again()
    {
        var reversed = Imported.Reverse(First, Last).Recorded();

        reversed.Reverse(First, Last).ThenRefused("import-already-reversed");
        var again = reversed.WithClaims("2026-01-05",
            new RegisterDepartment(Ports, "Ports"),
            Initiative(Harbour) with { Department = Ports, ParticipatingDepartments = [] });
        Assert.Equal(BookDigest.Compute(again.Folded()), BookDigest.Compute(again.Book));
    }

    [Fact]
    public void It_takes_no_day_of_its_own() => Assert.Equal("/grounds/effectiveOn",
        Assert.Single(new ReverseImport(Guid.Empty, [], Why with
        {
            EffectiveOn = Day("2026-01-01"),
        }).Faults()).Pointer);

    [Fact]
    public void It_is_counted_as_no_decision_of_the_process()
    {
        var reversed = Imported.Reverse(First, Last).Recorded();

        Assert.Equal(
            Before.Book.Process.Between(Start, Day("2027-01-01")),
            reversed.Book.Process.Between(Start, Day("2027-01-01")));
    }

    [Fact]
    public void A_portfolio_that_the_import_opened_stays_and_is_empty()
    {
        var imported = Given.NoPortfolio().WithClaims("2026-01-05", Open,
            new ImportHistory("City data", new string('c', 64), 1, "nyc"),
            new RegisterDepartment(Ports, "Ports"));

        var reversed = imported.Reverse(1, imported.Book.Position).Recorded();

        Assert.Equal("City capital plan", reversed.Book.Details.Name);
        Assert.Equal(Given.APortfolio().Book.Content(), reversed.Book.Content());
    }

    /// <summary>
    /// Whatever an import comes to record is reversed as all else is; what stays must be said.
    /// </summary>
    [Fact]
    public void Every_kind_of_event_is_taken_back_but_the_opening_of_the_portfolio() =>
        Assert.Equal(["portfolio-opened"],
            Catalogue.All.Where(kind => !Reverses(kind)).Select(kind => kind.Name));

    private static bool Reverses(FactKind kind)
    {
        var facts = FactSamples.Full.Concat(FactSamples.Sparse)
            .Where(fact => Catalogue.KindOf(fact) == kind).ToList();
        Assert.NotEmpty(facts);
        return facts.TrueForAll(fact => !ReverseImport.Stays(fact) && IsTakenBack(fact));
    }

    /// <summary>The event is recorded on a book that knows what it names, and taken back.</summary>
    private static bool IsTakenBack(IFact fact)
    {
        var position = Known.Book.Position + 1;
        var said = Known.Entries[^1].Posting with { Position = position, Fact = fact };
        var taken = said with
        {
            Position = position + 1,
            Fact = new ImportReversed(Capital, Reversals.Import, position, position, Why),
        };
        var reversed = Refold.Over(Book.Empty(Capital), [.. Known.Postings, said, taken]).Last();
        return Known.Book.Content() == reversed.Content();
    }

    private static readonly Journal Known = Given.AScoringModel()
        .With(WaterSupply, OutageHours, Complaint, Initiative());

    [Fact]
    public void Whatever_came_last_is_taken_back_to_the_book_before_it() =>
        Gen.Select(DecidedHistories.Any, Gen.Double[0, 1]).Sample((journal, where) =>
        {
            var cut = (int)(where * (journal.Entries.Length - 1)) + 1;
            if (cut >= journal.Entries.Length)
                return;
            var before = Book.Empty(Capital).Post(journal.Entries[..cut]);

            var reversed = journal.Reverse(cut + 1, journal.Book.Position).Recorded();

            Assert.Equal(before.Content(), reversed.Book.Content());
            Assert.Equal(
                BookDigest.Compute(reversed.Book), BookDigest.Compute(reversed.Folded()));
            Assert.Equal(Ranked(before), Ranked(reversed.Book));
        }, iter: 200);

    [Fact]
    public void Whatever_is_taken_back_in_any_order_every_reader_comes_to_the_same_book() =>
        Gen.Select(DecidedHistories.Any, Gen.Double[0, 1].Array[4], Gen.Bool)
            .Sample((journal, where, newestFirst) =>
            {
                var ends = where.Select(w => (int)(w * (journal.Entries.Length - 2)) + 2)
                    .Order().Distinct().ToArray();
                if (ends.Length < 4)
                    return;
                (long First, long Last)[] ranges = newestFirst
                    ? [(ends[2], ends[3]), (ends[0], ends[1])]
                    : [(ends[0], ends[1]), (ends[2], ends[3])];
                foreach (var (first, last) in ranges)
                    if (journal.Reverse(first, last) is { Refusal: null } ruling)
                        journal = ruling.Recorded();

                Assert.Equal(
                    BookDigest.Compute(journal.Book), BookDigest.Compute(journal.Folded()));
            }, iter: 300);

    private static string Ranked(Book book) => string.Join(' ', Ranking.Compute(book).Items
        .Select(i => $"{i.Rank}:{i.Initiative}:{i.Score}"));
}
