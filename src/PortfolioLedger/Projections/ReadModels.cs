using System.Collections.Concurrent;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Marten;
using Marten.Services;
using Marten.Subscriptions;
using Npgsql;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Journaling.Reading;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Projections;

/// <summary>
/// Follows all portfolios. A page of the event store only says how far each of them has come: the
/// entries are read by position, so that nothing can be skipped and one that cannot be read stops
/// its own portfolio alone. What changes is committed together with the page's progress.
/// </summary>
internal sealed class ReadModels(NpgsqlDataSource source, PortfolioFollower reading) : ISubscription
{
    public const string Name = "read-models";

    /// <summary>
    /// Above so many things in all their books, those that did not move for longest are read from
    /// the database again when they do.
    /// </summary>
    private const int MaxThings = 50_000;

    /// <summary>So many events of a portfolio are written at once, to spare memory.</summary>
    private const long FarthestAhead = 10_000;

    /// <summary>More would only wait for connections and processors.</summary>
    private static readonly int AtOnce = Math.Min(Environment.ProcessorCount, 8);

    private readonly ConcurrentDictionary<Key, (ReadModelState State, long Page)> _kept = [];
    private int _version;
    private long _page;

    public async Task<IChangeListener> ProcessEventsAsync(
        EventRange page, ISubscriptionController controller, IDocumentOperations operations,
        CancellationToken cancellationToken)
    {
        foreach (var statement in await StatementsAsync(
            page.SequenceFloor, page.SequenceCeiling, cancellationToken))
            statement.Queue(operations);
        return Nothing.Instance;
    }

    /// <summary>What events of these sequence numbers change.</summary>
    internal async Task<List<Statement>> StatementsAsync(
        long after, long upTo, CancellationToken cancel)
    {
        var version = await LiveVersionAsync(source, cancel);
        if (version != _version)
            _kept.Clear();
        (_version, _page) = (version, _page + 1);
        var moved = await MovedAsync(version, after, upTo, cancel);
        if (moved.Count == 0)
            return [];
        var read = await reading.ReadShortAsync(
            moved.Select(m => (m.Portfolio, m.Stored, m.Last)), cancel);
        // Portfolios have nothing in common: each is followed by itself, and all are written
        // together.
        var changes = new PortfolioChange[moved.Count];
        await Parallel.ForAsync(0, moved.Count, new ParallelOptions
        {
            MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel,
        }, async (at, stop) => changes[at] = await FollowAsync(
            version, moved[at], read.GetValueOrDefault(moved[at].Portfolio), stop));
        Forget();
        return
        [
            new("select ledger.hold_read_models(?)", version), .. StepSql.Write(version, changes),
        ];
    }

    private async Task<PortfolioChange> FollowAsync(
        int version, (Key Portfolio, long Last, long Stored) moved, List<StoredEntry>? read,
        CancellationToken cancel)
    {
        // A page whose commit failed, or another node's, leaves memory and database apart.
        var from = _kept.TryGetValue(moved.Portfolio, out var kept)
            && kept.State.Book.Position == moved.Stored ? kept.State
            : await reading.StoredAsync(version, moved.Portfolio, cancel);
        var (next, change) = await reading.AdvanceAsync(from, moved.Last, read, cancel);
        _kept[moved.Portfolio] = (next, _page);
        return change;
    }

    private void Forget()
    {
        var things = 0L;
        foreach (var (portfolio, kept) in _kept.OrderByDescending(k => k.Value.Page).ToList())
        {
            things += kept.State.Book.Things.Count;
            // What moved now may be the only one, however large.
            if (things > MaxThings && kept.Page < _page)
                _kept.TryRemove(portfolio, out _);
        }
    }

    /// <summary>The build of the read models that is read now.</summary>
    public static async Task<int> LiveVersionAsync(
        NpgsqlDataSource source,
        CancellationToken cancel
    )
    {
        await using var command = source.CreateCommand(
            "select version from ledger.read_model_live"
        );
        return (int)(await command.ExecuteScalarAsync(cancel))!;
    }

    /// <summary>
    /// Portfolios that moved on in a page, but for those that are in another database now. They
    /// are followed to where they stand by now: under load pages are small, and each portfolio in
    /// one costs as much as a hundred of its events. What is found again in a later page is there
    /// already.
    /// </summary>
    private async Task<List<(Key Portfolio, long Last, long Stored)>> MovedAsync(
        int version, long after, long upTo, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("""
            select e.stream_id, greatest(e.last, least(s.version, coalesce(r.position, 0) + $4)),
                coalesce(r.position, 0)
            from (
                select stream_id, max(version) as last from ledger.mt_events
                where seq_id > $1 and seq_id <= $2 group by stream_id) e
            join ledger.mt_streams s on s.id = e.stream_id
            left join ledger.read_model r on r.projection_version = $3 and r.portfolio = e.stream_id
            where e.last > coalesce(r.position, 0)
                and not exists (select from ledger.moved_portfolio m where m.portfolio = s.id)
            order by e.stream_id collate "C"
            """);
        command.Parameters.Add(new() { Value = after });
        command.Parameters.Add(new() { Value = upTo });
        command.Parameters.Add(new() { Value = version });
        command.Parameters.Add(new() { Value = FarthestAhead });
        var moved = new List<(Key, long, long)>();
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
            if (Key.TryParse(rows.GetString(0), out var portfolio))
                moved.Add((portfolio, rows.GetInt64(1), rows.GetInt64(2)));
        return moved;
    }

    private sealed class Nothing : IChangeListener
    {
        public static readonly Nothing Instance = new();

        public Task AfterCommitAsync(
            IDocumentSession session,
            IChangeSet commit,
            CancellationToken token
        ) => Task.CompletedTask;

        public Task BeforeCommitAsync(
            IDocumentSession session,
            IChangeSet commit,
            CancellationToken token
        ) => Task.CompletedTask;
    }
}
