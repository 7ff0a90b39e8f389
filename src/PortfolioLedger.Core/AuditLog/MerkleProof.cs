namespace PortfolioLedger.Core.AuditLog;

/// <summary>
/// Checks proofs of RFC 6962 as RFC 9162 says it (sections 2.1.3.2 and 2.1.4.2), without the tree.
/// </summary>
public static class MerkleProof
{
    /// <summary>Whether a leaf is in the tree with this root.</summary>
    /// <param name="index">Of the leaf, from 0.</param>
    /// <param name="size">Of the tree.</param>
    /// <param name="leaf">The leaf's hash.</param>
    /// <param name="proof">From the leaf's sibling up.</param>
    /// <param name="root">Of the tree.</param>
    public static bool Includes(
        long index, long size, in MerkleHash leaf, ReadOnlySpan<MerkleHash> proof,
        in MerkleHash root)
    {
        if (index < 0 || index >= size)
            return false;
        var (node, last, hash) = (index, size - 1, leaf);
        foreach (ref readonly var sibling in proof)
        {
            if (last == 0)
                return false;
            if ((node & 1) == 1 || node == last)
            {
                hash = MerkleHash.OfNode(sibling, hash);
                while ((node & 1) == 0 && node != 0)
                    (node, last) = (node >> 1, last >> 1);
            }
            else
            {
                hash = MerkleHash.OfNode(hash, sibling);
            }
            (node, last) = (node >> 1, last >> 1);
        }
        return last == 0 && hash == root;
    }

    /// <summary>
    /// Whether the tree with one root begins with the leaves of the tree with another. Every tree
    /// begins with the empty one, so there is nothing to show and the answer is no: who holds
    /// nothing older asks for no proof.
    /// </summary>
    /// <param name="from">Size of the smaller tree, at least 1.</param>
    /// <param name="to">Size of the larger tree.</param>
    /// <param name="fromRoot">Root of the smaller tree.</param>
    /// <param name="toRoot">Root of the larger tree.</param>
    /// <param name="proof">Empty between equal sizes.</param>
    public static bool Extends(
        long from, long to, in MerkleHash fromRoot, in MerkleHash toRoot,
        ReadOnlySpan<MerkleHash> proof)
    {
        if (from <= 0 || from > to)
            return false;
        if (from == to)
            return proof.IsEmpty && fromRoot == toRoot;
        return ExtendsByProof(from, to, fromRoot, toRoot, proof);
    }

    private static bool ExtendsByProof(
        long from, long to, in MerkleHash fromRoot, in MerkleHash toRoot,
        ReadOnlySpan<MerkleHash> proof)
    {
        var (node, last) = (from - 1, to - 1);
        while ((node & 1) == 1)
            (node, last) = (node >> 1, last >> 1);
        // A smaller tree that is one whole subtree stands for itself and is not in the proof.
        var isWhole = node == 0;
        if (proof.IsEmpty && !isWhole)
            return false;
        var (older, newer) = isWhole ? (fromRoot, fromRoot) : (proof[0], proof[0]);
        foreach (ref readonly var hash in isWhole ? proof : proof[1..])
        {
            if (last == 0)
                return false;
            if ((node & 1) == 1 || node == last)
            {
                older = MerkleHash.OfNode(hash, older);
                newer = MerkleHash.OfNode(hash, newer);
                while ((node & 1) == 0 && node != 0)
                    (node, last) = (node >> 1, last >> 1);
            }
            else
            {
                newer = MerkleHash.OfNode(newer, hash);
            }
            (node, last) = (node >> 1, last >> 1);
        }
        return last == 0 && older == fromRoot && newer == toRoot;
    }
}
