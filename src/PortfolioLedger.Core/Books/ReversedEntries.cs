namespace PortfolioLedger.Core.Books;

/// <summary>
/// A fact that takes back a range of entries before it, whole: from it on, the book is as if they
/// had never been recorded. They stay in the journal, and in every book before it.
/// </summary>
public interface IReversesEntries : IFact
{
    /// <summary>The position of the first entry that is taken back.</summary>
    long First { get; }

    /// <summary>The position of the last.</summary>
    long Last { get; }
}

/// <summary>
/// A fact that says something of an entry before it and changes nothing itself: the things it is
/// about stay as they are, there or not.
/// </summary>
public interface IRecordOnly : IFact;

/// <summary>Entries that were taken back.</summary>
/// <param name="First">The position of the first.</param>
/// <param name="Last">The position of the last.</param>
/// <param name="By">The position of the entry that took them back.</param>
public readonly record struct ReversedEntries(long First, long Last, long By)
{
    /// <summary>Whether the entry at a position is one of them.</summary>
    public bool Contains(long position) => position >= First && position <= Last;
}

/// <summary>
/// How a book is folded without entries that are taken back: once more from before the first of
/// them, and without those that were taken back since. A pure fold needs no undoing, so no kind of
/// fact has to say how it is undone.
/// </summary>
public sealed class Refold
{
    private readonly ImmutableArray<ReversedEntries> _without;

    private Refold(ImmutableArray<ReversedEntries> without, long after) =>
        (_without, After) = (without, after);

    /// <summary>Where it begins: with the book at exactly this position.</summary>
    public long After { get; }

    /// <summary>Without what a fact takes back, and all that was taken back before it.</summary>
    /// <param name="book">Before the fact.</param>
    /// <param name="reversal">The fact.</param>
    public static Refold Of(Book book, IReversesEntries reversal) => new(
        book.TakenBack.Add(new(reversal.First, reversal.Last, book.Position + 1)),
        Before(book, reversal.First - 1));

    /// <summary>Without what was taken back by the position of a book.</summary>
    /// <param name="book">Which says what was.</param>
    /// <param name="after">From this position on, or an earlier one.</param>
    public static Refold Of(Book book, long after) => new(book.TakenBack, Before(book, after));

    /// <summary>A book from before an earlier reversal still holds what that took back.</summary>
    private static long Before(Book book, long after)
    {
        while (Spanning(book, after) is { } earlier)
            after = earlier.First - 1;
        return after;
    }

    private static ReversedEntries? Spanning(Book book, long position)
    {
        foreach (var range in book.TakenBack)
            if (range.First <= position && range.By > position)
                return range;
        return null;
    }

    /// <summary>The book after the next entry.</summary>
    public Book Post(Book book, in Posting entry) =>
        IsLeftOut(entry.Position) ? book.Skip(entry) : book.Post(Noted(book, entry));

    /// <summary>Whether an entry is taken back.</summary>
    public bool IsLeftOut(long position)
    {
        foreach (var range in _without)
            if (range.Contains(position))
                return true;
        return false;
    }

    /// <summary>
    /// An entry as this fold posts it: what an earlier reversal takes back is left out already.
    /// </summary>
    public static Posting Noted(Book book, in Posting entry) =>
        entry.Fact is IReversesEntries ? entry with { Without = book } : entry;

    /// <summary>
    /// The books of a journal that is held whole, from the beginning: after each entry.
    /// </summary>
    /// <param name="empty">The book before the first entry.</param>
    /// <param name="journal">All entries, from position 1.</param>
    public static IEnumerable<Book> Over(Book empty, IReadOnlyList<Posting> journal)
    {
        var book = empty;
        foreach (var entry in journal)
        {
            book = book.Post(Complete(book, entry, journal, empty));
            yield return book;
        }
    }

    /// <summary>An entry with the book that it leads back to, where it leads back.</summary>
    /// <param name="book">Before it.</param>
    /// <param name="entry">The entry.</param>
    /// <param name="journal">All entries before it, from position 1.</param>
    /// <param name="empty">The book before the first entry.</param>
    public static Posting Complete(
        Book book, in Posting entry, IReadOnlyList<Posting> journal, Book empty)
    {
        if (entry.Fact is not IReversesEntries reversal)
            return entry;
        var (refold, without) = (Of(book, reversal), empty);
        for (var i = 0; i < book.Position; i++)
            without = refold.Post(without, journal[i]);
        return entry with { Without = without };
    }
}
