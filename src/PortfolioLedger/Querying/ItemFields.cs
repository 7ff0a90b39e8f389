using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Querying;

/// <summary>A scalar field of a view's items, by which they can be filtered and sorted.</summary>
/// <param name="Name">As in JSON and in the query.</param>
/// <param name="Value">Of an item; null when unknown.</param>
/// <param name="Parse">A filter's text as such a value; <see cref="FormatException"/>.</param>
/// <param name="Form">What kind of value it is, for the documentation.</param>
/// <param name="Type">Of such a value, never nullable.</param>
internal sealed record ItemField(
    string Name, Func<object, IComparable?> Value, Func<string, IComparable> Parse, string Form,
    Type Type)
{
    /// <summary>Whether a comma may be part of such a value.</summary>
    public bool HoldsCommas => Type == typeof(string);
}

/// <summary>Finds the scalar fields of a type of items by reflection, once per view.</summary>
internal static class ItemFields
{
    /// <summary>The scalar fields of an item, as declared, without those named.</summary>
    public static ImmutableArray<ItemField> For(Type item, params ReadOnlySpan<string> except)
    {
        var fields = ImmutableArray.CreateBuilder<ItemField>();
        foreach (var property in item.GetProperties(BindingFlags.Public | BindingFlags.Instance))
            if (property.GetCustomAttribute<JsonIgnoreAttribute>() is null
                && !except.Contains(NameOf(property)) && FieldOf(property) is { } field)
                fields.Add(field);
        return fields.ToImmutable();
    }

    /// <summary>The JSON name of a property.</summary>
    public static string NameOf(PropertyInfo property) =>
        property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name
        ?? JsonNamingPolicy.CamelCase.ConvertName(property.Name);

    private static ItemField? FieldOf(PropertyInfo property)
    {
        var type = TypeOf(property);
        return type == typeof(string) ? Plain(property, t => t, "text")
            : type == typeof(bool) ? Plain(property, t => Texts.Truth(t), "true or false")
            : type == typeof(DateOnly) ? Plain(property, t => Texts.Date(t), "date")
            : type == typeof(DateTimeOffset) ? Plain(property, t => Texts.Instant(t), "instant")
            : type == typeof(Key) ? Spelled(property, t => Texts.Key(t).Value, "key")
            : type == typeof(Subject)
                ? Spelled(property, t => Texts.Subject(t).ToString(), "kind/key")
            : type == typeof(int) || type == typeof(long) || type == typeof(decimal) ? new(
                NameOf(property), i =>
                    property.GetValue(i) is { } n ? Convert.ToDecimal(n, null) : null,
                t => Texts.Number(t), "number", type)
            : type.IsEnum && type != typeof(Strength) ? Enumerated(property, type)
            : null;
    }

    private static Type TypeOf(PropertyInfo property) =>
        Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;

    private static ItemField Plain(
        PropertyInfo property,
        Func<string, IComparable> parse,
        string form
    ) =>
        new(
            NameOf(property),
            i => (IComparable?)property.GetValue(i),
            parse,
            form,
            TypeOf(property)
        );

    private static ItemField Spelled(PropertyInfo property, Func<string, IComparable> parse,
        string form) =>
        new(NameOf(property), i => property.GetValue(i)?.ToString(), parse, form, TypeOf(property));

    // Sorted as declared (stages of a life, for example), filtered by stored name.
    private static ItemField Enumerated(PropertyInfo property, Type type)
    {
        var values = Enum.GetValues(type).Cast<IComparable>().ToImmutableSortedDictionary(
            v => JsonNamingPolicy.KebabCaseLower.ConvertName(v.ToString()!), v =>
                v, StringComparer.Ordinal);
        return Plain(property, t => values.TryGetValue(t, out var value) ? value
            : throw new FormatException($"must be one of {Texts.Listed(values.Keys)}"),
            Texts.Listed(values.Keys));
    }
}
