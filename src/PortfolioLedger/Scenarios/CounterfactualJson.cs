using System.Text.Json;
using PortfolioLedger.Core.Scenarios;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Scenarios;

/// <summary>The answer in the form of every view: portfolio, as-of, digest, fields.</summary>
internal static class CounterfactualJson
{
    /// <summary>Writes it.</summary>
    public static void Write(Utf8JsonWriter json, AnsweredCounterfactual answer)
    {
        ViewWriter.WriteStart(
            json, answer.Baseline.Portfolio, AsOfEcho.Compute(answer.Baseline), answer.Requested);
        json.WriteString("digest", answer.Digest);
        ViewJson.WriteFields(json, answer.View, typeof(CounterfactualRanking));
        json.WriteEndObject();
    }
}
