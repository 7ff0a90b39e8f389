using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PortfolioLedger.Imports.Lists;

/// <summary>A column as its header alone, or as an object.</summary>
public sealed class FieldColumnJson : JsonConverter<FieldColumn>
{
    public override FieldColumn Read(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
            return new(reader.GetString()!);
        var full = JsonSerializer.Deserialize<Full>(ref reader, options)!;
        return new(full.Column, full.For, full.Also, full.Separator, full.Unknown, full.Values,
            full.LastCounts);
    }

    public override void Write(
        Utf8JsonWriter writer, FieldColumn value, JsonSerializerOptions options)
    {
        if (value == new FieldColumn(value.Column))
            writer.WriteStringValue(value.Column);
        else
            JsonSerializer.Serialize(writer, new Full(value.Column, value.For, value.Also,
                value.Separator, value.Unknown, value.Values, value.LastCounts), options);
    }

    /// <summary>A column as an object.</summary>
    internal sealed record Full(
        string Column, string? For = null, ImmutableArray<string>? Also = null,
        string? Separator = null, ImmutableArray<string>? Unknown = null,
        ImmutableSortedDictionary<string, string>? Values = null, bool LastCounts = false);
}

/// <summary>One column, or several in brackets.</summary>
public sealed class FieldColumnsJson : JsonConverter<FieldColumns>
{
    public override FieldColumns Read(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(reader.TokenType == JsonTokenType.StartArray
            ? JsonSerializer.Deserialize<ImmutableArray<FieldColumn>>(ref reader, options)
            : [JsonSerializer.Deserialize<FieldColumn>(ref reader, options)!]);

    public override void Write(
        Utf8JsonWriter writer, FieldColumns value, JsonSerializerOptions options)
    {
        if (value.All.Length == 1)
            JsonSerializer.Serialize(writer, value.All[0], options);
        else
            JsonSerializer.Serialize(writer, value.All, options);
    }
}
