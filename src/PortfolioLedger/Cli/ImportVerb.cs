using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Imports;
using PortfolioLedger.Imports.Lists;
using Spectre.Console;

namespace PortfolioLedger.Cli;

/// <summary>What stands behind <c>import</c> on the command line.</summary>
/// <param name="Mapping">A preset, or the path of a mapping.</param>
/// <param name="File">The path of the CSV or XLSX file.</param>
/// <param name="Portfolio">The key of the portfolio.</param>
/// <param name="DryRun">Decide everything, write nothing.</param>
/// <param name="Strict">Write nothing when any row is refused.</param>
/// <param name="Json">Report as JSON.</param>
public sealed record ImportArguments(
    string Mapping, string File, string Portfolio, bool DryRun = false, bool Strict = false,
    bool Json = false)
{
    /// <summary>Record cells of lists that overturn later decisions.</summary>
    public bool Overwrite { get; init; }

    /// <summary>The day of lists, <c>2026-01-01</c>.</summary>
    public string? EffectiveOn { get; init; }

    /// <summary>The name of a portfolio that is opened.</summary>
    public string? Name { get; init; }

    /// <summary>Its currency.</summary>
    public string? Currency { get; init; }

    /// <summary>Which list of the mapping the file holds.</summary>
    public string? List { get; init; }

    /// <summary>Columns mapped by hand, <c>Projekt=name,Nr=externalId</c>.</summary>
    public string? Columns { get; init; }
}

/// <summary>
/// The command <c>import &lt;preset|mapping.json&gt; &lt;file&gt; --portfolio p</c>. The report
/// goes to one console, progress and faults to the other.
/// </summary>
public sealed class ImportVerb(ImportTarget target, TimeProvider clock)
{
    /// <summary>It ran to the end.</summary>
    public const int Ok = 0;

    /// <summary>
    /// Nothing could be read, every row was refused, or one was and <c>--strict</c> given.
    /// </summary>
    public const int Failed = 1;

    /// <summary>The arguments or the mapping are wrong.</summary>
    public const int Usage = 2;

    /// <summary>In the place of a mapping: a file to fill in is wanted.</summary>
    public const string Template = "template";

    /// <summary>Writes a file to fill in for a mapping.</summary>
    /// <param name="mapping">A preset, or the path of a mapping.</param>
    /// <param name="format"><c>csv</c> or <c>xlsx</c>.</param>
    /// <param name="list">Which list, as CSV; the first if null.</param>
    /// <param name="output">Standard output.</param>
    /// <param name="console">For faults.</param>
    /// <param name="cancel">Stops.</param>
    public static async Task<int> TemplateAsync(string mapping, string format, string? list,
        Stream output, IAnsiConsole console, CancellationToken cancel)
    {
        if (format is not ("csv" or "xlsx"))
            return Fault(console, Usage, "--format must be csv or xlsx.");
        try
        {
            var read = MappingFile.Read(mapping);
            var template = ImportTemplate.Create(read, format, list);
            await output.WriteAsync(template.Bytes, cancel);
            await output.FlushAsync(cancel);
            if (
                format == "csv"
                && list is null
                && read is ListMapping { Lists: { Length: > 1 } lists }
            )
                console.WriteLine(
                    $"This is the list {lists[0].Of}. --list names another: "
                        + $"{string.Join(", ", lists.Skip(1).Select(l => l.Of))}; --format xlsx "
                        + "has all."
                );
            return Ok;
        }
        catch (MappingException fault)
        {
            return Fault(console, Usage, fault.Message);
        }
        catch (FormatException fault)
        {
            return Fault(
                console,
                Usage,
                $"{(format == "xlsx" ? "--format" : "--list")} {fault.Message}."
            );
        }
    }

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
            if (Adjusted(arguments, ref mapping) is { } fault)
                return Fault(console, Usage, fault);
            if (OptionsOf(arguments, out var options) is { } wrong)
                return Fault(console, Usage, wrong);
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

    /// <summary>Adjusts a mapping to the file; otherwise says which flag is wrong.</summary>
    private static string? Adjusted(ImportArguments arguments, ref IMapping mapping)
    {
        var flag = "--list";
        try
        {
            mapping = HandMapping.OfList(mapping, arguments.List);
            flag = "--columns";
            if (arguments.Columns is { } columns)
                mapping = HandMapping.WithColumns(mapping, HandMapping.Parse(columns));
            return null;
        }
        catch (FormatException wrong)
        {
            return $"{flag} {wrong.Message}.";
        }
    }

    /// <summary>How the import is run; otherwise which argument is wrong.</summary>
    private static string? OptionsOf(ImportArguments arguments, out ImportOptions options)
    {
        options = new(arguments.DryRun, arguments.Strict) { Overwrite = arguments.Overwrite };
        if (arguments.EffectiveOn is { } day)
        {
            if (!DateOnly.TryParseExact(day, "yyyy-MM-dd", out var on))
                return $"--effective-on must be a date like 2026-01-01, not '{day}'.";
            options = options with { EffectiveOn = on };
        }
        if (arguments is { Name: null, Currency: null })
            return null;
        if (string.IsNullOrWhiteSpace(arguments.Name)
            || !Core.Kernel.Currency.TryParse(arguments.Currency, out var currency))
            return "Give --name and --currency together, the currency as three capital letters.";
        options = options with { Open = new(arguments.Name, currency) };
        return null;
    }

    private static void Write(ImportReport report, bool json, TextWriter output)
    {
        if (json)
            output.WriteLine(ReportJson.Of(report));
        else
            ImportReportText.Write(report, output);
        output.Flush();
    }

    private static int Fault(IAnsiConsole console, int code, string message)
    {
        console.Profile.Out.Writer.WriteLine($"import: {message}");
        return code;
    }
}
