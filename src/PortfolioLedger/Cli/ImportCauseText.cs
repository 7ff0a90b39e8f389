using System.Collections.Immutable;
using System.Globalization;
using PortfolioLedger.Imports;

namespace PortfolioLedger.Cli;

/// <summary>Why rows, or cells of them, are not taken over, for people.</summary>
internal static class ImportCauseText
{
    private const int MaxRanges = 12;

    /// <summary>Where one cause stands, and what it is.</summary>
    public static string Of(RefusalGroup cause) =>
        $"Refused: {(cause.List is null ? "" : $"{cause.List}, ")}rows {Ranges(cause.Rows)} "
        + $"(lines {Ranges(cause.Lines)}){Columns(cause)}: {cause.Code}: {cause.Detail}"
        + Values(cause.Values);

    /// <summary>A later decision: when, by whom, where, what.</summary>
    public static string Of(LaterDecision later) =>
        $"{later.At.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)} by {later.By} "
        + $"(position {later.Position}): {later.Sentence}";

    private static string Columns(RefusalGroup cause) => cause.Columns.Length switch
    {
        0 => "",
        1 => $", column {cause.Columns[0]} ({Cells(cause.Count)})",
        _ => $", columns {string.Join(", ", cause.Columns)} ({Cells(cause.Count)})",
    };

    private static string Cells(int count) => count == 1 ? "1 cell" : $"{count} cells";

    private static string Values(ImmutableArray<string> values) => values.IsEmpty ? ""
        : $"; the cells hold {string.Join(", ", values)}"
            + (values.Length < RefusalGroup.MaxValues ? "" : ", …");

    private static string Ranges(ImmutableArray<NumberRange> ranges) =>
        string.Join(", ", ranges.Take(MaxRanges).Select(Range))
        + (ranges.Length > MaxRanges ? $" and {ranges.Length - MaxRanges} more" : "");

    private static string Range(NumberRange range) => range.From == range.To
        ? range.From.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{range.From}–{range.To}");
}
