using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using CsvHelper;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Views;

namespace PortfolioLedger.Api;

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
    public static byte[] Write(Type itemType, ImmutableArray<object> all, IEnumerable<object> items)
    {
        var columns = ColumnsOf(itemType, all);
        using var stream = new MemoryStream();
        using (var csv = CsvWriter.Create(stream, Rfc4180, leaveOpen: true))
        {
            foreach (var column in columns)
                csv.WriteField(string.Join('.', column));
            csv.EndRecord();
            foreach (var item in items)
            {
                var row = JsonSerializer.SerializeToElement(item, itemType, ViewJson.Options);
                foreach (var column in columns)
                    WriteCell(csv, CellOf(row, column));
                csv.EndRecord();
            }
        }
        return stream.ToArray();
    }

    private static ImmutableArray<ImmutableArray<string>> ColumnsOf(Type type,
        ImmutableArray<object> all) =>
        [.. ColumnsOf(type, [], all.Cast<object?>())];

    private static IEnumerable<ImmutableArray<string>> ColumnsOf(
        Type type, ImmutableArray<string> path, IEnumerable<object?> values)
    {
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.GetCustomAttribute<JsonIgnoreAttribute>() is not null)
                continue;
            var inner = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            var here = path.Add(ItemFields.NameOf(property));
            var below = values.Select(v => v is null ? null : property.GetValue(v));
            var columns = IsCell(inner) ? [here]
                : IsMap(inner) ? KeysOf(below).Select(k => here.Add(k))
                : ColumnsOf(inner, here, below);
            foreach (var column in columns)
                yield return column;
        }
    }

    private static bool IsCell(Type type) =>
        type.IsPrimitive || type.IsEnum || type == typeof(string) || type == typeof(decimal)
        || type == typeof(DateOnly) || type == typeof(DateTimeOffset) || type == typeof(Guid)
        || (type != typeof(Money) && type.GetCustomAttribute<JsonConverterAttribute>() is not null)
        || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>));

    private static bool IsMap(Type type) =>
        type.IsGenericType
            && type.GetGenericTypeDefinition() == typeof(ImmutableSortedDictionary<,>);

    private static IEnumerable<string> KeysOf(IEnumerable<object?> maps) =>
        maps.OfType<System.Collections.IDictionary>().SelectMany(m => m.Keys.Cast<object>())
            .Select(k => k.ToString()!).Distinct().Order(StringComparer.Ordinal);

    private static JsonElement CellOf(JsonElement row, ImmutableArray<string> path)
    {
        foreach (var name in path)
            if (row.ValueKind != JsonValueKind.Object || !row.TryGetProperty(name, out row))
                return default;
        return row;
    }

    // Written as a number, so that the sign of a negative one is not taken for a formula.
    private static void WriteCell(CsvWriter csv, JsonElement cell)
    {
        if (cell.ValueKind == JsonValueKind.Number && cell.TryGetDecimal(out var number))
            csv.WriteField(number);
        else
            csv.WriteField(TextOf(cell));
    }

    private static string? TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Array => string.Join("; ", value.EnumerateArray().Select(TextOf)),
        _ => value.GetRawText(),
    };
}
