using System.Collections.Immutable;
using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Journaling.Books;

/// <summary>Which portfolios there are.</summary>
public interface IPortfolioList
{
    /// <summary>A part of them, by key.</summary>
    /// <param name="after">The key before the first one; null to begin at the beginning.</param>
    /// <param name="limit">How many at most; null for all.</param>
    /// <param name="archived">Only those that are archived, or are not; null for both.</param>
    /// <param name="among">Only these; null for all.</param>
    /// <param name="cancel">Stops reading.</param>
    Task<ImmutableArray<PortfolioSummary>> PortfoliosAsync(
        Key? after, int? limit, bool? archived, string[]? among, CancellationToken cancel);

    /// <summary>How many of them are archived.</summary>
    /// <param name="among">Only these; null for all.</param>
    /// <param name="cancel">Stops reading.</param>
    Task<int> ArchivedAsync(string[]? among, CancellationToken cancel);
}
