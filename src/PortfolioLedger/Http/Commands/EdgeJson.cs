using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Http.Commands;

/// <summary>
/// How request bodies are read: as stored facts are, but strictly, sealing personal texts on the
/// way in, and never with a character or a day that nobody can mean.
/// </summary>
public static class EdgeJson
{
    /// <summary>For commands.</summary>
    public static readonly JsonSerializerOptions Options = Create();

    private static JsonSerializerOptions Create()
    {
        var options = LedgerJson.Create();
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.Converters.Insert(0, new SealingJson());
        options.Converters.Insert(0, new StorableText());
        options.Converters.Insert(0, new PlausibleDayConverter());
        options.TypeInfoResolver = options.TypeInfoResolver!.WithAddedModifier(WithoutComputed);
        options.MakeReadOnly();
        return options;
    }

    /// <summary>
    /// Properties that nobody can set (what a command creates) are no fields of its body.
    /// </summary>
    private static void WithoutComputed(JsonTypeInfo type)
    {
        for (var i = type.Properties.Count - 1; i >= 0; i--)
            if (type.Properties[i] is { Set: null, AssociatedParameter: null })
                type.Properties.RemoveAt(i);
    }
}

/// <summary>Seals a personal text with fresh salt before anything else sees it.</summary>
internal sealed class SealingJson : JsonConverter<SealedText>
{
    private const int SaltBytes = 16;

    public override SealedText Read(
        ref Utf8JsonReader reader,
        Type typeToConvert,
        JsonSerializerOptions options
    ) => SealedText.Seal(StorableText.Read(ref reader), RandomNumberGenerator.GetBytes(SaltBytes));

    public override void Write(
        Utf8JsonWriter writer,
        SealedText value,
        JsonSerializerOptions options
    ) => writer.WriteStringValue(value.Commitment);
}

/// <summary>Days that can be meant, see <see cref="Days"/>.</summary>
internal sealed class PlausibleDayConverter : JsonConverter<DateOnly>
{
    public override DateOnly Read(
        ref Utf8JsonReader reader,
        Type typeToConvert,
        JsonSerializerOptions options
    ) =>
        reader.TokenType != JsonTokenType.String
        || !DateOnly.TryParseExact(
            StorableText.Read(ref reader),
            "yyyy-MM-dd",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var day
        )
            ? throw new JsonException("must be a date like \"2026-03-31\"")
        : Days.IsPlausible(day) ? day : throw new JsonException($"must be {Days.Form}");

    public override void Write(
        Utf8JsonWriter writer,
        DateOnly value,
        JsonSerializerOptions options
    ) => writer.WriteStringValue(value.ToString("O", CultureInfo.InvariantCulture));
}

/// <summary>
/// Strings without lone surrogates and U+0000, for which PostgreSQL would refuse a whole batch, and
/// without other characters that steer devices and are no text: neither XML nor a workbook holds
/// them.
/// </summary>
internal sealed class StorableText : JsonConverter<string>
{
    public override string Read(
        ref Utf8JsonReader reader,
        Type typeToConvert,
        JsonSerializerOptions options
    ) => Read(ref reader);

    public override void Write(
        Utf8JsonWriter writer,
        string value,
        JsonSerializerOptions options
    ) => writer.WriteStringValue(value);

    public static string Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String)
            throw new JsonException("must be a string");
        try
        {
            var text = reader.GetString()!;
            return Check.UnsupportedCharacters(text) is { } fault
                ? throw new JsonException(fault)
                : text;
        }
        catch (InvalidOperationException)
        {
            throw new JsonException("must be valid Unicode, without lone surrogates");
        }
    }
}
