namespace PortfolioLedger.Core.AuditLog;

/// <summary>
/// The hashes of subtrees from the tiles of a log. Which tiles a root or a proof needs is found by
/// asking for it once without any, so that they can be fetched all at once.
/// </summary>
public sealed class TileNodes(long size)
{
    private readonly SortedDictionary<(int Level, long Number), ReadOnlyMemory<MerkleHash>> _tiles =
        [];

    /// <summary>The tiles that a question asks for, cut off at the tree's end.</summary>
    /// <param name="size">Of the tree.</param>
    /// <param name="question">
    /// A root or proof, like <c>nodes => MerkleTree.Root(size, nodes)</c>.
    /// </param>
    public static ImmutableArray<Tile> Needed(long size, Action<MerkleNodes> question)
    {
        ArgumentNullException.ThrowIfNull(question);
        var needed = new SortedSet<(int Level, long Number)>();
        question((level, index) =>
        {
            var (row, number, _) = Tile.Holding(level, index);
            needed.Add((row, number));
            return default;
        });
        return [.. needed.Select(at => Tile.In(size, at.Level, at.Number)!.Value)];
    }

    /// <summary>Adds a tile; one that is longer than the tree wants is cut off.</summary>
    public void Add(Tile tile, ReadOnlyMemory<MerkleHash> hashes)
    {
        var here = Tile.In(size, tile.Level, tile.Number) ?? throw new ArgumentException(
            $"{tile.Path} is not in a tree of {size}.", nameof(tile));
        if (hashes.Length < here.Width)
            throw new FormatException(
                $"{here.Path} must hold {here.Width} hashes; it holds {hashes.Length}.");
        _tiles[(tile.Level!.Value, tile.Number)] = hashes[..here.Width];
    }

    /// <summary>The hash of a subtree, from a tile that was added.</summary>
    public MerkleHash Node(int level, long index)
    {
        var (row, number, hashes) = Tile.Holding(level, index);
        return MerkleTree.RootOf(_tiles[(row, number)].Span[hashes]);
    }
}
