namespace PortfolioLedger.Core.Kernel;

/// <summary>
/// Sorted maps with ordinal keys: their order is the same in every process, so sums of decimals
/// and serialised books are too.
/// </summary>
public static class Ordered
{
    /// <summary>An empty map by key.</summary>
    public static ImmutableSortedDictionary<Key, T> ByKey<T>() =>
        ImmutableSortedDictionary<Key, T>.Empty;

    /// <summary>An empty map by ordinal text.</summary>
    public static ImmutableSortedDictionary<string, T> ByText<T>() =>
        ImmutableSortedDictionary.Create<string, T>(StringComparer.Ordinal);

    /// <summary>The map with one value changed; unchanged when the key is unknown.</summary>
    public static ImmutableSortedDictionary<Key, T> Change<T>(
        this ImmutableSortedDictionary<Key, T> map, Key key, Func<T, T> change) =>
        map.TryGetValue(key, out var value) ? map.SetItem(key, change(value)) : map;
}
