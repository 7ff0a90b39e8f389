using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Journaling;

/// <summary>
/// Folds entries into books, and keeps what it has read in packed pages: the next fold of the same
/// entries asks no database. Bounded in bytes; the pages least recently used go first.
/// </summary>
public sealed class JournalPages(JournalReader reader)
{
    /// <summary>Entries of a full page.</summary>
    internal const int Size = KeptBooks.Spacing;

    private readonly Lock _lock = new();
    private readonly PackedTexts _texts = new();
    private readonly Dictionary<(Key Portfolio, long Number), LinkedListNode<(Key Portfolio, PackedPage Page)>> _pages = [];
    private readonly LinkedList<(Key Portfolio, PackedPage Page)> _byUse = [];
    private long _bytes;

    /// <summary>What all pages may occupy, in bytes: some three million entries.</summary>
    internal long MostBytes { get; init; } = 96 * 1024 * 1024;

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

    /// <summary>The book after the entries up to a position.</summary>
    /// <param name="book">Before them.</param>
    /// <param name="upTo">The position of the last.</param>
    /// <param name="passed">Told of the book after each entry; ends the fold when it answers false.</param>
    /// <param name="cancel">Stops reading.</param>
    /// <param name="post">What an entry makes of the book; the book's own fold if absent.</param>
    public async Task<Book> FoldAsync(
        Book book, long upTo, Func<Book, bool>? passed, CancellationToken cancel, Func<Book, Posting, Book>? post = null)
    {
        post ??= static (book, entry) => book.Post(entry);
        var from = book.Position;
        while (book.Position < upTo)
        {
            var number = book.Position / Size;
            var end = Math.Min(upTo, (number + 1) * Size);
            if (Find(book.Portfolio, number) is not { } page || page.Last < end)
                return await ReadAsync(book, from, upTo, passed, post, cancel);
            foreach (var entry in page.Between(book.Position, end))
            {
                book = post(book, entry);
                if (passed?.Invoke(book) == false)
                    return book;
            }
            Progress?.Report(new(book.Portfolio, from, book.Position, upTo));
            cancel.ThrowIfCancellationRequested();
        }
        return book;
    }

    /// <summary>Forgets a portfolio, after the database turned out to be another than known.</summary>
    internal void Forget(Key portfolio)
    {
        lock (_lock)
            foreach (var (at, node) in _pages.Where(p => p.Key.Portfolio == portfolio).ToArray())
                Drop(at, node);
    }

    /// <summary>Reads from the database what is not there.</summary>
    private async Task<Book> ReadAsync(
        Book book, long from, long upTo, Func<Book, bool>? passed, Func<Book, Posting, Book> post,
        CancellationToken cancel)
    {
        var first = book.Position / Size * Size;
        if (upTo - first > JournalReader.PageSize)
            return await PostAsync(book, from, upTo,
                reader.ReadAheadAsync(book.Portfolio, first, upTo, cancel), passed, post);
        try
        {
            return await PostAsync(
                book, from, upTo, OnePageAsync((upTo + Size - 1) / Size * Size), passed, post);
        }
        catch (Exception fault) when (fault is UnreadableJournalException or UnknownFactException)
        {
            // What lies behind the position asked may be damaged, or of a newer release.
            return await PostAsync(book, from, upTo, OnePageAsync(upTo), passed, post);
        }

        async IAsyncEnumerable<List<StoredEntry>> OnePageAsync(long end)
        {
            List<StoredEntry> page = [];
            await foreach (var entry in reader.ReadAsync(book.Portfolio, first, end, cancel))
                page.Add(entry);
            yield return page;
        }
    }

    private async Task<Book> PostAsync(
        Book book, long from, long upTo, IAsyncEnumerable<List<StoredEntry>> read,
        Func<Book, bool>? passed, Func<Book, Posting, Book> post)
    {
        var page = new List<Posting>(Size);
        await foreach (var part in read)
        {
            foreach (var stored in part)
            {
                var entry = stored.Entry.Posting;
                page.Add(entry);
                if (entry.Position % Size == 0)
                {
                    Keep(book.Portfolio, PackedPage.Of(_texts, page));
                    page.Clear();
                }
                if (entry.Position <= book.Position || entry.Position > upTo)
                    continue;
                book = post(book, entry);
                if (passed?.Invoke(book) == false)
                    return book;
            }
            Progress?.Report(new(book.Portfolio, from, book.Position, upTo));
        }
        if (page.Count > 0)
            Keep(book.Portfolio, PackedPage.Of(_texts, page));
        return book;
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
            while (_bytes > MostBytes && _byUse.First is { } oldest)
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
