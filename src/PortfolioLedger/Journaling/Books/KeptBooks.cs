using PortfolioLedger.Core.Books;
using PortfolioLedger.Journaling.Reading;

namespace PortfolioLedger.Journaling.Books;

/// <summary>
/// The past books of one portfolio that stay in memory: one every 1,024 positions or more. Books
/// share structure, so the past costs little.
/// </summary>
internal sealed class KeptBooks(BookMemory memory)
{
    /// <summary>Distance between kept books, in positions.</summary>
    public const int Spacing = JournalPages.Size;

    private readonly Lock _lock = new();
    private readonly SortedList<long, Book> _books = [];
    private long _spacing = Spacing;
    private long _bytes;
    private int _generation;
    private bool _isClosed;

    /// <summary>Whether nothing is kept any more.</summary>
    public bool IsClosed => Volatile.Read(ref _isClosed);

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
            Weighs(0);
            Volatile.Write(ref _generation, _generation + 1);
        }
    }

    /// <summary>Forgets all of them for good: nothing is kept any more.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _isClosed = true;
            Forget();
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
        if (_isClosed || book.Position % _spacing != 0 || !_books.TryAdd(book.Position, book))
            return;
        Weighs(_bytes + BytesOf(book));
        // Every second book is let go, so that they lie evenly, twice as far apart.
        while (_bytes > memory.MostOfOne && _books.Count > 2)
        {
            _spacing *= 2;
            for (var i = _books.Count - 1; i >= 0; i--)
                if (_books.Keys[i] % _spacing != 0)
                    _books.RemoveAt(i);
            Weighs(_books.Values.Sum(BytesOf));
        }
    }

    private void Weighs(long bytes)
    {
        memory.Change(bytes - _bytes);
        Volatile.Write(ref _bytes, bytes);
    }

    private long BytesOf(Book book) =>
        Math.Min(_spacing, book.Things.Count) * BookMemory.BytesOfTouched;

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
