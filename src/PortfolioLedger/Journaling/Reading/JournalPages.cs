using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Journaling.Reading;

/// <summary>
/// Folds entries into books, and keeps what it has read in packed pages: the next fold of the same
/// entries asks no database. Bounded in bytes; the pages least recently used go first.
/// </summary>
public sealed class JournalPages(JournalReader reader)
{
    /// <summary>Entries of a full page.</summary>
    internal const int Size = 1024;

    /// <summary>A fold of more entries is a long one.</summary>
    internal const int LongFold = 16 * Size;

    private readonly Lock _lock = new();
    private readonly PackedTexts _texts = new();
    private readonly Dictionary<
        (Key Portfolio, long Number),
        LinkedListNode<(Key Portfolio, PackedPage Page)>
    > _pages = [];
    private readonly LinkedList<(Key Portfolio, PackedPage Page)> _byUse = [];
    private long _bytes;
    private int _longFolds;

    /// <summary>What all pages may occupy, in bytes: some three million entries.</summary>
    internal long MaxBytes { get; init; } = 96 * 1024 * 1024;

    /// <summary>What they occupy now.</summary>
    internal long Bytes
    {
        get
        {
            lock (_lock)
                return _bytes;
        }
    }

    /// <summary>Told after each page of a fold; nobody by default.</summary>
    internal IProgress<FoldProgress>? Progress { get; set; }

    /// <summary>
    /// Whether a long fold is under way: what only saves time later should wait for it.
    /// </summary>
    internal bool IsBusy => Volatile.Read(ref _longFolds) > 0;

    /// <summary>A book to fold from that is kept, at a position or before it.</summary>
    internal Func<Key, long, Book?>? Kept { get; set; }

    /// <summary>The book after the entries up to a position.</summary>
    /// <param name="book">Before them.</param>
    /// <param name="upTo">The position of the last.</param>
    /// <param name="passed">
    /// Told of the book after each entry; ends the fold when it answers false.
    /// </param>
    /// <param name="cancel">Stops reading.</param>
    /// <param name="post">What an entry makes of the book; the book's own fold if absent.</param>
    public Task<Book> FoldAsync(
        Book book,
        long upTo,
        Func<Book, bool>? passed,
        CancellationToken cancel,
        Func<Book, Posting, Book>? post = null
    ) => FoldAsync(
        book, upTo, passed, post ?? (static (book, entry) => book.Post(entry)),
        (before, entry) => LeadingBackAsync(before, entry, cancel), cancel);

    /// <summary>
    /// An entry as a book takes it: one that takes entries back comes with the book that it leads
    /// back to, which is folded once more from before them.
    /// </summary>
    /// <param name="book">Before it.</param>
    /// <param name="entry">The entry.</param>
    /// <param name="cancel">Stops reading.</param>
    public async ValueTask<Posting> LeadingBackAsync(
        Book book, Posting entry, CancellationToken cancel) =>
        entry.Fact is not IReversesEntries reversal ? entry
            : entry with
            {
                Without = await RefoldAsync(book, Refold.Of(book, reversal), cancel),
            };

    private async Task<Book> RefoldAsync(Book book, Refold refold, CancellationToken cancel)
    {
        var start = book.Pinned ? Book.EmptyOn(book.Portfolio, book.Day)
            : Kept?.Invoke(book.Portfolio, refold.After) ?? Book.Empty(book.Portfolio);
        var before = await FoldAsync(start, refold.After, null, cancel);
        return await FoldAsync(before, book.Position, null,
            (earlier, entry) => refold.Post(earlier, entry),
            static (_, entry) => ValueTask.FromResult(entry), cancel);
    }

    private async Task<Book> FoldAsync(
        Book book, long upTo, Func<Book, bool>? passed, Func<Book, Posting, Book> post,
        Func<Book, Posting, ValueTask<Posting>> complete, CancellationToken cancel)
    {
        var from = book.Position;
        var isLong = upTo - from > LongFold;
        if (isLong)
            Interlocked.Increment(ref _longFolds);
        try
        {
            await foreach (var page in ReadAsync(book.Portfolio, from, upTo, cancel))
            {
                foreach (var entry in page.Between(book.Position, upTo))
                {
                    book = post(book, entry.Fact is IReversesEntries
                        ? await complete(book, entry) : entry);
                    if (passed?.Invoke(book) == false)
                        return book;
                }
                Progress?.Report(new(book.Portfolio, from, book.Position, upTo));
                cancel.ThrowIfCancellationRequested();
            }
            return book;
        }
        finally
        {
            if (isLong)
                Interlocked.Decrement(ref _longFolds);
        }
    }

    /// <summary>
    /// Entries after one position, up to and including another. A missing one is an
    /// <see cref="UnreadableJournalException"/>.
    /// </summary>
    public async Task<List<Posting>> EntriesAsync(
        Key portfolio,
        long after,
        long upTo,
        CancellationToken cancel
    )
    {
        var entries = new List<Posting>((int)Math.Max(0, upTo - after));
        await foreach (var page in ReadAsync(portfolio, after, upTo, cancel))
            entries.AddRange(page.Between(after, upTo));
        return entries;
    }

    /// <summary>
    /// Forgets a portfolio, after the database turned out to be another than known.
    /// </summary>
    internal void Forget(Key portfolio)
    {
        lock (_lock)
            foreach (var (at, node) in _pages.Where(p => p.Key.Portfolio == portfolio).ToArray())
                Drop(at, node);
    }

    /// <summary>
    /// The pages that hold a range of entries. What is not in memory is read, parsed and packed
    /// ahead, a few pages at a time, while the page before is worked on.
    /// </summary>
    private IAsyncEnumerable<PackedPage> ReadAsync(
        Key portfolio, long after, long upTo, CancellationToken cancel)
    {
        return ReadAhead.InOrderAsync(Pages());

        IEnumerable<Task<PackedPage>> Pages()
        {
            for (var next = after / Size; next * Size < upTo; next++)
            {
                var (number, needed) = (next, Math.Min(upTo, (next + 1) * Size));
                yield return Find(portfolio, number) is { } known && known.Last >= needed
                    ? Task.FromResult(known)
                    : Task.Run(() => PageAsync(portfolio, number, needed, cancel), cancel);
            }
        }
    }

    /// <summary>Reads a page from the database: as much of it as there is.</summary>
    private async Task<PackedPage> PageAsync(
        Key portfolio,
        long number,
        long needed,
        CancellationToken cancel
    )
    {
        var (after, end) = (number * Size, (number + 1) * Size);
        List<Posting> entries;
        try
        {
            entries = await reader.PostingsAsync(portfolio, after, end, cancel);
        }
        catch (Exception fault)
            when (needed < end && fault is UnreadableJournalException or UnknownFactException)
        {
            // What lies behind the position asked may be damaged, or of a newer release.
            entries = await reader.PostingsAsync(portfolio, after, needed, cancel);
        }
        if (after + entries.Count < needed)
            throw UnreadableJournalException.Missing(portfolio, after + entries.Count + 1);
        var page = PackedPage.Pack(_texts, entries);
        Keep(portfolio, page);
        return page;
    }

    private PackedPage? Find(Key portfolio, long number)
    {
        lock (_lock)
        {
            if (!_pages.TryGetValue((portfolio, number), out var node))
                return null;
            _byUse.Remove(node);
            _byUse.AddLast(node);
            return node.Value.Page;
        }
    }

    private void Keep(Key portfolio, PackedPage page)
    {
        lock (_lock)
        {
            var at = (portfolio, page.After / Size);
            if (_pages.TryGetValue(at, out var before))
            {
                if (before.Value.Page.Last >= page.Last)
                    return;
                Drop(at, before);
            }
            _pages[at] = _byUse.AddLast((portfolio, page));
            _bytes += page.Size;
            while (_bytes > MaxBytes && _byUse.First is { } oldest)
                Drop((oldest.Value.Portfolio, oldest.Value.Page.After / Size), oldest);
        }
    }

    private void Drop((Key, long) at, LinkedListNode<(Key Portfolio, PackedPage Page)> node)
    {
        _pages.Remove(at);
        _byUse.Remove(node);
        _bytes -= node.Value.Page.Size;
    }
}
