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
    /// <summary>For events and checkpoints.</summary>
    public static readonly JsonSerializerOptions Stored = Create();

    /// <summary>A fresh set of options with the common converters, to be specialised.</summary>
    public static JsonSerializerOptions Create() => new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        AllowDuplicateProperties = false,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver().WithAddedModifier(MayBeAbsent),
        Converters =
        {
            // Before the names of enums: the first converter that fits wins over a type's own.
            new StrengthJson(),
            new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false),
            new StoredDecimal(),
        },
    };

    /// <summary>What may be unknown is left out when written, so it may be absent when read.</summary>
    private static void MayBeAbsent(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
            if (property.AssociatedParameter is { IsNullable: true })
                property.IsRequired = false;
    }
}
