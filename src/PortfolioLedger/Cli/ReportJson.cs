using System.Text.Json;
using PortfolioLedger.Core.Views;

namespace PortfolioLedger.Cli;

/// <summary>Reports of verbs as JSON: what the API answers, indented for people.</summary>
internal static class ReportJson
{
    private static readonly JsonSerializerOptions Indented = new(ViewJson.Options)
    {
        WriteIndented = true,
    };

    /// <summary>The text of a report.</summary>
    public static string Of<T>(T report) => JsonSerializer.Serialize(report, Indented);
}
