using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

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
        AllowDuplicateProperties = false,
        Converters =
        {
            new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false),
            new StoredDecimal(),
        },
    };
}
