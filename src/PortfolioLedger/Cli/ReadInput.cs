using JasperFx.CommandLine;

namespace PortfolioLedger.Cli;

/// <summary>The arguments of every verb that answers a question about one portfolio.</summary>
public abstract class ReadInput
{
    /// <summary>About which portfolio.</summary>
    [Description("The key of the portfolio")]
    [FlagAlias("portfolio", 'p')]
    public string PortfolioFlag { get; set; } = "";

    /// <summary>For programs.</summary>
    [Description("The answer of the API as JSON")]
    [FlagAlias("json", 'j')]
    public bool JsonFlag { get; set; }
}
