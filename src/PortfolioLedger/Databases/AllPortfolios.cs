using System.Collections.Immutable;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Journaling.Books;

namespace PortfolioLedger.Databases;

/// <summary>The portfolios of all databases that are served.</summary>
internal sealed class AllPortfolios(BookKeeper home, LedgerDatabases databases) : IPortfolioList
{
    private IEnumerable<BookKeeper> Keepers =>
        databases.Others.Select(o => o.Services.GetRequiredService<BookKeeper>()).Prepend(home);

    public async Task<ImmutableArray<PortfolioSummary>> PortfoliosAsync(
        Key? after, int? limit, bool? archived, string[]? among, CancellationToken cancel)
    {
        var parts = await Task.WhenAll(Keepers.Select(k =>
            k.PortfoliosAsync(after, limit, archived, among, cancel)));
        var all = parts.SelectMany(p => p).OrderBy(p => p.Portfolio);
        return [.. limit is { } most ? all.Take(most) : all];
    }

    public async Task<int> ArchivedAsync(string[]? among, CancellationToken cancel) =>
        (await Task.WhenAll(Keepers.Select(k => k.ArchivedAsync(among, cancel)))).Sum();
}
