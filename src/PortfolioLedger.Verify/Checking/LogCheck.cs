using System.Threading.Channels;
using PortfolioLedger.Core.Portfolios;
using PortfolioLedger.Verify.Sources;

namespace PortfolioLedger.Verify.Checking;

/// <summary>
/// Goes through a log once: leaves are read and checked by themselves on all processors, and in
/// order compared with each other and with what the root covers. Events go on to whoever folds.
/// </summary>
internal sealed class LogCheck(LogSource source, IEventSink? sink, Action<long>? progress = null)
{
    /// <summary>More than any ledger has; what needs more memory is a lie or a mistake.</summary>
    private const long MostEntries = 1L << 32;

    private readonly LogOrigin _origin = LogOrigin.Parse(source.Checkpoint.Origin);
    private readonly List<long> _positions = [];
    private readonly List<long> _long = [];
    private readonly TiledTree _tree = new();
    private long _count;
    private LeafEnvelope? _before;

    /// <summary>The tiles that prove the leaves; empty where the source has none.</summary>
    public ProvenTiles Tiles { get; } = new(source.Checkpoint);

    /// <summary>Hashes to be looked for in the log, by position.</summary>
    public SortedDictionary<long, MerkleHash> Wanted { get; } = [];

    /// <summary>
    /// Sizes at which the root is wanted where there are no tiles to take it from; with the roots
    /// that were found.
    /// </summary>
    public SortedDictionary<long, MerkleHash?> Roots { get; } = [];

    /// <summary>Epochs that begin among the leaves, and where.</summary>
    public List<(int Epoch, long Position)> Epochs { get; } = [];

    /// <summary>How many leaves there were.</summary>
    public long Count => _count;

    /// <summary>The position of the last leaf.</summary>
    public long Last => _before?.Position ?? 0;

    /// <summary>Reads everything; a <see cref="Violation"/> says what was altered.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        try
        {
            if (source.Checkpoint.Size == 0)
                throw new Violation("the log is empty");
            if (source.Checkpoint.Size > MostEntries)
                throw Failure.Of($"The log says that it has {source.Checkpoint.Size} entries; "
                    + $"this program reads {MostEntries} at most.");
            await source.TilesAsync(Tiles, cancel);
            if (source.HasTiles && Tiles.Fault() is { } fault)
                throw new Violation(fault);
            await foreach (var batch in CheckedAsync(cancel))
                foreach (var leaf in batch)
                    Take(leaf);
            Finish();
        }
        catch (FormatException e)
        {
            throw new Violation(e.Message);
        }
    }

    /// <summary>
    /// The root of the log when it had fewer entries; null where the source cannot say.
    /// </summary>
    public MerkleHash? RootAt(long size)
    {
        if (!source.HasTiles)
            return Roots.GetValueOrDefault(size);
        try
        {
            return MerkleTree.Root(size, Tiles.Node);
        }
        catch (KeyNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Batches of leaves, read ahead and checked by themselves, in their order.</summary>
    private async IAsyncEnumerable<CheckedLeaf[]> CheckedAsync(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var ahead = Channel.CreateBounded<Task<CheckedLeaf[]>>(Environment.ProcessorCount + 1);
        var reading = Task.Run(() => ReadAheadAsync(ahead.Writer, stop.Token), stop.Token);
        try
        {
            await foreach (var batch in ahead.Reader.ReadAllAsync(cancel))
                yield return await batch;
            await reading;
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAny(reading);
        }
    }

    private async Task ReadAheadAsync(
        ChannelWriter<Task<CheckedLeaf[]>> ahead, CancellationToken cancel)
    {
        try
        {
            await foreach (var batch in source.ReadAsync(cancel))
                await ahead.WriteAsync(Task.Run(() => Check(batch, cancel), cancel), cancel);
        }
        finally
        {
            // What went wrong is said behind the leaves before it.
            ahead.Complete();
        }
    }

    private CheckedLeaf[] Check(LeafBatch batch, CancellationToken cancel)
    {
        var leaves = new CheckedLeaf[batch.Parts.Count];
        for (var i = 0; i < leaves.Length; i++)
            leaves[i] = CheckedLeaf.Of(source, batch[i], sink is not null, cancel);
        return leaves;
    }

    private void Take(in CheckedLeaf leaf)
    {
        var expected = source.Decision is null ? source.From + _count : (long?)null;
        var next = expected ?? leaf.Leaf.Envelope?.Position ?? Last + 1;
        if (expected > source.To)
            throw new Violation("there is an event too many", next);
        if (leaf.Leaf.Envelope is not { } said)
            throw new Violation(leaf.Fault!, next);
        CheckPlace(said, next);
        if (source.HasTiles && Tiles.LeafAt(next - 1) is var known && known != leaf.Hash
            && (leaf.Fault is null || known is null))
            throw new Violation("the leaf is not the one that the log has here", next,
                known?.ToString() ?? "none", $"{leaf.Hash}");
        if (leaf.Fault is { } fault)
            throw new Violation(fault, next);
        CheckEpoch(leaf, said, next);
        CheckAfter(said, next);
        if (Wanted.TryGetValue(next, out var wanted) && wanted != leaf.Hash)
            throw new Violation("the event is not the one of the receipt", next, $"{wanted}",
                $"{leaf.Hash}");
        if (leaf.Unknown is { } unknown)
            throw Failure.Of($"position {next}: {unknown}.");
        Counted(leaf, next);
        if (sink is not null)
            sink.Take(new Posting(next, said.RecordedAt, said.ReportedAt, said.EffectiveOn,
                leaf.Actor!, leaf.Fact!) { OnBehalfOf = said.OnBehalfOf });
    }

    private void CheckPlace(LeafEnvelope said, long next)
    {
        if (source.Decision is null ? said.Position != next : said.Position <= Last)
            throw new Violation("it is missing, or another event stands in its place", next,
                $"position {next}", $"position {said.Position}");
        if (source.Decision is not null
            && (said.Position < source.From || said.Position > source.To))
            throw new Violation("it is not in the range of the bundle", said.Position);
        if (said.Portfolio != _origin.Portfolio)
            throw new Violation("it is of another portfolio", next, $"'{_origin.Portfolio}'",
                $"'{said.Portfolio}'");
    }

    /// <summary>
    /// Nobody begins an epoch quietly: its first event says so, and acknowledges what was lost.
    /// </summary>
    private void CheckEpoch(in CheckedLeaf leaf, LeafEnvelope said, long next)
    {
        var epoch = said.Epoch;
        var before = _before?.Epoch ?? (source.IsFromTheBeginning ? 1 : (int?)null);
        if (epoch > _origin.Epoch || epoch < (before ?? 1))
            throw new Violation("it is of another epoch", next,
                $"{before ?? 1} to {_origin.Epoch}", $"{epoch}");
        if (before is null || epoch == before || source.Decision is not null)
            return;
        if (said.Type != CheckedLeaf.Restored || leaf.Leaf.DataSha256 is not null
            || (leaf.Unknown is null && (leaf.Fact as LedgerRestored)?.Epoch != epoch))
            throw new Violation("it is of another epoch, and opens none", next, $"{before}",
                $"{epoch}");
        Epochs.Add((epoch, next));
    }

    private void CheckAfter(LeafEnvelope said, long next)
    {
        if (said.RecordedAt < _before?.RecordedAt)
            throw new Violation("it was recorded before the event before it", next,
                $"{_before.RecordedAt:O} or later", $"{said.RecordedAt:O}");
        if (said.ReportedAt > said.RecordedAt)
            throw new Violation("it was reported after it was recorded", next,
                $"{said.RecordedAt:O} or earlier", $"{said.ReportedAt:O}");
        _before = said;
    }

    private void Counted(in CheckedLeaf leaf, long position)
    {
        _count++;
        if (leaf.Leaf.DataSha256 is not null)
            _long.Add(position);
        if (source.Decision is not null)
            _positions.Add(position);
        if (!source.HasTiles)
        {
            _tree.Append(leaf.Hash);
            if (Roots.ContainsKey(_tree.Size))
                Roots[_tree.Size] = _tree.Root;
        }
        if (_count % 50_000 == 0)
            progress?.Invoke(_count);
    }

    private void Finish()
    {
        if (source.Decision is null && Last != source.To)
            throw new Violation("it is missing: the events end before it", Last + 1);
        if (_count == 0)
            throw new Violation("there are no events");
        if (source.Decision is null && source.To == source.Checkpoint.Size
            && _before!.Epoch != _origin.Epoch)
            throw new Violation(
                $"the checkpoint is of epoch {_origin.Epoch}, and no event begins it", Last,
                $"{_origin.Epoch}", $"{_before.Epoch}");
        source.Finish(source.Decision is null ? Everything() : _positions, _long);
        if (!source.HasTiles && _tree.Root != source.Checkpoint.Root)
            throw new Violation(
                $"the events 1 to {_count} do not give the root of the checkpoint; an export has "
                + "no hashes that tell which of them was altered: verify a bundle or the log's "
                + "address", null, $"{source.Checkpoint.Root}", $"{_tree.Root}");
    }

    private IReadOnlyList<long> Everything() =>
        [.. Enumerable.Range(0, (int)((source.To - 1) / Tile.FullWidth
            - (source.From - 1) / Tile.FullWidth + 1)).Select(i =>
            Math.Max(source.From, ((source.From - 1) / Tile.FullWidth + i) * Tile.FullWidth + 1))];
}
