using PortfolioLedger.Core.Books;
using PortfolioLedger.Journaling.Reading;

namespace PortfolioLedger.Journaling.Books;

/// <summary>
/// The past books of one portfolio that stay in memory: one every 1,024 positions or more. Books
/// share structure, so the past costs little.
/// </summary>
internal sealed class KeptBooks
{
    /// <summary>Distance between kept books, in positions.</summary>
    public const int Spacing = JournalPages.Size;

    /// <summary>
    /// Above this every second book is let go, so that they lie evenly, twice as far apart.
    /// </summary>
    private const long MaxBytes = 128 * 1024 * 1024;

    /// <summary>
    /// What a book does not share with the one before it, for each thing that an event touched in
    /// between: measured on a book of a thousand initiatives.
    /// </summary>
    private const int BytesPerThing = 256;

    private readonly Lock _lock = new();
    private readonly SortedList<long, Book> _books = [];
    private long _spacing = Spacing;
    private long _bytes;
    private int _generation;

    /// <summary>How many there are.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _books.Count;
        }
    }

    /// <summary>What they are thought to occupy, in bytes.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>Changes whenever all of them are forgotten.</summary>
    public int Generation => Volatile.Read(ref _generation);

    /// <summary>Keeps those that lie where one is kept.</summary>
    public void Keep(IEnumerable<Book> books)
    {
        lock (_lock)
            foreach (var book in books)
                Keep(book);
    }

    /// <summary>Keeps a book of a generation; false when that one was forgotten.</summary>
    public bool TryKeep(Book book, int generation)
    {
        lock (_lock)
        {
            if (generation != _generation)
                return false;
            Keep(book);
            return true;
        }
    }

    /// <summary>Forgets all of them, and what is still on its way to be kept.</summary>
    public void Forget()
    {
        lock (_lock)
        {
            _books.Clear();
            _spacing = Spacing;
            Volatile.Write(ref _bytes, 0);
            Volatile.Write(ref _generation, _generation + 1);
        }
    }

    /// <summary>The newest one at or before a position, or null.</summary>
    public Book? Nearest(long position)
    {
        lock (_lock)
        {
            var index = IndexAtOrBefore(position);
            return index < 0 ? null : _books.Values[index];
        }
    }

    /// <summary>Narrows the positions between which an instant lies.</summary>
    public (long Low, long High) Bracket(DateTimeOffset instant, long low, long high)
    {
        lock (_lock)
            foreach (var (position, book) in _books)
                if (book.KnownAt <= instant)
                    low = Math.Max(low, position);
                else
                    return (low, Math.Min(high, position - 1));
        return (low, high);
    }

    private void Keep(Book book)
    {
        if (book.Position % _spacing != 0 || !_books.TryAdd(book.Position, book))
            return;
        Volatile.Write(ref _bytes, _bytes + BytesOf(book));
        while (_bytes > MaxBytes && _books.Count > 2)
        {
            _spacing *= 2;
            for (var i = _books.Count - 1; i >= 0; i--)
                if (_books.Keys[i] % _spacing != 0)
                    _books.RemoveAt(i);
            Volatile.Write(ref _bytes, _books.Values.Sum(BytesOf));
        }
    }

    private long BytesOf(Book book) => Math.Min(_spacing, book.Things.Count) * BytesPerThing;

    private int IndexAtOrBefore(long position)
    {
        var (low, high) = (0, _books.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (_books.Keys[middle] <= position)
                low = middle + 1;
            else
                high = middle - 1;
        }
        return high;
    }
}
