using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using PortfolioLedger.Core.Evidence;

namespace PortfolioLedger.Core.Views;

/// <summary>
/// The one JSON form of views: camelCase, enums by kebab-case name, unknown as null, numbers
/// rounded half-even to 15 significant digits and written as RFC 8785 writes them.
/// </summary>
public static class ViewJson
{
    /// <summary>For every view.</summary>
    public static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters =
        {
            new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false),
            new ViewDecimal(),
            new ViewInstant(),
        },
    };

    /// <summary>An instant as views write it: RFC 3339, UTC, microseconds.</summary>
    public static string Instant(DateTimeOffset instant) => instant.UtcDateTime.ToString(
        "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>Decimals of views as JSON numbers.</summary>
internal sealed class ViewDecimal : JsonConverter<decimal>
{
    public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDecimal();

    public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) =>
        writer.WriteRawValue(CanonicalJson.Number(value), skipInputValidation: true);
}

/// <summary>Instants of views, all with microseconds.</summary>
internal sealed class ViewInstant : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDateTimeOffset();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(ViewJson.Instant(value));
}
