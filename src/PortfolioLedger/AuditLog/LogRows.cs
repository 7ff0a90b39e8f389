using System.Collections.Immutable;
using Npgsql;
using NpgsqlTypes;
using PortfolioLedger.Core.AuditLog;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.AuditLog;

/// <summary>A checkpoint that was signed.</summary>
/// <param name="Epoch">Of the log.</param>
/// <param name="Size">Of the tree.</param>
/// <param name="Root">Of the tree.</param>
/// <param name="Note">As signed.</param>
/// <param name="SignedAt">When, by the clock of who signed.</param>
internal sealed record SignedCheckpoint(
    int Epoch, long Size, MerkleHash Root, string Note, DateTimeOffset SignedAt)
{
    /// <summary>The note, read.</summary>
    /// <exception cref="FormatException">What is stored is none.</exception>
    public SignedNote ToNote() => SignedNote.Parse(Note);
}

/// <summary>What is stored of a portfolio's log, and how far its journal is.</summary>
/// <param name="Version">The last position of the journal; 0 when there is no portfolio.</param>
/// <param name="Epoch">Of the last event.</param>
/// <param name="Halted">The last epoch that was found not to extend what was signed.</param>
/// <param name="Last">The newest checkpoint; null before the first.</param>
internal sealed record StoredLog(long Version, int Epoch, int? Halted, SignedCheckpoint? Last);

/// <summary>Whole tiles as they are stored.</summary>
/// <param name="Epoch">Of the log.</param>
/// <param name="Tiles">With their hashes.</param>
internal sealed record StoredTiles(int Epoch, List<(Tile Tile, MerkleHash[] Hashes)> Tiles);

/// <summary>The tables of the audit log.</summary>
internal static class LogRows
{
    private const string Columns = "epoch, size, root, note, signed_at";

    private const string Head = """
        select s.version, coalesce((e.headers->>'epoch')::int, 1),
            (select max(h.epoch) from log.halt h where h.portfolio = $1)
        from ledger.mt_streams s
        left join ledger.mt_events e on e.stream_id = s.id and e.version = s.version
        where s.id = $1
        """;

    private const string Newest = $"""
        select {Columns} from log.checkpoint where portfolio = $1
        order by epoch desc, size desc limit 1
        """;

    /// <summary>
    /// Each is looked up by its key, whatever the planner thinks: without statistics it goes
    /// through all tiles of the log, once for each that is wanted.
    /// </summary>
    private const string WholeTiles = """
        select t.* from unnest($3, $4) as w (level, number)
        cross join lateral (select level, number, hashes from log.tile t
            where t.portfolio = $1 and t.epoch = $2 and t.level = w.level
            and t.number = w.number offset 0) t
        """;

    /// <summary>
    /// Takes the right to do something until the end of the transaction; false when another node
    /// has it.
    /// </summary>
    public static async Task<bool> TryLockAsync(
        NpgsqlConnection connection, string what, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(
            "select pg_try_advisory_xact_lock(hashtextextended($1, 0))", connection);
        command.Parameters.Add(new() { Value = what, NpgsqlDbType = NpgsqlDbType.Text });
        return await command.ExecuteScalarAsync(cancel) is true;
    }

    /// <summary>How far journal and log are.</summary>
    public static async Task<StoredLog> LookAsync(
        NpgsqlConnection connection, Key portfolio, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.Add(Head, portfolio.Value);
        batch.Add(Newest, portfolio.Value);
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        var (version, epoch, halted) = await rows.ReadAsync(cancel)
            ? (rows.GetInt64(0), rows.GetInt32(1), rows.IsDBNull(2) ? null : (int?)rows.GetInt32(2))
            : (0, 1, null);
        await rows.NextResultAsync(cancel);
        return new(version, epoch, halted, await ReadAsync(rows, cancel));
    }

    /// <summary>The newest checkpoint; null before the first.</summary>
    public static Task<SignedCheckpoint?> NewestAsync(
        NpgsqlConnection connection, Key portfolio, CancellationToken cancel) =>
        OneAsync(connection, Newest, portfolio, [], cancel);

    /// <summary>
    /// The newest checkpoint, its cosignatures and whole tiles of an epoch, asked for at once; null
    /// before the first checkpoint.
    /// </summary>
    public static async Task<(SignedCheckpoint Newest, SignedNote Note, StoredTiles Tiles)?>
        NewestAsync(
            NpgsqlConnection connection, Key portfolio, int epoch,
            IReadOnlyCollection<Tile> wanted, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.Add(Newest, portfolio.Value);
        batch.Add(CosignatureRows.OfNewest, portfolio.Value);
        batch.Add(WholeTiles, portfolio.Value, epoch,
            wanted.Select(t => t.Level!.Value).ToArray(), wanted.Select(t => t.Number).ToArray());
        await batch.PrepareAsync(cancel);
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        if (await ReadAsync(rows, cancel) is not { } newest)
            return null;
        await rows.NextResultAsync(cancel);
        var note = await CosignatureRows.ReadAsync(rows, newest, cancel);
        await rows.NextResultAsync(cancel);
        return (newest, note, new(epoch, await ReadTilesAsync(rows, cancel)));
    }

    /// <summary>The checkpoint of a size in the newest epoch that has one; null if none.</summary>
    public static Task<SignedCheckpoint?> OfSizeAsync(
        NpgsqlConnection connection, Key portfolio, long size, CancellationToken cancel) =>
        OneAsync(connection, $"""
            select {Columns} from log.checkpoint where portfolio = $1 and size = $2
            order by epoch desc limit 1
            """, portfolio, [size], cancel);

    /// <summary>The roots of whole tiles of a level, in the order of their numbers.</summary>
    public static async Task<MerkleHash[]> RootsAsync(
        NpgsqlConnection connection, Key portfolio, int epoch, int level, long from, int count,
        CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("""
            select root from log.tile where portfolio = $1 and epoch = $2 and level = $3
            and number >= $4 and number < $4 + $5 order by number
            """, connection)
        {
            Parameters =
            {
                new() { Value = portfolio.Value }, new() { Value = epoch },
                new() { Value = level }, new() { Value = from }, new() { Value = (long)count },
            },
        };
        var roots = new List<MerkleHash>(count);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
            roots.Add(MerkleHash.Read(rows.GetFieldValue<byte[]>(0)));
        return [.. roots];
    }

    /// <summary>Whole tiles; those that are not stored are left out.</summary>
    public static async Task<List<(Tile Tile, MerkleHash[] Hashes)>> TilesAsync(
        NpgsqlConnection connection, Key portfolio, int epoch, IReadOnlyCollection<Tile> wanted,
        CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(WholeTiles, connection)
        {
            Parameters =
            {
                new() { Value = portfolio.Value }, new() { Value = epoch },
                new() { Value = wanted.Select(t => t.Level!.Value).ToArray() },
                new() { Value = wanted.Select(t => t.Number).ToArray() },
            },
        };
        await command.PrepareAsync(cancel);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        return await ReadTilesAsync(rows, cancel);
    }

    private static async Task<List<(Tile Tile, MerkleHash[] Hashes)>> ReadTilesAsync(
        NpgsqlDataReader rows, CancellationToken cancel)
    {
        var tiles = new List<(Tile, MerkleHash[])>();
        while (await rows.ReadAsync(cancel))
            tiles.Add((new(rows.GetInt32(0), rows.GetInt64(1), Tile.FullWidth),
                Tile.Read(rows.GetFieldValue<byte[]>(2))));
        return tiles;
    }

    /// <summary>Stores what a checkpoint is about to say, and the checkpoint.</summary>
    public static async Task AddAsync(
        NpgsqlConnection connection, Key portfolio, SignedCheckpoint signed,
        IReadOnlyCollection<(Tile Tile, MerkleHash[] Hashes)> tiles, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(connection);
        if (tiles.Count > 0)
            batch.BatchCommands.Add(Tiles(portfolio, signed.Epoch, tiles));
        batch.BatchCommands.Add(new NpgsqlBatchCommand($"""
            insert into log.checkpoint (portfolio, {Columns}) values ($1, $2, $3, $4, $5, $6)
            """)
        {
            Parameters =
            {
                new() { Value = portfolio.Value }, new() { Value = signed.Epoch },
                new() { Value = signed.Size }, new() { Value = signed.Root.ToArray() },
                new() { Value = signed.Note }, new() { Value = signed.SignedAt.UtcDateTime },
            },
        });
        await batch.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>Makes a portfolio read-only until its next epoch.</summary>
    public static async Task HaltAsync(
        NpgsqlConnection connection, Key portfolio, int epoch, LogDivergedException why,
        CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("""
            insert into log.halt (portfolio, epoch, lost_from, checkpoint, detail)
            values ($1, $2, $3, $4, $5) on conflict do nothing
            """, connection)
        {
            Parameters =
            {
                new() { Value = portfolio.Value }, new() { Value = epoch },
                new() { Value = why.LostFrom }, new() { Value = why.Checkpoint },
                new() { Value = why.Message },
            },
        };
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>Portfolios whose journal is longer than what is signed of it.</summary>
    public static async Task<ImmutableArray<Key>> BehindAsync(
        NpgsqlDataSource source, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("""
            select s.id from ledger.mt_streams s where s.version > coalesce((
                select c.size from log.checkpoint c where c.portfolio = s.id
                and c.epoch = coalesce((select (e.headers->>'epoch')::int
                    from ledger.mt_events e where e.stream_id = s.id and e.version = s.version), 1)
                order by c.size desc limit 1), 0)
            """);
        return await PortfoliosAsync(command, cancel);
    }

    /// <summary>Portfolios whose journal ends before what was signed and kept elsewhere.</summary>
    public static async Task<ImmutableArray<Key>> ShorterAsync(
        NpgsqlDataSource source, IReadOnlyCollection<HeldCheckpoint> kept,
        CancellationToken cancel)
    {
        await using var command = source.CreateCommand("""
            select distinct s.id from unnest($1, $2, $3) as k (portfolio, epoch, size)
            join ledger.mt_streams s on s.id = k.portfolio and s.version > 0
            left join ledger.mt_events e on e.stream_id = s.id and e.version = s.version
            where (coalesce((e.headers->>'epoch')::int, 1), s.version) < (k.epoch, k.size)
            """);
        command.Parameters.Add(new() { Value = kept.Select(k => k.Origin.Portfolio).ToArray() });
        command.Parameters.Add(new() { Value = kept.Select(k => k.Origin.Epoch).ToArray() });
        command.Parameters.Add(new() { Value = kept.Select(k => k.Checkpoint.Size).ToArray() });
        return await PortfoliosAsync(command, cancel);
    }

    /// <summary>The keys of portfolios that a query gives.</summary>
    internal static async Task<ImmutableArray<Key>> PortfoliosAsync(
        NpgsqlCommand command, CancellationToken cancel)
    {
        var portfolios = ImmutableArray.CreateBuilder<Key>();
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
            if (Key.TryParse(rows.GetString(0), out var portfolio))
                portfolios.Add(portfolio);
        return portfolios.DrainToImmutable();
    }

    private static NpgsqlBatchCommand Tiles(
        Key portfolio, int epoch, IReadOnlyCollection<(Tile Tile, MerkleHash[] Hashes)> tiles) =>
        new("""
            insert into log.tile (portfolio, epoch, level, number, hashes, root)
            select $1, $2, * from unnest($3, $4, $5, $6)
            """)
        {
            Parameters =
            {
                new() { Value = portfolio.Value }, new() { Value = epoch },
                new() { Value = tiles.Select(t => t.Tile.Level!.Value).ToArray() },
                new() { Value = tiles.Select(t => t.Tile.Number).ToArray() },
                new() { Value = tiles.Select(t => Tile.Bytes(t.Hashes)).ToArray() },
                new()
                {
                    Value = tiles.Select(t => MerkleTree.RootOf(t.Hashes).ToArray()).ToArray(),
                },
            },
        };

    private static async Task<SignedCheckpoint?> OneAsync(
        NpgsqlConnection connection, string sql, Key portfolio, object[] others,
        CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.Add(new() { Value = portfolio.Value });
        foreach (var other in others)
            command.Parameters.Add(new() { Value = other });
        await command.PrepareAsync(cancel);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        return await ReadAsync(rows, cancel);
    }

    private static async Task<SignedCheckpoint?> ReadAsync(
        NpgsqlDataReader rows, CancellationToken cancel) => await rows.ReadAsync(cancel)
        ? new(rows.GetInt32(0), rows.GetInt64(1), MerkleHash.Read(rows.GetFieldValue<byte[]>(2)),
            rows.GetString(3), rows.GetFieldValue<DateTimeOffset>(4))
        : null;
}
