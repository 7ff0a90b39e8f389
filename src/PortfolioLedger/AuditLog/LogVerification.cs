using System.Collections.Immutable;
using Npgsql;
using PortfolioLedger.Core;
using PortfolioLedger.Core.AuditLog;
using PortfolioLedger.Core.Portfolios;

namespace PortfolioLedger.AuditLog;

/// <summary>Something that is not as it was signed.</summary>
/// <param name="Position">Of the event; null where it is not one event.</param>
/// <param name="Detail">What is wrong.</param>
internal sealed record LogFault(long? Position, string Detail);

/// <summary>What came of verifying one portfolio.</summary>
/// <param name="Portfolio">Its key.</param>
/// <param name="Events">How many events were read.</param>
/// <param name="Signed">How many of them are signed.</param>
/// <param name="Epoch">Of the last event.</param>
/// <param name="Checkpoints">How many signed checkpoints were compared.</param>
/// <param name="Faults">What is wrong, in the order of positions; none when all is well.</param>
/// <param name="Notes">What whoever verifies should know.</param>
internal sealed record VerifiedLog(
    string Portfolio, long Events, long Signed, int Epoch, int Checkpoints,
    ImmutableArray<LogFault> Faults, ImmutableArray<string> Notes)
{
    /// <summary>The first event that is not what it was; null when there is none.</summary>
    public long? FirstBadEvent => Faults.Select(f => f.Position).OfType<long>()
        .Cast<long?>().DefaultIfEmpty(null).Min();
}

/// <summary>
/// Verifies the journal of one portfolio in the database: every column of every row, the leaves
/// against the stored tiles, and the roots against everything that was signed, in the database and
/// outside of it. Changes nothing.
/// </summary>
internal sealed class LogVerification(NpgsqlConnection connection, HeldEvidence held)
{
    private readonly List<LogFault> _faults = [];
    private readonly List<string> _notes = [];
    private readonly TiledTree _tree = new();
    private readonly Queue<(Tile Tile, MerkleHash[] Hashes)> _filled = new();

    /// <summary>
    /// Leaves that are not those of their tile, until a root says which of them lies.
    /// </summary>
    private readonly List<LogFault> _doubted = [];

    private int _epoch = 1;

    /// <summary>Up to here a root that was signed holds.</summary>
    private long _agreed;

    /// <summary>Verifies everything there is of a portfolio.</summary>
    /// <param name="connection">To the database; its transaction, if any, is used.</param>
    /// <param name="portfolio">The key, or whatever stands in its place.</param>
    /// <param name="held">What is kept outside.</param>
    /// <param name="progress">Told the position now and then.</param>
    /// <param name="cancel">Stops reading.</param>
    public static Task<VerifiedLog> RunAsync(
        NpgsqlConnection connection, string portfolio, HeldEvidence held,
        Action<long>? progress, CancellationToken cancel) =>
        new LogVerification(connection, held).RunAsync(portfolio, progress, cancel);

    private async Task<VerifiedLog> RunAsync(
        string portfolio, Action<long>? progress, CancellationToken cancel)
    {
        _tree.Filled = (tile, hashes) => _filled.Enqueue((tile, hashes.ToArray()));
        await CheckStreamAsync(portfolio, cancel);
        var rows = await RowsAsync(portfolio, cancel);
        var signed = await SignedAsync(portfolio, rows, cancel);
        var last = signed.Where(s => s.Origin.Epoch == _epoch).Select(s => s.Size)
            .DefaultIfEmpty(0).Max();
        var pending = new Queue<SignedRoot>(signed);
        foreach (var row in rows.Leaves)
        {
            _tree.Append(row.Hash);
            CheckHeld(portfolio, row.Position, row.Hash);
            while (_filled.TryDequeue(out var filled))
                await CheckTileAsync(portfolio, filled.Tile, filled.Hashes, last, cancel);
            Compare(pending);
            if (row.Position % 100_000 == 0)
                progress?.Invoke(row.Position);
        }
        foreach (var beyond in pending)
            _faults.Add(new(Math.Min(_tree.Size, beyond.Size) + 1,
                $"{beyond.Where} says that {beyond.Size} events were signed, and the journal "
                + $"can be followed to {_tree.Size}"));
        foreach (var leaf in held.Leaves.Where(l =>
            l.Portfolio == portfolio && l.Position > _tree.Size))
            _faults.Add(new(leaf.Position, $"{leaf.Where} is of an event that is not there"));
        _faults.AddRange(_doubted);
        return new(portfolio, rows.Count, last, _epoch, signed.Count,
            [.. _faults.OrderBy(f => f.Position ?? long.MaxValue)], [.. _notes]);
    }

    private async Task CheckStreamAsync(string portfolio, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("""
            select s.version, s.is_archived, s.tenant_id, s.type, s.compacted_version,
                (select max(version) from ledger.mt_events where stream_id = $1)
            from ledger.mt_streams s where s.id = $1
            """, connection);
        command.Parameters.Add(new() { Value = portfolio });
        await using var row = await command.ExecuteReaderAsync(cancel);
        if (!await row.ReadAsync(cancel))
        {
            _faults.Add(new(1, "the journal is not there"));
            return;
        }
        var version = row.IsDBNull(0) ? 0 : row.GetInt64(0);
        var events = row.IsDBNull(5) ? 0 : row.GetInt64(5);
        if (version != events)
            _faults.Add(new(Math.Min(version, events) + 1,
                $"the journal ends at position {version}, its events at {events}"));
        if (row.IsDBNull(1) || row.GetBoolean(1))
            _faults.Add(new(null, "is_archived of the journal is set"));
        if (row.IsDBNull(2) || row.GetString(2) != StoredRow.NoTenant)
            _faults.Add(new(null, "tenant_id of the journal is set"));
        if (!row.IsDBNull(3) || row.GetInt64(4) != 0)
            _faults.Add(new(null, "the journal is marked as another kind of stream"));
    }

    private sealed record ReadRows(
        long Count, List<(long Position, MerkleHash Hash)> Leaves,
        List<(long Position, LedgerRestored Fact)> Restores);

    /// <summary>All rows as far as they can be followed.</summary>
    private async Task<ReadRows> RowsAsync(string portfolio, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand($"""
            select {StoredRow.Columns} from ledger.mt_events where stream_id = $1 order by version
            """, connection) { CommandTimeout = 0 };
        command.Parameters.Add(new() { Value = portfolio });
        var read = new ReadRows(0, [], []);
        StoredRow? before = null;
        var (follows, count) = (true, 0L);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
        {
            var row = StoredRow.Read(rows);
            count++;
            foreach (var fault in row.Faults(before))
                _faults.Add(new(row.Position, fault));
            if (follows && row.Position != (before?.Position ?? 0) + 1)
            {
                _faults.Add(new((before?.Position ?? 0) + 1, "it is missing"));
                follows = false;
            }
            follows = follows && Follow(portfolio, row, read);
            before = row;
        }
        return read with { Count = count };
    }

    private bool Follow(string portfolio, StoredRow row, ReadRows read)
    {
        if (row.LeafOf(portfolio, out var fault) is not { } leaf)
        {
            _faults.Add(new(row.Position, fault!));
            return false;
        }
        try
        {
            if (row.Type == Restored && Catalogue.Read(
                row.Type, leaf.Envelope.SchemaVersion, row.Data) is LedgerRestored restored)
            {
                read.Restores.Add((row.Position, restored));
                _notes.Add($"Epoch {restored.Epoch} begins at position {row.Position}: what was "
                    + $"signed from {restored.LostFrom} on was acknowledged as lost or altered.");
                _epoch = restored.Epoch;
            }
            if (leaf.Envelope.Epoch != _epoch)
                _faults.Add(new(row.Position,
                    $"it is of epoch {leaf.Envelope.Epoch} in the midst of epoch {_epoch}"));
            read.Leaves.Add((row.Position, leaf.Hash()));
            return true;
        }
        catch (Exception damaged) when (damaged is FormatException or ArgumentException
            or System.Text.Json.JsonException)
        {
            _faults.Add(new(row.Position, $"its data cannot be read: {damaged.Message}"));
            return false;
        }
    }

    private static readonly string Restored = Catalogue.NameOf<LedgerRestored>();

    private sealed record SignedRoot(
        LogOrigin Origin, long Size, MerkleHash Root, string Where,
        ImmutableArray<MerkleHash> Edge);

    /// <summary>
    /// Everything that was signed and is to be found in the tree, the smallest first: of a former
    /// epoch only what was not acknowledged as lost.
    /// </summary>
    private async Task<List<SignedRoot>> SignedAsync(
        string portfolio, ReadRows rows, CancellationToken cancel)
    {
        var all = held.Checkpoints.Where(c => c.Origin.Portfolio == portfolio).Select(c =>
            new SignedRoot(c.Origin, c.Checkpoint.Size, c.Checkpoint.Root, c.Where, c.Edge))
            .ToList();
        await using var command = new NpgsqlCommand(
            "select epoch, size, root, note from log.checkpoint where portfolio = $1", connection);
        command.Parameters.Add(new() { Value = portfolio });
        await using (var stored = await command.ExecuteReaderAsync(cancel))
            while (await stored.ReadAsync(cancel))
                if (Stored(stored) is { } checkpoint)
                    all.Add(checkpoint);
        return [.. all.Where(s => IsKept(s, rows)).OrderBy(s => s.Size)];
    }

    private SignedRoot? Stored(NpgsqlDataReader row)
    {
        var (epoch, size) = (row.GetInt32(0), row.GetInt64(1));
        var where = $"the checkpoint of size {size} in the database";
        try
        {
            var note = SignedNote.Parse(row.GetString(3));
            var said = Checkpoint.Parse(note.Text);
            var origin = LogOrigin.Parse(said.Origin);
            if (said.Size != size || origin.Epoch != epoch
                || said.Root != MerkleHash.Read(row.GetFieldValue<byte[]>(2)))
                throw new FormatException("its note says another size, root or epoch");
            if (!held.Keys.IsEmpty && !held.Keys.Any(key =>
                origin.Ledger == key.Name && note.By(key.Named(said.Origin)) is not null))
                throw new FormatException("it is signed by none of the log's keys");
            return new(origin, size, said.Root, where, []);
        }
        catch (FormatException fault)
        {
            _faults.Add(new(null, $"{where} is no signed checkpoint: {fault.Message}"));
            return null;
        }
    }

    private bool IsKept(SignedRoot signed, ReadRows rows)
    {
        if (signed.Origin.Epoch == _epoch || signed.Size == 0)
            return signed.Size > 0;
        var next = rows.Restores.FirstOrDefault(r => r.Fact.Epoch > signed.Origin.Epoch);
        if (next.Fact is null || signed.Size < next.Fact.LostFrom)
            return true;
        _notes.Add($"{signed.Where} is of epoch {signed.Origin.Epoch} and size {signed.Size}: that "
            + $"it is lost was acknowledged at position {next.Position}.");
        return false;
    }

    private void Compare(Queue<SignedRoot> pending)
    {
        while (pending.TryPeek(out var next) && next.Size <= _tree.Size)
        {
            pending.Dequeue();
            if (next.Size < _tree.Size)
                continue;
            var isSame = _tree.Root == next.Root;
            if (isSame)
            {
                // The root holds: what differs from its tile is the tile's fault.
                foreach (var doubted in _doubted)
                    _faults.Add(new(null, $"a stored tile was changed: {doubted.Detail}"));
                _doubted.Clear();
                _agreed = next.Size;
                continue;
            }
            _faults.Add(new(FirstInEdge(next) ?? _doubted.FirstOrDefault()?.Position,
                $"the root over the first {next.Size} events is {_tree.Root}, and {next.Where} "
                + $"says {next.Root}; what differs lies behind position {_agreed}"));
        }
    }

    /// <summary>
    /// The first leaf behind the last whole tile that is not the one that was kept.
    /// </summary>
    private long? FirstInEdge(SignedRoot signed)
    {
        var leaves = _tree.Edge(0);
        for (var i = 0; i < Math.Min(leaves.Length, signed.Edge.Length); i++)
            if (leaves[i] != signed.Edge[i])
                return signed.Size - leaves.Length + i + 1;
        return null;
    }

    private void CheckHeld(string portfolio, long position, MerkleHash leaf)
    {
        foreach (var kept in held.Leaves)
            if (kept.Position == position && kept.Portfolio == portfolio && kept.Hash != leaf)
                _faults.Add(new(position,
                    $"its leaf hash is {leaf}, and {kept.Where} says {kept.Hash}"));
    }

    private async Task CheckTileAsync(
        string portfolio, Tile tile, MerkleHash[] hashes, long signed, CancellationToken cancel)
    {
        var end = (tile.Number + 1) << (8 * (tile.Level!.Value + 1));
        if (end > signed)
            return;
        await using var command = new NpgsqlCommand("""
            select hashes, root from log.tile
            where portfolio = $1 and epoch = $2 and level = $3 and number = $4
            """, connection)
        {
            Parameters =
            {
                new() { Value = portfolio }, new() { Value = _epoch },
                new() { Value = tile.Level }, new() { Value = tile.Number },
            },
        };
        await using var row = await command.ExecuteReaderAsync(cancel);
        if (!await row.ReadAsync(cancel))
        {
            _faults.Add(new(null, $"{tile.Path} is missing"));
            return;
        }
        var stored = Tile.Read(row.GetFieldValue<byte[]>(0));
        if (MerkleHash.Read(row.GetFieldValue<byte[]>(1)) != MerkleTree.RootOf(stored))
            _faults.Add(new(null, $"the root beside {tile.Path} is not its own"));
        for (var i = 0; i < hashes.Length; i++)
            if (stored[i] != hashes[i])
            {
                var position = tile.Number * Tile.FullWidth + i + 1;
                if (tile.Level == 0)
                    _doubted.Add(new(position,
                        $"its leaf hash is {hashes[i]}, and {tile.Path} says {stored[i]}"));
                else
                    _doubted.Add(new(null, $"{tile.Path} holds other hashes"));
                return;
            }
    }
}
