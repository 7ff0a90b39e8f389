using System.Security.Cryptography;
using System.Text.Json;
using PortfolioLedger.Core.AuditLog;

namespace PortfolioLedger.Core.Tests.AuditLog;

/// <summary>Published cases of RFC 6962: roots, and proofs of which many are forged.</summary>
public sealed class MerkleVectorTests
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    /// <summary>The leaves with which implementations of RFC 6962 are compared.</summary>
    private static readonly string[] ClassicLeaves =
    [
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    ];

    [Theory]
    [InlineData(0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData(1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d")]
    [InlineData(2, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125")]
    [InlineData(3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77")]
    [InlineData(8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328")]
    public void The_classic_leaves_have_their_published_roots(int size, string root)
    {
        var tree = new TiledTree();
        foreach (var leaf in ClassicLeaves.Take(size))
            tree.Append(MerkleHash.OfLeaf(Convert.FromHexString(leaf)));

        Assert.Equal(root, Convert.ToHexStringLower(tree.Root.ToArray()));
    }

    [Fact]
    public void Every_published_proof_of_inclusion_is_judged_as_published()
    {
        var cases = Read<Inclusion>("inclusion");

        Assert.All(cases, one => Assert.Equal(one.Case.WantErr, !Holds(() => MerkleProof.Includes(
            Number(one.Case.LeafIdx), Number(one.Case.TreeSize), Hash(one.Case.LeafHash),
            Hashes(one.Case.Proof), Hash(one.Case.Root)))));
        Assert.True(cases.Count > 50);
    }

    [Fact]
    public void Every_published_proof_of_consistency_is_judged_as_published()
    {
        var cases = Read<Consistency>("consistency");

        Assert.All(cases, one => Assert.Equal(one.Case.WantErr, !Holds(() => MerkleProof.Extends(
            Number(one.Case.Size1), Number(one.Case.Size2), Root(one.Case.Root1),
            Root(one.Case.Root2), Hashes(one.Case.Proof)))));
        Assert.True(cases.Count > 50);
    }

    private static List<(string File, T Case)> Read<T>(string kind) =>
        [.. Directory.GetFiles(
                Path.Combine(Vectors.Folder("rfc6962"), kind), "*.json",
                SearchOption.AllDirectories)
            .Select(file => (file, JsonSerializer.Deserialize<T>(File.ReadAllText(file), Web)!))];

    /// <summary>Sizes beyond what a log can have are no sizes.</summary>
    private static long Number(ulong number) => number > long.MaxValue ? -1 : (long)number;

    /// <summary>A hash that is none proves nothing.</summary>
    private static bool Holds(Func<bool> proof)
    {
        try
        {
            return proof();
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static MerkleHash Hash(string? base64) => MerkleHash.Parse(base64 ?? "");

    /// <summary>
    /// Some cases have words for roots: equal ones stand for equal roots, which are no others.
    /// </summary>
    private static MerkleHash Root(string? base64)
    {
        var bytes = Convert.FromBase64String(base64 ?? "");
        return MerkleHash.Read(
            bytes.Length == MerkleHash.Size ? bytes : SHA256.HashData(bytes));
    }

    private static MerkleHash[] Hashes(string?[]? proof) => [.. (proof ?? []).Select(Hash)];

    private sealed record Inclusion(
        ulong LeafIdx, ulong TreeSize, string? Root, string? LeafHash, string?[]? Proof,
        bool WantErr);

    private sealed record Consistency(
        ulong Size1, ulong Size2, string? Root1, string? Root2, string?[]? Proof, bool WantErr);
}
