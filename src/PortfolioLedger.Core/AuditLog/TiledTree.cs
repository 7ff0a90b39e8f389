using System.Runtime.InteropServices;

namespace PortfolioLedger.Core.AuditLog;

/// <summary>
/// A growing Merkle tree of which only the right edge is kept: the tiles of each level that are not
/// full yet. A tile that becomes full is handed over and forgotten, so a tree of any size needs a
/// few kilobytes.
/// </summary>
public sealed class TiledTree
{
    private readonly List<List<MerkleHash>> _edge = [];

    /// <summary>Told of each tile that is full, the lowest level first; may be null.</summary>
    public Action<Tile, ReadOnlyMemory<MerkleHash>>? Filled { get; set; }

    /// <summary>How many leaves there are.</summary>
    public long Size { get; private set; }

    /// <summary>The root over all leaves.</summary>
    public MerkleHash Root => MerkleTree.Root(Size, Node);

    /// <summary>The edge of a tree as it was: the widths follow from the size.</summary>
    /// <param name="size">How many leaves it has.</param>
    /// <param name="partial">The hashes of the tile that the tree's end cuts off.</param>
    public static TiledTree Restored(long size, Func<Tile, ReadOnlyMemory<MerkleHash>> partial)
    {
        ArgumentNullException.ThrowIfNull(partial);
        var tree = new TiledTree { Size = size };
        for (var level = 0; Tile.CutOff(size, level) is { } tile; level++)
        {
            var hashes = tile.Width == 0 ? [] : partial(tile).Span;
            if (hashes.Length != tile.Width)
                throw new ArgumentException(
                    $"{tile.Path} holds {hashes.Length} hashes.", nameof(partial));
            tree._edge.Add([.. hashes]);
        }
        return tree;
    }

    /// <summary>Adds a leaf by its hash.</summary>
    public void Append(in MerkleHash leaf)
    {
        Size++;
        Append(0, leaf);
    }

    /// <summary>The hashes of a tile at the edge, as far as there are some.</summary>
    public ReadOnlySpan<MerkleHash> Edge(int level) =>
        level < _edge.Count ? CollectionsMarshal.AsSpan(_edge[level]) : [];

    /// <summary>The number of the tile at the edge of a level.</summary>
    public long EdgeNumber(int level) => Tile.Hashes(Size, level + 1);

    private void Append(int level, in MerkleHash hash)
    {
        if (level == _edge.Count)
            _edge.Add(new(Tile.FullWidth));
        var row = _edge[level];
        row.Add(hash);
        if (row.Count < Tile.FullWidth)
            return;
        var number = EdgeNumber(level) - 1;
        Filled?.Invoke(new(level, number, Tile.FullWidth), row.ToArray());
        var root = MerkleTree.RootOf(CollectionsMarshal.AsSpan(row));
        row.Clear();
        Append(level + 1, root);
    }

    /// <summary>A subtree that lies within the edge; those of the root's left do.</summary>
    private MerkleHash Node(int level, long index)
    {
        var (row, height) = (level / Tile.Height, level % Tile.Height);
        var first = (int)((index << height) - EdgeNumber(row) * Tile.FullWidth);
        return MerkleTree.RootOf(Edge(row).Slice(first, 1 << height));
    }
}
