using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Scoring;
using PortfolioLedger.Journaling.Books;
using PortfolioLedger.Journaling.Reading;
using PortfolioLedger.Pages.Frame;
using PortfolioLedger.Projections;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Pages;

/// <summary>
/// What the frame of a page says beside the page: with what it was made, whether it is invented.
/// </summary>
internal sealed class FrameFacts(ReadModelStanding standing, BookKeeper keeper)
{
    private static readonly string Program = "Portfolio Ledger " + Assembly.GetExecutingAssembly()
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
        .InformationalVersion.Split('+')[0];

    /// <summary>
    /// A portfolio stays what it was opened as, and is never deleted: asked for once.
    /// </summary>
    private readonly ConcurrentDictionary<Key, bool> _demos = new();

    /// <summary>The scoring model of a book on its day; none where it has none.</summary>
    public static ImmutableArray<string> Of(ResolvedAsOf when) =>
        // A book knows what is in force on its own day and later.
        when.Position > 0 && when.EffectiveOn >= when.Natural.Day
        && when.Natural.Scoring.InForceOn(when.EffectiveOn) is var (model, version)
            ? [$"Scoring model {model.Key}, version {version.Version}"] : [];

    /// <summary>The page with the rest.</summary>
    public async Task<DocumentModel> CompleteAsync(HttpContext http, DocumentModel page) =>
        page with
        {
            Theme = Theming.Of(http),
            IsDemo = await IsDemoAsync(page.Links.Portfolio, http.RequestAborted),
            Facts = [.. page.Facts ?? [],
                .. await ReadModelsAsync(page.Links.Portfolio, http.RequestAborted), Program],
        };

    private async Task<ImmutableArray<string>> ReadModelsAsync(
        Key portfolio, CancellationToken cancel) =>
        await standing.FindAsync(portfolio, cancel) is not { } models ? []
        : [$"Read models up to position {Values.Count(models.Position)}"
            + (models.Trouble is not null ? ", where they stand still"
                : models.WaitingSince is not { } since ? ", up to date"
                // The moment, not how long ago: the same page is the same a second later.
                : $"; they lack {Values.Count(models.Behind)} of the events since "
                    + since.UtcDateTime.ToString(
                        "yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture))];

    private async ValueTask<bool> IsDemoAsync(Key portfolio, CancellationToken cancel)
    {
        if (_demos.TryGetValue(portfolio, out var known))
            return known;
        try
        {
            return await keeper.PortfoliosAsync(null, 1, null, [portfolio.Value], cancel)
                is [var opened] && (_demos[portfolio] = opened.Demo);
        }
        catch (Exception fault) when (DatabaseFault.IsTransient(fault))
        {
            return false;
        }
    }
}
