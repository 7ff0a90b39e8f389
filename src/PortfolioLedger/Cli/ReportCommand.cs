using JasperFx.CommandLine;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Cli;

/// <summary>What the verb <c>report</c> can do.</summary>
public enum ReportAction
{
    /// <summary>Makes one, keeps it and writes its result.</summary>
    run,
    /// <summary>Shows which there are.</summary>
    list,
}

/// <summary>The arguments of <c>report</c>.</summary>
public sealed class ReportInput : ReadInput
{
    /// <summary>What to do.</summary>
    [Description("run or list")]
    public ReportAction Action { get; set; }

    /// <summary>Which report.</summary>
    [Description("The key of the report to run")]
    public string Report { get; set; } = "";

    /// <summary>Which form.</summary>
    [Description("json, csv, ndjson or xlsx; json if absent")]
    [FlagAlias("format", 'f')]
    public string FormatFlag { get; set; } = "";

    /// <summary>Where to.</summary>
    [Description("A file; standard output if absent")]
    [FlagAlias("output", 'o')]
    public string OutputFlag { get; set; } = "";
}

/// <summary>Makes saved reports, or lists them.</summary>
[Description("Make a saved report and keep its result, or list the reports", Name = "report")]
public sealed class ReportCommand : ReadCommand<ReportInput>
{
    /// <summary>With what the application consists of.</summary>
    public ReportCommand(IServiceProvider services) : base(services)
    {
        Usage("List the reports").Arguments(i => i.Action);
        Usage("Make a report").Arguments(i => i.Action, i => i.Report);
    }

    public override Task<bool> Execute(ReportInput input) => input.Action == ReportAction.list
        ? AnswerAsync(input, new(input.PortfolioFlag, "reports") { Verb = "report" },
            Services.GetRequiredService<ReplayVerb>().RunAsync)
        : Verbs.ReadAsync(
            Services, "report", input.PortfolioFlag, cancel => MakeAsync(input, cancel));

    private async Task<int> MakeAsync(ReportInput input, CancellationToken cancel)
    {
        if (input.FormatFlag == Format.Xlsx.Name && input.OutputFlag.Length == 0
            && !Console.IsOutputRedirected)
        {
            await Console.Error.WriteLineAsync("report: a workbook needs a file: --output <file>.");
            return Verbs.Usage;
        }
        await using var output = Console.OpenStandardOutput();
        return await Services.GetRequiredService<ReportVerb>().RunAsync(input.PortfolioFlag,
            input.Report, input.FormatFlag, input.OutputFlag, output, Console.Error, cancel);
    }
}
