using System.Collections;

namespace PortfolioLedger.Core.Kernel;

public readonly partial struct OrderedMap<TKey, TValue>
{
    /// <summary>
    /// Children of a branch, and entries of a leaf, at most: few, because a change copies the
    /// nodes on its way; not fewer, because each node has a header of its own.
    /// </summary>
    private const int MaxEntries = 16;

    /// <summary>Nodes of one height, each with entries, in the order of their keys.</summary>
    private sealed record Branch(object[] Children, int Count)
    {
        public static Branch Join(object[] children)
        {
            var count = 0;
            foreach (var child in children)
                count += Node.CountOf(child);
            return new(children, count);
        }

        /// <summary>The child a key belongs to: the last that does not begin behind it.</summary>
        public int IndexFor(TKey key)
        {
            var (low, high) = (1, Children.Length - 1);
            while (low <= high)
            {
                var middle = (low + high) >>> 1;
                if (Node.Compare(Node.FirstOf(Children[middle]), key) <= 0)
                    low = middle + 1;
                else
                    high = middle - 1;
            }
            return high;
        }
    }

    private static class Node
    {
        public static int Compare(TKey left, TKey right) =>
            left is string text
                ? string.CompareOrdinal(text, (string)(object)right)
                : left.CompareTo(right);

        public static int CountOf(object node) =>
            node is Branch branch ? branch.Count : ((KeyValuePair<TKey, TValue>[])node).Length;

        public static TKey FirstOf(object node)
        {
            while (node is Branch branch)
                node = branch.Children[0];
            return ((KeyValuePair<TKey, TValue>[])node)[0].Key;
        }

        /// <summary>
        /// The index of a key in a leaf; the complement of where it would be, if it is not there.
        /// </summary>
        public static int Search(KeyValuePair<TKey, TValue>[] leaf, TKey key)
        {
            var (low, high) = (0, leaf.Length - 1);
            while (low <= high)
            {
                var middle = (low + high) >>> 1;
                var order = Compare(leaf[middle].Key, key);
                if (order == 0)
                    return middle;
                if (order < 0)
                    low = middle + 1;
                else
                    high = middle - 1;
            }
            return ~low;
        }

        /// <summary>The node with a value; two nodes when it does not fit into one.</summary>
        public static (object First, object? Second) Set(object node, TKey key, TValue value)
        {
            if (node is not Branch branch)
                return Set((KeyValuePair<TKey, TValue>[])node, key, value);
            var index = branch.IndexFor(key);
            var child = branch.Children[index];
            var (first, second) = Set(child, key, value);
            if (second is null)
                return (
                    new Branch(
                        Replaced(branch.Children, index, first),
                        branch.Count + CountOf(first) - CountOf(child)
                    ),
                    null
                );
            var (left, right) = Split(
                Inserted(Replaced(branch.Children, index, first), index + 1, second)
            );
            return (Branch.Join(left), right is null ? null : Branch.Join(right));
        }

        public static object? Without(object node, TKey key)
        {
            if (node is KeyValuePair<TKey, TValue>[] leaf)
                return leaf.Length == 1 ? null : Removed(leaf, Search(leaf, key));
            var branch = (Branch)node;
            var index = branch.IndexFor(key);
            if (Without(branch.Children[index], key) is { } child)
                return Branch.Join(Replaced(branch.Children, index, child));
            return branch.Children.Length == 1
                ? null
                : Branch.Join(Removed(branch.Children, index));
        }

        public static IEnumerable<KeyValuePair<TKey, TValue>> Backwards(object root)
        {
            var open = new Stack<object>([root]);
            while (open.TryPop(out var node))
                if (node is Branch branch)
                    foreach (var child in branch.Children)
                        open.Push(child);
                else if (node is KeyValuePair<TKey, TValue>[] leaf)
                    for (var i = leaf.Length - 1; i >= 0; i--)
                        yield return leaf[i];
        }

        private static (object, object?) Set(
            KeyValuePair<TKey, TValue>[] leaf,
            TKey key,
            TValue value
        )
        {
            var index = Search(leaf, key);
            // The key that is there already stays: equal texts are kept once.
            return index >= 0 ? (Replaced(leaf, index, new(leaf[index].Key, value)), null)
                : Split(Inserted(leaf, ~index, new(key, value)));
        }

        /// <summary>
        /// Keys often come in their order: then the first half stays nearly full.
        /// </summary>
        private static (T[] First, T[]? Second) Split<T>(T[] items) =>
            items.Length <= MaxEntries
                ? (items, null)
                : (items[..(MaxEntries * 3 / 4)], items[(MaxEntries * 3 / 4)..]);

        private static T[] Replaced<T>(T[] items, int index, T item)
        {
            var replaced = items.AsSpan().ToArray();
            replaced[index] = item;
            return replaced;
        }

        private static T[] Inserted<T>(T[] items, int index, T item)
        {
            var inserted = new T[items.Length + 1];
            items.AsSpan(0, index).CopyTo(inserted);
            inserted[index] = item;
            items.AsSpan(index).CopyTo(inserted.AsSpan(index + 1));
            return inserted;
        }

        private static T[] Removed<T>(T[] items, int index)
        {
            var left = new T[items.Length - 1];
            items.AsSpan(0, index).CopyTo(left);
            items.AsSpan(index + 1).CopyTo(left.AsSpan(index));
            return left;
        }
    }

    /// <summary>Walks the entries in the order of their keys.</summary>
    public struct Enumerator : IEnumerator<KeyValuePair<TKey, TValue>>
    {
        private readonly object? _root;
        private Stack<(Branch Branch, int Next)>? _above;
        private KeyValuePair<TKey, TValue>[]? _leaf;
        private int _index;

        internal Enumerator(object? root)
        {
            _root = root;
            Reset();
        }

        public readonly KeyValuePair<TKey, TValue> Current => _leaf![_index];

        readonly object IEnumerator.Current => Current;

        public bool MoveNext()
        {
            if (_leaf is null)
                return false;
            if (++_index < _leaf.Length)
                return true;
            _leaf = null;
            while (_above?.TryPop(out var top) == true)
                if (top.Next < top.Branch.Children.Length)
                {
                    _above.Push((top.Branch, top.Next + 1));
                    Descend(top.Branch.Children[top.Next]);
                    _index = 0;
                    return true;
                }
            return false;
        }

        public void Reset()
        {
            (_above, _leaf, _index) = (null, null, -1);
            if (_root is not null)
                Descend(_root);
        }

        public readonly void Dispose()
        {
            // There is nothing to give back.
        }

        private void Descend(object node)
        {
            while (node is Branch branch)
            {
                (_above ??= new(4)).Push((branch, 1));
                node = branch.Children[0];
            }
            _leaf = (KeyValuePair<TKey, TValue>[])node;
        }
    }
}
