using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Api;

/// <summary>
/// How request bodies are read: as stored facts are, but strictly, sealing personal texts on the way
/// in, and never with a character that PostgreSQL cannot store.
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
        options.TypeInfoResolver = options.TypeInfoResolver!.WithAddedModifier(WithoutComputed);
        options.MakeReadOnly();
        return options;
    }

    /// <summary>Properties that nobody can set (what a command creates) are no fields of its body.</summary>
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

    public override SealedText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        SealedText.Seal(StorableText.Read(ref reader), RandomNumberGenerator.GetBytes(SaltBytes));

    public override void Write(Utf8JsonWriter writer, SealedText value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Commitment);
}

/// <summary>Strings without U+0000 and lone surrogates: PostgreSQL would refuse a whole batch.</summary>
internal sealed class StorableText : JsonConverter<string>
{
    public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Read(ref reader);

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value);

    public static string Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String)
            throw new JsonException("must be a string");
        try
        {
            var text = reader.GetString()!;
            return text.Contains('\0') ? throw new JsonException("must not contain the character U+0000") : text;
        }
        catch (InvalidOperationException)
        {
            throw new JsonException("must be valid Unicode, without lone surrogates");
        }
    }
}
