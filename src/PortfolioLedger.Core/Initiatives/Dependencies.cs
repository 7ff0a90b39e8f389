namespace PortfolioLedger.Core.Initiatives;

/// <summary>Rules and changes about what initiatives need from each other.</summary>
internal static class Dependencies
{
    /// <summary>It was declared, now or from a later day on, and not removed.</summary>
    public static bool DependsOn(this Book book, Key initiative, Key other) =>
        Needed(book, initiative).Contains(other);

    /// <summary>An initiative is another one, or needs it through any number of others.</summary>
    public static bool NeedsEventually(this Book book, Key initiative, Key other)
    {
        var seen = new SortedSet<Key>();
        var open = new Stack<Key>([initiative]);
        while (open.TryPop(out var key))
        {
            if (key == other)
                return true;
            if (seen.Add(key))
                foreach (var next in Needed(book, key))
                    open.Push(next);
        }
        return false;
    }

    /// <summary>The initiative with another dependency; null removes it.</summary>
    public static Initiative WithDependency(
        this Initiative initiative, Key dependsOn, Dependency? dependency, in Stamp stamp) =>
        initiative with
        {
            Dependencies = initiative.Dependencies.SetItem(dependsOn,
                initiative.Dependencies.GetValueOrDefault(dependsOn).Set(dependency, stamp)),
        };

    private static IEnumerable<Key> Needed(Book book, Key initiative) =>
        book.Initiatives.Find(initiative)!.Dependencies
            .Where(d => d.Value.Values[^1].Value is not null).Select(d => d.Key);
}
