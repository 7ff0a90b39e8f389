using PortfolioLedger.Core.Scoring;

namespace PortfolioLedger.Core.Scenarios;

/// <summary>
/// Finds what rests on an import: the journal without it, and which later events could not have
/// happened then. A ranking that was published with what the import brought or changed rests on it
/// as well.
/// </summary>
/// <param name="imported">What is to be taken back, in order.</param>
/// <param name="refold">What was taken back before.</param>
public sealed class ReversalReplay(
    ImmutableArray<Portfolios.ImportedEvent> imported, Refold refold)
{
    private readonly CounterfactualReplay _replay =
        new([.. imported.Select(e => e.Position)], refold);

    private readonly ImmutableSortedSet<Key> _initiatives =
        [.. imported.SelectMany(e => e.Fact.Changed())
            .Where(s => s.Kind == SubjectKind.Initiative).Select(s => s.Key)];

    private readonly List<long> _rankings = [];

    /// <summary>How many later events rest on it.</summary>
    public int Count => _replay.NotApplicableCount + _rankings.Count;

    /// <summary>The positions of the first of them, in order.</summary>
    public ImmutableSortedSet<long> First(int most) =>
        [.. _replay.NotApplicable.Select(n => n.Position).Concat(_rankings).Order().Take(most)];

    /// <summary>The book without the import after the next entry.</summary>
    public Book Post(Book book, in Posting entry)
    {
        var fallen = _replay.NotApplicableCount;
        book = _replay.Post(book, entry);
        if (entry.Position > imported[^1].Position && fallen == _replay.NotApplicableCount
            && !refold.IsLeftOut(entry.Position) && entry.Fact is RankingPublished ranking
            && ranking.Ordered.Any(line => _initiatives.Contains(line.Initiative)))
            _rankings.Add(entry.Position);
        return book;
    }
}
