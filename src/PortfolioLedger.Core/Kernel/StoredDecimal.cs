using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PortfolioLedger.Core.Kernel;

/// <summary>
/// Decimals in stored JSON: written as strings in one canonical form (no trailing zeros, no
/// exponent), so that no reader rounds them and hashing is exact; read from numbers or strings.
/// </summary>
/// <param name="largest">The largest magnitude read.</param>
public sealed class StoredDecimal(decimal largest = StoredDecimal.MaxValue) : JsonConverter<decimal>
{
    /// <summary>The largest magnitude accepted: sums of many stay within decimal's range.</summary>
    public const decimal MaxValue = 1_000_000_000_000_000m;

    private const string Form = "must be a number like 1234.5, or the same as a string";

    public override decimal Read(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        ReadDecimal(ref reader, largest);

    public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options)
    {
        Span<byte> text = stackalloc byte[40];
        Utf8Formatter.TryFormat(Canonical(value), text, out var length);
        writer.WriteStringValue(text[..length]);
    }

    public override decimal ReadAsPropertyName(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Parse(reader.GetString(), largest);

    public override void WriteAsPropertyName(
        Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) =>
        writer.WritePropertyName(Canonical(value).ToString(CultureInfo.InvariantCulture));

    /// <summary>Reads a decimal from a number or a string token.</summary>
    public static decimal ReadDecimal(ref Utf8JsonReader reader, decimal largest = MaxValue) =>
        reader.TokenType switch
        {
            JsonTokenType.Number when reader.TryGetDecimal(out var value) => Bounded(
                value,
                largest
            ),
            JsonTokenType.String => Parse(reader.GetString(), largest),
            _ => throw new JsonException(Form),
        };

    /// <summary>The same value without trailing zeros; zero has no sign.</summary>
    public static decimal Canonical(decimal value) =>
        value == 0 ? 0 : value.Scale == 0 ? value : value / 1.000000000000000000000000000000000m;

    private static decimal Parse(string? text, decimal largest) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture, out var value)
            ? Bounded(value, largest)
            : throw new JsonException(Form);

    private static decimal Bounded(decimal value, decimal largest) => Math.Abs(value) <= largest
        ? value
        : throw new JsonException(
            string.Create(CultureInfo.InvariantCulture, $"must lie within ±{largest:#,0}"));
}
