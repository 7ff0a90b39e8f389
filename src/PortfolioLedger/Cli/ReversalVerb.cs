using System.Collections.Immutable;
using System.Globalization;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Imports.Reversals;
using Spectre.Console;

namespace PortfolioLedger.Cli;

/// <summary>The command <c>import reverse &lt;id&gt; --portfolio p --reason "…"</c>.</summary>
internal sealed class ReversalVerb(ImportReversals reversals)
{
    /// <summary>In the place of a mapping: an import is to be reversed.</summary>
    public const string Reverse = "reverse";

    /// <summary>Reverses the import and answers with the exit code.</summary>
    /// <param name="portfolio">The key of the portfolio, which exists.</param>
    /// <param name="import">The id of the import.</param>
    /// <param name="reason">Why.</param>
    /// <param name="dryRun">Decide everything, write nothing.</param>
    /// <param name="json">Report as JSON.</param>
    /// <param name="output">Standard output.</param>
    /// <param name="console">For progress and faults: standard error.</param>
    /// <param name="cancel">Stops it before it is recorded.</param>
    public Task<int> RunAsync(
        string portfolio, string import, string reason, bool dryRun, bool json, TextWriter output,
        IAnsiConsole console, CancellationToken cancel)
    {
        var errors = console.Profile.Out.Writer;
        return ReadFaults.RunAsync("import", errors, async () =>
        {
            if (reason.Trim().Length < Grounds.MinRationaleLength)
            {
                await errors.WriteLineAsync("import: say why the import is reversed: --reason "
                    + $"\"<at least {Grounds.MinRationaleLength} characters>\".");
                return Verbs.Usage;
            }
            var reversal = await ProgressDisplay.RunAsync(console, progress => reversals.RunAsync(
                Key.Parse(portfolio), import, new(reason), Verbs.Caller, dryRun, progress, cancel));
            if (json)
                await output.WriteLineAsync(ReportJson.Of(reversal));
            else
                Write(reversal, output);
            await output.FlushAsync(cancel);
            return Verbs.Ok;
        });
    }

    private static void Write(ImportReversal reversal, TextWriter writer)
    {
        var output = Screen.Over(writer);
        var count = reversal.Events.Values.Sum();
        var events = $"{count} event{(count == 1 ? "" : "s")}, positions {reversal.First} to "
            + $"{reversal.Last}";
        output.WriteLine(reversal.DryRun
            ? $"Dry run: the import {reversal.Import} can be reversed ({events}); nothing was "
                + "written."
            : $"Reversed the import {reversal.Import} at position {reversal.Position}: {events}.");
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumns("Events", "");
        table.Columns[1].RightAligned();
        foreach (var (type, number) in reversal.Events)
            table.AddRow(
                Markup.Escape(type), number.ToString(CultureInfo.InvariantCulture));
        output.Write(table);
        foreach (var kept in reversal.Kept)
            output.WriteLine($"Stays: {kept}");
    }
}
