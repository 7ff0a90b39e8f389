using JasperFx.CommandLine;

namespace PortfolioLedger.Cli;

/// <summary>The arguments of <c>replay</c>.</summary>
public sealed class ReplayInput : QuestionInput;

/// <summary>Shows a view as it was.</summary>
[Description("Show a view as it was known then, with its digest", Name = "replay")]
public sealed class ReplayCommand(IServiceProvider services) : ReadCommand<ReplayInput>(services)
{
    public override Task<bool> Execute(ReplayInput input) => AnswerAsync(
        input, input.Question with { Verb = "replay" },
        Services.GetRequiredService<ReplayVerb>().RunAsync);
}
