using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Journaling;

/// <summary>
/// The books of one portfolio that stay in memory: the newest, one every 1,024 positions, and the
/// few that were asked for last. Books share structure, so the past costs little.
/// </summary>
internal sealed class KeptBooks(Key portfolio)
{
    /// <summary>Distance between kept books, in positions.</summary>
    public const int Spacing = 1024;

    /// <summary>
    /// Above this many the older half is thinned to every second: about 400 MB at some 400 bytes of
    /// unshared structure an event.
    /// </summary>
    private const int MostKept = 1024;

    private const int MostRecent = 32;

    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _catchingUp = new(1, 1);
    private readonly SortedList<long, Book> _kept = [];
    private readonly LinkedList<(long Position, DateOnly? Day, Book Book)> _recent = [];
    private Book? _head;
    private TaskCompletionSource? _grown;
    private long _checkedAt;
    private int _generation;

    /// <summary>The book at the last position this process knows; null before it was loaded.</summary>
    public Book? Head => Volatile.Read(ref _head);

    /// <summary>Completes when a newer head is there.</summary>
    public Task Grown
    {
        get
        {
            lock (_lock)
                return (_grown ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    /// <summary>How many books are kept on the way to the head.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _kept.Count + _recent.Count;
        }
    }

    /// <summary>When the head was last known to be the newest book there is.</summary>
    public long CheckedAt => Volatile.Read(ref _checkedAt);

    /// <summary>When it was last asked for.</summary>
    public long UsedAt { get; set; }

    /// <summary>Makes a newer book the head, and keeps the spaced ones on the way to it.</summary>
    /// <param name="head">The newer book.</param>
    /// <param name="spaced">Books before it that are worth keeping.</param>
    /// <param name="seen">When there was no newer one, by the clock of this process; 0 if unknown.</param>
    public void Advance(Book head, IEnumerable<Book> spaced, long seen = 0)
    {
        // A portfolio that was not opened has no newest book.
        if (head.Position == 0)
            return;
        lock (_lock)
        {
            foreach (var book in spaced)
                Keep(book);
            if (_head is null || head.Position > _head.Position)
            {
                Volatile.Write(ref _head, head);
                _grown?.TrySetResult();
                _grown = null;
            }
            if (head.Position == _head?.Position)
                Checked(seen);
        }
    }

    /// <summary>Notes that the head was the newest book at a moment of this process's clock.</summary>
    public void Checked(long at)
    {
        lock (_lock)
            Volatile.Write(ref _checkedAt, Math.Max(_checkedAt, at));
    }

    /// <summary>Forgets everything, after the database turned out to be another than known.</summary>
    public void Forget()
    {
        lock (_lock)
        {
            _kept.Clear();
            _recent.Clear();
            _generation++;
            Volatile.Write(ref _checkedAt, 0);
            Volatile.Write(ref _head, null);
        }
    }

    /// <summary>Reads what others appended and makes the result the head.</summary>
    public async Task<Book> CatchUpAsync(
        JournalReader reader, Checkpoints checkpoints, long upTo, CancellationToken cancel)
    {
        await _catchingUp.WaitAsync(cancel);
        try
        {
            var book = Head ?? await checkpoints.NearestAsync(portfolio, upTo, cancel) ?? Book.Empty(portfolio);
            if (Head is null && book.Position > 0)
                _ = Task.Run(() => FillAsync(reader, book.Position, _generation), CancellationToken.None);
            var spaced = new List<Book>();
            await foreach (var stored in reader.ReadAsync(portfolio, book.Position, upTo, cancel))
            {
                book = book.Post(stored.Entry);
                if (book.Position % Spacing == 0)
                    spaced.Add(book);
                if (spaced.Count == 64)
                {
                    Advance(book, spaced);
                    spaced.Clear();
                }
            }
            if (book.Position < upTo)
                throw UnreadableJournalException.Missing(portfolio, book.Position + 1);
            Advance(book, spaced);
            // The writer may have gone further meanwhile.
            return Head is { } head && head.Position > book.Position ? head : book;
        }
        finally
        {
            _catchingUp.Release();
        }
    }

    /// <summary>The newest kept book at or before a position, or null.</summary>
    public Book? Nearest(long position)
    {
        lock (_lock)
        {
            var index = IndexAtOrBefore(position);
            return index < 0 ? null : _kept.Values[index];
        }
    }

    /// <summary>Narrows the positions between which an instant lies, by the books kept.</summary>
    public (long Low, long High) Bracket(DateTimeOffset instant, long low, long high)
    {
        lock (_lock)
            foreach (var (position, book) in _kept)
                if (book.KnownAt <= instant)
                    low = Math.Max(low, position);
                else
                    return (low, Math.Min(high, position - 1));
        return (low, high);
    }

    /// <summary>A book that was asked for lately, or null.</summary>
    public Book? Recent(long position, DateOnly? day)
    {
        lock (_lock)
            foreach (var recent in _recent)
                if (recent.Position == position && recent.Day == day)
                    return recent.Book;
        return null;
    }

    /// <summary>Remembers a book that took a fold.</summary>
    public void Remember(long position, DateOnly? day, Book book)
    {
        lock (_lock)
        {
            _recent.AddFirst((position, day, book));
            if (_recent.Count > MostRecent)
                _recent.RemoveLast();
        }
    }

    /// <summary>
    /// A stored checkpoint shares nothing: one forward fold rebuilds the kept books before it. It
    /// only saves time, so it waits while the database is away and ends when it cannot go on.
    /// </summary>
    private async Task FillAsync(JournalReader reader, long upTo, int generation)
    {
        var book = Book.Empty(portfolio);
        while (book.Position < upTo)
            try
            {
                await foreach (var stored in reader.ReadAsync(portfolio, book.Position, upTo, CancellationToken.None))
                {
                    book = book.Post(stored.Entry);
                    if (book.Position % Spacing == 0 && !TryKeep(book, generation))
                        return;
                }
                return;
            }
            catch (Exception fault)
            {
                if (!DatabaseFault.IsTransient(fault) || fault is ObjectDisposedException || generation != _generation)
                    return;
                await Task.Delay(TimeSpan.FromSeconds(1));
            }
    }

    private bool TryKeep(Book book, int generation)
    {
        lock (_lock)
        {
            if (generation != _generation)
                return false;
            Keep(book);
            return true;
        }
    }

    private void Keep(Book book)
    {
        _kept[book.Position] = book;
        if (_kept.Count <= MostKept)
            return;
        for (var i = MostKept / 2; i > 0; i -= 2)
            _kept.RemoveAt(i);
    }

    private int IndexAtOrBefore(long position)
    {
        var (low, high) = (0, _kept.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (_kept.Keys[middle] <= position)
                low = middle + 1;
            else
                high = middle - 1;
        }
        return high;
    }
}
