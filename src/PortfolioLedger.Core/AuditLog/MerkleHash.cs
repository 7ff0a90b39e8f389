using System.Buffers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace PortfolioLedger.Core.AuditLog;

/// <summary>
/// A hash in the Merkle tree of a log: SHA-256, 32 bytes. The hash of a leaf has a zero byte before
/// the leaf, that of a node a one byte before its two children, so that neither can pass for the
/// other (RFC 6962, section 2.1).
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly struct MerkleHash : IEquatable<MerkleHash>
{
    /// <summary>How many bytes a hash has.</summary>
    public const int Size = 32;

    private const byte LeafPrefix = 0x00;
    private const byte NodePrefix = 0x01;

    private readonly ulong _first;
    private readonly ulong _second;
    private readonly ulong _third;
    private readonly ulong _fourth;

    /// <summary>The root of a tree without leaves: the hash of nothing.</summary>
    public static MerkleHash OfNothing { get; } = Read(SHA256.HashData([]));

    /// <summary>The hash that these bytes are.</summary>
    /// <exception cref="FormatException">They are not 32.</exception>
    public static MerkleHash Read(ReadOnlySpan<byte> bytes) => bytes.Length == Size
        ? MemoryMarshal.Read<MerkleHash>(bytes)
        : throw new FormatException($"A hash has {Size} bytes; these are {bytes.Length}.");

    /// <summary>The hash that a text in base64 is (44 characters).</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static MerkleHash Parse(string base64) => Read(NoteText.Base64(base64));

    /// <summary>The hash of a leaf.</summary>
    public static MerkleHash OfLeaf(ReadOnlySpan<byte> leaf)
    {
        using var prefixed = new PooledBytes(leaf.Length + 1);
        prefixed.WriteByte(LeafPrefix);
        prefixed.Write(leaf);
        return OfBytes(prefixed.Written);
    }

    /// <summary>The hash of the node above two others.</summary>
    public static MerkleHash OfNode(in MerkleHash left, in MerkleHash right)
    {
        Span<byte> node = stackalloc byte[1 + 2 * Size];
        node[0] = NodePrefix;
        left.CopyTo(node[1..]);
        right.CopyTo(node[(1 + Size)..]);
        return OfBytes(node);
    }

    /// <summary>Writes the 32 bytes.</summary>
    public void CopyTo(Span<byte> target) => MemoryMarshal.Write(target, in this);

    /// <summary>The 32 bytes.</summary>
    public byte[] ToArray()
    {
        var bytes = new byte[Size];
        CopyTo(bytes);
        return bytes;
    }

    /// <inheritdoc/>
    public bool Equals(MerkleHash other) => _first == other._first && _second == other._second
        && _third == other._third && _fourth == other._fourth;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is MerkleHash other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_first, _second, _third, _fourth);

    /// <summary>Base64, 44 characters.</summary>
    public override string ToString() => Convert.ToBase64String(ToArray());

    public static bool operator ==(MerkleHash left, MerkleHash right) => left.Equals(right);

    public static bool operator !=(MerkleHash left, MerkleHash right) => !left.Equals(right);

    private static MerkleHash OfBytes(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[Size];
        SHA256.HashData(bytes, hash);
        return MemoryMarshal.Read<MerkleHash>(hash);
    }
}
