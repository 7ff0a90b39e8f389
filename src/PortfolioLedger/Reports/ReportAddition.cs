using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Reports;
using PortfolioLedger.Journaling.Books;
using PortfolioLedger.Pages;
using PortfolioLedger.Pages.Forms;

namespace PortfolioLedger.Reports;

/// <summary>On the page of a report: what it showed last, and its runs.</summary>
internal sealed class ReportAddition(
    ReportPages pages, BookKeeper keeper, PageRenderer renderer, RunArchive archive)
    : IPageAddition
{
    private const int Newest = 20;

    public string View => "reports/{report}";

    public async Task<string> HtmlAsync(HttpContext http, Key subject, PageLinks links)
    {
        var cancel = http.RequestAborted;
        var head = (await keeper.HeadAsync(links.Portfolio, cancel))!;
        var runs = await archive.ListAsync(links.Portfolio, subject, int.MaxValue, Newest, cancel);
        var latest = (await archive.LatestAsync(links.Portfolio, [subject], cancel))
            .GetValueOrDefault(subject);
        return await renderer.RenderAsync<RunsContent>(new RunsModel(
            latest is null ? await pages.PreviewAsync(head, subject, links, null, cancel)
                : await pages.ShownAsync(latest, links, null, cancel),
            [
                .. runs.Select(run => (run.Number,
                    $"{run.MadeAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC by {run.RequestedBy}",
                    (run.Outcome as RunOutcome.Failed)?.Detail)),
            ],
            FormToken.Field(http), head.Reports.Find(subject)!.IsRetiredOn(head.Day)));
    }
}
