using System.Text.Json;
using System.Text.Json.Serialization;

namespace PortfolioLedger.Core.Kernel;

/// <summary>
/// Enums by their stored name in kebab case. A type of its own: an event store that takes these
/// options replaces the framework's converter by one that writes other names, and then what is
/// stored is not what receipts have hashed.
/// </summary>
internal sealed class StoredNames : JsonConverterFactory
{
    private readonly JsonStringEnumConverter _names =
        new(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false);

    public override bool CanConvert(Type typeToConvert) => _names.CanConvert(typeToConvert);

    public override JsonConverter CreateConverter(
        Type typeToConvert,
        JsonSerializerOptions options
    ) => _names.CreateConverter(typeToConvert, options);
}
