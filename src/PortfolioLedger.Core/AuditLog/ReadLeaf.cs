using System.Globalization;
using System.Text.Json;

namespace PortfolioLedger.Core.AuditLog;

/// <summary>What a leaf of the log says, read again.</summary>
/// <param name="Envelope">All but the data.</param>
/// <param name="Data">The canonical data; empty where the leaf holds only its hash.</param>
/// <param name="DataSha256">
/// The hash of data that stands beside the leaf; null where it holds the data itself.
/// </param>
public readonly record struct ReadLeaf(
    LeafEnvelope Envelope, ReadOnlyMemory<byte> Data, string? DataSha256)
{
    private static readonly JsonReaderOptions Strict =
        new() { MaxDepth = 1 + CanonicalJson.MaxDepth };

    /// <summary>
    /// Reads a leaf. Its members must be there in their order; whether it is in canonical form all
    /// through says <see cref="Fault"/>.
    /// </summary>
    /// <exception cref="FormatException">It is no leaf.</exception>
    public static ReadLeaf Parse(ReadOnlyMemory<byte> leaf)
    {
        try
        {
            var reader = new Utf8JsonReader(leaf.Span, Strict);
            var read = Parse(leaf, ref reader);
            return reader.Read() ? throw new FormatException("Something stands behind it.") : read;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new FormatException("It is no JSON of a leaf: it is cut off, or damaged.", e);
        }
    }

    /// <summary>
    /// Why these are not the bytes of the leaf: they must be the one form that its own words have,
    /// and data beside it must be that of its hash. Null when they are.
    /// </summary>
    /// <param name="leaf">The bytes that were read.</param>
    /// <param name="beside">The data, where the leaf holds only its hash.</param>
    public string? Fault(ReadOnlySpan<byte> leaf, ReadOnlySpan<byte> beside)
    {
        byte[] canonical;
        try
        {
            canonical = Leaf.Bytes(Envelope, DataSha256 is null ? Data.Span : beside);
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            return e.Message;
        }
        if (leaf.SequenceEqual(canonical))
            return null;
        var same = leaf.CommonPrefixLength(canonical);
        return DataSha256 is null
            ? $"it is not in canonical form: byte {same + 1} is another"
            : "its data does not have the hash that the leaf says, or is not in canonical form";
    }

    private static ReadLeaf Parse(ReadOnlyMemory<byte> leaf, ref Utf8JsonReader reader)
    {
        Take(ref reader, JsonTokenType.StartObject);
        Name(ref reader, "actor"u8);
        Take(ref reader, JsonTokenType.StartObject);
        var department = TextOrNull(ref reader, "department"u8);
        var actor = Text(ref reader, "id"u8);
        var role = Text(ref reader, "role"u8);
        Take(ref reader, JsonTokenType.EndObject);
        var causation = TextOrNull(ref reader, "causationId"u8);
        var correlation = TextOrNull(ref reader, "correlationId"u8);
        var (data, hash) = DataOf(leaf, ref reader);
        var effectiveOn = Date(Text(ref reader, "effectiveOn"u8));
        var epoch = (int)Integer(ref reader, "epoch"u8, int.MaxValue);
        var id = Id(Text(ref reader, "id"u8));
        var onBehalfOf = TextOrNull(ref reader, "onBehalfOf"u8);
        var portfolio = Text(ref reader, "portfolio"u8);
        var position = Integer(ref reader, "position"u8, long.MaxValue);
        var recordedAt = Instant(Text(ref reader, "recordedAt"u8));
        var reportedAt = TextOrNull(ref reader, "reportedAt"u8);
        var schemaVersion = (int)Integer(ref reader, "schemaVersion"u8, int.MaxValue);
        var type = Text(ref reader, "type"u8);
        var version = Integer(ref reader, "v"u8, int.MaxValue);
        Take(ref reader, JsonTokenType.EndObject);
        if (version != (hash is null ? Leaf.Version : Leaf.VersionWithoutData))
            throw new FormatException($"Its version is {version}, which does not fit its data.");
        return new(
            new(portfolio, epoch, position, id, type, schemaVersion, recordedAt,
                reportedAt is null ? null : Instant(reportedAt), effectiveOn, actor, role,
                department, onBehalfOf, correlation, causation),
            data, hash);
    }

    private static (ReadOnlyMemory<byte>, string?) DataOf(
        ReadOnlyMemory<byte> leaf, ref Utf8JsonReader reader)
    {
        Take(ref reader, JsonTokenType.PropertyName);
        if (reader.ValueTextEquals("dataSha256"u8))
        {
            Take(ref reader, JsonTokenType.String);
            return (default, reader.GetString());
        }
        if (!reader.ValueTextEquals("data"u8))
            throw Missing("data"u8);
        reader.Read();
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return (leaf[start..(int)reader.BytesConsumed], null);
    }

    private static void Name(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.PropertyName
            || !reader.ValueTextEquals(name))
            throw Missing(name);
    }

    private static string Text(ref Utf8JsonReader reader, ReadOnlySpan<byte> name) =>
        TextOrNull(ref reader, name) ?? throw Missing(name);

    private static string? TextOrNull(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        Name(ref reader, name);
        reader.Read();
        return reader.TokenType switch
        {
            JsonTokenType.Null => null,
            JsonTokenType.String => Known(ref reader),
            _ => throw Missing(name),
        };
    }

    /// <summary>Texts that many leaves have are kept once.</summary>
    private static string Known(ref Utf8JsonReader reader)
    {
        foreach (var often in Often)
            if (reader.ValueTextEquals(often))
                return often;
        return reader.GetString()!;
    }

    private static readonly string[] Often = ["contributor", "approver", "administrator"];

    private static long Integer(ref Utf8JsonReader reader, ReadOnlySpan<byte> name, long most)
    {
        Name(ref reader, name);
        return reader.Read() && reader.TokenType == JsonTokenType.Number
            && reader.TryGetInt64(out var number) && number >= 1 && number <= most
            ? number : throw Missing(name);
    }

    private static void Take(ref Utf8JsonReader reader, JsonTokenType token)
    {
        if (!reader.Read() || reader.TokenType != token)
            throw new FormatException("It does not have the members of a leaf.");
    }

    private static DateOnly Date(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture,
            DateTimeStyles.None, out var date)
            ? date : throw new FormatException("Its effectiveOn is no date.");

    private static Guid Id(string text) => Guid.TryParseExact(text, "D", out var id)
        ? id : throw new FormatException("Its id is no UUID.");

    private static DateTimeOffset Instant(string text) =>
        DateTime.TryParseExact(text, "yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant)
            ? instant : throw new FormatException("It has an instant that is none.");

    private static FormatException Missing(ReadOnlySpan<byte> name) => new(
        $"It has no {System.Text.Encoding.ASCII.GetString(name)} where a leaf has it.");
}
