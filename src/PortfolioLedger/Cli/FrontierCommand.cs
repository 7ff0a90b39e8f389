using JasperFx.CommandLine;

namespace PortfolioLedger.Cli;

/// <summary>The arguments of <c>frontier</c>.</summary>
public sealed class FrontierInput : FundingInput
{
    /// <summary>Within which the ranking is compared.</summary>
    [Description("Within which funding in rank order is compared; the portfolio's own if absent")]
    [FlagAlias("budget", 'b')]
    public string BudgetFlag { get; set; } = "";

    /// <summary>How many points.</summary>
    [Description("At most so many points, 2 to 200; 40 if absent")]
    [FlagAlias("points", 'n')]
    public string PointsFlag { get; set; } = "";
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
