using System.Text.Json;
using System.Text.Json.Serialization;

namespace PortfolioLedger.Core.Kernel;

/// <summary>A part of a whole, 0 to 1.</summary>
[JsonConverter(typeof(ShareJson))]
public readonly record struct Share(decimal Value)
{
    /// <summary>The whole: 1.</summary>
    public static readonly Share Whole = new(1);
}

/// <summary>Shares as decimals that must lie within 0..1.</summary>
public sealed class ShareJson : JsonConverter<Share>
{
    public override Share Read(
        ref Utf8JsonReader reader,
        Type typeToConvert,
        JsonSerializerOptions options
    ) =>
        StoredDecimal.ReadDecimal(ref reader) is >= 0 and <= 1 and var value
            ? new Share(value)
            : throw new JsonException("must be a share between 0 and 1");

    public override void Write(Utf8JsonWriter writer, Share value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value.Value, options);
}
