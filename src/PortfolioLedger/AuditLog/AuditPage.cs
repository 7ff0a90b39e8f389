using PortfolioLedger.Pages;

namespace PortfolioLedger.AuditLog;

/// <summary>
/// What proves the history, for people: what is signed, by whom, and how to examine it elsewhere.
/// </summary>
internal sealed class AuditPage(
    LogAnswers answers, PortfolioPages pages, PageRenderer renderer)
{
    /// <summary>The page.</summary>
    public async Task ShowAsync(HttpContext http)
    {
        var (head, links) = await pages.OfNoBookAsync(http);
        var log = await answers.StandingAsync(head, http.RequestAborted);
        await pages.ShowAsync(http, "Audit", "audit", head, links,
            await renderer.RenderAsync<AuditContent>(new AuditContentModel(
                log.Size, log.Position, log.Root, log.Origin, log.SignedAt, log.Keys,
                [.. log.Witnesses.Select(w => (w.Name, w.Size, w.Trouble?.Detail))],
                log.ReadOnly?.Detail, links,
                $"{http.Request.Scheme}://{http.Request.Host}")));
    }
}
