using JasperFx.CommandLine;
using PortfolioLedger.Journaling;

namespace PortfolioLedger.Operations;

/// <summary>The arguments of <c>compare</c>.</summary>
public sealed class CompareInput
{
    /// <summary>About which portfolio.</summary>
    [Description("The key of the portfolio")]
    [FlagAlias("portfolio", 'p')]
    public string PortfolioFlag { get; set; } = "";

    /// <summary>What is compared.</summary>
    [Description("ranking, alignment, value-streams, outcomes or initiatives; ranking if absent")]
    [FlagAlias("view", 'v')]
    public string ViewFlag { get; set; } = "ranking";

    /// <summary>The earlier book.</summary>
    [Description("From: a position, a date (its end), an instant or cycle:<key>")]
    [FlagAlias("from", 'f')]
    public string FromFlag { get; set; } = "";

    /// <summary>The later book.</summary>
    [Description("To, in the same forms; now if absent")]
    [FlagAlias("to", 't')]
    public string ToFlag { get; set; } = "";

    /// <summary>About one business day.</summary>
    [Description("Both books on this business day: what became known of it in between")]
    [FlagAlias("day", 'd')]
    public string DayFlag { get; set; } = "";

    /// <summary>Restated.</summary>
    [Description("Restate with this scoring model: key or key@version")]
    [FlagAlias("model", 'm')]
    public string ModelFlag { get; set; } = "";

    /// <summary>For programs.</summary>
    [Description("The answer of the API as JSON")]
    [FlagAlias("json", 'j')]
    public bool JsonFlag { get; set; }

    /// <summary>The question.</summary>
    internal ViewQuestion Question => new(PortfolioFlag, ViewFlag switch
    {
        "outcomes" or "initiatives" => $"{ViewFlag}-comparison",
        var view => $"{view}/comparison",
    })
    {
        Model = ModelFlag,
        Query = ViewQuestion.QueryOf(("from", FromFlag), ("to", ToFlag), ("day", DayFlag)),
    };
}

/// <summary>Shows two times side by side.</summary>
[Description("Show a view of two times side by side", Name = "compare")]
public sealed class CompareCommand(IServiceProvider services) : JasperFxAsyncCommand<CompareInput>
{
    /// <inheritdoc/>
    public override Task<bool> Execute(CompareInput input) => Verbs.RunAsync(async cancel =>
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
