using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace PortfolioLedger.Core.Kernel;

/// <summary>
/// The one JSON form of stored facts and books: camelCase, enums by kebab-case name, decimals as
/// strings, unknown left out. Fixed before the first event: never change, only add.
/// </summary>
public static class LedgerJson
{
    /// <summary>For events and snapshots.</summary>
    public static readonly JsonSerializerOptions Stored = Create(decimal.MaxValue);

    /// <summary>A fresh set of options with the common converters, to be specialised.</summary>
    /// <param name="largest">The largest magnitude of a number; books hold greater sums.</param>
    public static JsonSerializerOptions Create(decimal largest = StoredDecimal.MaxValue) => new()
    {
        TypeInfoResolver = new DefaultJsonTypeInfoResolver
        {
            Modifiers = { AddFields, UnknownMayBeAbsent },
        },
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        AllowDuplicateProperties = false,
        Converters =
        {
            // Before the names of all other enums: converters here go before attributes of types.
            new StrengthJson(),
            new StoredNames(),
            new StoredDecimal(largest),
            new OrdinalMaps(),
        },
    };

    private static void AddFields(JsonTypeInfo type)
    {
        if (Attribute.GetCustomAttribute(type.Type, typeof(JsonFieldsAttribute))
            is JsonFieldsAttribute more)
            more.AddTo(type);
    }

    /// <summary>What is left out when unknown is not required when read.</summary>
    private static void UnknownMayBeAbsent(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
            if (property.AssociatedParameter is { IsNullable: true }
                || property.AttributeProvider?.IsDefined(typeof(JsonIgnoreAttribute), true) == true)
                property.IsRequired = false;
    }
}
