using System.Numerics;

namespace PortfolioLedger.Core.AuditLog;

/// <summary>
/// Where the hashes of whole subtrees come from: the one over the leaves
/// <c>index · 2^level</c> up to <c>(index + 1) · 2^level</c>, which are all in the tree.
/// </summary>
public delegate MerkleHash MerkleNodes(int level, long index);

/// <summary>
/// Roots and proofs of the Merkle tree of RFC 6962, section 2.1, from the hashes of its whole
/// subtrees. Leaves count from 0.
/// </summary>
public static class MerkleTree
{
    /// <summary>The root of the tree of the first <paramref name="size"/> leaves.</summary>
    public static MerkleHash Root(long size, MerkleNodes nodes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        ArgumentNullException.ThrowIfNull(nodes);
        return size == 0 ? MerkleHash.OfNothing : Over(0, size, nodes);
    }

    /// <summary>
    /// What shows that a leaf is in a tree: from its sibling up to the child of the root
    /// (section 2.1.1).
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The leaf is not in the tree.</exception>
    public static ImmutableArray<MerkleHash> InclusionProof(
        long index, long size, MerkleNodes nodes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);
        ArgumentNullException.ThrowIfNull(nodes);
        var proof = new List<MerkleHash>();
        var (start, end) = (0L, size);
        while (end - start > 1)
        {
            var middle = start + LargestPowerBelow(end - start);
            if (index < middle)
            {
                proof.Add(Over(middle, end, nodes));
                end = middle;
            }
            else
            {
                proof.Add(Over(start, middle, nodes));
                start = middle;
            }
        }
        proof.Reverse();
        return [.. proof];
    }

    /// <summary>
    /// What shows that a tree begins with the leaves of a smaller one (section 2.1.2); empty from
    /// the empty tree, which needs no proof, and between equal sizes.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The smaller one is not smaller.</exception>
    public static ImmutableArray<MerkleHash> ConsistencyProof(
        long from, long to, MerkleNodes nodes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(from, to);
        ArgumentNullException.ThrowIfNull(nodes);
        var proof = new List<MerkleHash>();
        if (from == 0)
            return [];
        var (start, end) = (0L, to);
        // The hash of the smaller tree's last part is known to who asks while it starts at 0.
        while (end != from)
        {
            var middle = start + LargestPowerBelow(end - start);
            if (from <= middle)
            {
                proof.Add(Over(middle, end, nodes));
                end = middle;
            }
            else
            {
                proof.Add(Over(start, middle, nodes));
                start = middle;
            }
        }
        if (start > 0)
            proof.Add(Over(start, end, nodes));
        proof.Reverse();
        return [.. proof];
    }

    /// <summary>The root of a row of hashes of equal subtrees, at least one.</summary>
    public static MerkleHash RootOf(ReadOnlySpan<MerkleHash> row)
    {
        if (row.Length == 1)
            return row[0];
        var middle = (int)LargestPowerBelow(row.Length);
        return MerkleHash.OfNode(RootOf(row[..middle]), RootOf(row[middle..]));
    }

    /// <summary>
    /// The hash over a range of leaves: as RFC 6962 splits them, whole subtrees from the left.
    /// </summary>
    private static MerkleHash Over(long start, long end, MerkleNodes nodes)
    {
        var count = end - start;
        if (BitOperations.IsPow2(count) && start % count == 0)
        {
            var level = BitOperations.Log2((ulong)count);
            return nodes(level, start >> level);
        }
        var middle = start + LargestPowerBelow(count);
        return MerkleHash.OfNode(Over(start, middle, nodes), Over(middle, end, nodes));
    }

    /// <summary>The largest power of two that is less than a number above one.</summary>
    private static long LargestPowerBelow(long number) =>
        1L << BitOperations.Log2((ulong)(number - 1));
}
