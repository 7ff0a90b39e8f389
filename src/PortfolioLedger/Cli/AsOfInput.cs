using JasperFx.CommandLine;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Cli;

/// <summary>The arguments that say of what book a verb asks, and by which model.</summary>
public abstract class AsOfInput : ReadInput
{
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

    /// <summary>The question about a view, of that book.</summary>
    private protected ViewQuestion Of(string view) => new(PortfolioFlag, view)
    {
        AsOf = AsOfFlag,
        AsOfPosition = AsOfPositionFlag,
        EffectiveOn = EffectiveOnFlag,
        Model = ModelFlag,
    };
}
