using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using PortfolioLedger.Core.AuditLog;

namespace PortfolioLedger.Core.Views;

/// <summary>
/// Writes views in RFC 8785 form at once: fields and entries of maps by name, texts and numbers as
/// it wants them. What it cannot write so is refused, never hashed in another form.
/// </summary>
internal static class CanonicalViews
{
    public static readonly JsonSerializerOptions Options = Create();

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(ViewJson.Options)
        {
            Encoder = CanonicalEncoder.Instance,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver
            {
                Modifiers = { ByName, RefuseForeign },
            },
        };
        options.Converters.Add(new CanonicalInteger());
        options.Converters.Add(new CanonicalDouble());
        options.Converters.Add(new CanonicalMaps());
        return options;
    }

    private static void ByName(JsonTypeInfo type)
    {
        var order = 0;
        foreach (var property in type.Properties.OrderBy(p => p.Name, StringComparer.Ordinal))
            property.Order = order++;
    }

    private static void RefuseForeign(JsonTypeInfo type)
    {
        if (type.Kind == JsonTypeInfoKind.Dictionary || type.Type == typeof(float)
            || type.Type == typeof(ulong) || type.Type == typeof(object))
            throw new NotSupportedException($"{type.Type} has no canonical form in a view.");
    }
}

/// <summary>Whole numbers as a double holds them.</summary>
internal sealed class CanonicalInteger : JsonConverter<long>
{
    private const long MaxExactInteger = 1L << 53;

    public override long Read(
        ref Utf8JsonReader reader,
        Type typeToConvert,
        JsonSerializerOptions options
    ) => reader.GetInt64();

    public override void Write(Utf8JsonWriter writer, long value, JsonSerializerOptions options)
    {
        if (value is >= -MaxExactInteger and <= MaxExactInteger)
            writer.WriteNumberValue(value);
        else
            CanonicalDouble.Write(writer, value);
    }
}

/// <summary>Numbers as ECMAScript writes them.</summary>
internal sealed class CanonicalDouble : JsonConverter<double>
{
    public override double Read(
        ref Utf8JsonReader reader,
        Type typeToConvert,
        JsonSerializerOptions options
    ) => reader.GetDouble();

    public override void Write(
        Utf8JsonWriter writer,
        double value,
        JsonSerializerOptions options
    ) => Write(writer, value);

    internal static void Write(Utf8JsonWriter writer, double value)
    {
        Span<byte> text = stackalloc byte[CanonicalJson.MaxNumberLength];
        CanonicalJson.TryFormatNumber(value, text, out var length);
        writer.WriteRawValue(text[..length], skipInputValidation: true);
    }
}

/// <summary>Sorted maps by the text of their keys, whatever they are sorted by in memory.</summary>
internal sealed class CanonicalMaps : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsGenericType
        && typeToConvert.GetGenericTypeDefinition() == typeof(ImmutableSortedDictionary<,>)
        && (typeToConvert.GenericTypeArguments[0] == typeof(string)
            || typeToConvert.GenericTypeArguments[0] == typeof(Key)
            || typeToConvert.GenericTypeArguments[0] == typeof(Subject));

    public override JsonConverter CreateConverter(
        Type typeToConvert,
        JsonSerializerOptions options
    ) =>
        (JsonConverter)
            Activator.CreateInstance(
                typeof(CanonicalMap<,>).MakeGenericType(typeToConvert.GenericTypeArguments),
                options
            )!;
}

/// <summary>One such map as a JSON object.</summary>
internal sealed class CanonicalMap<TKey, TValue>(JsonSerializerOptions options)
    : JsonConverter<ImmutableSortedDictionary<TKey, TValue>>
    where TKey : notnull
{
    private readonly JsonTypeInfo<TValue> _items =
        (JsonTypeInfo<TValue>)options.GetTypeInfo(typeof(TValue));

    public override ImmutableSortedDictionary<TKey, TValue> Read(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("views are only written");

    public override void Write(
        Utf8JsonWriter writer,
        ImmutableSortedDictionary<TKey, TValue> value,
        JsonSerializerOptions options
    )
    {
        writer.WriteStartObject();
        if (IsOrdered(value))
            foreach (var (key, item) in value)
                Write(writer, key.ToString()!, item);
        else
            foreach (
                var (name, item) in value
                    .Select(static i => (Name: i.Key.ToString()!, i.Value))
                    .OrderBy(static i => i.Name, StringComparer.Ordinal)
            )
                Write(writer, name, item);
        writer.WriteEndObject();
    }

    private void Write(Utf8JsonWriter writer, string name, TValue item)
    {
        writer.WritePropertyName(name);
        JsonSerializer.Serialize(writer, item, _items);
    }

    private static bool IsOrdered(ImmutableSortedDictionary<TKey, TValue> map) =>
        map.Count <= 1 || typeof(TKey) == typeof(Key)
        || ReferenceEquals(map.KeyComparer, StringComparer.Ordinal);
}
