using PortfolioLedger.Core.Reports;
using PortfolioLedger.Pages;
using PortfolioLedger.Pages.Forms;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Reports;

/// <summary>On the page of a report: what it showed last, and its runs.</summary>
internal sealed class ReportAddition(
    ReportPages pages, PageRenderer renderer, RunArchive archive)
    : IPageAddition
{
    private const int Newest = 20;

    public string View => "reports/{report}";

    public async Task<string> HtmlAsync(HttpContext http, ResolvedView asked, PageLinks links)
    {
        var (cancel, subject) = (http.RequestAborted, asked.Subject);
        // A page of the past shows what was made of the books that were known then.
        var known = links.AsOf.IsEmpty ? long.MaxValue : asked.When.Position;
        var runs = await archive.ListAsync(
            links.Portfolio, subject, int.MaxValue, known, Newest, cancel);
        var latest = (await archive.LatestAsync(links.Portfolio, [subject], known, cancel))
            .GetValueOrDefault(subject);
        return await renderer.RenderAsync<RunsContent>(new RunsModel(
            latest is not null ? await pages.ShownAsync(latest, links, null, cancel)
                : links.AsOf.IsEmpty
                    ? await pages.PreviewAsync(asked.Head, subject, links, null, cancel) : null,
            [
                .. runs.Select(run => (run.Number,
                    $"{run.MadeAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC by {run.RequestedBy}",
                    (run.Outcome as RunOutcome.Failed)?.Detail)),
            ],
            FormToken.Field(http), asked.Head.Reports.Find(subject)!.IsRetiredOn(asked.Head.Day),
            subject, links));
    }
}
