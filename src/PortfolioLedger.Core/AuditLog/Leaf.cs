using System.Buffers;
using System.Security.Cryptography;

namespace PortfolioLedger.Core.AuditLog;

/// <summary>
/// Leaves of the log (RFC 6962): an event in RFC 8785 form, and its hash. Every member is always
/// written, absent ones as null, so that absence is stated and not merely possible. Long data is
/// not in its leaf but beside it, and the leaf holds its hash: see <see cref="LongestData"/>.
/// </summary>
public static class Leaf
{
    /// <summary>The member <c>v</c> of a leaf that holds its data.</summary>
    public const int Version = 1;

    /// <summary>
    /// The member <c>v</c> of a leaf that holds <c>dataSha256</c>, the hash of its data in RFC 8785
    /// form as hexadecimal digits, in the place of <c>data</c>.
    /// </summary>
    public const int VersionWithoutData = 2;

    /// <summary>
    /// The longest canonical data that stands in its leaf, in bytes: with it a leaf stays below the
    /// 65,535 bytes that an entry of an <see cref="EntryBundle"/> can have.
    /// </summary>
    public const int LongestData = 32 * 1024;

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
        using var output = Written(envelope, dataJson);
        return output.Written.ToArray();
    }

    /// <summary>The leaf hash of an event.</summary>
    /// <inheritdoc cref="Bytes"/>
    public static MerkleHash Hash(LeafEnvelope envelope, ReadOnlySpan<byte> dataJson)
    {
        using var output = Written(envelope, dataJson);
        return MerkleHash.OfLeaf(output.Written);
    }

    private static PooledBytes Written(LeafEnvelope envelope, ReadOnlySpan<byte> dataJson)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        ArgumentOutOfRangeException.ThrowIfLessThan(envelope.Position, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(envelope.Position, MaxExactInteger);
        var output = new PooledBytes(dataJson.Length + 640);
        try
        {
            Write(envelope, dataJson, output);
            return output;
        }
        catch
        {
            output.Dispose();
            throw;
        }
    }

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
        var isWithData = WriteData(data, output);
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
        output.WriteInteger(isWithData ? Version : VersionWithoutData);
        output.WriteByte((byte)'}');
    }

    /// <summary>The data, or its hash where it is long; whether it is the data.</summary>
    private static bool WriteData(ReadOnlySpan<byte> data, PooledBytes output)
    {
        var before = output.Written.Length;
        output.Write(",\"data\":"u8);
        var start = output.Written.Length;
        CanonicalJson.Write(data, output);
        if (output.Written.Length - start <= LongestData)
            return true;
        var hash = Convert.ToHexStringLower(SHA256.HashData(output.Written[start..]));
        output.CutTo(before);
        output.Write(",\"dataSha256\":"u8);
        output.WriteText(hash);
        return false;
    }
}
