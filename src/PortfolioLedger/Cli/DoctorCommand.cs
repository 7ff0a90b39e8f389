using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using JasperFx.CommandLine;
using PortfolioLedger.Doctor;
using Spectre.Console;

namespace PortfolioLedger.Cli;

/// <summary>The arguments of <c>doctor</c>.</summary>
public sealed class DoctorInput
{
    /// <summary>For programs.</summary>
    [Description("Report as JSON")]
    [FlagAlias("json", 'j')]
    public bool JsonFlag { get; set; }
}

/// <summary>Examines the ledger.</summary>
[Description("Examine the ledger: server, settings, schema, journal", Name = "doctor")]
public sealed class DoctorCommand(IServiceProvider services) : JasperFxAsyncCommand<DoctorInput>
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    public override Task<bool> Execute(DoctorInput input) => Verbs.RunAsync(async cancel =>
    {
        var report = await services.GetRequiredService<LedgerDiagnostics>().ExamineAsync(
            (portfolio, at, last) => Console.Error.WriteLine($"{portfolio} {at * 100 / last} %"),
            cancel);
        Write(report, input.JsonFlag, Screen.Output());
        return report.ExitCode;
    });

    /// <summary>Writes the report, as JSON or as a table.</summary>
    internal static void Write(DoctorReport report, bool json, IAnsiConsole output)
    {
        if (json)
        {
            output.Profile.Out.Writer.WriteLine(JsonSerializer.Serialize(report, Json));
            return;
        }
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumns("check", "portfolio", "status", "detail");
        foreach (var one in report.Checks)
            table.AddRow(new Text(one.Check), new Text(one.Portfolio ?? ""), Status(one.Status),
                new Text(one.Detail));
        output.Write(table);
    }

    private static Text Status(CheckStatus status) => new(
        status.ToString().ToLowerInvariant(), status switch
        {
            CheckStatus.Ok => Color.Green,
            CheckStatus.Warning => Color.Yellow,
            _ => Color.Red,
        });
}
