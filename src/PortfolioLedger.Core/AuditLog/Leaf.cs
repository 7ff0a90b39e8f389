using System.Buffers;
using System.Security.Cryptography;

namespace PortfolioLedger.Core.AuditLog;

/// <summary>
/// Leaves of the log (RFC 6962): an event in RFC 8785 form, and its hash. Every member is always
/// written, absent ones as null, so that absence is stated and not merely possible.
/// </summary>
public static class Leaf
{
    /// <summary>The version of the leaf's shape, its member <c>v</c>.</summary>
    public const int Version = 1;

    private const long MaxExactInteger = (1L << 53) - 1;

    /// <summary>The canonical leaf of an event.</summary>
    /// <param name="envelope">All but the event's data.</param>
    /// <param name="dataJson">The data as stored, in any JSON form (UTF-8).</param>
    /// <exception cref="FormatException">The data or a text has no canonical form.</exception>
    /// <exception cref="ArgumentException">
    /// A position outside 1..2^53−1, or an instant finer than a microsecond.
    /// </exception>
    public static byte[] Bytes(LeafEnvelope envelope, ReadOnlySpan<byte> dataJson)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        ArgumentOutOfRangeException.ThrowIfLessThan(envelope.Position, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(envelope.Position, MaxExactInteger);
        using var output = new PooledBytes(dataJson.Length + 640);
        Write(envelope, dataJson, output);
        return output.Written.ToArray();
    }

    /// <summary>The leaf hash of RFC 6962: SHA-256(0x00 ‖ leaf), 32 bytes.</summary>
    public static byte[] Hash(ReadOnlySpan<byte> leaf)
    {
        var prefixed = ArrayPool<byte>.Shared.Rent(leaf.Length + 1);
        try
        {
            prefixed[0] = 0x00;
            leaf.CopyTo(prefixed.AsSpan(1));
            return SHA256.HashData(prefixed.AsSpan(0, leaf.Length + 1));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(prefixed);
        }
    }

    /// <summary>The leaf hash in base64 (44 characters), as receipts carry it.</summary>
    public static string HashBase64(ReadOnlySpan<byte> leaf) =>
        Convert.ToBase64String(Hash(leaf));

    /// <summary>The leaf hash of an event in base64.</summary>
    /// <inheritdoc cref="Bytes"/>
    public static string HashBase64(LeafEnvelope envelope, ReadOnlySpan<byte> dataJson) =>
        HashBase64(Bytes(envelope, dataJson));

    /// <summary>The members in the order of RFC 8785, so that none need be sorted.</summary>
    private static void Write(LeafEnvelope e, ReadOnlySpan<byte> data, PooledBytes output)
    {
        output.Write("{\"actor\":{\"department\":"u8);
        output.WriteText(e.ActorDepartment);
        output.Write(",\"id\":"u8);
        output.WriteText(e.ActorId);
        output.Write(",\"role\":"u8);
        output.WriteText(e.ActorRole);
        output.Write("},\"causationId\":"u8);
        output.WriteText(e.CausationId);
        output.Write(",\"correlationId\":"u8);
        output.WriteText(e.CorrelationId);
        output.Write(",\"data\":"u8);
        CanonicalJson.Write(data, output);
        output.Write(",\"effectiveOn\":"u8);
        output.WriteDate(e.EffectiveOn);
        output.Write(",\"epoch\":"u8);
        output.WriteInteger(e.Epoch);
        output.Write(",\"id\":"u8);
        output.WriteId(e.Id);
        output.Write(",\"onBehalfOf\":"u8);
        output.WriteText(e.OnBehalfOf);
        output.Write(",\"portfolio\":"u8);
        output.WriteText(e.Portfolio);
        output.Write(",\"position\":"u8);
        output.WriteInteger(e.Position);
        output.Write(",\"recordedAt\":"u8);
        output.WriteInstant(e.RecordedAt);
        output.Write(",\"reportedAt\":"u8);
        output.WriteInstant(e.ReportedAt);
        output.Write(",\"schemaVersion\":"u8);
        output.WriteInteger(e.SchemaVersion);
        output.Write(",\"type\":"u8);
        output.WriteText(e.Type);
        output.Write(",\"v\":"u8);
        output.WriteInteger(Version);
        output.WriteByte((byte)'}');
    }
}
