using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PortfolioLedger.Core.Kernel;

/// <summary>
/// A personal text of which events and books hold only a salted commitment,
/// <c>HMAC-SHA256(salt, text)</c> in base64. Salt and text are kept beside the journal, where they
/// can be erased without breaking any proof.
/// </summary>
[JsonConverter(typeof(SealedTextJson))]
public sealed record SealedText(string Commitment)
{
    /// <summary>Salt and text, only between the edge and the commit; never serialised.</summary>
    public SealedOpening? Opening { get; private init; }

    /// <summary>Seals a text with a salt of at least 16 random bytes.</summary>
    public static SealedText Seal(string text, byte[] salt) =>
        new(Convert.ToBase64String(HMACSHA256.HashData(salt, Encoding.UTF8.GetBytes(text))))
        {
            Opening = new SealedOpening(salt, text),
        };
}

/// <summary>What opens a sealed text.</summary>
public sealed record SealedOpening(byte[] Salt, string Text);

/// <summary>Sealed texts as their commitment.</summary>
public sealed class SealedTextJson : JsonConverter<SealedText>
{
    public override SealedText Read(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(reader.GetString() ?? throw new JsonException("must be a string"));

    public override void Write(
        Utf8JsonWriter writer,
        SealedText value,
        JsonSerializerOptions options
    ) => writer.WriteStringValue(value.Commitment);
}
