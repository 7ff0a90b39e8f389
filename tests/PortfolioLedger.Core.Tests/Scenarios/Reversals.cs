using PortfolioLedger.Core.Portfolios;
using PortfolioLedger.Core.Scenarios;

namespace PortfolioLedger.Core.Tests.Scenarios;

/// <summary>Reversals of a part of a journal that a test holds whole.</summary>
internal static class Reversals
{
    /// <summary>The id of any import.</summary>
    public static readonly Guid Import = new("019b0000-0000-7000-8000-0000000000aa");

    /// <summary>Decides to take back the events from one position to another.</summary>
    public static Ruling Reverse(this Journal journal, long first, long last)
    {
        var (book, postings) = (journal.Book, journal.Postings.ToList());
        ImmutableArray<ImportedEvent> events = [.. journal.Entries
            .Where(e => e.Position >= first && e.Position <= last && !ReverseImport.Stays(e.Fact))
            .Select(e => new ImportedEvent(e.Position, e.Fact))];
        var refold = Refold.Of(book, events[0].Position - 1);
        var replay = new ReversalReplay(events, refold);
        var without = Over(journal, refold.After).LastOrDefault() ?? Book.Empty(book.Portfolio);
        foreach (var entry in postings.Skip((int)refold.After))
            without = replay.Post(without, entry);
        var resting = replay.First(ReverseImport.MaxNamed);
        var command = new ReverseImport(Import, events, Sample.Why)
        {
            RestingCount = replay.Count,
            Resting = [.. journal.Entries.Where(e => resting.Contains(e.Position)).Select(e =>
                new RestingEvent(
                    e.Position, e.Fact.Sentence(book), e.Fact.Subjects()[0], null))],
        };
        return new(journal, new Decider().Decide(book, new(
            [command], new(new(Journal.Board, Role.Administrator)), new(journal.Now))
        {
            Without = without,
        }));
    }

    /// <summary>The journal folded once more from its beginning, as any reader does.</summary>
    public static Book Folded(this Journal journal) => Over(journal, journal.Book.Position).Last();

    /// <summary>
    /// What a book says, whenever it says it: everything but its place in the journal, its day and
    /// what was taken back.
    /// </summary>
    public static string Content(this Book book) => BookDigest.Compute(book with
    {
        Position = 0, KnownAt = default, RecordedAt = default, Reversed = null, Claimed = false,
        Day = default,
        Things = book.Things.Remove(new(SubjectKind.Portfolio, book.Portfolio)),
    });

    private static IEnumerable<Book> Over(Journal journal, long upTo) => Refold.Over(
        Book.Empty(journal.Book.Portfolio), [.. journal.Postings.Take((int)upTo)]);
}
