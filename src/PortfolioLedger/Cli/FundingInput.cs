using System.Text.Json.Nodes;
using JasperFx.CommandLine;
using static PortfolioLedger.Cli.FlagsAsBody;

namespace PortfolioLedger.Cli;

/// <summary>The arguments of every verb that searches sets of initiatives by rules.</summary>
public abstract class FundingInput : ReadInput
{
    /// <summary>What there should be most of.</summary>
    [Description("What there should be most of: score, ecv or alignment")]
    [FlagAlias("objective", 'o')]
    public string ObjectiveFlag { get; set; } = "";

    /// <summary>Mandatory ones.</summary>
    [Description("Chosen in any case: croton,harbour")]
    [Several]
    [FlagAlias("must-include", true)]
    public string MustIncludeFlag { get; set; } = "";

    /// <summary>Excluded ones.</summary>
    [Description("Never chosen: croton,harbour")]
    [Several]
    [FlagAlias("must-exclude", true)]
    public string MustExcludeFlag { get; set; } = "";

    /// <summary>People.</summary>
    [Description("People of departments on every day: dep=12,fin=3.5")]
    [Several]
    [FlagAlias("fte", 'f')]
    public string FteFlag { get; set; } = "";

    /// <summary>What is under way may be dropped.</summary>
    [Description("Let it drop active and paused ones on which money was spent")]
    [FlagAlias("drop-active", true)]
    public bool DropActiveFlag { get; set; }

    /// <summary>Seconds.</summary>
    [Description("How many seconds to search, 1 to 60; 10 if absent")]
    [FlagAlias("time-limit", 't')]
    public string TimeLimitFlag { get; set; } = "";

    /// <summary>Everything else.</summary>
    [Description("A file with the whole question, as the body of the API; the flags come on top")]
    [FlagAlias("question", 'q')]
    public string QuestionFlag { get; set; } = "";

    /// <summary>The question as the body of the API.</summary>
    /// <param name="cancel">Stops reading the file.</param>
    /// <param name="own">Flags that this verb alone has.</param>
    internal async Task<byte[]> BodyAsync(
        CancellationToken cancel, params (string Name, JsonNode? Value)[] own) => Write(
        await FileAsync("question", QuestionFlag, cancel),
        [
            ("objective", Given(ObjectiveFlag, Word)),
            ("mustInclude", Given(MustIncludeFlag, keys => List(keys, Word))),
            ("mustExclude", Given(MustExcludeFlag, keys => List(keys, Word))),
            ("fte", Given(FteFlag, people =>
                Numbers("fte", people, "people of departments like dep=12,fin=3.5"))),
            ("dropActive", DropActiveFlag ? JsonValue.Create(true) : null),
            ("timeLimitSeconds", Given(TimeLimitFlag, Number)),
            .. own,
        ]);
}
