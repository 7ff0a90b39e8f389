using System.Text.Json;
using PortfolioLedger.Core.Scenarios;
using PortfolioLedger.Core.Views;

namespace PortfolioLedger.Scenarios;

/// <summary>The answer in the form of every view: portfolio, as-of, digest, fields.</summary>
internal static class CounterfactualJson
{
    /// <summary>Writes it.</summary>
    public static void Write(Utf8JsonWriter json, AnsweredCounterfactual answer)
    {
        json.WriteStartObject();
        json.WriteString("portfolio", answer.Baseline.Portfolio.Value);
        json.WritePropertyName("asOf");
        AsOfEcho.Of(answer.Baseline).Write(json, answer.Requested);
        json.WriteString("digest", answer.Digest);
        ViewJson.WriteFields(json, answer.View, typeof(CounterfactualRanking));
        json.WriteEndObject();
    }
}
