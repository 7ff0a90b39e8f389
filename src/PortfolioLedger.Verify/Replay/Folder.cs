using PortfolioLedger.Verify.Checking;

namespace PortfolioLedger.Verify.Replay;

/// <summary>
/// Folds a journal as the ledger does, with its own code; reversals of imports lead back to a book
/// that is folded again without what they take back.
/// </summary>
/// <param name="portfolio">Whose journal.</param>
/// <param name="observe">Told of each entry with the book before it; may be null.</param>
internal sealed class Folder(Key portfolio, Action<Book, Posting>? observe = null) : IEventSink
{
    private const int Spacing = 8192;

    private readonly List<Posting> _journal = [];
    private readonly List<Book> _kept = [];

    /// <summary>The book after the last entry.</summary>
    public Book Book { get; private set; } = Book.Empty(portfolio);

    /// <summary>All entries.</summary>
    public IReadOnlyList<Posting> Journal => _journal;

    public void Take(in Posting entry)
    {
        observe?.Invoke(Book, entry);
        Book = Post(Book, entry);
        _journal.Add(entry);
        if (Book.Position % Spacing == 0)
            _kept.Add(Book);
    }

    /// <summary>The last position known at an instant; 0 when nothing was known yet.</summary>
    public long PositionAt(DateTimeOffset instant)
    {
        var (low, high) = (0, _journal.Count);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (_journal[middle - 1].KnownAt <= instant)
                low = middle;
            else
                high = middle - 1;
        }
        return low;
    }

    /// <summary>
    /// The book at a position, on the day it has there by itself, or on another business day.
    /// </summary>
    public Book At(long position, DateOnly? on = null)
    {
        if (position == 0)
            return on is { } empty ? Book.EmptyOn(portfolio, empty) : Book.Empty(portfolio);
        var natural = position == Book.Position ? Book : Fold(Nearest(position), position);
        return on is not { } day || day == natural.Day ? natural
            : day > natural.Day ? natural.On(day)
            : Fold(Book.EmptyOn(portfolio, day), position);
    }

    private Book Nearest(long position) =>
        _kept.FindLast(book => book.Position <= position) ?? Book.Empty(portfolio);

    private Book Fold(Book book, long upTo)
    {
        while (book.Position < upTo)
            book = Post(book, _journal[(int)book.Position]);
        return book;
    }

    private Book Post(Book book, in Posting entry)
    {
        try
        {
            return book.Post(entry.Fact is IReversesEntries reversal
                ? entry with { Without = Without(book, reversal) } : entry);
        }
        catch (Exception e) when (e is not Failure and not OutOfMemoryException)
        {
            // A fold of what the ledger has decided is total: this is none of its journals.
            throw new Violation(
                $"the event cannot follow those before it: {e.Message}", entry.Position);
        }
    }

    private Book Without(Book book, IReversesEntries reversal)
    {
        var refold = Refold.Of(book, reversal);
        var start = book.Pinned ? Book.EmptyOn(portfolio, book.Day) : Nearest(refold.After);
        var without = Fold(start, refold.After);
        while (without.Position < book.Position)
            without = refold.Post(without, _journal[(int)without.Position]);
        return without;
    }
}
