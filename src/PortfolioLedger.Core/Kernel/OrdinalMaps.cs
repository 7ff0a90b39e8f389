using System.Text.Json;
using System.Text.Json.Serialization;

namespace PortfolioLedger.Core.Kernel;

/// <summary>
/// Maps by text are read back with ordinal order: the default order is that of a culture.
/// </summary>
internal sealed class OrdinalMaps : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsGenericType
        && typeToConvert.GetGenericTypeDefinition() == typeof(ImmutableSortedDictionary<,>)
        && typeToConvert.GenericTypeArguments[0] == typeof(string);

    public override JsonConverter CreateConverter(
        Type typeToConvert,
        JsonSerializerOptions options
    ) =>
        (JsonConverter)
            Activator.CreateInstance(
                typeof(OrdinalMap<>).MakeGenericType(typeToConvert.GenericTypeArguments[1])
            )!;
}

/// <summary>One such map as a JSON object.</summary>
internal sealed class OrdinalMap<T> : JsonConverter<ImmutableSortedDictionary<string, T>>
{
    public override ImmutableSortedDictionary<string, T> Read(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("must be an object");
        var map = Ordered.ByText<T>().ToBuilder();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            if (!map.TryAdd(name, JsonSerializer.Deserialize<T>(ref reader, options)!))
                throw new JsonException($"'{name}' is there twice");
        }
        return map.ToImmutable();
    }

    public override void Write(
        Utf8JsonWriter writer,
        ImmutableSortedDictionary<string, T> value,
        JsonSerializerOptions options
    )
    {
        writer.WriteStartObject();
        foreach (var (name, item) in value)
        {
            writer.WritePropertyName(name);
            JsonSerializer.Serialize(writer, item, options);
        }
        writer.WriteEndObject();
    }
}
