using System.Collections.Immutable;
using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Imports.Lists;

/// <summary>A row of a file before its cells are understood.</summary>
/// <param name="Line">Line of the text, or row of the sheet, from 1.</param>
/// <param name="Cells">
/// Texts; in a workbook also numbers, dates and truths. Null or blank means unknown.
/// </param>
/// <param name="Broken">Why it cannot be used, or null.</param>
/// <param name="BrokenField">The index of the cell that is to blame.</param>
internal sealed record ListRecord(
    long Line, object?[] Cells, CellFault? Broken = null, int? BrokenField = null);

/// <summary>A table of a file: the sheet of a workbook, or all of a text.</summary>
/// <param name="Sheet">Its name; null in a text.</param>
/// <param name="Records">The header first.</param>
internal sealed record ListTable(string? Sheet, IAsyncEnumerable<ListRecord> Records);

/// <summary>What a cell says.</summary>
/// <param name="Field">Of the list.</param>
/// <param name="For">What the placeholder of its header stands for, if it has one.</param>
/// <param name="Value">A text, number or date, or an array of texts.</param>
/// <param name="Column">Its header.</param>
/// <param name="Text">As it stands there.</param>
internal sealed record ListCell(
    string Field, string? For, object Value, string Column, string Text)
{
    private const int MaxFigureLength = 8;

    /// <summary>The text it holds.</summary>
    public string AsText => (string)Value;

    /// <summary>The number it holds.</summary>
    public decimal AsNumber => (decimal)Value;

    /// <summary>The whole number it holds.</summary>
    public int AsWhole => (int)(decimal)Value;

    /// <summary>The date it holds.</summary>
    public DateOnly AsDay => (DateOnly)Value;

    /// <summary>The texts it holds.</summary>
    public ImmutableArray<string> AsTexts => (ImmutableArray<string>)Value;

    /// <summary>A fault of this cell.</summary>
    /// <param name="code">Stable.</param>
    /// <param name="detail">What was wrong and what would be right.</param>
    /// <param name="quotes">Whether it may quote words; numbers and days it always does.</param>
    public CellFault Fault(string code, string detail, bool quotes = true) =>
        new(code, detail, Column, quotes || IsFigure ? Text : null);

    /// <summary>A number, a day, or something short without a letter, like <c>1-5</c>.</summary>
    private bool IsFigure => Value is decimal or DateOnly
        || (Text.Length <= MaxFigureLength && !Text.Any(char.IsLetter));
}

/// <summary>One thing as a list states it; what is unknown has no cell.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Place">Where it stands in its list.</param>
/// <param name="Id">What the source calls it.</param>
/// <param name="Key">The key it has in the ledger.</param>
/// <param name="Cells">Those that are not blank, in the order of the mapping.</param>
internal sealed record ListRow(
    ListKind Kind, RowPlace Place, string Id, Key Key, ImmutableArray<ListCell> Cells)
    : IImportedRow
{
    /// <summary>Unlike in every list of a source.</summary>
    public string ExternalId => Identity.Length == 0 ? $"{Kind.Name}/{Id}"
        : $"{Kind.Name}/{Id}/{Identity}";

    /// <summary>What tells rows about one thing apart; empty where there is one row each.</summary>
    public string Identity { get; } = string.Join('/', Kind.Identity.Select(field =>
        Cells.FirstOrDefault(c => c.Field == field) is { } cell
            ? cell.Value is DateOnly day ? day.ToString("O") : cell.Text.ToLowerInvariant() : "-"));

    public Subject? Begins => Kind.Refers ? null : new Subject(Kind.Subject, Key);

    /// <summary>The row without some of its cells, as if they were blank.</summary>
    public ListRow Without(IEnumerable<ListCell> cells) =>
        new(Kind, Place, Id, Key, Cells.RemoveRange(cells));

    /// <summary>The cell of a field, or null when it is blank or not there.</summary>
    public ListCell? Cell(string field)
    {
        foreach (var cell in Cells)
            if (cell.Field == field)
                return cell;
        return null;
    }

    /// <summary>All cells of a field that has a column for each of something.</summary>
    public IEnumerable<ListCell> Each(string field) => Cells.Where(c => c.Field == field);

    /// <summary>The text of a field, or null.</summary>
    public string? Text(string field) => Cell(field)?.AsText;

    /// <summary>The number of a field, or null.</summary>
    public decimal? Number(string field) => Cell(field)?.AsNumber;

    /// <summary>The date of a field, or null.</summary>
    public DateOnly? Day(string field) => Cell(field)?.AsDay;

    /// <summary>The name of a field as the value of an enum, or null.</summary>
    public T? Choice<T>(string field) where T : struct, Enum =>
        Enumeration<T>.TryParse(Text(field), out var value) ? value : null;
}
