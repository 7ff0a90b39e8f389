using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Querying;

/// <summary>Where the next page of a list begins; opaque to callers.</summary>
/// <param name="Position">The book the first page came from.</param>
/// <param name="EffectiveOn">Its business day.</param>
/// <param name="Offset">Items that came before.</param>
/// <param name="Question">Hash of portfolio, view, parameters, filters and sort.</param>
internal sealed record Cursor(
    [property: JsonPropertyName("p")] long Position,
    [property: JsonPropertyName("e")] DateOnly EffectiveOn,
    [property: JsonPropertyName("o")] int Offset, [property: JsonPropertyName("q")] string Question)
{
    public const string Name = "cursor";

    private static readonly JsonSerializerOptions Strict = new()
    {
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>As callers send it back.</summary>
    public override string ToString() =>
        Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(this, Strict));

    /// <summary>Reads a cursor of this question; others are refused.</summary>
    public static Cursor Read(string text, string question)
    {
        try
        {
            var cursor = JsonSerializer.Deserialize<Cursor>(Base64Url.DecodeFromChars(text),
                Strict);
            if (cursor is null || cursor.Offset < 0)
                throw Bad("was not given by this ledger");
            return cursor.Question == question ? cursor
                : throw Bad("was given for another question "
                    + "(portfolio, view, parameters, filters or sort)");
        }
        catch (Exception garbage) when (garbage is FormatException or JsonException)
        {
            throw Bad("was not given by this ledger");
        }
    }

    /// <summary>
    /// The cursor of a list in the order of keys: the last one before the next page.
    /// </summary>
    public static string OfKey(Key last) =>
        Base64Url.EncodeToString(Encoding.ASCII.GetBytes(last.Value));

    /// <summary>Reads the cursor of a list in the order of keys; others are refused.</summary>
    public static Key ReadKey(string text)
    {
        try
        {
            return Key.TryParse(
                Encoding.ASCII.GetString(Base64Url.DecodeFromChars(text)),
                out var last
            )
                ? last
                : throw Bad("was not given by this ledger, or for another list");
        }
        catch (FormatException)
        {
            throw Bad("was not given by this ledger");
        }
    }

    /// <summary>A hash of a question.</summary>
    public static string HashOf(string question) =>
        Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(question)).AsSpan(0, 12));

    /// <summary>The refusal of a cursor.</summary>
    public static QueryFaultException Bad(string why) =>
        QueryFault.Invalid(Name, why, "bad-cursor").Raise();
}
