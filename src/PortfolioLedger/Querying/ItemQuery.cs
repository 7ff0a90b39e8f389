using System.Collections.Immutable;

namespace PortfolioLedger.Querying;

/// <summary>A field, and the values of which an item must have one.</summary>
/// <param name="Field">Which field.</param>
/// <param name="Values">Each with the caller's own word for it.</param>
internal sealed record ItemFilter(
    ItemField Field, ImmutableArray<(IComparable Value, string Text)> Values)
{
    /// <summary>
    /// Reads the values of a filter: separated by commas, or one in each text. A
    /// <see cref="FormatException"/> says what would be right.
    /// </summary>
    public static ItemFilter Read(ItemField field, IEnumerable<string> texts) => new(field,
        [.. texts
            .SelectMany(text => field.HoldsCommas ? Texts.SeveralTexts(text) : Texts.Several(text))
            .Distinct()
            .Select(text => (field.Parse(text), field.HoldsCommas ? Texts.Escaped(text) : text))]);

    /// <summary>Whether an item has one of them; what is unknown has none.</summary>
    public bool Lets(object item) => Field.Value(item) is { } value
        && Values.Any(wanted => ValueOrder.Ordinal.Compare(value, wanted.Value) == 0);
}

/// <summary>Which items of a list are asked for, in which order.</summary>
/// <param name="Filters">What an item must have.</param>
/// <param name="Order">Fields to sort by; ties stay in the order of the view.</param>
/// <param name="Limit">The longest page; null when none was given.</param>
internal sealed record ItemQuery(
    ImmutableArray<ItemFilter> Filters,
    ImmutableArray<(ItemField Field, bool Descending)> Order, int? Limit)
{
    public const string SortName = "sort";
    public const string LimitName = "limit";
    public const int DefaultLimit = 100;
    public const int MaxItems = 500;

    /// <summary>Everything, in the order of the view.</summary>
    public static readonly ItemQuery Everything = new([], [], null);

    /// <summary>Name and text of filters and order, as a query says them.</summary>
    public IEnumerable<(string Name, string Text)> Given =>
        Order.IsEmpty ? GivenFilters : GivenFilters.Append((SortName,
            string.Join(',', Order.Select(o => (o.Descending ? "-" : "") + o.Field.Name))));

    private IEnumerable<(string Name, string Text)> GivenFilters =>
        Filters.SelectMany(f => f.Values.Select(v => (f.Field.Name, v.Text)));

    /// <summary>The items that match, in the order asked; unknown values last either way.</summary>
    public IReadOnlyList<object> Apply(ImmutableArray<object> items)
    {
        if (Filters.IsEmpty && Order.IsEmpty)
            return items;
        var matching = items.Where(i => Filters.All(f => f.Lets(i)));
        IOrderedEnumerable<object>? ordered = null;
        foreach (var (field, descending) in Order)
        {
            ordered = ordered is null ? matching.OrderBy(i => field.Value(i) is null)
                : ordered.ThenBy(i => field.Value(i) is null);
            ordered = descending ? ordered.ThenByDescending(field.Value, ValueOrder.Ordinal)
                : ordered.ThenBy(field.Value, ValueOrder.Ordinal);
        }
        return [.. ordered ?? matching];
    }

    /// <summary>Reads <c>limit</c>.</summary>
    public static int ReadLimit(string text, int most = MaxItems) =>
        int.TryParse(text, System.Globalization.NumberStyles.None, null, out var limit)
        && limit >= 1 && limit <= most ? limit
        : throw new FormatException($"must be a whole number between 1 and {most}");

    /// <summary>
    /// Reads <c>sort</c>: comma-separated fields, each with a minus for descending. Of a field
    /// that is named twice the first counts.
    /// </summary>
    public static ImmutableArray<(ItemField, bool)> ReadOrder(string text,
        ImmutableArray<ItemField> fields) =>
        [.. Texts.Several(text)
            .Select(part => part.StartsWith('-') ? (part[1..], true) : (part, false))
            .Select(p => (FieldOf(p.Item1, fields), p.Item2)).DistinctBy(p => p.Item1.Name)];

    private static ItemField FieldOf(string name, ImmutableArray<ItemField> fields) =>
        fields.FirstOrDefault(f => f.Name == name) ?? throw new FormatException(
            $"must be fields of {Texts.Listed(fields.Select(f => f.Name))}, "
            + "comma-separated, each with '-' before it for descending");
}

/// <summary>Texts by code unit, everything else by its own order.</summary>
internal sealed class ValueOrder : IComparer<IComparable?>
{
    public static readonly ValueOrder Ordinal = new();

    public int Compare(IComparable? x, IComparable? y) =>
        x is string a && y is string b ? string.CompareOrdinal(a, b)
        : x is null ? (y is null ? 0 : -1) : x.CompareTo(y);
}
