using System.Collections.Immutable;
using Npgsql;
using PortfolioLedger.Core.AuditLog;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Journaling.Reading;

namespace PortfolioLedger.AuditLog;

/// <summary>
/// Roots and proofs of a portfolio's log from its stored tiles; what the tree's end cuts off comes
/// from the edge in memory, or from the rows of the journal.
/// </summary>
internal sealed class LogReading(
    NpgsqlConnection connection, Key portfolio, int epoch, Func<LogEdge?> edge,
    StoredTiles? stored = null)
{
    /// <summary>The root over the first leaves.</summary>
    public async Task<MerkleHash> RootAsync(long size, CancellationToken cancel) =>
        MerkleTree.Root(size, (await NodesAsync(
            size, nodes => MerkleTree.Root(size, nodes), cancel)).Node);

    /// <summary>That a leaf is in the tree of some size.</summary>
    public async Task<ImmutableArray<MerkleHash>> InclusionAsync(
        long index, long size, CancellationToken cancel) =>
        MerkleTree.InclusionProof(index, size, (await NodesAsync(
            size, nodes => MerkleTree.InclusionProof(index, size, nodes), cancel)).Node);

    /// <summary>That the tree of some size extends a smaller one.</summary>
    public async Task<ImmutableArray<MerkleHash>> ConsistencyAsync(
        long from, long to, CancellationToken cancel) =>
        MerkleTree.ConsistencyProof(from, to, (await NodesAsync(
            to, nodes => MerkleTree.ConsistencyProof(from, to, nodes), cancel)).Node);

    /// <summary>The tiles of a tree of some size, each as far as the tree reaches.</summary>
    /// <exception cref="UnreadableJournalException">
    /// A tile, or an event that it is made of, is missing.
    /// </exception>
    public async Task<List<(Tile Tile, ReadOnlyMemory<MerkleHash> Hashes)>> TilesAsync(
        IReadOnlyCollection<Tile> wanted, CancellationToken cancel)
    {
        var tiles = new List<(Tile, ReadOnlyMemory<MerkleHash>)>(wanted.Count);
        var rest = new List<Tile>();
        foreach (var tile in wanted)
            if ((InEdge(tile) ?? Known(tile)) is { } hashes)
                tiles.Add((tile, hashes));
            else
                rest.Add(tile);
        if (rest.Count == 0)
            return tiles;
        var found = await LogRows.TilesAsync(connection, portfolio, epoch, rest, cancel);
        foreach (var tile in rest)
            tiles.Add((tile, found.Find(t => t.Tile == tile.Whole).Hashes is { } whole
                ? whole.AsMemory(0, tile.Width) : await ComposedAsync(tile, cancel)));
        return tiles;
    }

    private async Task<TileNodes> NodesAsync(
        long size, Action<MerkleNodes> question, CancellationToken cancel)
    {
        var nodes = new TileNodes(size);
        foreach (var (tile, hashes) in await TilesAsync(
            TileNodes.Needed(size, question), cancel))
            nodes.Add(tile, hashes);
        return nodes;
    }

    // A bare null would become an empty memory.
    private ReadOnlyMemory<MerkleHash>? Known(Tile tile) => stored?.Epoch == epoch
        && stored.Tiles.Find(t => t.Tile == tile.Whole).Hashes is { } whole
            ? whole.AsMemory(0, tile.Width) : (ReadOnlyMemory<MerkleHash>?)null;

    private ReadOnlyMemory<MerkleHash>? InEdge(Tile tile)
    {
        if (edge() is not { } known || known.Epoch != epoch || tile.Level >= known.Rows.Length)
            return null;
        var level = tile.Level!.Value;
        return Tile.In(known.Size, level, tile.Number) is { IsFull: false } cutOff
            && cutOff.Width >= tile.Width
            ? known.Rows[level].AsMemory(0, tile.Width) : (ReadOnlyMemory<MerkleHash>?)null;
    }

    /// <summary>A tile that is not whole yet, from what is below it.</summary>
    /// <exception cref="UnreadableJournalException">Something below it is missing.</exception>
    public async Task<MerkleHash[]> ComposedAsync(Tile tile, CancellationToken cancel)
    {
        var (level, first) = (tile.Level!.Value, tile.Number * Tile.FullWidth);
        var hashes = new List<MerkleHash>(tile.Width);
        if (level == 0)
            await foreach (var leaf in LeafReader.ReadAsync(
                connection, portfolio, first, first + tile.Width, cancel))
                hashes.Add(leaf.Hash());
        else
            hashes.AddRange(await LogRows.RootsAsync(
                connection, portfolio, epoch, level - 1, first, tile.Width, cancel));
        return hashes.Count == tile.Width ? [.. hashes] : throw new UnreadableJournalException(
            $"The audit log of '{portfolio}' lacks hashes of {tile.Path}.");
    }
}
