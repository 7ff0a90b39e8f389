using System.Collections.Immutable;
using System.Data;
using System.Globalization;
using System.Text.Json;
using MiniExcelLibs;
using MiniExcelLibs.OpenXml;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Files;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Querying;

/// <summary>
/// Items as a workbook with one sheet: the columns of CSV, with numbers, dates and truths as what
/// they are. Texts are cells of text, never formulas, whatever they begin with.
/// </summary>
internal static class ItemXlsx
{
    /// <summary>Rows of a sheet, without the header.</summary>
    public const int MaxRows = 1_048_575;

    private const int MaxTextLength = 32_767;

    /// <summary>Before this day spreadsheets disagree on how days are counted.</summary>
    private static readonly DateTime FirstDate = new(1900, 3, 1);

    private static readonly OpenXmlConfiguration Plain = new()
    {
        AutoFilter = false,
        TableStyles = TableStyles.None,
        EnableConvertByteArray = false,
    };

    /// <summary>The workbook; columns come from the whole list. Equal items, equal bytes.</summary>
    public static byte[] Write(
        string name,
        Type itemType,
        ImmutableArray<object> all,
        IReadOnlyCollection<object> items
    ) =>
        Write(
            name,
            ItemColumns.For(itemType, all),
            items.Count,
            items.Select(i => JsonSerializer.SerializeToElement(i, itemType, ViewJson.Options))
        );

    /// <summary>A workbook of rows.</summary>
    public static byte[] Write(
        string name, ImmutableArray<ItemColumn> columns, int count, IEnumerable<JsonElement> rows)
    {
        if (count > MaxRows)
            throw QueryFault.Invalid(Format.ParameterName, string.Create(
                CultureInfo.InvariantCulture,
                $"xlsx holds at most {MaxRows} items; give a limit or take csv")).Raise();
        using var table = TableOf(columns, rows);
        using var stream = new MemoryStream();
        stream.SaveAs(table, sheetName: name, configuration: Plain);
        return DeterministicZip.Rewrite(stream);
    }

    private static DataTable TableOf(
        ImmutableArray<ItemColumn> columns, IEnumerable<JsonElement> rows)
    {
        var table = new DataTable { Locale = CultureInfo.InvariantCulture };
        foreach (var column in columns)
            table.Columns.Add(column.Name, typeof(object));
        foreach (var row in rows)
            table.Rows.Add([.. columns.Select(c => ValueOf(c.In(row), c.Type))]);
        return table;
    }

    private static object? ValueOf(JsonElement cell, Type type) => cell.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number when cell.TryGetInt64(out var whole) => whole,
        JsonValueKind.Number when cell.TryGetDecimal(out var number) => number,
        JsonValueKind.Number => cell.GetDouble(),
        JsonValueKind.String when type == typeof(DateOnly) => DateOf(cell.GetString()!),
        JsonValueKind.String when type == typeof(DateTimeOffset) =>
            DateOf(cell.GetString()!),
        _ => Cut(ItemColumns.TextOf(cell)),
    };

    // As UTC, whatever the clock of this machine shows.
    private static object DateOf(string text)
    {
        var date = DateTimeOffset.Parse(text, CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal).UtcDateTime;
        return date >= FirstDate ? DateTime.SpecifyKind(date, DateTimeKind.Unspecified) : text;
    }

    private static string? Cut(string? text) =>
        text is { Length: > MaxTextLength } ? text[..(MaxTextLength - 1)] + "…" : text;
}
