using JasperFx.CommandLine;

namespace PortfolioLedger.Cli;

/// <summary>The arguments of <c>what-if</c>.</summary>
public sealed class WhatIfInput : ReadInput
{
    /// <summary>Left out.</summary>
    [Description("Positions of events to leave out: 4711,4712")]
    [Several]
    [FlagAlias("without", 'w')]
    public string WithoutFlag { get; set; } = "";

    /// <summary>Another model.</summary>
    [Description("Another scoring model: key or key@version")]
    [FlagAlias("model", 'm')]
    public string ModelFlag { get; set; } = "";

    /// <summary>Other weights.</summary>
    [Description("Other weights of its criteria: value=0.7,risk=0.3")]
    [Several]
    [FlagAlias("weights", true)]
    public string WeightsFlag { get; set; } = "";

    /// <summary>Another budget.</summary>
    [Description("Another budget of the portfolio")]
    [FlagAlias("budget", 'b')]
    public string BudgetFlag { get; set; } = "";

    /// <summary>Commands to try.</summary>
    [Description("A file with commands to try, as the body of a batch")]
    [FlagAlias("commands", 'c')]
    public string CommandsFlag { get; set; } = "";

    /// <summary>A past ranking.</summary>
    [Description("The position whose ranking is asked for; the last if absent")]
    [FlagAlias("as-of-position", true)]
    public string AsOfPositionFlag { get; set; } = "";
}

/// <summary>Shows what the ranking would be.</summary>
[Description(
    "Show what the ranking would be without some events, or with others",
    Name = "what-if"
)]
public sealed class WhatIfCommand(IServiceProvider services) : JasperFxAsyncCommand<WhatIfInput>
{
    public override Task<bool> Execute(WhatIfInput input) => Verbs.ReadAsync(
        services, "what-if", input.PortfolioFlag, cancel =>
        services.GetRequiredService<WhatIfVerb>().RunAsync(
            input, Screen.Output(), Console.OpenStandardOutput, Console.Error, cancel));
}
