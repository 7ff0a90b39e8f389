using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace PortfolioLedger.Core.Kernel;

/// <summary>
/// An immutable map sorted by its keys, texts ordinally: a B-tree whose versions share what did
/// not change. Against a binary tree of nodes it holds a book's many small entries in a third of
/// the memory. The default is an empty map.
/// </summary>
[JsonConverter(typeof(OrderedMapJson))]
[SuppressMessage("Naming", "CA1710", Justification = "It is a map, whatever else it is.")]
public readonly partial struct OrderedMap<TKey, TValue>
    : IReadOnlyDictionary<TKey, TValue>, IEquatable<OrderedMap<TKey, TValue>>
    where TKey : IComparable<TKey>
{
    /// <summary>No entries.</summary>
    public static readonly OrderedMap<TKey, TValue> Empty;

    /// <summary>Null, a leaf (an array of entries) or a branch over leaves.</summary>
    private readonly object? _root;

    private OrderedMap(object? root) => _root = root;

    /// <summary>How many entries.</summary>
    public int Count => _root is null ? 0 : Node.CountOf(_root);

    /// <summary>True without entries.</summary>
    public bool IsEmpty => _root is null;

    /// <summary>The keys in their order.</summary>
    public IEnumerable<TKey> Keys
    {
        get
        {
            foreach (var (key, _) in this)
                yield return key;
        }
    }

    /// <summary>The values in the order of their keys.</summary>
    public IEnumerable<TValue> Values
    {
        get
        {
            foreach (var (_, value) in this)
                yield return value;
        }
    }

    /// <summary>
    /// The value of a key; a <see cref="KeyNotFoundException"/> when there is none.
    /// </summary>
    public TValue this[TKey key] => TryGetValue(key, out var value) ? value
        : throw new KeyNotFoundException($"'{key}' is not in the map");

    /// <summary>Whether there is a value for a key.</summary>
    public bool ContainsKey(TKey key) => TryGetValue(key, out _);

    /// <summary>The value of a key, or the default.</summary>
    public TValue? GetValueOrDefault(TKey key) => TryGetValue(key, out var value) ? value : default;

    /// <summary>Finds the value of a key.</summary>
    public bool TryGetValue(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        var node = _root;
        while (node is Branch branch)
            node = branch.Children[branch.IndexFor(key)];
        if (
            node is KeyValuePair<TKey, TValue>[] leaf
            && Node.Search(leaf, key) is >= 0 and var index
        )
        {
            value = leaf[index].Value;
            return true;
        }
        value = default;
        return false;
    }

    /// <summary>The map with a value for a key, added or replaced.</summary>
    public OrderedMap<TKey, TValue> SetItem(TKey key, TValue value)
    {
        if (_root is null)
            return new(new KeyValuePair<TKey, TValue>[] { new(key, value) });
        var (node, second) = Node.Set(_root, key, value);
        return new(second is null ? node : Branch.Join([node, second]));
    }

    /// <summary>The map without a key.</summary>
    public OrderedMap<TKey, TValue> Remove(TKey key) =>
        _root is not null && ContainsKey(key) ? new(Node.Without(_root, key)) : this;

    /// <summary>
    /// The entries from the last key back; who stops early has not seen the rest.
    /// </summary>
    public IEnumerable<KeyValuePair<TKey, TValue>> Backwards() =>
        _root is null ? [] : Node.Backwards(_root);

    /// <summary>The entries in the order of their keys.</summary>
    public Enumerator GetEnumerator() => new(_root);

    IEnumerator<KeyValuePair<TKey, TValue>> IEnumerable<
        KeyValuePair<TKey, TValue>
    >.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Whether it is the same version of the same map.</summary>
    public bool Equals(OrderedMap<TKey, TValue> other) => ReferenceEquals(_root, other._root);

    public override bool Equals(object? obj) =>
        obj is OrderedMap<TKey, TValue> other && Equals(other);

    public override int GetHashCode() => _root?.GetHashCode() ?? 0;

    /// <summary>Whether it is the same version of the same map.</summary>
    public static bool operator ==(OrderedMap<TKey, TValue> left, OrderedMap<TKey, TValue> right) =>
        left.Equals(right);

    /// <summary>Whether it is another map or version.</summary>
    public static bool operator !=(OrderedMap<TKey, TValue> left, OrderedMap<TKey, TValue> right) =>
        !left.Equals(right);
}

/// <summary>Making maps.</summary>
public static class OrderedMap
{
    /// <summary>A map of entries; of two with one key the later counts.</summary>
    public static OrderedMap<TKey, TValue> ToOrderedMap<TKey, TValue>(
        this IEnumerable<KeyValuePair<TKey, TValue>> entries) where TKey : IComparable<TKey>
    {
        var map = OrderedMap<TKey, TValue>.Empty;
        foreach (var (key, value) in entries)
            map = map.SetItem(key, value);
        return map;
    }

    /// <summary>The map with one value changed; unchanged when the key is unknown.</summary>
    public static OrderedMap<TKey, TValue> Change<TKey, TValue>(
        this OrderedMap<TKey, TValue> map, TKey key, Func<TValue, TValue> change)
        where TKey : IComparable<TKey> =>
        map.TryGetValue(key, out var value) ? map.SetItem(key, change(value)) : map;
}
