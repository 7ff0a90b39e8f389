using JasperFx.CommandLine;
using PortfolioLedger.Api;

namespace PortfolioLedger.Operations;

/// <summary>What the verb <c>report</c> can do.</summary>
public enum ReportAction
{
    /// <summary>Makes one, keeps it and writes its result.</summary>
    run,
    /// <summary>Shows which there are.</summary>
    list,
}

/// <summary>The arguments of <c>report</c>.</summary>
public sealed class ReportInput
{
    /// <summary>What to do.</summary>
    [Description("run or list")]
    public ReportAction Action { get; set; }

    /// <summary>Which report.</summary>
    [Description("The key of the report to run")]
    public string Report { get; set; } = "";

    /// <summary>Of which portfolio.</summary>
    [Description("The key of the portfolio")]
    [FlagAlias("portfolio", 'p')]
    public string PortfolioFlag { get; set; } = "";

    /// <summary>Which form.</summary>
    [Description("json, csv, ndjson or xlsx; json if absent")]
    [FlagAlias("format", 'f')]
    public string FormatFlag { get; set; } = "";

    /// <summary>Where to.</summary>
    [Description("A file; standard output if absent")]
    [FlagAlias("out", 'o')]
    public string OutFlag { get; set; } = "";

    /// <summary>For programs.</summary>
    [Description("JSON instead of a table for list")]
    [FlagAlias("json", 'j')]
    public bool JsonFlag { get; set; }
}

/// <summary>Makes saved reports, or lists them.</summary>
[Description("Make a saved report and keep its result, or list the reports", Name = "report")]
public sealed class ReportCommand : JasperFxAsyncCommand<ReportInput>
{
    private readonly IServiceProvider _services;

    /// <summary>With what the application consists of.</summary>
    public ReportCommand(IServiceProvider services)
    {
        _services = services;
        Usage("List the reports").Arguments(i => i.Action);
        Usage("Make a report").Arguments(i => i.Action, i => i.Report);
    }

    /// <inheritdoc/>
    public override Task<bool> Execute(ReportInput input) => Verbs.ReadAsync(_services, async cancel =>
    {
        await using var output = Console.OpenStandardOutput();
        if (input.Action == ReportAction.list)
        {
            var question = new ViewQuestion(input.PortfolioFlag, "reports") { Verb = "report" };
            return input.JsonFlag
                ? await _services.GetRequiredService<ExportVerb>().RunAsync(
                    question, null, output, Console.Error, cancel)
                : await _services.GetRequiredService<ReplayVerb>().RunAsync(
                    question, Verbs.Output(), Console.Error, cancel);
        }
        if (input.FormatFlag == Format.Xlsx.Name && input.OutFlag.Length == 0 && !Console.IsOutputRedirected)
        {
            await Console.Error.WriteLineAsync("report: a workbook needs a file: --out <file>.");
            return Verbs.Usage;
        }
        return await _services.GetRequiredService<ReportVerb>().RunAsync(
            input.PortfolioFlag, input.Report, input.FormatFlag, input.OutFlag, output, Console.Error, cancel);
    });
}
