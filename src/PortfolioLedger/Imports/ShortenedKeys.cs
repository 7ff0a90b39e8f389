using System.Collections.Immutable;
using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Imports;

/// <summary>A text of the file that is too long for a key.</summary>
/// <param name="Kind">What it stands for.</param>
/// <param name="Key">The key it has in the ledger.</param>
/// <param name="Text">As it stands in the file.</param>
public sealed record ShortenedKey(SubjectKind Kind, Key Key, string Text);

/// <summary>Collects the keys that an import shortens, each once.</summary>
internal sealed class ShortenedKeys
{
    private readonly SortedDictionary<(string Kind, Key Key), ShortenedKey> _keys = [];

    /// <summary>By kind and key.</summary>
    public ImmutableArray<ShortenedKey> All => [.. _keys.Values];

    /// <summary>Notes a key if it is a shortened one.</summary>
    /// <param name="kind">What it stands for.</param>
    /// <param name="key">The key it has in the ledger.</param>
    /// <param name="text">The text of the file.</param>
    /// <param name="prefix">What goes before it.</param>
    public void Add(SubjectKind kind, Key key, string text, string prefix = "")
    {
        if (Slug.IsShortened(text, prefix))
            AddRange([new(kind, key, text)]);
    }

    /// <summary>Takes over keys that are shortened.</summary>
    public void AddRange(IEnumerable<ShortenedKey> keys)
    {
        foreach (var shortened in keys)
            _keys.TryAdd((Subject.NameOf(shortened.Kind), shortened.Key), shortened);
    }

    /// <summary>Notes the keys of a row of a history.</summary>
    public void Add(SnapshotRow row, Mapping mapping)
    {
        Add(SubjectKind.Initiative, row.Initiative, row.InitiativeId, mapping.Initiative.KeyPrefix);
        foreach (var (key, name) in row.Departments)
            Add(SubjectKind.Department, key, name);
        if (row.ValueStream is { } stream)
            Add(SubjectKind.ValueStream, stream.Key, stream.Name);
    }
}
