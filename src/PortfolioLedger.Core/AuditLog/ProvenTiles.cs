namespace PortfolioLedger.Core.AuditLog;

/// <summary>
/// The tiles that prove entries of a log: for each entry the one with its hash and those above it,
/// and the right edge, from which the root follows. A tile that is whole has its own hash in the
/// one above it; those of the edge are all in the root.
/// </summary>
/// <param name="checkpoint">Size and root of the tree that they must belong to.</param>
public sealed class ProvenTiles(Checkpoint checkpoint)
{
    private readonly SortedDictionary<(int Level, long Number), MerkleHash[]> _tiles = [];

    /// <summary>Which tiles prove the entries in some tiles of level 0, in their order.</summary>
    /// <param name="size">Of the tree.</param>
    /// <param name="touched">Numbers of tiles of level 0 that hold entries to be proven.</param>
    public static ImmutableArray<Tile> Needed(long size, IEnumerable<long> touched)
    {
        ArgumentNullException.ThrowIfNull(touched);
        var needed = new SortedSet<(int Level, long Number)>();
        var numbers = touched.Distinct().ToArray();
        for (var level = 0; Tile.Hashes(size, level) > 0; level++)
        {
            foreach (var number in numbers)
                needed.Add((level, number));
            // Where a level ends with a whole tile, its hash is in the level above.
            if (Tile.Hashes(size, level) % Tile.FullWidth != 0)
                needed.Add((level, Tile.Hashes(size, level + 1)));
            numbers = [.. numbers.Select(number => number >> Tile.Height).Distinct()];
        }
        return
        [
            .. needed.Select(at => Tile.In(size, at.Level, at.Number))
                .Where(tile => tile is not null).Select(tile => tile!.Value),
        ];
    }

    /// <summary>Adds a tile.</summary>
    /// <exception cref="FormatException">It is not in the tree, or has another width.</exception>
    public void Add(Tile tile, ReadOnlySpan<byte> bytes)
    {
        var hashes = Tile.Read(bytes);
        if (tile.Level is not { } level || Tile.In(checkpoint.Size, level, tile.Number) != tile
            || hashes.Length != tile.Width)
            throw new FormatException(
                $"'{tile.Path}' is not a tile of a log of {checkpoint.Size} entries, or holds "
                + "another number of hashes.");
        _tiles[(level, tile.Number)] = hashes;
    }

    /// <summary>
    /// Whether all of them belong to the tree; if not, says which does not. Afterwards the hashes
    /// of entries can be taken from them.
    /// </summary>
    public string? Fault()
    {
        try
        {
            if (MerkleTree.Root(checkpoint.Size, Node) is var root && root != checkpoint.Root)
                return $"the tiles give the root {root}, the checkpoint has {checkpoint.Root}";
            foreach (var (at, hashes) in _tiles)
                if (hashes.Length == Tile.FullWidth
                    && Above(at.Level, at.Number) is { } above
                    && MerkleTree.RootOf(hashes) != above)
                    return $"the hashes of {new Tile(at.Level, at.Number, hashes.Length).Path} "
                        + "are not those of the tile above it, which the root covers"
                        + (at.Level > 0 ? "" : $" (positions {at.Number * Tile.FullWidth + 1} to "
                            + $"{(at.Number + 1) * Tile.FullWidth})");
            return null;
        }
        catch (KeyNotFoundException)
        {
            return "a tile is missing that leads from the entries to the root";
        }
    }

    /// <summary>The hash of the entry at an index, as far as it is known.</summary>
    public MerkleHash? LeafAt(long index) =>
        _tiles.TryGetValue((0, index / Tile.FullWidth), out var hashes)
            && index % Tile.FullWidth < hashes.Length ? hashes[index % Tile.FullWidth] : null;

    /// <summary>The hash of a subtree of the log, for proofs from it.</summary>
    /// <exception cref="KeyNotFoundException">It lies in no tile that is there.</exception>
    public MerkleHash Node(int level, long index)
    {
        var (row, number, hashes) = Tile.Holding(level, index);
        return MerkleTree.RootOf(_tiles[(row, number)].AsSpan(hashes));
    }

    /// <summary>What the tile above says of a whole one; the root itself has none above.</summary>
    private MerkleHash? Above(int level, long number) =>
        Tile.Hashes(checkpoint.Size, level + 1) > number
            ? _tiles[(level + 1, number / Tile.FullWidth)][number % Tile.FullWidth] : null;
}
