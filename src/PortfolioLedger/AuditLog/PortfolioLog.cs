using System.Collections.Immutable;
using Npgsql;
using PortfolioLedger.Core.AuditLog;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Journaling.Reading;

namespace PortfolioLedger.AuditLog;

/// <summary>
/// The tree of one portfolio in one epoch, on this node: as far as it is signed, and while a
/// checkpoint is made, further. It grows from what is stored, and whatever was signed before must
/// be found in it.
/// </summary>
internal sealed class PortfolioLog
{
    private readonly Key _portfolio;
    private readonly List<(Tile Tile, MerkleHash[] Hashes)> _filled = [];
    private readonly TiledTree _tree;

    private PortfolioLog(Key portfolio, int epoch, TiledTree tree)
    {
        (_portfolio, Epoch, _tree) = (portfolio, epoch, tree);
        _tree.Filled = (tile, hashes) => _filled.Add((tile, hashes.ToArray()));
    }

    /// <summary>Which epoch it is.</summary>
    public int Epoch { get; }

    /// <summary>How many leaves it has.</summary>
    public long Size => _tree.Size;

    /// <summary>The root over them.</summary>
    public MerkleHash Root => _tree.Root;

    /// <summary>
    /// Reads the tree as the newest checkpoint says it is: empty when nothing of this epoch is
    /// signed.
    /// </summary>
    /// <exception cref="LogDivergedException">It is not so.</exception>
    public static async Task<PortfolioLog> LoadAsync(
        NpgsqlConnection connection, Key portfolio, StoredLog stored, CancellationToken cancel)
    {
        if (stored.Last is not { } last || last.Epoch != stored.Epoch)
            return new(portfolio, stored.Epoch, new());
        if (stored.Version < last.Size)
            throw new LogDivergedException(
                $"it ends at position {stored.Version}, and {last.Size} events were signed",
                stored.Version + 1, last.Note);
        try
        {
            var reading = new LogReading(connection, portfolio, stored.Epoch, () => null);
            var edge = new SortedDictionary<int, MerkleHash[]>();
            for (var level = 0; Tile.CutOff(last.Size, level) is { } tile; level++)
                edge[level] = await reading.ComposedAsync(tile, cancel);
            var tree = TiledTree.Restored(last.Size, tile => edge[tile.Level!.Value]);
            if (tree.Root == last.Root)
                return new(portfolio, stored.Epoch, tree);
        }
        catch (Exception fault) when (IsDamage(fault))
        {
            // Rows or tiles are missing or damaged: it is not the tree that was signed.
        }
        throw new LogDivergedException(
            $"what is stored does not give the root that was signed at size {last.Size}",
            last.Size - last.Size % Tile.FullWidth + 1, last.Note);
    }

    /// <summary>Whether what is stored is the reason of a fault.</summary>
    public static bool IsDamage(Exception fault) =>
        fault is UnreadableJournalException or FormatException or ArgumentException;

    /// <summary>Adds the leaves up to a position.</summary>
    /// <exception cref="UnreadableJournalException">One is missing or damaged.</exception>
    public async Task GrowAsync(
        NpgsqlConnection connection, PendingLeaves pending, long upTo, CancellationToken cancel)
    {
        foreach (var leaf in pending.Take(Size, upTo))
            _tree.Append(leaf);
        if (Size < upTo)
            await foreach (var leaf in LeafReader.ReadAsync(
                connection, _portfolio, Size, upTo, cancel))
                _tree.Append(leaf.Hash());
        if (Size < upTo)
            throw UnreadableJournalException.Missing(_portfolio, Size + 1);
    }

    /// <summary>
    /// Grows to where something was signed, and compares; what is smaller than the tree is found in
    /// its tiles.
    /// </summary>
    /// <exception cref="LogDivergedException">The tree does not extend it.</exception>
    public async Task RequireExtendsAsync(
        NpgsqlConnection connection, PendingLeaves pending, Checkpoint signed, string note,
        CancellationToken cancel)
    {
        MerkleHash root;
        try
        {
            if (signed.Size > Size)
                await GrowAsync(connection, pending, signed.Size, cancel);
            root = signed.Size == Size ? Root
                : await new LogReading(connection, _portfolio, Epoch, Edge)
                    .RootAsync(signed.Size, cancel);
        }
        catch (Exception fault) when (IsDamage(fault))
        {
            throw new LogDivergedException(
                $"{signed.Size} events were signed, and they are not all there: {fault.Message}",
                Math.Min(Size, signed.Size) + 1, note);
        }
        if (root != signed.Root)
            throw new LogDivergedException(
                $"the root over the first {signed.Size} events is {root}, and {signed.Root} was "
                + "signed", 1, note);
    }

    /// <summary>Takes the tiles that became whole since the last time.</summary>
    public ImmutableArray<(Tile Tile, MerkleHash[] Hashes)> TakeFilled()
    {
        ImmutableArray<(Tile, MerkleHash[])> filled = [.. _filled];
        _filled.Clear();
        return filled;
    }

    /// <summary>The right edge as it is now.</summary>
    public LogEdge Edge() => new(Epoch, Size, [.. Enumerable.Range(0, Tile.Levels(Size))
        .Select(level => _tree.Edge(level).ToArray())]);
}

/// <summary>The tiles that the end of a tree cuts off, lowest level first.</summary>
/// <param name="Epoch">Of the log.</param>
/// <param name="Size">Of the tree.</param>
/// <param name="Rows">Their hashes; empty where the level ends with a whole tile.</param>
internal sealed record LogEdge(int Epoch, long Size, ImmutableArray<MerkleHash[]> Rows);
