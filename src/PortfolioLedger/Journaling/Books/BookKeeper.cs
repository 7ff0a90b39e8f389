using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;
using Npgsql;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Journaling.Reading;
using PortfolioLedger.Journaling.Writing;
using PortfolioLedger.Telemetry;

namespace PortfolioLedger.Journaling.Books;

/// <summary>A portfolio of the ledger.</summary>
/// <param name="Portfolio">Its key.</param>
/// <param name="Name">For people.</param>
/// <param name="Currency">Of all its money.</param>
/// <param name="Position">Of its last event.</param>
/// <param name="Demo">True for the made-up portfolio that shows the product.</param>
/// <param name="Archived">Since which day it is archived; null while it is open.</param>
public sealed record PortfolioSummary(
    Key Portfolio,
    string Name,
    Currency Currency,
    long Position,
    bool Demo,
    DateOnly? Archived
);

/// <summary>
/// Answers with the book of a portfolio at any position, on any business day: the newest from
/// memory, a past one from the nearest kept book and the short fold behind it.
/// </summary>
public sealed class BookKeeper(
    NpgsqlDataSource source,
    JournalReader reader,
    BookSnapshots snapshots,
    TimeProvider clock,
    MemoryBudget budget
) : IPortfolioList
{
    /// <summary>To fold so many events takes as long as to load a stored book.</summary>
    private const int WorthLoading = 16 * KeptBooks.Spacing;

    /// <summary>
    /// How long a book of this process is trusted without asking for others' events.
    /// </summary>
    private static readonly TimeSpan Trusted = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// Above this many, one that was not asked for lately is let go, as it is when memory is short.
    /// </summary>
    internal int MaxPortfolios { get; init; } = 100_000;

    /// <summary>How many portfolios have books in memory.</summary>
    internal int Portfolios => Volatile.Read(ref _many);

    /// <summary>What their books are thought to occupy, in bytes.</summary>
    internal long Bytes => _memory.Bytes;

    /// <summary>How many books are in memory beside the newest ones.</summary>
    internal int Books => _portfolios.Sum(p => p.Value.Kept.Count + p.Value.Recent.Count);

    /// <summary>The clock that <see cref="PortfolioBooks.CheckedAt"/> is read on.</summary>
    internal long Now => clock.GetTimestamp();

    /// <summary>Told how far folds have come.</summary>
    internal IProgress<FoldProgress>? Progress
    {
        set => _pages.Progress = value;
    }

    private readonly ConcurrentDictionary<Key, PortfolioBooks> _portfolios = new();
    private readonly JournalPages _pages = new(reader) { MaxBytes = budget.Entries };
    private readonly BookMemory _memory = new(budget.BooksOfOne);
    private readonly Queue<PortfolioBooks> _turns = new();
    private int _many;
    private int _arrivals;

    /// <summary>
    /// The book at the last position, on its own day; null when there is no such portfolio. Events
    /// of other processes are at most a tenth of a second late.
    /// </summary>
    public async Task<Book?> HeadAsync(Key portfolio, CancellationToken cancel)
    {
        // An unknown key must not push a real portfolio out.
        if (
            Find(portfolio) is { Head: { } head } books
            && clock.GetElapsedTime(books.CheckedAt) < Trusted
        )
            return head;
        return await FreshHeadAsync(portfolio, cancel);
    }

    /// <summary>Whether there is such a portfolio; once seen it stays.</summary>
    public async ValueTask<bool> ExistsAsync(Key portfolio, CancellationToken cancel) =>
        Find(portfolio)?.Head is not null || await FreshHeadAsync(portfolio, cancel) is not null;

    /// <summary>Whether a book of the portfolio is in memory.</summary>
    internal bool IsLoaded(Key portfolio) => Find(portfolio)?.Head is not null;

    /// <summary>Whether the newest book in memory has an event of this position.</summary>
    public bool Holds(Key portfolio, long position) =>
        Find(portfolio)?.Head is { } head && position <= head.Position;

    /// <summary>The book at the last position the database has now.</summary>
    public async Task<Book?> FreshHeadAsync(Key portfolio, CancellationToken cancel)
    {
        var asked = clock.GetTimestamp();
        var last = await LastPositionAsync(portfolio, cancel);
        if (last == 0)
            return null;
        var books = Of(portfolio);
        var head = books.Head;
        if (head is null || head.Position < last)
            head = await books.CatchUpAsync(snapshots, last, cancel);
        books.Checked(asked);
        MakeRoom();
        return head;
    }

    /// <summary>
    /// The book at a position, on the day it has there by itself, or on another business day.
    /// </summary>
    public async Task<Book> AtAsync(
        Key portfolio,
        long position,
        DateOnly? effectiveOn,
        CancellationToken cancel
    )
    {
        if (position == 0)
            return effectiveOn is { } empty
                ? Book.EmptyOn(portfolio, empty)
                : Book.Empty(portfolio);
        var books = Of(portfolio);
        if (books.Recent.Find(position, effectiveOn) is { } recent)
            return recent;
        var started = Stopwatch.GetTimestamp();
        var natural =
            books.Head is { } head && head.Position == position
                ? head
                : await FoldAsync(
                    await NearestAsync(books, portfolio, position, cancel),
                    position,
                    cancel
                );
        var book =
            effectiveOn is not { } day || day == natural.Day ? natural
            : day > natural.Day ? natural.On(day)
            : await FoldAsync(Book.EmptyOn(portfolio, day), position, cancel);
        books.Recent.Remember(position, effectiveOn, book, isAlone: book.Pinned);
        MakeRoom();
        LedgerMetrics.AsOfSeconds.Record(Stopwatch.GetElapsedTime(started).TotalSeconds);
        return book;
    }

    /// <summary>
    /// Folds the entries behind a book up to a position in another way; nothing of it is kept.
    /// </summary>
    internal async Task<Book> ReplayAsync(
        Book from, long upTo, Func<Book, Posting, Book> post, CancellationToken cancel)
    {
        LedgerMetrics.Folds.Add(1);
        LedgerMetrics.FoldedEvents.Add(upTo - from.Position);
        return await _pages.FoldAsync(from, upTo, null, cancel, post);
    }

    /// <summary>
    /// An entry as a book takes it: one that takes entries back comes with the book that it leads
    /// back to.
    /// </summary>
    internal async ValueTask<StoredEntry> LeadingBackAsync(
        Key portfolio, StoredEntry stored, CancellationToken cancel)
    {
        if (stored.Entry.Fact is not IReversesEntries)
            return stored;
        var before = await AtAsync(portfolio, stored.Entry.Position - 1, null, cancel);
        var posting = await _pages.LeadingBackAsync(before, stored.Entry.Posting, cancel);
        return stored with { Entry = stored.Entry with { Without = posting.Without } };
    }

    /// <summary>The last position known at an instant; 0 when nothing was known yet.</summary>
    public async Task<long> PositionAtAsync(
        Key portfolio,
        DateTimeOffset instant,
        CancellationToken cancel
    )
    {
        var (low, high) = (0L, await LastPositionAsync(portfolio, cancel));
        if (high == 0)
            return 0;
        if (Of(portfolio).Head is { } head && head.Position == high && head.KnownAt <= instant)
            return high;
        (low, high) = Of(portfolio).Kept.Bracket(instant, low, high);
        // What is known never decreases along positions, so halving finds the last one.
        await using var connection = await source.OpenConnectionAsync(cancel);
        while (low < high)
        {
            var middle = low + (high - low + 1) / 2;
            if (await KnownAtAsync(connection, portfolio, middle, cancel) <= instant)
                low = middle;
            else
                high = middle - 1;
        }
        return low;
    }

    /// <summary>Entries after one position, up to and including another.</summary>
    public IAsyncEnumerable<StoredEntry> ReadAsync(
        Key portfolio,
        long after,
        long upTo,
        CancellationToken cancel
    ) => reader.ReadAsync(portfolio, after, upTo, cancel);

    /// <summary>
    /// What of the same entries a view needs, from memory where they were read before.
    /// </summary>
    internal Task<List<Posting>> PostingsAsync(
        Key portfolio,
        long after,
        long upTo,
        CancellationToken cancel
    ) => _pages.EntriesAsync(portfolio, after, upTo, cancel);

    /// <summary>The last position in the database; 0 when there is no such portfolio.</summary>
    public Task<long> LastPositionAsync(Key portfolio, CancellationToken cancel) =>
        reader.LastPositionAsync(portfolio, cancel);

    /// <summary>
    /// Completes when this process knows a newer book of the portfolio: at once after its own
    /// commits, later for those of others.
    /// </summary>
    internal Task NextHead(Key portfolio) => Of(portfolio).Grown;

    /// <summary>The last position this process knows; 0 when it knows none.</summary>
    internal long KnownPosition(Key portfolio) => Find(portfolio)?.Head?.Position ?? 0;

    /// <summary>All portfolios, by key.</summary>
    public Task<ImmutableArray<PortfolioSummary>> PortfoliosAsync(CancellationToken cancel) =>
        PortfoliosAsync(null, null, null, null, cancel);

    /// <inheritdoc/>
    public async Task<ImmutableArray<PortfolioSummary>> PortfoliosAsync(
        Key? after, int? limit, bool? archived, string[]? among, CancellationToken cancel)
    {
        await using var command = source.CreateCommand($"""
            select s.id, s.version, e.data, e.headers, a.headers from ledger.mt_streams s
            join ledger.mt_events e on e.stream_id = s.id and e.version = 1 {LastArchiving}
            where ($1::text is null or s.id > $1 collate "C")
                and ($3::boolean is null or {IsArchived} = $3)
                and ($4::text[] is null or s.id = any($4))
                and not exists (select from ledger.moved_portfolio m where m.portfolio = s.id)
            order by s.id collate "C" limit $2
            """);
        command.Parameters.Add(new() { Value = (object?)after?.Value ?? DBNull.Value });
        command.Parameters.Add(new() { Value = (object?)limit ?? DBNull.Value });
        command.Parameters.Add(new() { Value = (object?)archived ?? DBNull.Value });
        command.Parameters.Add(new() { Value = (object?)among ?? DBNull.Value });
        var portfolios = ImmutableArray.CreateBuilder<PortfolioSummary>();
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
            if (Key.TryParse(rows.GetString(0), out var key))
            {
                var opened = JsonSerializer.Deserialize<Core.Portfolios.PortfolioOpened>(
                    rows.GetFieldValue<byte[]>(2), LedgerJson.Stored)!;
                var actor = EventHeaders.Read(rows.GetFieldValue<byte[]>(3)).Actor.Id;
                portfolios.Add(
                    new(key, opened.Name, opened.Currency, rows.GetInt64(1), actor == "import:demo",
                        rows.IsDBNull(4) ? null
                            : EventHeaders.Read(rows.GetFieldValue<byte[]>(4)).EffectiveOn)
                );
            }
        return portfolios.ToImmutable();
    }

    /// <inheritdoc/>
    public async Task<int> ArchivedAsync(string[]? among, CancellationToken cancel)
    {
        await using var command = source.CreateCommand($"""
            select count(*)::int from ledger.mt_streams s {LastArchiving}
            where {IsArchived} and ($1::text[] is null or s.id = any($1))
                and not exists (select from ledger.moved_portfolio m where m.portfolio = s.id)
            """);
        command.Parameters.Add(new() { Value = (object?)among ?? DBNull.Value });
        return (int)(await command.ExecuteScalarAsync(cancel))!;
    }

    /// <summary>The event that archived a portfolio last, unless one reopened it since.</summary>
    private const string LastArchiving = """
        left join lateral (
            select l.type, case when l.type = 'portfolio-archived' then l.headers end as headers
            from ledger.journal_subject j
            join ledger.mt_events l on l.stream_id = j.portfolio and l.version = j.position
            where j.portfolio = s.id and j.kind = 'portfolio' and j.key = s.id
                and l.type in ('portfolio-archived', 'portfolio-reopened')
            order by j.position desc limit 1) a on true
        """;

    private const string IsArchived = "coalesce(a.type = 'portfolio-archived', false)";

    internal PortfolioBooks Of(Key portfolio)
    {
        if (Find(portfolio) is { } known)
            return known;
        _pages.Kept ??= (key, position) => Find(key)?.Kept.Nearest(position);
        lock (_turns)
        {
            if (_portfolios.TryGetValue(portfolio, out var other))
                return other;
            var books = new PortfolioBooks(portfolio, _pages, _memory) { Arrival = _arrivals++ };
            _portfolios[portfolio] = books;
            LetGo();
            _turns.Enqueue(books);
            _many++;
            return books;
        }
    }

    /// <summary>Lets portfolios go when those that are there have become too large.</summary>
    private void MakeRoom()
    {
        if (_memory.Bytes <= budget.Books)
            return;
        lock (_turns)
            LetGo();
    }

    /// <summary>
    /// Lets portfolios go until there is room. They take turns, and who was asked for again since
    /// its last turn gets another (Corbató's clock): no list is ordered by use, none is searched.
    /// </summary>
    private void LetGo()
    {
        // One that is larger than the budget does not cost all others theirs.
        var (once, most) = (_turns.Count, budget.Books);
        for (var turns = 2 * once;
            turns > 0 && (_many >= MaxPortfolios || _memory.Bytes > most); turns--)
        {
            if (turns == once)
                most = 2 * budget.Books;
            var idle = _turns.Dequeue();
            if (idle.TakeUse())
            {
                _turns.Enqueue(idle);
                continue;
            }
            _many--;
            _portfolios.TryRemove(new(idle.Portfolio, idle));
            idle.LetGo();
            if (idle.Head is { } head && head.Position - idle.StoredAt >= BookSnapshots.Worthwhile)
                _ = Task.Run(() => snapshots.StoreLetGoAsync(head), CancellationToken.None);
        }
    }

    private PortfolioBooks? Find(Key portfolio)
    {
        if (_portfolios.TryGetValue(portfolio, out var books))
            books.Use(Volatile.Read(ref _arrivals));
        return books;
    }

    /// <summary>
    /// The book to fold from: kept in memory, or after a start, while few are, a stored one that
    /// is much nearer.
    /// </summary>
    private async Task<Book> NearestAsync(
        PortfolioBooks books,
        Key portfolio,
        long position,
        CancellationToken cancel
    )
    {
        var kept = books.Kept.Nearest(position) ?? Book.Empty(portfolio);
        return position - kept.Position <= WorthLoading
            ? kept
            : await snapshots.NearestAsync(
                portfolio,
                kept.Position + WorthLoading,
                position,
                cancel
            ) ?? kept;
    }

    private async Task<Book> FoldAsync(Book book, long upTo, CancellationToken cancel)
    {
        LedgerMetrics.Folds.Add(1);
        LedgerMetrics.FoldedEvents.Add(upTo - book.Position);
        book = await _pages.FoldAsync(book, upTo, null, cancel);
        return book.Position == upTo
            ? book
            : throw new InvalidOperationException(
                $"position {upTo} of '{book.Portfolio}' is not in the journal"
            );
    }

    private static async Task<DateTimeOffset> KnownAtAsync(
        NpgsqlConnection connection, Key portfolio, long position, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("""
            select coalesce((headers ->> 'reportedAt')::timestamptz, timestamp)
            from ledger.mt_events where stream_id = $1 and version = $2
            """,
            connection
        )
        {
            Parameters =
            {
                new() { Value = portfolio.Value },
                new() { Value = position },
            },
        };
        await using var rows = await command.ExecuteReaderAsync(cancel);
        return await rows.ReadAsync(cancel)
            ? rows.GetFieldValue<DateTimeOffset>(0)
            : throw new InvalidOperationException(
                $"position {position} of '{portfolio}' is not in the journal"
            );
    }
}
