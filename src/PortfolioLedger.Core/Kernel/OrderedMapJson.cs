using System.Text.Json;
using System.Text.Json.Serialization;

namespace PortfolioLedger.Core.Kernel;

/// <summary>Ordered maps as JSON objects, as sorted dictionaries are.</summary>
internal sealed class OrderedMapJson : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsGenericType
        && typeToConvert.GetGenericTypeDefinition() == typeof(OrderedMap<,>);

    public override JsonConverter CreateConverter(
        Type typeToConvert,
        JsonSerializerOptions options
    ) =>
        (JsonConverter)
            Activator.CreateInstance(
                typeof(OrderedMapJson<,>).MakeGenericType(typeToConvert.GenericTypeArguments),
                options
            )!;
}

/// <summary>One such map.</summary>
internal sealed class OrderedMapJson<TKey, TValue>(JsonSerializerOptions options)
    : JsonConverter<OrderedMap<TKey, TValue>> where TKey : IComparable<TKey>
{
    private readonly JsonConverter<TKey> _keys =
        (JsonConverter<TKey>)options.GetConverter(typeof(TKey));

    public override OrderedMap<TKey, TValue> Read(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("must be an object");
        var map = OrderedMap<TKey, TValue>.Empty;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = _keys.ReadAsPropertyName(ref reader, typeof(TKey), options);
            reader.Read();
            if (map.ContainsKey(key))
                throw new JsonException($"'{key}' is there twice");
            map = map.SetItem(key, JsonSerializer.Deserialize<TValue>(ref reader, options)!);
        }
        return map;
    }

    public override void Write(
        Utf8JsonWriter writer, OrderedMap<TKey, TValue> value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var (key, item) in value)
        {
            _keys.WriteAsPropertyName(writer, key, options);
            JsonSerializer.Serialize(writer, item, options);
        }
        writer.WriteEndObject();
    }
}
