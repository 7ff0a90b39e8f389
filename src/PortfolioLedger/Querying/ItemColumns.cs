using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Querying;

/// <summary>A column of a flat table of items.</summary>
/// <param name="Path">The JSON names that lead to its cells.</param>
/// <param name="Type">Of its values; <see cref="object"/> where each may have its own.</param>
internal sealed record ItemColumn(ImmutableArray<string> Path, Type Type)
{
    /// <summary>
    /// Whether it is said beside the view and no part of it: the day on which words were erased.
    /// </summary>
    public bool IsBeside { get; init; }

    /// <summary>In the header: <c>outer.inner</c>.</summary>
    public string Name => string.Join('.', Path);

    /// <summary>Its cell in an item; undefined where the item has none.</summary>
    public JsonElement In(JsonElement row)
    {
        foreach (var name in Path)
            if (row.ValueKind != JsonValueKind.Object || !row.TryGetProperty(name, out row))
                return default;
        return row;
    }
}

/// <summary>
/// Items as a flat table: one column per field, one for each nested field and for each key of a
/// map; lists are joined into one cell.
/// </summary>
internal static class ItemColumns
{
    /// <summary>The columns of the whole list, so that every page has the same.</summary>
    public static ImmutableArray<ItemColumn> For(Type type, ImmutableArray<object> all) =>
        [.. For(type, [], all.Cast<object?>())];

    /// <summary>
    /// The names of the columns a type of items can have; <c>criteria.*</c> stands for the keys
    /// that only the items know.
    /// </summary>
    public static IEnumerable<string> NamesOf(Type type) => NamesOf(type, "");

    /// <summary>Whether a column can have this name.</summary>
    public static bool IsName(Type type, string name) => NamesOf(type).Any(known => known == name
        || (known.EndsWith(".*", StringComparison.Ordinal) && name.Length > known.Length - 1
            && name.StartsWith(known[..^1], StringComparison.Ordinal)));

    /// <summary>A cell as text; null when it is empty.</summary>
    public static string? TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Array => string.Join("; ", value.EnumerateArray().Select(TextOf)),
        _ => value.GetRawText(),
    };

    private static IEnumerable<ItemColumn> For(
        Type type, ImmutableArray<string> path, IEnumerable<object?> values)
    {
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var isBeside = IsBeside(property);
            if (!isBeside && property.GetCustomAttribute<JsonIgnoreAttribute>() is not null)
                continue;
            var inner = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            var here = path.Add(ItemFields.NameOf(property));
            var below = values.Select(v => v is null ? null : property.GetValue(v));
            var columns =
                IsCell(inner) ? [new(here, inner) { IsBeside = isBeside }]
                : IsMap(inner)
                    ? KeysOf(below).Select(k => new ItemColumn(here.Add(k), typeof(object)))
                : For(inner, here, below);
            foreach (var column in columns)
                yield return column;
        }
    }

    private static IEnumerable<string> NamesOf(Type type, string path)
    {
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.GetCustomAttribute<JsonIgnoreAttribute>() is not null)
                continue;
            var inner = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            var here = path + ItemFields.NameOf(property);
            foreach (var name in IsCell(inner) ? [here] : IsMap(inner) ? [here + ".*"]
                : NamesOf(inner, here + "."))
                yield return name;
        }
    }

    /// <summary>Of an item with words: the days on which they were erased.</summary>
    private static bool IsBeside(PropertyInfo property) =>
        property.DeclaringType!.IsAssignableTo(typeof(IPersonal))
        && property.GetCustomAttribute<JsonIgnoreAttribute>()
            is { Condition: JsonIgnoreCondition.WhenWritingNull };

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
}
