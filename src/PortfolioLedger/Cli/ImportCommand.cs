using JasperFx.CommandLine;
using PortfolioLedger.Files;
using PortfolioLedger.Imports;
using PortfolioLedger.Journaling.Setup;
using Spectre.Console;

namespace PortfolioLedger.Cli;

/// <summary>The arguments of <c>import</c>.</summary>
public sealed class ImportInput
{
    /// <summary>Which columns mean what.</summary>
    [Description(
        "A preset (current-lists, opening-balances, jira-issues, nyc-capital-projects, "
            + "uk-major-projects, canada-it-projects, kubernetes-enhancements), the path of a "
            + "mapping file, or template or reverse"
    )]
    public string Mapping { get; set; } = "";

    /// <summary>What is imported.</summary>
    [Description("The CSV or XLSX file; behind template, the mapping; behind reverse, the id of "
        + "the import")]
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

    /// <summary>Also what was decided later.</summary>
    [Description("Record cells of lists that overturn decisions taken after the list spoke")]
    [FlagAlias("overwrite", true)]
    public bool OverwriteFlag { get; set; }

    /// <summary>The day of lists.</summary>
    [Description("The day of current lists, the cut-over day of opening balances; today if absent")]
    [FlagAlias("effective-on", 'e')]
    public string? EffectiveOnFlag { get; set; }

    /// <summary>The name of a portfolio that is opened.</summary>
    [Description("Name of the portfolio, if it is opened and the mapping does not say")]
    [FlagAlias("name", true)]
    public string? NameFlag { get; set; }

    /// <summary>The currency of a portfolio that is opened.</summary>
    [Description("Its currency, like USD")]
    [FlagAlias("currency")]
    public string? CurrencyFlag { get; set; }

    /// <summary>The format of a template.</summary>
    [Description("Of a template: csv or xlsx; by the name of the output if absent, else csv")]
    [FlagAlias("format")]
    public string FormatFlag { get; set; } = "";

    /// <summary>Columns that the mapping does not know.</summary>
    [Description("Columns mapped by hand: header=field, header=field and what it is for, "
        + "header=externalId or header=ignore; several with commas between them")]
    [FlagAlias("columns", true)]
    [Several]
    public string? ColumnsFlag { get; set; }

    /// <summary>The list of a file, or of a template.</summary>
    [Description("Which list of the mapping the file holds; of a template: which list, as csv")]
    [FlagAlias("list")]
    public string? ListFlag { get; set; }

    /// <summary>Where a template goes.</summary>
    [Description("Of a template: a file; standard output if absent")]
    [FlagAlias("output", 'o')]
    public string OutputFlag { get; set; } = "";

    /// <summary>Why an import is reversed.</summary>
    [Description("Of reverse: why, at least ten characters")]
    [FlagAlias("reason", true)]
    public string ReasonFlag { get; set; } = "";

    /// <summary>For programs.</summary>
    [Description("Report as JSON")]
    [FlagAlias("json", 'j')]
    public bool JsonFlag { get; set; }
}

/// <summary>Takes over histories and lists kept elsewhere.</summary>
[Description(
    "Import a history or lists from a CSV or XLSX file, as claims of their source",
    Name = "import"
)]
public sealed class ImportCommand : JasperFxAsyncCommand<ImportInput>
{
    private readonly IServiceProvider _services;

    /// <summary>With the services of the application.</summary>
    public ImportCommand(IServiceProvider services)
    {
        _services = services;
        Usage("Import a file").Arguments(x => x.Mapping, x => x.File);
    }

    public override async Task<bool> Execute(ImportInput input)
    {
        var errors = Screen.Errors();
        if (input.Mapping == ImportVerb.Template)
            return await Verbs.RunAsync(cancel => TemplateAsync(input, errors, cancel));
        if (input.Mapping == ReversalVerb.Reverse)
            return await Verbs.ReadAsync(_services, "import", input.PortfolioFlag, cancel =>
                _services.GetRequiredService<ReversalVerb>().RunAsync(
                    input.PortfolioFlag, input.File, input.ReasonFlag, input.DryRunFlag,
                    input.JsonFlag, Console.Out, errors, cancel));
        return await Verbs.RunAsync(async cancel =>
        {
            await _services.GetRequiredService<SchemaStart>().StartAsync(cancel);
            return await _services
                .GetRequiredService<ImportVerb>()
                .RunAsync(
                    new(
                        input.Mapping,
                        input.File,
                        input.PortfolioFlag,
                        input.DryRunFlag,
                        input.StrictFlag,
                        input.JsonFlag
                    )
                    {
                        Overwrite = input.OverwriteFlag,
                        EffectiveOn = input.EffectiveOnFlag,
                        Name = input.NameFlag,
                        Currency = input.CurrencyFlag,
                        List = input.ListFlag,
                        Columns = input.ColumnsFlag,
                    },
                    Console.Out,
                    errors,
                    cancel
                );
        });
    }

    private static async Task<int> TemplateAsync(
        ImportInput input, IAnsiConsole errors, CancellationToken cancel)
    {
        var format =
            input.FormatFlag.Length > 0 ? input.FormatFlag
            : input.OutputFlag.EndsWith(".xlsx", StringComparison.OrdinalIgnoreCase) ? "xlsx"
            : "csv";
        if (format == "xlsx" && input.OutputFlag.Length == 0 && !Console.IsOutputRedirected)
        {
            errors.WriteLine("import: a workbook needs a file: --output <file>.");
            return Verbs.Usage;
        }
        using var template = new MemoryStream();
        var code = await ImportVerb.TemplateAsync(
            input.File, format, input.ListFlag, template, errors, cancel);
        if (code != Verbs.Ok)
            return code;
        if (input.OutputFlag.Length > 0)
            return await ReadFaults.RunAsync("import", Console.Error, async () =>
            {
                await AtomicFile.WriteAsync(input.OutputFlag, file =>
                    file.WriteAsync(template.ToArray(), cancel).AsTask());
                return Verbs.Ok;
            });
        await using var output = Console.OpenStandardOutput();
        await output.WriteAsync(template.ToArray(), cancel);
        return Verbs.Ok;
    }
}
