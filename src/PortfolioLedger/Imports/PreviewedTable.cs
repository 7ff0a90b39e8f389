using System.Collections.Immutable;

namespace PortfolioLedger.Imports;

/// <summary>A column of a file, and what it is taken for.</summary>
/// <param name="Header">As it stands in the file.</param>
/// <param name="Field">
/// A field of the list, a column of the history, <c>externalId</c> or <c>ignore</c>; null when it
/// is not recognised.
/// </param>
/// <param name="For">What it is for, where a field has a column for each of something.</param>
/// <param name="Suggested">
/// What a header that is not recognised looks like; null for nothing.
/// </param>
public sealed record PreviewedColumn(
    string Header, string? Field, string? For, string? Suggested = null);

/// <summary>A row of a file before it is understood.</summary>
/// <param name="Row">Row of data, from 1.</param>
/// <param name="Line">Line of the file on which it begins, from 1.</param>
/// <param name="Cells">As they stand there.</param>
public sealed record PreviewedRow(int Row, long Line, ImmutableArray<string> Cells);

/// <summary>What a column can be mapped to.</summary>
/// <param name="Field">As in <c>columns</c>.</param>
/// <param name="Note">What it means.</param>
/// <param name="Form">What its cells must hold.</param>
/// <param name="Needed">When it must not be blank; empty when it may be left out.</param>
/// <param name="Per">What there is a column for each of; null for one column.</param>
public sealed record ColumnOption(
    string Field, string Note, string Form, string Needed, string? Per = null);

/// <summary>The beginning of a table of a file: its columns and its first rows.</summary>
/// <param name="Sheet">Of a workbook; null for a text.</param>
/// <param name="List">What its rows are; null for a history.</param>
/// <param name="Columns">In the order of the file.</param>
/// <param name="Rows">The first ones.</param>
/// <param name="Faults">Why its header does not fit; empty when it does.</param>
/// <param name="Repeated">Headers that several columns have that cannot all be read.</param>
/// <param name="Options">What its columns can be mapped to.</param>
public sealed record PreviewedTable(
    string? Sheet, string? List, ImmutableArray<PreviewedColumn> Columns,
    ImmutableArray<PreviewedRow> Rows, ImmutableArray<string> Faults,
    ImmutableArray<string> Repeated, ImmutableArray<ColumnOption> Options);
