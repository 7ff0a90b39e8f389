namespace PortfolioLedger.Imports;

/// <summary>What matters most about an import, in one sentence.</summary>
internal static class ImportHeadline
{
    /// <summary>The first line of a report.</summary>
    public static string Of(ImportReport report) => report.Outcome switch
    {
        ImportOutcome.BrokenOff =>
            $"The import into '{report.Portfolio}' was broken off: {report.Fault} "
            + "Repeat it: rows that are in the ledger are recognised.",
        ImportOutcome.DryRun when report.AllRefused =>
            $"Dry run into '{report.Portfolio}': nothing would be imported, "
            + $"{All(report.Rows.Read, "are")} refused.",
        _ when report.AllRefused =>
            $"Nothing imported: {All(report.Rows.Read, "were")} refused.",
        ImportOutcome.Refused => $"Nothing was imported into '{report.Portfolio}': "
            + $"{Kept(report)} (--strict).",
        ImportOutcome.DryRun => $"Dry run into '{report.Portfolio}', nothing was written: "
            + $"{Some(report.Rows.Imported, report)} would be imported{Rest(report)}.",
        _ when report.Events.Count == 0 => $"Nothing new for '{report.Portfolio}'{Rest(report)}.",
        _ => $"{Some(report.Rows.Imported, report)} imported into '{report.Portfolio}'"
            + $"{Rest(report)}.",
    };

    private static string All(int rows, string verb) => rows == 1
        ? $"the only row {(verb == "are" ? "is" : "was")}" : $"all {rows} rows {verb}";

    private static string Some(int rows, ImportReport report) =>
        $"{rows} of {Rows(report.Rows.Read)}";

    private static string Rest(ImportReport report) => string.Concat(
        Part(report.Rows.Refused, "refused"), Part(report.Rows.Conflicting, "in conflict"),
        Part(report.Rows.Unchanged, "unchanged"), Part(report.Rows.Recognised, "recognised"));

    private static string Part(int rows, string what) => rows == 0 ? "" : $", {rows} {what}";

    private static string Kept(ImportReport report) =>
        (report.Rows.Refused, report.Rows.Conflicting) switch
        {
            (var refused, 0) => $"{Rows(refused)} {Is(refused)} refused",
            (0, var conflicting) => $"{Rows(conflicting)} {Is(conflicting)} in conflict",
            (var refused, var conflicting) => $"{Rows(refused)} {Is(refused)} refused and "
                + $"{conflicting} in conflict",
        };

    private static string Rows(int count) => count == 1 ? "1 row" : $"{count} rows";

    private static string Is(int count) => count == 1 ? "is" : "are";
}
