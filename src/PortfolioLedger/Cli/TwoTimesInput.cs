using JasperFx.CommandLine;

namespace PortfolioLedger.Cli;

/// <summary>The arguments by which a verb asks what changed between two times.</summary>
public abstract class TwoTimesInput : AsOfInput
{
    /// <summary>The earlier book.</summary>
    [Description("From: a position, a date (its end), an instant or cycle:<key>")]
    [FlagAlias("from", 'f')]
    public string FromFlag { get; set; } = "";

    /// <summary>The later book.</summary>
    [Description("To, in the same forms; now if absent")]
    [FlagAlias("to", 't')]
    public string ToFlag { get; set; } = "";

    /// <summary>About one business day.</summary>
    [Description("Both books on this business day: what became known of it in between")]
    [FlagAlias("day", 'd')]
    public string DayFlag { get; set; } = "";

    /// <summary>The question about a view, with what else it takes.</summary>
    private protected ViewQuestion Between(
        string verb, string view, params ReadOnlySpan<(string Name, string Value)> more) =>
        Of(view) with
        {
            Verb = verb,
            Query = ViewQuestion.QueryOf(
                [("from", FromFlag), ("to", ToFlag), ("day", DayFlag), .. more]),
        };
}
