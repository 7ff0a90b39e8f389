using JasperFx.CommandLine;

namespace PortfolioLedger.Cli;

/// <summary>The arguments of <c>optimise</c>.</summary>
public sealed class OptimiseInput : ReadInput
{
    /// <summary>What there should be most of.</summary>
    [Description("What there should be most of: score, ecv or alignment")]
    [FlagAlias("objective", 'o')]
    public string ObjectiveFlag { get; set; } = "";

    /// <summary>What it may cost.</summary>
    [Description("What the set may cost; the portfolio's own budget if absent")]
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
}

/// <summary>Finds the best set of initiatives.</summary>
[Description(
    "Find the best set of initiatives within budget and people, with proof",
    Name = "optimise"
)]
public sealed class OptimiseCommand(IServiceProvider services) : JasperFxAsyncCommand<OptimiseInput>
{
    public override Task<bool> Execute(OptimiseInput input) => Verbs.ReadAsync(
        services, "optimise", input.PortfolioFlag, cancel =>
        services.GetRequiredService<OptimiseVerb>().RunAsync(
            input, Screen.Output(), Console.OpenStandardOutput, Console.Error, cancel));
}
