using System.Text.Json;
using System.Text.Json.Serialization;
using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Journaling;

/// <summary>
/// Stored JSON for the event store. The store puts its own names of enums in the place of every
/// converter it knows, and then what is stored would not be what was hashed; ours it must not know.
/// </summary>
internal static class StoreJson
{
    /// <summary>The JSON of facts, written by the store as by everybody else.</summary>
    public static JsonSerializerOptions Create()
    {
        var options = LedgerJson.Create();
        for (var i = 0; i < options.Converters.Count; i++)
            if (options.Converters[i] is JsonStringEnumConverter names)
                options.Converters[i] = new KeptNames(names);
        return options;
    }

    private sealed class KeptNames(JsonStringEnumConverter names) : JsonConverterFactory
    {
        public override bool CanConvert(Type typeToConvert) => names.CanConvert(typeToConvert);

        public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
            names.CreateConverter(typeToConvert, options);
    }
}
