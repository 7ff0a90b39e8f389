using JasperFx.CommandLine;
using PortfolioLedger.Journaling;

namespace PortfolioLedger.Operations;

/// <summary>The arguments of <c>replay</c>.</summary>
public sealed class ReplayInput : QuestionInput
{
    /// <summary>For programs.</summary>
    [Description("The answer of the API as JSON")]
    [FlagAlias("json", 'j')]
    public bool JsonFlag { get; set; }
}

/// <summary>Shows a view as it was.</summary>
[Description("Show a view as it was known then, with its digest", Name = "replay")]
public sealed class ReplayCommand(IServiceProvider services) : JasperFxAsyncCommand<ReplayInput>
{
    /// <inheritdoc/>
    public override Task<bool> Execute(ReplayInput input) => Verbs.RunAsync(async cancel =>
    {
        await services.GetRequiredService<SchemaStart>().StartAsync(cancel);
        if (!input.JsonFlag)
            return await services.GetRequiredService<ReplayVerb>().RunAsync(
                input.Question, Verbs.Output(), Console.Error, cancel);
        await using var output = Console.OpenStandardOutput();
        return await services.GetRequiredService<ExportVerb>().RunAsync(
            input.Question, null, output, Console.Error, cancel);
    });
}
