using PortfolioLedger.Core.Books;

namespace PortfolioLedger.Journaling.Books;

/// <summary>
/// The few past books of one portfolio that were asked for last, whatever they cost.
/// </summary>
internal sealed class RecentBooks(BookMemory memory)
{
    private const int MaxBooks = 32;

    private readonly Lock _lock = new();
    private readonly LinkedList<(long Position, DateOnly? Day, Book Book, long Bytes)> _books = [];
    private bool _isClosed;

    /// <summary>How many there are.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _books.Count;
        }
    }

    /// <summary>A book that was asked for lately, or null.</summary>
    /// <param name="position">Of its last event.</param>
    /// <param name="day">The business day that was asked for; null for its own.</param>
    public Book? Find(long position, DateOnly? day)
    {
        lock (_lock)
            foreach (var recent in _books)
                if (recent.Position == position && recent.Day == day)
                    return recent.Book;
        return null;
    }

    /// <summary>
    /// Remembers a book that took a fold, in place of the one asked for longest ago.
    /// </summary>
    /// <param name="position">Of its last event.</param>
    /// <param name="day">The business day that was asked for; null for its own.</param>
    /// <param name="book">The book.</param>
    /// <param name="isAlone">It shares nothing with the others of the portfolio.</param>
    public void Remember(long position, DateOnly? day, Book book, bool isAlone)
    {
        var bytes = isAlone ? (long)book.Things.Count * BookMemory.BytesOfThing
            : Math.Min(KeptBooks.Spacing, book.Things.Count) * BookMemory.BytesOfTouched;
        lock (_lock)
        {
            if (_isClosed)
                return;
            _books.AddFirst((position, day, book, bytes));
            memory.Change(bytes);
            if (_books.Count <= MaxBooks)
                return;
            memory.Change(-_books.Last!.Value.Bytes);
            _books.RemoveLast();
        }
    }

    /// <summary>Forgets all of them.</summary>
    public void Forget()
    {
        lock (_lock)
        {
            memory.Change(-_books.Sum(recent => recent.Bytes));
            _books.Clear();
        }
    }

    /// <summary>Forgets all of them for good: nothing is remembered any more.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _isClosed = true;
            Forget();
        }
    }
}
