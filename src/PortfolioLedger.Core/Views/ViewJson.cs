using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using PortfolioLedger.Core.AuditLog;

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
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        Converters =
        {
            new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false),
            new ViewDecimal(),
            new ViewInstant(),
        },
    };

    /// <summary>
    /// Writes the fields of a view into the object that is open, in the order they are declared.
    /// </summary>
    public static void WriteFields(Utf8JsonWriter writer, object view, Type type)
    {
        foreach (var field in Options.GetTypeInfo(type).Properties)
            WriteField(writer, field, view, Options);
    }

    /// <summary>Writes one field of a view.</summary>
    internal static void WriteField(
        Utf8JsonWriter writer, JsonPropertyInfo field, object view, JsonSerializerOptions options)
    {
        if (field.Get is not { } get)
            return;
        writer.WritePropertyName(field.Name);
        JsonSerializer.Serialize(writer, get(view), field.PropertyType, options);
    }

    /// <summary>An instant as views write it: RFC 3339, UTC, microseconds.</summary>
    public static string Instant(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString(InstantForm, CultureInfo.InvariantCulture);

    internal static void Write(Utf8JsonWriter writer, DateTimeOffset instant)
    {
        Span<byte> text = stackalloc byte[32];
        instant.UtcDateTime.TryFormat(
            text,
            out var length,
            InstantForm,
            CultureInfo.InvariantCulture
        );
        writer.WriteStringValue(text[..length]);
    }

    private const string InstantForm = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";
}

/// <summary>Decimals of views as JSON numbers.</summary>
internal sealed class ViewDecimal : JsonConverter<decimal>
{
    public override decimal Read(
        ref Utf8JsonReader reader,
        Type typeToConvert,
        JsonSerializerOptions options
    ) => reader.GetDecimal();

    public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options)
    {
        Span<byte> text = stackalloc byte[CanonicalJson.MaxNumberLength];
        writer.WriteRawValue(
            text[..CanonicalJson.FormatNumber(value, text)],
            skipInputValidation: true
        );
    }
}

/// <summary>Instants of views, all with microseconds.</summary>
internal sealed class ViewInstant : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDateTimeOffset();

    public override void Write(
        Utf8JsonWriter writer,
        DateTimeOffset value,
        JsonSerializerOptions options
    ) => ViewJson.Write(writer, value);
}
