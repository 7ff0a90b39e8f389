using JasperFx.CommandLine;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Cli;

/// <summary>The arguments of <c>export</c>.</summary>
public sealed class ExportInput : QuestionInput
{
    /// <summary>Which form.</summary>
    [Description("json, csv, ndjson or xlsx; json if absent")]
    [FlagAlias("format", 'f')]
    public string FormatFlag { get; set; } = "";

    /// <summary>Where to.</summary>
    [Description("A file; standard output if absent")]
    [FlagAlias("output", 'o')]
    public string OutputFlag { get; set; } = "";
}

/// <summary>Writes a view to a file or to standard output.</summary>
[Description("Write a view, byte for byte as the API answers", Name = "export")]
public sealed class ExportCommand(IServiceProvider services) : JasperFxAsyncCommand<ExportInput>
{
    public override Task<bool> Execute(ExportInput input) => Verbs.ReadAsync(
        services, "export", input.PortfolioFlag, async cancel =>
    {
        if (input.FormatFlag == Format.Xlsx.Name && input.OutputFlag.Length == 0
            && !Console.IsOutputRedirected)
        {
            await Console.Error.WriteLineAsync("export: a workbook needs a file: --output <file>.");
            return Verbs.Usage;
        }
        if (input.JsonFlag && input.FormatFlag is not ("" or "json"))
        {
            await Console.Error.WriteLineAsync(
                $"export: --json and --format {input.FormatFlag} exclude each other.");
            return Verbs.Usage;
        }
        await using var output = Console.OpenStandardOutput();
        return await services.GetRequiredService<ExportVerb>().RunAsync(
            input.Question with { Format = input.FormatFlag }, input.OutputFlag, output,
            Console.Error, cancel);
    });
}
