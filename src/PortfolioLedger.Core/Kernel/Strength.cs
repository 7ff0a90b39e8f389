using System.Text.Json;
using System.Text.Json.Serialization;

namespace PortfolioLedger.Core.Kernel;

/// <summary>
/// How strongly one thing serves another, on the scale 0, 1, 3, 9 of quality function deployment.
/// </summary>
public enum Strength
{
    /// <summary>Not at all.</summary>
    None = 0,
    /// <summary>A little.</summary>
    Weak = 1,
    /// <summary>Clearly.</summary>
    Medium = 3,
    /// <summary>Decisively.</summary>
    Strong = 9,
}

/// <summary>Strengths as the numbers 0, 1, 3 and 9.</summary>
public sealed class StrengthJson : JsonConverter<Strength>
{
    public override Strength Read(
        ref Utf8JsonReader reader,
        Type typeToConvert,
        JsonSerializerOptions options
    ) =>
        StoredDecimal.ReadDecimal(ref reader) switch
        {
            0 => Strength.None,
            1 => Strength.Weak,
            3 => Strength.Medium,
            9 => Strength.Strong,
            _ => throw new JsonException("must be 0, 1, 3 or 9"),
        };

    public override void Write(
        Utf8JsonWriter writer,
        Strength value,
        JsonSerializerOptions options
    ) => writer.WriteNumberValue((int)value);
}
