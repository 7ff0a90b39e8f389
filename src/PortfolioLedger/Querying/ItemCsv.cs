using System.Collections.Immutable;
using System.Text.Json;
using CsvHelper;
using PortfolioLedger.Core.Views;

namespace PortfolioLedger.Querying;

/// <summary>
/// Items as CSV (RFC 4180): one column per field, <c>outer.inner</c> for nested ones; lists are
/// joined into one cell. Text that a spreadsheet would take for a formula is made harmless.
/// </summary>
internal static class ItemCsv
{
    private static readonly CsvWriterOptions Rfc4180 = new()
    {
        NewLine = "\r\n",
        Injection = CsvInjection.Escape,
    };

    /// <summary>The header and a line for each item; columns come from the whole list.</summary>
    public static byte[] Write(
        Type itemType,
        ImmutableArray<object> all,
        IEnumerable<object> items
    ) =>
        Write(
            ItemColumns.For(itemType, all),
            items.Select(i => JsonSerializer.SerializeToElement(i, itemType, ViewJson.Options))
        );

    /// <summary>The header and a line for each row.</summary>
    public static byte[] Write(ImmutableArray<ItemColumn> columns, IEnumerable<JsonElement> rows)
    {
        using var stream = new MemoryStream();
        using (var csv = CsvWriter.Create(stream, Rfc4180, leaveOpen: true))
        {
            foreach (var column in columns)
                csv.WriteField(column.Name);
            csv.EndRecord();
            foreach (var row in rows)
            {
                foreach (var column in columns)
                    WriteCell(csv, column.In(row));
                csv.EndRecord();
            }
        }
        return stream.ToArray();
    }

    // Written as a number, so that the sign of a negative one is not taken for a formula. A list of
    // one number is that number; of several it is a text.
    private static void WriteCell(CsvWriter csv, JsonElement cell)
    {
        if (cell.ValueKind == JsonValueKind.Array && cell.GetArrayLength() == 1)
            cell = cell[0];
        if (cell.ValueKind == JsonValueKind.Number && cell.TryGetDecimal(out var number))
            csv.WriteField(number);
        else
            csv.WriteField(ItemColumns.TextOf(cell));
    }
}
