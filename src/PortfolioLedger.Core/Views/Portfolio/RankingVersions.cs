using PortfolioLedger.Core.Views.Earlier;

namespace PortfolioLedger.Core.Views;

/// <summary>
/// Every version of the ranking that was ever released, each with the function of a book that gives
/// its digest. A ranking is published with the digest of the version of its day, and is computed
/// again with that version for ever: whoever changes fields or formula of the ranking raises
/// <see cref="Ranking.ViewVersion"/> and leaves the old function, frozen, in this table.
/// </summary>
/// <param name="versions">The digest of the ranking of a book, by version.</param>
public sealed class RankingVersions(ImmutableSortedDictionary<int, Func<Book, string>> versions)
{
    private static readonly string Prefix = Ranking.ViewName + "/";

    /// <summary>What the ledger knows.</summary>
    public static readonly RankingVersions Released = new(
        ImmutableSortedDictionary<int, Func<Book, string>>.Empty
            .Add(RankingV1.ViewVersion, book => ViewDigest.Of(
                Ranking.ViewName, RankingV1.ViewVersion, RankingV1.Compute(book), book))
            .Add(Ranking.ViewVersion, book => ViewDigest.Of(Ranking.Compute(book), book)));

    /// <summary>The version in which rankings are published now.</summary>
    public int Newest => versions.Keys.Last();

    /// <summary>The digest of the ranking of a book by one of these versions.</summary>
    public string DigestOf(int version, Book book) => versions[version](book);

    /// <summary>
    /// Whether the version named in a published digest gives the same digest for a book again;
    /// false when no such version is known.
    /// </summary>
    public bool Reproduces(string digest, Book then) =>
        VersionOf(digest) is { } version && versions.ContainsKey(version)
        && DigestOf(version, then) == digest;

    /// <summary>
    /// The version named in a digest, <c>ranking/1:sha256:…</c>; null when it names none.
    /// </summary>
    public static int? VersionOf(string digest) =>
        digest.StartsWith(Prefix, StringComparison.Ordinal) ? ViewDigest.VersionOf(digest) : null;
}
