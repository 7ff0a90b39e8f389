using JasperFx.CommandLine;

namespace PortfolioLedger.Operations;

/// <summary>The arguments by which a verb asks a question.</summary>
public abstract class QuestionInput : ReadInput
{
    /// <summary>Which view.</summary>
    [Description("The view as in the API: ranking, alignment, initiatives/croton, …")]
    [FlagAlias("view", 'v')]
    public string ViewFlag { get; set; } = "";

    /// <summary>Known by then.</summary>
    [Description("What was known by then: a date or an instant")]
    [FlagAlias("as-of", 'a')]
    public string AsOfFlag { get; set; } = "";

    /// <summary>Known at a position.</summary>
    [Description("What was known at this position")]
    [FlagAlias("as-of-position", true)]
    public string AsOfPositionFlag { get; set; } = "";

    /// <summary>In force on a day.</summary>
    [Description("What was in force on this day")]
    [FlagAlias("effective-on", 'e')]
    public string EffectiveOnFlag { get; set; } = "";

    /// <summary>Restated.</summary>
    [Description("Restate with this scoring model: key or key@version")]
    [FlagAlias("model", 'm')]
    public string ModelFlag { get; set; } = "";

    /// <summary>Anything else.</summary>
    [Description("Everything else the view takes, as in an address: \"stage=approved&sort=-score\"")]
    [FlagAlias("query", 'q')]
    public string QueryFlag { get; set; } = "";

    /// <summary>The question.</summary>
    internal ViewQuestion Question => new(PortfolioFlag, ViewFlag)
    {
        AsOf = AsOfFlag,
        AsOfPosition = AsOfPositionFlag,
        EffectiveOn = EffectiveOnFlag,
        Model = ModelFlag,
        Query = QueryFlag,
    };
}
