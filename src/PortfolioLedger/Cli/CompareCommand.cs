using JasperFx.CommandLine;

namespace PortfolioLedger.Cli;

/// <summary>The arguments of <c>compare</c>.</summary>
public sealed class CompareInput : TwoTimesInput
{
    /// <summary>What is compared.</summary>
    [Description("ranking, alignment, value-streams, outcomes or initiatives; ranking if absent")]
    [FlagAlias("view", 'v')]
    public string ViewFlag { get; set; } = "ranking";

    /// <summary>The question.</summary>
    internal ViewFlags Question => Between("compare", ViewFlag switch
    {
        "outcomes" or "initiatives" => $"{ViewFlag}-comparison",
        var view => $"{view}/comparison",
    });
}

/// <summary>Shows two times side by side.</summary>
[Description("Show a view of two times side by side", Name = "compare")]
public sealed class CompareCommand(IServiceProvider services) : ReadCommand<CompareInput>(services)
{
    public override Task<bool> Execute(CompareInput input) => AnswerAsync(
        input, input.Question, Services.GetRequiredService<ReplayVerb>().RunAsync);
}
