using System.Collections.Immutable;

namespace PortfolioLedger.Pages.Forms;

/// <summary>Names of fields as people read them.</summary>
internal static class FieldLabels
{
    private static readonly ImmutableDictionary<string, string> Known =
        new Dictionary<string, string>
        {
            ["ref"] = "Reference", ["sha256"] = "SHA-256", ["fte"] = "Full-time equivalents",
            ["capex"] = "Capital expenditure", ["opex"] = "Operating expenditure",
            ["ecv"] = "Expected commercial value", ["arr"] = "Accounting rate of return",
            ["n"] = "Sample size", ["id"] = "Id",
        }.ToImmutableDictionary();

    /// <summary>The label of a field of JSON.</summary>
    public static string Of(string name) => Known.GetValueOrDefault(name) ?? Values.Words(name);
}
