using JasperFx.CommandLine;
using PortfolioLedger.Imports;
using PortfolioLedger.Journaling;
using Spectre.Console;

namespace PortfolioLedger.Operations;

/// <summary>The arguments of <c>import</c>.</summary>
public sealed class ImportInput
{
    /// <summary>Which columns mean what.</summary>
    [Description("A preset (nyc-capital-projects, kubernetes-enhancements) or the path of a mapping file")]
    public string Mapping { get; set; } = "";

    /// <summary>The history.</summary>
    [Description("The CSV file")]
    public string File { get; set; } = "";

    /// <summary>Into which portfolio.</summary>
    [Description("The key of the portfolio; it is opened if there is none")]
    [FlagAlias("portfolio", 'p')]
    public string PortfolioFlag { get; set; } = "";

    /// <summary>Only look.</summary>
    [Description("Decide everything, write nothing")]
    [FlagAlias("dry-run", 'n')]
    public bool DryRunFlag { get; set; }

    /// <summary>All or nothing.</summary>
    [Description("Write nothing when any row is refused")]
    [FlagAlias("strict", 's')]
    public bool StrictFlag { get; set; }

    /// <summary>For programs.</summary>
    [Description("Report as JSON")]
    [FlagAlias("json", 'j')]
    public bool JsonFlag { get; set; }
}

/// <summary>Takes over a history kept elsewhere.</summary>
[Description("Import a history from a CSV file, as claims of its source", Name = "import")]
public sealed class ImportCommand : JasperFxAsyncCommand<ImportInput>
{
    private readonly IServiceProvider _services;

    /// <summary>With the services of the application.</summary>
    public ImportCommand(IServiceProvider services)
    {
        _services = services;
        Usage("Import a history").Arguments(x => x.Mapping, x => x.File);
    }

    /// <inheritdoc/>
    public override async Task<bool> Execute(ImportInput input)
    {
        var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = true;
            stop.Cancel();
        };
        await _services.GetRequiredService<SchemaStart>().StartAsync(stop.Token);
        var errors = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        var code = await _services.GetRequiredService<ImportVerb>().RunAsync(
            new(input.Mapping, input.File, input.PortfolioFlag, input.DryRunFlag, input.StrictFlag, input.JsonFlag),
            Console.Out, errors, stop.Token);
        Environment.ExitCode = code;
        return code == ImportVerb.Ok;
    }
}
