using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Journaling.Reading;

namespace PortfolioLedger.Journaling.Books;

/// <summary>
/// The books of one portfolio in memory: the newest, and past ones on the way to it.
/// </summary>
internal sealed class PortfolioBooks(Key portfolio, JournalPages pages, BookMemory memory)
{
    /// <summary>So many kept books are handed over at once while a fold goes on.</summary>
    private const int HandOver = 64;

    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _catchingUp = new(1, 1);
    private Book? _head;
    private TaskCompletionSource? _grown;
    private long _checkedAt;
    private long _headBytes;
    private int _isUsed;
    private bool _isLetGo;

    /// <summary>Whose they are.</summary>
    public Key Portfolio => portfolio;

    /// <summary>Past books at even distances.</summary>
    public KeptBooks Kept { get; } = new(memory);

    /// <summary>Past books that were asked for lately.</summary>
    public RecentBooks Recent { get; } = new(memory);

    /// <summary>
    /// The book at the last position this process knows; null before it was loaded.
    /// </summary>
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

    /// <summary>When the head was last known to be the newest book there is.</summary>
    public long CheckedAt => Volatile.Read(ref _checkedAt);

    /// <summary>The newest position that is stored as a snapshot, as far as is known.</summary>
    public long StoredAt { get; private set; }

    /// <summary>How many came before it.</summary>
    public required int Arrival { get; init; }

    /// <summary>
    /// Notes that somebody asked for it again: not in the same breath as when it was loaded.
    /// </summary>
    /// <param name="arrivals">How many have come by now.</param>
    public void Use(int arrivals)
    {
        // Many readers share the line of memory: it is written once between two looks.
        if (arrivals > Arrival + 1 && Volatile.Read(ref _isUsed) == 0)
            Volatile.Write(ref _isUsed, 1);
    }

    /// <summary>Whether somebody asked for it again since the last time this was asked.</summary>
    public bool TakeUse() => Interlocked.Exchange(ref _isUsed, 0) != 0;

    /// <summary>Makes a newer book the head, and keeps the spaced ones on the way to it.</summary>
    /// <param name="head">The newer book.</param>
    /// <param name="spaced">Books before it that are worth keeping.</param>
    /// <param name="seen">
    /// When there was no newer one, by the clock of this process; 0 if unknown.
    /// </param>
    public void Advance(Book head, IEnumerable<Book> spaced, long seen = 0)
    {
        // A portfolio that was not opened has no newest book.
        if (head.Position == 0)
            return;
        lock (_lock)
        {
            Kept.Keep(spaced);
            if (_head is null || head.Position > _head.Position)
            {
                Volatile.Write(ref _head, head);
                Weigh();
                Wake();
            }
            if (head.Position == _head?.Position)
                Checked(seen);
        }
    }

    /// <summary>
    /// Notes that the head was the newest book at a moment of this process's clock.
    /// </summary>
    public void Checked(long at)
    {
        lock (_lock)
            Volatile.Write(ref _checkedAt, Math.Max(_checkedAt, at));
    }

    /// <summary>
    /// Forgets everything, after the database turned out to be another than known.
    /// </summary>
    public void Forget()
    {
        lock (_lock)
        {
            Kept.Forget();
            Recent.Forget();
            pages.Forget(portfolio);
            Volatile.Write(ref _checkedAt, 0);
            Volatile.Write(ref _head, null);
            StoredAt = 0;
            Weigh();
        }
    }

    /// <summary>
    /// Gives back its memory: others are to have it. Who still holds it goes on with the newest
    /// book alone; who waits for a newer one asks again, somewhere else.
    /// </summary>
    public void LetGo()
    {
        lock (_lock)
        {
            _isLetGo = true;
            // Packed entries go by themselves when others need the room.
            Kept.Close();
            Recent.Close();
            Weigh();
            Wake();
        }
    }

    private void Weigh()
    {
        var bytes = _isLetGo || _head is null ? 0
            : (long)_head.Things.Count * BookMemory.BytesOfThing;
        memory.Change(bytes - _headBytes);
        _headBytes = bytes;
    }

    private void Wake()
    {
        _grown?.TrySetResult();
        _grown = null;
    }

    /// <summary>Reads what others appended and makes the result the head.</summary>
    public async Task<Book> CatchUpAsync(
        BookSnapshots snapshots,
        long upTo,
        CancellationToken cancel
    )
    {
        await _catchingUp.WaitAsync(cancel);
        try
        {
            var start = Head ?? await snapshots.NearestAsync(portfolio, 0, upTo, cancel)
                ?? Book.Empty(portfolio);
            var isLoaded = Head is null && start.Position > 0;
            if (isLoaded)
                StoredAt = start.Position;
            var book = await FoldAsync(start, snapshots, upTo, cancel);
            // A short history is folded when its past is asked for.
            if (isLoaded && start.Position > JournalPages.LongFold)
                BackgroundFill.Start(Kept, portfolio, pages, start.Position);
            // The writer may have gone further meanwhile.
            return Head is { } head && head.Position > book.Position ? head : book;
        }
        finally
        {
            _catchingUp.Release();
        }
    }

    private async Task<Book> FoldAsync(
        Book start, BookSnapshots snapshots, long upTo, CancellationToken cancel)
    {
        List<Book> spaced = [], due = [];
        var book = await pages.FoldAsync(start, upTo, passed =>
        {
            if (passed.Position % KeptBooks.Spacing == 0)
                spaced.Add(passed);
            if (passed.Position % snapshots.Every == 0)
                due.Add(passed);
            if (spaced.Count == HandOver)
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
            _ = Task.Run(() => snapshots.StoreAsync(due), CancellationToken.None);
        return book;
    }
}
