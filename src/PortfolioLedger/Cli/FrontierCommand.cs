using JasperFx.CommandLine;

namespace PortfolioLedger.Cli;

/// <summary>The arguments of <c>frontier</c>.</summary>
public sealed class FrontierInput : ReadInput
{
    /// <summary>What there should be most of.</summary>
    [Description("What there should be most of: score, ecv or alignment")]
    [FlagAlias("objective", 'o')]
    public string ObjectiveFlag { get; set; } = "";

    /// <summary>Within which the ranking is compared.</summary>
    [Description("Within which funding in rank order is compared; the portfolio's own if absent")]
    [FlagAlias("budget", 'b')]
    public string BudgetFlag { get; set; } = "";

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

    /// <summary>What is under way may be left out.</summary>
    [Description("Let sets be without active and paused ones on which money was spent")]
    [FlagAlias("drop-active", true)]
    public bool DropActiveFlag { get; set; }

    /// <summary>How many points.</summary>
    [Description("At most so many points, 2 to 200; 40 if absent")]
    [FlagAlias("points", 'n')]
    public string PointsFlag { get; set; } = "";

    /// <summary>Seconds.</summary>
    [Description("How many seconds to search, 1 to 60; 10 if absent")]
    [FlagAlias("time-limit", 't')]
    public string TimeLimitFlag { get; set; } = "";

    /// <summary>Everything else.</summary>
    [Description("A file with the whole question, as the body of the API; the flags come on top")]
    [FlagAlias("question", 'q')]
    public string QuestionFlag { get; set; } = "";
}

/// <summary>Finds what the best set is worth for every budget.</summary>
[Description(
    "Find what the best set of initiatives is worth for every budget, with proof",
    Name = "frontier"
)]
public sealed class FrontierCommand(IServiceProvider services) : JasperFxAsyncCommand<FrontierInput>
{
    public override Task<bool> Execute(FrontierInput input) => Verbs.ReadAsync(
        services, "frontier", input.PortfolioFlag, cancel =>
        services.GetRequiredService<FrontierVerb>().RunAsync(
            input, Screen.Output(), Console.OpenStandardOutput, Console.Error, cancel));
}
