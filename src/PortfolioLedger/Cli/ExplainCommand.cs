using JasperFx.CommandLine;

namespace PortfolioLedger.Cli;

/// <summary>The arguments of <c>explain</c>.</summary>
public sealed class ExplainInput : TwoTimesInput
{
    /// <summary>Whose rank.</summary>
    [Description("The key of the initiative whose rank is explained")]
    [FlagAlias("initiative", 'i')]
    public string InitiativeFlag { get; set; } = "";

    /// <summary>Shapley values too.</summary>
    [Description("Also share the change out independently of the order (Shapley)")]
    [FlagAlias("order-free", true)]
    public bool OrderFreeFlag { get; set; }

    /// <summary>The question.</summary>
    internal ViewFlags Question => Between("explain", "ranking/explanation",
        ("initiative", InitiativeFlag), ("attribution", OrderFreeFlag ? "order-free" : ""));
}

/// <summary>Says why a rank changed.</summary>
[Description("Say why an initiative's rank changed, decision by decision", Name = "explain")]
public sealed class ExplainCommand(IServiceProvider services) : ReadCommand<ExplainInput>(services)
{
    public override Task<bool> Execute(ExplainInput input) => AnswerAsync(
        input, input.Question, Services.GetRequiredService<ExplainVerb>().RunAsync);
}
