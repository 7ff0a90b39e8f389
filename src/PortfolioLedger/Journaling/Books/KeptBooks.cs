using System.Diagnostics;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Journaling.Reading;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Journaling.Books;

/// <summary>
/// The books of one portfolio that stay in memory: the newest, one every 1,024 positions or more,
/// and the few that were asked for last. Books share structure, so the past costs little.
/// </summary>
internal sealed class KeptBooks(Key portfolio, JournalPages pages)
{
    /// <summary>Distance between kept books, in positions.</summary>
    public const int Spacing = 1024;

    /// <summary>Above this every second book is let go, so that they lie evenly, twice as far apart.</summary>
    private const long MaxBytes = 128 * 1024 * 1024;

    /// <summary>
    /// What a book does not share with the one before it, for each thing that an event touched in
    /// between: measured on a book of a thousand initiatives.
    /// </summary>
    private const int BytesPerThing = 256;

    /// <summary>So many events are folded before the requests of others get their turn.</summary>
    private const int FillStep = JournalPages.LongFold;

    private const int MaxRecentBooks = 32;

    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _catchingUp = new(1, 1);
    private readonly SortedList<long, Book> _kept = [];
    private readonly LinkedList<(long Position, DateOnly? Day, Book Book)> _recent = [];
    private Book? _head;
    private long _spacing = Spacing;
    private long _bytes;
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

    /// <summary>What the books on the way to the head are thought to occupy, in bytes.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

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
            (_spacing, _bytes) = (Spacing, 0);
            pages.Forget(portfolio);
            _generation++;
            Volatile.Write(ref _checkedAt, 0);
            Volatile.Write(ref _head, null);
        }
    }

    /// <summary>Reads what others appended and makes the result the head.</summary>
    public async Task<Book> CatchUpAsync(BookSnapshots checkpoints, long upTo, CancellationToken cancel)
    {
        await _catchingUp.WaitAsync(cancel);
        try
        {
            var start = Head ?? await checkpoints.NearestAsync(portfolio, 0, upTo, cancel) ?? Book.Empty(portfolio);
            var isLoaded = Head is null && start.Position > 0;
            List<Book> spaced = [], due = [];
            var book = await pages.FoldAsync(start, upTo, passed =>
            {
                if (passed.Position % Spacing == 0)
                    spaced.Add(passed);
                if (passed.Position % checkpoints.Every == 0)
                    due.Add(passed);
                if (spaced.Count == 64)
                {
                    Advance(passed, spaced);
                    spaced.Clear();
                }
                return true;
            }, cancel);
            if (book.Position < upTo)
                throw UnreadableJournalException.Missing(portfolio, book.Position + 1);
            Advance(book, spaced);
            if (due.Count > 0)
                _ = Task.Run(() => checkpoints.StoreAsync(due), CancellationToken.None);
            if (isLoaded)
                _ = Task.Run(() => FillAsync(start.Position, _generation), CancellationToken.None);
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
            if (_recent.Count > MaxRecentBooks)
                _recent.RemoveLast();
        }
    }

    /// <summary>
    /// A stored checkpoint shares nothing: one forward fold rebuilds the kept books before it. It
    /// only saves time, so it waits while the database is away and ends when it cannot go on.
    /// </summary>
    private async Task FillAsync(long upTo, int generation)
    {
        // The first questions to a new process come first.
        await Task.Delay(TimeSpan.FromSeconds(2));
        var book = Book.Empty(portfolio);
        while (book.Position < upTo && generation == _generation)
            try
            {
                while (pages.IsBusy)
                    await Task.Delay(TimeSpan.FromMilliseconds(100));
                var started = Stopwatch.GetTimestamp();
                book = await pages.FoldAsync(book, Math.Min(upTo, book.Position + FillStep),
                    passed => passed.Position % Spacing != 0 || TryKeep(passed, generation),
                    CancellationToken.None);
                // Requests come first: a third of the time is theirs alone.
                await Task.Delay(Stopwatch.GetElapsedTime(started) / 2);
            }
            catch (Exception fault)
            {
                if (!DatabaseFault.IsTransient(fault) || fault is ObjectDisposedException)
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
        if (book.Position % _spacing != 0 || !_kept.TryAdd(book.Position, book))
            return;
        Volatile.Write(ref _bytes, _bytes + BytesOf(book));
        while (_bytes > MaxBytes && _kept.Count > 2)
        {
            _spacing *= 2;
            for (var i = _kept.Count - 1; i >= 0; i--)
                if (_kept.Keys[i] % _spacing != 0)
                    _kept.RemoveAt(i);
            Volatile.Write(ref _bytes, _kept.Values.Sum(BytesOf));
        }
    }

    private long BytesOf(Book book) => Math.Min(_spacing, book.Things.Count) * BytesPerThing;

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
