using System.Globalization;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Imports;
using PortfolioLedger.Journaling.Writing;
using Spectre.Console;

namespace PortfolioLedger.Cli;

/// <summary>An import's report for people.</summary>
internal static class ImportReportText
{
    /// <summary>Writes it.</summary>
    public static void Write(ImportReport report, TextWriter writer)
    {
        var output = Screen.Over(writer);
        output.WriteLine(Cleared(report.Headline));
        output.WriteLine($"File {report.File}, SHA-256 {report.Sha256}");
        output.WriteLine($"Mapping {report.Mapping}, source {report.Source}, "
            + $"{report.Seconds.ToString("0.0", CultureInfo.InvariantCulture)} s");
        if (report.Import is { } import)
            output.WriteLine($"Import {import}");
        foreach (var cause in Causes(report))
            output.WriteLine(Cleared(ImportCauseText.Of(cause)));
        output.Write(Rows(report.Rows));
        if (report.Events.Count > 0)
            output.Write(Events(report));
        if (report.Outcome == ImportOutcome.DryRun && !report.Preview.IsEmpty)
            output.Write(Preview(report));
        if (!report.ControlTotals.IsEmpty)
            output.Write(Totals(report));
        if (!report.ShortenedKeys.IsEmpty)
            output.Write(Shortened(report));
        if (report.RefusedBecause.Any(IsAlone))
            output.Write(Refused(report));
        if (!report.Conflicts.IsEmpty)
            output.Write(Conflicts(report));
        if (!report.IgnoredColumns.IsEmpty)
            output.WriteLine($"Ignored columns: {string.Join(", ", report.IgnoredColumns)}");
        foreach (var note in report.Notes)
            output.WriteLine($"Note: {note}");
    }

    private static Table Rows(RowCounts rows)
    {
        var table = Plain("Rows", "");
        table.Columns[1].RightAligned();
        Count(table, "read", rows.Read);
        Count(table, "imported", rows.Imported);
        Count(table, "unchanged", rows.Unchanged);
        Count(table, "recognised from an earlier import", rows.Recognised);
        Count(table, "refused", rows.Refused);
        if (rows.Conflicting > 0)
            Count(table, "in conflict with later decisions", rows.Conflicting);
        if (rows.NotWritten > 0)
            Count(table, "not written", rows.NotWritten);
        return table;
    }

    private static Table Events(ImportReport report)
    {
        var table = Plain("Events", "");
        table.Columns[1].RightAligned();
        foreach (var (type, count) in report.Events)
            Count(table, type, count);
        return table;
    }

    private static Table Preview(ImportReport report)
    {
        var table = Plain("First events", "Takes effect", "From row");
        foreach (var shown in report.Preview)
            table.AddRow(Cell(shown.Sentence), Cell(shown.EffectiveOn.ToString("O")),
                Cell(shown.Cause));
        return table;
    }

    private static Table Totals(ImportReport report)
    {
        var table = Plain("Control totals", "", "stated", "in the ledger", "difference");
        foreach (var index in (int[])[2, 3, 4])
            table.Columns[index].RightAligned();
        foreach (var total in report.ControlTotals)
            table.AddRow(Cell(total.List), Cell(total.Figure), Figure(total.Stated),
                Figure(total.Recorded), Figure(total.Difference));
        return table;
    }

    private static Table Shortened(ImportReport report)
    {
        var table = Plain("Shortened keys", "", "Whole text");
        foreach (var (kind, key, text) in report.ShortenedKeys)
            table.AddRow(Cell(Subject.NameOf(kind)), Cell(key.Value), Cell(text));
        return table;
    }

    private static Text Figure(decimal figure) =>
        Cell(figure.ToString("0.##########", CultureInfo.InvariantCulture));

    /// <summary>What is wrong in several places is one message, above the table.</summary>
    private static IEnumerable<RefusalGroup> Causes(ImportReport report) =>
        report.RefusedBecause.Where(cause => !IsAlone(cause));

    private static bool IsAlone(RefusalGroup cause) => cause.Count == 1;

    private static Table Refused(ImportReport report)
    {
        var told = Causes(report).Select(c => (c.Code, c.Detail, c.List)).ToHashSet();
        var table = Plain("Row", "Line", "Id", "Column", "Value", "Refused because");
        foreach (var row in report.Refused)
        foreach (var fault in row.Faults)
            if (!told.Contains((fault.Code, fault.Detail, row.List)))
                table.AddRow(
                    Place(row.List, row.Row), Number(row.Line), Cell(row.ExternalId),
                    Cell(fault.Column), Cell(fault.Value),
                    Cell($"{fault.Code}: {fault.Detail}"));
        return table;
    }

    private static Table Conflicts(ImportReport report)
    {
        var table = Plain("Row", "Line", "Id", "Column", "The list says",
            report.Conflicts[0].Overwritten ? "Overturns (--overwrite)" : "Decided since");
        foreach (var conflict in report.Conflicts)
            table.AddRow(
                Place(conflict.List, conflict.Row), Number(conflict.Line),
                Cell(conflict.ExternalId), Cell(conflict.Column), Cell(conflict.Value),
                Cell(ImportCauseText.Of(conflict.Since)));
        return table;
    }

    private static Text Place(string? list, int row) =>
        Cell((list is null ? "" : $"{list} ") + row.ToString(CultureInfo.InvariantCulture));

    private static Text Number(long number) =>
        Cell(number.ToString(CultureInfo.InvariantCulture));

    private static Table Plain(params ReadOnlySpan<string> columns)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in columns)
            table.AddColumn(column);
        return table;
    }

    private static void Count(Table table, string what, int count) =>
        table.AddRow(Cell(what), Cell(count.ToString(CultureInfo.InvariantCulture)));

    // Values come from the file: control characters must not reach the terminal.
    private static Text Cell(string? text) => new(Cleared(text));

    private static string Cleared(string? text) =>
        string.Concat((text ?? "").Select(c => char.IsControl(c) ? ' ' : c));
}
