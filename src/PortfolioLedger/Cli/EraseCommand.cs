using JasperFx.CommandLine;

namespace PortfolioLedger.Cli;

/// <summary>The arguments of <c>erase</c>.</summary>
public sealed class EraseInput
{
    /// <summary>Whose words.</summary>
    [Description("Whose words: feedback/<key> or stakeholder/<key>")]
    public string Subject { get; set; } = "";

    /// <summary>In which portfolio.</summary>
    [Description("The key of the portfolio")]
    [FlagAlias("portfolio", 'p')]
    public string PortfolioFlag { get; set; } = "";

    /// <summary>Why.</summary>
    [Description("Why, at least ten characters; it stays for ever, so without the words and names")]
    [FlagAlias("reason", true)]
    public string ReasonFlag { get; set; } = "";

    /// <summary>Which of its texts.</summary>
    [Description("Only the texts that these events recorded, like 12,15; all if absent")]
    [FlagAlias("positions", true), Several]
    public string PositionsFlag { get; set; } = "";

    /// <summary>Only look.</summary>
    [Description("Tell what would be erased, erase nothing")]
    [FlagAlias("dry-run", 'n')]
    public bool DryRunFlag { get; set; }

    /// <summary>Do not ask.</summary>
    [Description("Do not ask whether it is meant")]
    [FlagAlias("yes", 'y')]
    public bool YesFlag { get; set; }

    /// <summary>For programs.</summary>
    [Description("Report as JSON")]
    [FlagAlias("json", 'j')]
    public bool JsonFlag { get; set; }
}

/// <summary>Erases words of persons.</summary>
[Description(
    "Erase words of a customer or names of a stakeholder for good; proofs and digests stay",
    Name = "erase"
)]
public sealed class EraseCommand(IServiceProvider services) : JasperFxAsyncCommand<EraseInput>
{
    public override Task<bool> Execute(EraseInput input) =>
        Verbs.ReadAsync(services, "erase", input.PortfolioFlag, cancel =>
            services.GetRequiredService<EraseVerb>().RunAsync(
                new(input.PortfolioFlag, input.Subject, input.ReasonFlag, input.PositionsFlag,
                    input.DryRunFlag, input.JsonFlag),
                input.YesFlag ? null : Confirmation.OfConsole, Console.Out, Console.Error,
                cancel));
}
