using System.Buffers;
using System.Text.Json;

namespace PortfolioLedger.Core.AuditLog;

/// <summary>
/// The canonical form of JSON (RFC 8785, JCS) in UTF-8: one value, one sequence of bytes, so that
/// it can be hashed. Every input that has no such form is refused by a
/// <see cref="FormatException"/>: text that is not JSON, duplicate keys, lone surrogates, numbers
/// beyond a double, nesting deeper than <see cref="MaxDepth"/>.
/// </summary>
public static class CanonicalJson
{
    /// <summary>Levels of arrays and objects that may lie within each other.</summary>
    public const int MaxDepth = 64;

    private static readonly JsonReaderOptions Strict = new() { MaxDepth = MaxDepth };

    /// <summary>The canonical form of one JSON text.</summary>
    /// <exception cref="FormatException">The text has no canonical form.</exception>
    public static byte[] Encode(ReadOnlySpan<byte> utf8Json)
    {
        using var output = new PooledBytes(utf8Json.Length);
        Write(utf8Json, output);
        return output.Written.ToArray();
    }

    /// <summary>The canonical form of a parsed JSON value.</summary>
    /// <exception cref="FormatException">The value has no canonical form.</exception>
    public static byte[] Encode(JsonElement element)
    {
        using var output = new PooledBytes();
        Write(element, output);
        return output.Written.ToArray();
    }

    /// <summary>Appends the canonical form of a JSON text to <paramref name="output"/>.</summary>
    /// <exception cref="FormatException">The text has no canonical form.</exception>
    public static void Write(ReadOnlySpan<byte> utf8Json, IBufferWriter<byte> output)
    {
        using var document = Parse(utf8Json);
        CanonicalTree.Write(document.RootElement, output, depth: 0);
    }

    /// <summary>
    /// Appends the canonical form of a parsed value to <paramref name="output"/>.
    /// </summary>
    /// <exception cref="FormatException">The value has no canonical form.</exception>
    public static void Write(JsonElement element, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        CanonicalTree.Write(element, output, depth: 0);
    }

    /// <summary>A number as ECMAScript (and so RFC 8785) writes it.</summary>
    /// <exception cref="FormatException">NaN or infinite.</exception>
    public static string Number(double value) => EcmaNumber.Text(value);

    /// <summary>
    /// A decimal rounded half-even to 15 significant digits, written as RFC 8785 writes it. 15
    /// digits survive a double, so any reader of the JSON finds the same number.
    /// </summary>
    public static string Number(decimal value) => EcmaNumber.Text(value);

    /// <summary>
    /// Writes a number as ECMAScript does, in ASCII; false when <paramref name="destination"/> is
    /// too short (<see cref="MaxNumberLength"/> bytes always suffice).
    /// </summary>
    /// <exception cref="FormatException">NaN or infinite.</exception>
    public static bool TryFormatNumber(double value, Span<byte> destination, out int written) =>
        EcmaNumber.TryFormat(value, destination, out written);

    /// <summary>
    /// Writes a decimal as <see cref="Number(decimal)"/> does, in ASCII, and gives its length; the
    /// destination has <see cref="MaxNumberLength"/> bytes.
    /// </summary>
    public static int FormatNumber(decimal value, Span<byte> destination) =>
        EcmaNumber.Format(value, destination);

    /// <summary>Bytes that hold any number in its canonical form.</summary>
    public const int MaxNumberLength = EcmaNumber.MaxLength;

    private static JsonDocument Parse(ReadOnlySpan<byte> utf8Json)
    {
        JsonDocument? document = null;
        try
        {
            var reader = new Utf8JsonReader(utf8Json, Strict);
            document = JsonDocument.ParseValue(ref reader);
            // Reads to the end: whatever follows the value is refused by the reader.
            reader.Read();
            return document;
        }
        catch (JsonException e)
        {
            document?.Dispose();
            throw new FormatException($"No canonical JSON: {e.Message}", e);
        }
    }
}
