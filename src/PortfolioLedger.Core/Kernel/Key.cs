using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PortfolioLedger.Core.Kernel;

/// <summary>
/// The name of a thing within its portfolio, chosen by whoever records it:
/// <c>[a-z0-9][a-z0-9-]{0,62}</c>. Keys are compared ordinally.
/// </summary>
[JsonConverter(typeof(KeyJson))]
public readonly record struct Key : IComparable<Key>
{
    /// <summary>What a key looks like, for messages.</summary>
    public const string Form = "1 to 63 of a-z, 0-9 and '-', not starting with '-'";

    /// <summary>The most characters of a key.</summary>
    public const int MaxLength = 63;

    private readonly string? _value;

    private Key(string value) => _value = value;

    /// <summary>The text of the key.</summary>
    public string Value => _value ?? "";

    /// <summary>The key with this text; a <see cref="FormatException"/> when it is none.</summary>
    public static Key Parse(string text) => TryParse(text, out var key)
        ? key
        : throw new FormatException($"'{text}' is not a key: it must be {Form}.");

    /// <summary>Reads a key; false when the text does not have its form.</summary>
    public static bool TryParse(string? text, out Key key)
    {
        var isKey = text is { Length: >= 1 and <= MaxLength } && text[0] != '-'
            && !text.AsSpan().ContainsAnyExcept(Characters);
        key = isKey ? new Key(text!) : default;
        return isKey;
    }

    public int CompareTo(Key other) => string.CompareOrdinal(Value, other.Value);

    public override string ToString() => Value;

    private static readonly SearchValues<char> Characters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");
}

/// <summary>Keys as JSON strings and as property names.</summary>
public sealed class KeyJson : JsonConverter<Key>
{
    public override Key Read(
        ref Utf8JsonReader reader,
        Type typeToConvert,
        JsonSerializerOptions options
    ) =>
        reader.TokenType == JsonTokenType.String
            ? Parse(reader.GetString())
            : throw new JsonException($"must be a string of {Key.Form}");

    public override void Write(Utf8JsonWriter writer, Key value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Value);

    public override Key ReadAsPropertyName(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Parse(reader.GetString());

    public override void WriteAsPropertyName(
        Utf8JsonWriter writer, Key value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value.Value);

    private static Key Parse(string? text) => Key.TryParse(text, out var key)
        ? key
        : throw new JsonException($"must be {Key.Form}");
}
