using System.Collections.Immutable;
using System.Globalization;
using PortfolioLedger.Imports.Jobs;
using PortfolioLedger.Imports.Lists;
using PortfolioLedger.Pages;

namespace PortfolioLedger.Imports.Browser;

/// <summary>The second step of an import: how a file is read, and what it would record.</summary>
/// <param name="Links">Of the portfolio.</param>
/// <param name="Token">The hidden field of the forms, HTML.</param>
/// <param name="Address">Of this page.</param>
/// <param name="File">What its sender calls it.</param>
/// <param name="Bytes">How large it is.</param>
/// <param name="Kind">What was chosen.</param>
/// <param name="Lists">Which lists it can hold; none of a history.</param>
/// <param name="Tables">Of the file.</param>
/// <param name="Day">The day as it was stated.</param>
/// <param name="Overwrite">Cells that overturn later decisions are recorded too.</param>
/// <param name="Strict">Nothing is recorded when a row is refused.</param>
/// <param name="Until">When the file is deleted.</param>
/// <param name="Command">The same on the command line.</param>
/// <param name="Run">The dry run; null as long as the header does not fit.</param>
public sealed record ImportPreviewModel(
    PageLinks Links, string Token, string Address, string File, long Bytes, string Kind,
    ImmutableArray<string> Lists, ImmutableArray<PreviewedTable> Tables, string? Day,
    bool Overwrite, bool Strict, DateTimeOffset Until, string Command, ImportRunModel? Run)
{
    /// <summary>What is wrong with the mapping of a column, by its header.</summary>
    public ImmutableSortedDictionary<string, string> ColumnFaults { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>What is wrong with the whole.</summary>
    public string? Fault { get; init; }

    /// <summary>What is wrong with the day.</summary>
    public string? DayFault { get; init; }

    /// <summary>The table whose columns are mapped by hand; null where there are several.</summary>
    public PreviewedTable? Mapped => Tables is [var only] ? only : null;

    /// <summary>Whether it can be imported as it is.</summary>
    public bool CanImport => Fault is null && ColumnFaults.IsEmpty && DayFault is null
        && Run is { Job.State: ImportState.Succeeded, Report: { IsAllRefused: false } };

    /// <summary>The field of the form for a column.</summary>
    public static string FieldName(int column) =>
        string.Create(CultureInfo.InvariantCulture, $"field-{column}");

    /// <summary>The field of the form for what a column is for.</summary>
    public static string ForName(int column) =>
        string.Create(CultureInfo.InvariantCulture, $"for-{column}");

    /// <summary>How a choice is shown.</summary>
    public static string Words(ColumnOption option) =>
        option.Field == ColumnChoice.Id ? $"Id: {option.Note}"
        : $"{Values.Words(option.Field)}{(option.Needed.Length > 0 ? "*" : "")}: {option.Note}";

    /// <summary>What there is a column for each of, as people call it.</summary>
    public static string Per(string per) => per == "on" ? "day" : per;

    /// <summary>What is wrong with a cell that is shown; null when nothing is known to be.
    /// </summary>
    public string? FaultOf(PreviewedTable table, PreviewedRow row, string header) =>
        Run?.Report?.Faults.FirstOrDefault(f => f.Row.List == table.List && f.Row.Row == row.Row
            && f.Fault.Column == header).Fault?.Detail;
}
