using System.Text.Json;
using PortfolioLedger.Core.Kernel;
using Spectre.Console;

namespace PortfolioLedger.Imports;

/// <summary>What stands behind <c>import</c> on the command line.</summary>
/// <param name="Mapping">A preset, or the path of a mapping.</param>
/// <param name="File">The path of the CSV file.</param>
/// <param name="Portfolio">The key of the portfolio.</param>
/// <param name="DryRun">Decide everything, write nothing.</param>
/// <param name="Strict">Write nothing when any row is refused.</param>
/// <param name="Json">Report as JSON.</param>
public sealed record ImportArguments(
    string Mapping, string File, string Portfolio, bool DryRun = false, bool Strict = false,
    bool Json = false);

/// <summary>
/// The command <c>import &lt;preset|mapping.json&gt; &lt;file.csv&gt; --portfolio p</c>. The report
/// goes to one console, progress and faults to the other.
/// </summary>
public sealed class ImportVerb(ImportTarget target, TimeProvider clock)
{
    /// <summary>It ran to the end.</summary>
    public const int Ok = 0;

    /// <summary>Nothing could be read, or a row was refused and <c>--strict</c> given.</summary>
    public const int Failed = 1;

    /// <summary>The arguments or the mapping are wrong.</summary>
    public const int Usage = 2;

    private static readonly JsonSerializerOptions Json = new(LedgerJson.Create())
    {
        WriteIndented = true,
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.Never,
    };

    /// <summary>Runs the import and answers with the exit code.</summary>
    /// <param name="arguments">As given on the command line.</param>
    /// <param name="output">For the report: standard output.</param>
    /// <param name="console">For progress and faults: standard error.</param>
    /// <param name="cancel">Stops the import.</param>
    public async Task<int> RunAsync(
        ImportArguments arguments, TextWriter output, IAnsiConsole console,
        CancellationToken cancel)
    {
        try
        {
            if (string.IsNullOrEmpty(arguments.Portfolio))
                return Fault(console, Usage,
                    "Say which portfolio to import into: --portfolio <key>.");
            if (!Key.TryParse(arguments.Portfolio, out var portfolio))
                return Fault(console, Usage,
                    $"'{arguments.Portfolio}' is no portfolio key: it must be {Key.Form}.");
            var mapping = MappingFile.Read(arguments.Mapping);
            var options = new ImportOptions(arguments.DryRun, arguments.Strict);
            var report = await ProgressDisplay.RunAsync(console, progress =>
                new Importer(target, clock)
                .RunAsync(mapping, portfolio, arguments.File, options, progress, cancel));
            Write(report, arguments.Json, output);
            return report.ExitCode;
        }
        catch (MappingException fault)
        {
            return Fault(console, Usage, fault.Message);
        }
        catch (ImportException fault)
        {
            return Fault(console, Failed, fault.Message);
        }
    }

    private static void Write(ImportReport report, bool json, TextWriter output)
    {
        if (json)
            output.WriteLine(JsonSerializer.Serialize(report, Json));
        else
            ReportText.Write(report, output);
        output.Flush();
    }

    private static int Fault(IAnsiConsole console, int code, string message)
    {
        console.Profile.Out.Writer.WriteLine($"import: {message}");
        return code;
    }
}
