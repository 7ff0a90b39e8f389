using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using CsvHelper;
using CsvHelper.Configuration;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Views;

namespace PortfolioLedger.Api;

/// <summary>
/// Items as CSV (RFC 4180): one column per field, <c>outer.inner</c> for nested ones; lists are
/// joined into one cell. Text that a spreadsheet would take for a formula is made harmless.
/// </summary>
internal static class ItemCsv
{
    private static readonly CsvConfiguration Rfc4180 = new(CultureInfo.InvariantCulture)
    {
        NewLine = "\r\n",
        InjectionOptions = InjectionOptions.Escape,
    };

    /// <summary>The header and a line for each item; columns come from the whole list.</summary>
    public static byte[] Write(Type itemType, ImmutableArray<object> all, IEnumerable<object> items)
    {
        var columns = ColumnsOf(itemType, all);
        using var stream = new MemoryStream();
        using (var text = new StreamWriter(stream, new UTF8Encoding(false)))
        using (var csv = new HarmlessCsv(text, Rfc4180))
        {
            foreach (var column in columns)
                csv.WriteField(string.Join('.', column));
            csv.NextRecord();
            foreach (var item in items)
            {
                var row = JsonSerializer.SerializeToElement(item, itemType, ViewJson.Options);
                foreach (var column in columns)
                    csv.WriteField(CellOf(row, column));
                csv.NextRecord();
            }
        }
        return stream.ToArray();
    }

    private static ImmutableArray<ImmutableArray<string>> ColumnsOf(Type type, ImmutableArray<object> all) =>
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
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableSortedDictionary<,>);

    private static IEnumerable<string> KeysOf(IEnumerable<object?> maps) =>
        maps.OfType<System.Collections.IDictionary>().SelectMany(m => m.Keys.Cast<object>())
            .Select(k => k.ToString()!).Distinct().Order(StringComparer.Ordinal);

    private static string? CellOf(JsonElement row, ImmutableArray<string> path)
    {
        foreach (var name in path)
            if (row.ValueKind != JsonValueKind.Object || !row.TryGetProperty(name, out row))
                return null;
        return TextOf(row);
    }

    private static string? TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Array => string.Join("; ", value.EnumerateArray().Select(TextOf)),
        _ => value.GetRawText(),
    };

    /// <summary>Escapes formulas, but not numbers: a negative amount is none.</summary>
    private sealed class HarmlessCsv(TextWriter text, CsvConfiguration rules) : CsvWriter(text, rules)
    {
        protected override string? SanitizeForInjection(string? field) =>
            decimal.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out _)
                ? field : base.SanitizeForInjection(field);
    }
}
