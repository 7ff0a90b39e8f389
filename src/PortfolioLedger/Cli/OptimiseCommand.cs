using JasperFx.CommandLine;

namespace PortfolioLedger.Cli;

/// <summary>The arguments of <c>optimise</c>.</summary>
public sealed class OptimiseInput : FundingInput
{
    /// <summary>What it may cost.</summary>
    [Description("What the set may cost; the portfolio's own budget if absent")]
    [FlagAlias("budget", 'b')]
    public string BudgetFlag { get; set; } = "";
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
