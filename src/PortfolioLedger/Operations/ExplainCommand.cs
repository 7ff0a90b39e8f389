using JasperFx.CommandLine;
using PortfolioLedger.Journaling;

namespace PortfolioLedger.Operations;

/// <summary>The arguments of <c>explain</c>.</summary>
public sealed class ExplainInput
{
    /// <summary>About which portfolio.</summary>
    [Description("The key of the portfolio")]
    [FlagAlias("portfolio", 'p')]
    public string PortfolioFlag { get; set; } = "";

    /// <summary>Whose rank.</summary>
    [Description("The key of the initiative whose rank is explained")]
    [FlagAlias("initiative", 'i')]
    public string InitiativeFlag { get; set; } = "";

    /// <summary>The earlier book.</summary>
    [Description("From: a position, a date (its end), an instant or cycle:<key>")]
    [FlagAlias("from", 'f')]
    public string FromFlag { get; set; } = "";

    /// <summary>The later book.</summary>
    [Description("To, in the same forms; now if absent")]
    [FlagAlias("to", 't')]
    public string ToFlag { get; set; } = "";

    /// <summary>About one business day.</summary>
    [Description("Both books on this business day")]
    [FlagAlias("day", 'd')]
    public string DayFlag { get; set; } = "";

    /// <summary>Restated.</summary>
    [Description("Restate with this scoring model: key or key@version")]
    [FlagAlias("model", 'm')]
    public string ModelFlag { get; set; } = "";

    /// <summary>Shapley values too.</summary>
    [Description("Also share the change out independently of the order (Shapley)")]
    [FlagAlias("order-free", true)]
    public bool OrderFreeFlag { get; set; }

    /// <summary>For programs.</summary>
    [Description("The answer of the API as JSON")]
    [FlagAlias("json", 'j')]
    public bool JsonFlag { get; set; }

    /// <summary>The question.</summary>
    internal ViewQuestion Question => new(PortfolioFlag, "ranking/explanation")
    {
        Model = ModelFlag,
        Query = ViewQuestion.QueryOf(("initiative", InitiativeFlag), ("from", FromFlag), ("to", ToFlag),
            ("day", DayFlag), ("attribution", OrderFreeFlag ? "order-free" : "")),
    };
}

/// <summary>Says why a rank changed.</summary>
[Description("Say why an initiative's rank changed, decision by decision", Name = "explain")]
public sealed class ExplainCommand(IServiceProvider services) : JasperFxAsyncCommand<ExplainInput>
{
    /// <inheritdoc/>
    public override Task<bool> Execute(ExplainInput input) => Verbs.RunAsync(async cancel =>
    {
        await services.GetRequiredService<SchemaStart>().StartAsync(cancel);
        if (!input.JsonFlag)
            return await services.GetRequiredService<ExplainVerb>().RunAsync(
                input.Question, Verbs.Output(), Console.Error, cancel);
        await using var output = Console.OpenStandardOutput();
        return await services.GetRequiredService<ExportVerb>().RunAsync(
            input.Question, null, output, Console.Error, cancel);
    });
}
