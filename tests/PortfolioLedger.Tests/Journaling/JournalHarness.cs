using Marten;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Journaling.Books;
using PortfolioLedger.Journaling.Reading;
using PortfolioLedger.Journaling.Setup;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Tests.Journaling;

/// <summary>What a test makes smaller or shorter than in production.</summary>
internal sealed record NodeOptions
{
    public string LockTimeout { get; init; } = "10s";
    public int CommandTimeout { get; init; } = 15;
    public TimeSpan ResolveWithin { get; init; } = TimeSpan.FromSeconds(15);
    public long SnapshotEvery { get; init; } = BookSnapshots.Spacing;
    public int MaxQueues { get; init; } = 1_000;
    public int MaxPortfolios { get; init; } = 200;

    public MemoryBudget Memory { get; init; } = new(256 * 1024 * 1024);
    public int MaxWaiting { get; init; } = 4_096;
    public TimeSpan MaxWait { get; init; } = TimeSpan.FromSeconds(10);
}

/// <summary>The journal of one node: connections and memory of its own, no HTTP.</summary>
internal sealed class JournalNode : IAsyncDisposable
{
    private readonly DocumentStore _store;
    private readonly NpgsqlDataSource _superuser;

    private JournalNode(string connectionString, NodeOptions options)
    {
        _superuser = LedgerStore.OpenSource(connectionString);
        var settings = LedgerStore.Settings(TestCluster.Separated(connectionString).App);
        settings.Options =
            $"-c lock_timeout={options.LockTimeout} -c idle_in_transaction_session_timeout=30s";
        settings.CommandTimeout = options.CommandTimeout;
        Source = NpgsqlDataSource.Create(settings);
        Sessions = new(settings, Source);
        _store = DocumentStore.For(marten => LedgerStore.Configure(marten, Source));
        Reader = new(Source);
        BookSnapshots = new(Source, NullLogger<BookSnapshots>.Instance)
        {
            Every = options.SnapshotEvery,
        };
        Keeper = new(Source, Reader, BookSnapshots, TimeProvider.System, options.Memory)
        {
            MaxPortfolios = options.MaxPortfolios,
        };
        var writer = new BatchWriter(
            Sessions, Keeper, BookSnapshots, new ReceiptSecret(), NullLogger<BatchWriter>.Instance)
        {
            ResolveWithin = options.ResolveWithin,
        };
        Journal = new(writer, NullLogger<Journal>.Instance)
        {
            MaxQueues = options.MaxQueues,
            MaxWaiting = options.MaxWaiting,
            MaxWait = options.MaxWait,
        };
    }

    public NpgsqlDataSource Source { get; }

    public JournalSessions Sessions { get; }

    public JournalReader Reader { get; }

    public BookSnapshots BookSnapshots { get; }

    public BookKeeper Keeper { get; }

    public Journal Journal { get; }

    /// <summary>A node on a database whose schema is up to date afterwards.</summary>
    public static async Task<JournalNode> StartAsync(
        string connectionString, NodeOptions? options = null)
    {
        var node = new JournalNode(connectionString, options ?? new());
        await LedgerSchema.MigrateAsync(TestCluster.Separated(connectionString), [], default);
        return node;
    }

    /// <summary>
    /// A node on a database whose schema is up to date, or that cannot be reached now.
    /// </summary>
    public static JournalNode Restarted(string connectionString, NodeOptions? options = null) =>
        new(connectionString, options ?? new());

    public Task<Answer> Submit(Key portfolio, params ICommand[] commands) =>
        Journal.Submit(new(portfolio, [.. commands], Orders.Board), default);

    public Task<Answer> Submit(Key portfolio, string key, params ICommand[] commands) =>
        Journal.Submit(Orders.Keyed(portfolio, key, commands), default);

    /// <summary>Submits what must be accepted.</summary>
    public async Task<Answer.Receipt> Record(Key portfolio, params ICommand[] commands) =>
        Assert.IsType<Answer.Receipt>(await Submit(portfolio, commands));

    /// <summary>
    /// Records departments until a portfolio that was just opened has so many events.
    /// </summary>
    public async Task FillAsync(Key portfolio, int last)
    {
        for (var at = 1; at < last; at += 100)
            await this.Record(portfolio, [.. Enumerable.Range(at, Math.Min(100, last - at))
                .Select(i => Orders.Department($"d{i}"))]);
    }

    /// <summary>The digest of the newest book, as this node sees it.</summary>
    public async Task<string> DigestAsync(Key portfolio) =>
        BookDigest.Compute((await Keeper.FreshHeadAsync(portfolio, default))!);

    /// <summary>A fold of the journal from its beginning, with nothing kept.</summary>
    public async Task<Book> FoldAsync(Key portfolio, long upTo, Book? from = null)
    {
        var book = from ?? Book.Empty(portfolio);
        await foreach (var stored in Reader.ReadAsync(portfolio, book.Position, upTo, default))
            book = book.Post(stored.Entry);
        Assert.Equal(upTo, book.Position);
        return book;
    }

    /// <summary>
    /// All events of a portfolio; fails unless positions are dense and times never fall.
    /// </summary>
    public async Task<List<StoredEntry>> AllAsync(Key portfolio)
    {
        var last = await Keeper.LastPositionAsync(portfolio, default);
        var all = new List<StoredEntry>();
        await foreach (var stored in Reader.ReadAsync(portfolio, 0, last, default))
            all.Add(stored);
        Assert.Equal(Enumerable.Range(1, (int)last).Select(p => (long)p),
            all.Select(e => e.Entry.Position));
        Assert.All(all.Zip(all.Skip(1)), pair =>
            Assert.True(pair.First.Entry.RecordedAt <= pair.Second.Entry.RecordedAt));
        Assert.Equal(all.Count, all.Select(e => e.Entry.Id).Distinct().Count());
        return all;
    }

    /// <summary>The same facts, appended by the event store itself.</summary>
    public async Task AppendByStoreAsync(string stream, IEnumerable<StoredEntry> entries)
    {
        await using var session = _store.LightweightSession();
        session.Events.Append(stream, entries.Select(stored =>
        {
            var entry = stored.Entry;
            var built = session.Events.BuildEvent(entry.Fact);
            built.Timestamp = entry.RecordedAt;
            built.CorrelationId = entry.CorrelationId;
            built.CausationId = entry.CausationId;
            built.UserName = entry.Actor.Id;
            built.Headers = new()
            {
                ["actor"] = entry.Actor,
                ["effectiveOn"] = entry.EffectiveOn,
                ["schemaVersion"] = entry.SchemaVersion,
            };
            if (entry.OnBehalfOf is { } other)
                built.Headers["onBehalfOf"] = other;
            return built;
        }).ToArray());
        await session.SaveChangesAsync();
    }

    /// <summary>Runs what the application itself may not: as the tests' superuser.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var command = _superuser.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Asks as the tests' superuser.</summary>
    public async Task<T> QueryAsync<T>(string sql)
    {
        await using var command = _superuser.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        _store.Dispose();
        await Sessions.DisposeAsync();
        await Source.DisposeAsync();
        await _superuser.DisposeAsync();
    }
}
