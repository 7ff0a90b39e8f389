using JasperFx.CommandLine;

namespace PortfolioLedger.Cli;

/// <summary>The arguments by which a verb asks a question.</summary>
public abstract class QuestionInput : AsOfInput
{
    /// <summary>Which view.</summary>
    [Description("The view as in the API: ranking, alignment, initiatives/croton, …")]
    [FlagAlias("view", 'v')]
    public string ViewFlag { get; set; } = "";

    /// <summary>Anything else.</summary>
    [Description(
        "Everything else the view takes, as in an address: \"stage=approved&sort=-score\""
    )]
    [FlagAlias("query", 'q')]
    public string QueryFlag { get; set; } = "";

    /// <summary>The question.</summary>
    internal ViewFlags Question => Of(ViewFlag) with { Query = QueryFlag };
}
