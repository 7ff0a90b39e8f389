using PortfolioLedger.Core.Explanation;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Pages;
using PortfolioLedger.Querying;

namespace PortfolioLedger.AuditLog;

/// <summary>What proves a board pack.</summary>
/// <param name="Checkpoint">The signed checkpoint; null before the first.</param>
/// <param name="Signed">Up to which position it is signed.</param>
/// <param name="Json">The address of the same pack for programs.</param>
public sealed record BoardPackProofModel(string? Checkpoint, long Signed, string Json);

/// <summary>Below a board pack: the signed checkpoint.</summary>
internal sealed class BoardPackAddition(LogAnswers answers, PageRenderer renderer) : IPageAddition
{
    public string View => BoardPack.ViewName;

    public async Task<string> HtmlAsync(HttpContext http, ResolvedView asked, PageLinks links)
    {
        var cancel = http.RequestAborted;
        var signed = await answers.NewestAsync(links.Portfolio, cancel);
        return await renderer.RenderAsync<BoardPackProof>(new BoardPackProofModel(
            signed is null ? null
                : (await answers.CosignedAsync(links.Portfolio, null, 0, cancel)).ToString(),
            signed?.Size ?? 0, links.Api(View, asked.Pinned)));
    }
}
