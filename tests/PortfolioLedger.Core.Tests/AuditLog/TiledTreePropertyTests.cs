using CsCheck;
using PortfolioLedger.Core.AuditLog;

namespace PortfolioLedger.Core.Tests.AuditLog;

/// <summary>Trees, tiles and proofs against the recursive definition of RFC 6962.</summary>
public sealed class TiledTreePropertyTests
{
    private const int Most = 700;

    private static readonly MerkleHash[] Leaves =
        [.. Enumerable.Range(0, Most).Select(i => MerkleHash.OfLeaf([(byte)i, (byte)(i >> 8)]))];

    /// <summary>Sizes at which subtrees and tiles begin and end, and those beside them.</summary>
    private static readonly ImmutableArray<int> Corners =
    [
        .. Enumerable.Range(0, 20), .. new[] { 31, 64, 127, 255, 256, 257, 258, 300, 383, 384, 511,
            512, 513, 600, 699, 700 },
    ];

    [Fact]
    public void The_root_is_that_of_the_definition_at_every_size()
    {
        var tree = new TiledTree();
        Assert.Equal(Mth([]), tree.Root);
        foreach (var (index, leaf) in Leaves.Index())
        {
            tree.Append(leaf);

            Assert.Equal(Mth(Leaves.AsSpan(0, index + 1)), tree.Root);
        }
    }

    [Fact]
    public void Every_inclusion_and_consistency_is_proven_from_tiles()
    {
        foreach (var size in Corners.Where(size => size > 0))
        {
            var (nodes, root) = (NodesOf(size), Mth(Leaves.AsSpan(0, size)));
            Assert.Equal(root, MerkleTree.Root(size, nodes));
            for (var index = 0; index < size; index++)
                Assert.True(MerkleProof.Includes(index, size, Leaves[index],
                    MerkleTree.InclusionProof(index, size, nodes).AsSpan(), root));
            for (var from = 1; from <= size; from++)
                Assert.True(MerkleProof.Extends(from, size, Mth(Leaves.AsSpan(0, from)), root,
                    MerkleTree.ConsistencyProof(from, size, nodes).AsSpan()));
        }
    }

    [Fact]
    public void A_proof_fails_with_any_bit_index_or_size_changed() =>
        Gen.Select(Gen.Int[1, Most], Gen.Int[0, Most - 1], Gen.Int, Gen.Int).Sample(
            (size, at, bit, other) =>
            {
                var index = at % size;
                var root = Mth(Leaves.AsSpan(0, size));
                var proof = MerkleTree.InclusionProof(index, size, NodesOf(size)).ToArray();
                var wrong = (other & int.MaxValue) % size;
                Assert.True(MerkleProof.Includes(index, size, Leaves[index], proof, root));
                Assert.False(MerkleProof.Includes(
                    index, size, Leaves[index], proof, Flipped(root, bit)));
                Assert.False(MerkleProof.Includes(
                    index, size, Flipped(Leaves[index], bit), proof, root));
                Assert.Equal(wrong == index,
                    MerkleProof.Includes(wrong, size, Leaves[index], proof, root));
                Assert.False(MerkleProof.Includes(
                    index, size, Leaves[index], [.. proof, root], root));
                if (proof.Length > 0)
                {
                    var part = (other & int.MaxValue) % proof.Length;
                    Assert.False(MerkleProof.Includes(
                        index, size, Leaves[index], proof.AsSpan(1), root));
                    proof[part] = Flipped(proof[part], bit);
                    Assert.False(MerkleProof.Includes(index, size, Leaves[index], proof, root));
                }
            }, iter: 2000);

    [Fact]
    public void A_proof_of_extension_fails_with_any_bit_or_size_changed() =>
        Gen.Select(Gen.Int[1, Most], Gen.Int[1, Most], Gen.Int, Gen.Int).Sample(
            (one, two, bit, other) =>
            {
                var (from, to) = (Math.Min(one, two), Math.Max(one, two));
                var (older, newer) = (Mth(Leaves.AsSpan(0, from)), Mth(Leaves.AsSpan(0, to)));
                var proof = MerkleTree.ConsistencyProof(from, to, NodesOf(to)).ToArray();
                Assert.True(MerkleProof.Extends(from, to, older, newer, proof));
                Assert.False(MerkleProof.Extends(from, to, Flipped(older, bit), newer, proof));
                Assert.False(MerkleProof.Extends(from, to, older, Flipped(newer, bit), proof));
                Assert.False(MerkleProof.Extends(from, to, older, newer, [.. proof, newer]));
                Assert.False(MerkleProof.Extends(to + 1, to, older, newer, proof));
                Assert.False(MerkleProof.Extends(0, to, older, newer, proof));
                if (proof.Length == 0)
                    return;
                var part = (other & int.MaxValue) % proof.Length;
                proof[part] = Flipped(proof[part], bit);
                Assert.False(MerkleProof.Extends(from, to, older, newer, proof));
            }, iter: 2000);

    [Fact]
    public void An_edge_that_was_restored_grows_as_the_one_that_was_kept() =>
        Gen.Select(Gen.Int[0, Most], Gen.Int[0, Most]).Sample((one, two) =>
        {
            var (size, to) = (Math.Min(one, two), Math.Max(one, two));
            var kept = TreeOf(size);
            var restored = TiledTree.Restored(size, tile => TileOf(tile));
            foreach (var leaf in Leaves[size..to])
            {
                kept.Append(leaf);
                restored.Append(leaf);
            }

            Assert.Equal((kept.Size, kept.Root), (restored.Size, restored.Root));
            for (var level = 0; level < 3; level++)
                Assert.Equal(kept.Edge(level).ToArray(), restored.Edge(level).ToArray());
        }, iter: 300);

    [Fact]
    public void Tiles_that_prove_entries_hold_and_any_other_hash_in_them_is_found() =>
        Gen.Select(Gen.Int[1, Most], Gen.Int[0, Most - 1], Gen.Int, Gen.Int).Sample(
            (size, at, bit, other) =>
            {
                var index = at % size;
                var checkpoint = new Checkpoint(
                    "example.org/log", size, Mth(Leaves.AsSpan(0, size)));
                var needed = ProvenTiles.Needed(size, [index / Tile.FullWidth]);
                Assert.Equal(Leaves[index], Proven(needed, checkpoint, null).LeafAt(index));
                Assert.Null(Proven(needed, checkpoint, null).Fault());
                var changed = needed[(other & int.MaxValue) % needed.Length];
                Assert.NotNull(Proven(needed, checkpoint, (changed, bit)).Fault());
                foreach (var missing in needed)
                    Assert.NotNull(Proven(needed.Remove(missing), checkpoint, null).Fault()
                        ?? (Proven(needed.Remove(missing), checkpoint, null).LeafAt(index) is null
                            ? "no leaf" : null));
            }, iter: 300);

    private static ProvenTiles Proven(
        ImmutableArray<Tile> tiles, Checkpoint checkpoint, (Tile Tile, int Bit)? change)
    {
        var proven = new ProvenTiles(checkpoint);
        foreach (var tile in tiles)
        {
            var hashes = TileOf(tile);
            if (change is { } changed && changed.Tile == tile)
            {
                var at = (changed.Bit & int.MaxValue) % hashes.Length;
                hashes[at] = Flipped(hashes[at], changed.Bit);
            }
            proven.Add(tile, Tile.Bytes(hashes));
        }
        return proven;
    }

    private static MerkleHash[] TileOf(Tile tile)
    {
        var span = 1 << (8 * tile.Level!.Value);
        return
        [
            .. Enumerable.Range(0, tile.Width).Select(i => Mth(Leaves.AsSpan(
                ((int)tile.Number * Tile.FullWidth + i) * span, span))),
        ];
    }

    private static TiledTree TreeOf(int size)
    {
        var tree = new TiledTree();
        foreach (var leaf in Leaves.Take(size))
            tree.Append(leaf);
        return tree;
    }

    private static MerkleNodes NodesOf(int size)
    {
        var nodes = new TileNodes(size);
        for (var level = 0; level < 2; level++)
            for (var number = 0; Tile.In(size, level, number) is { } tile; number++)
                nodes.Add(tile, TileOf(tile));
        return nodes.Node;
    }

    private static MerkleHash Flipped(MerkleHash hash, int bit)
    {
        var bytes = hash.ToArray();
        bytes[(bit >> 3) & 31] ^= (byte)(1 << (bit & 7));
        return MerkleHash.Read(bytes);
    }

    /// <summary>Section 2.1 of RFC 6962, word for word.</summary>
    private static MerkleHash Mth(ReadOnlySpan<MerkleHash> leaves)
    {
        if (leaves.Length == 0)
            return MerkleHash.OfNothing;
        if (leaves.Length == 1)
            return leaves[0];
        var k = 1;
        while (k * 2 < leaves.Length)
            k *= 2;
        return MerkleHash.OfNode(Mth(leaves[..k]), Mth(leaves[k..]));
    }
}
