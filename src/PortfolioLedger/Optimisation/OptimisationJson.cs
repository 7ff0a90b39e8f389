using System.Text.Json;
using PortfolioLedger.Core.Optimisation;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Optimisation;

/// <summary>
/// How answers are written. They have no digest: how long a search takes is not repeatable.
/// </summary>
internal static class OptimisationJson
{
    /// <summary>The whole answer: portfolio, as-of, fields.</summary>
    public static void Write(Utf8JsonWriter json, AnsweredOptimisation answer)
    {
        ViewWriter.WriteStart(
            json, answer.Portfolio, answer.When.Echo, answer.When.Requested);
        ViewJson.WriteFields(json, answer.View, typeof(OptimisedFunding));
        json.WriteEndObject();
    }

    /// <summary>A better set, on a line of its own.</summary>
    public static void Write(Utf8JsonWriter json, Improvement improvement)
    {
        json.WriteStartObject();
        json.WritePropertyName("progress");
        JsonSerializer.Serialize(json, improvement, ViewJson.Options);
        json.WriteEndObject();
    }
}
