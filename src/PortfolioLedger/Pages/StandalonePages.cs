using System.Text;
using PortfolioLedger.Core.Portfolios;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Http.Problems;
using PortfolioLedger.Http.Queries;
using PortfolioLedger.Pages.Assets;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Pages;

/// <summary>A page that is read without the ledger.</summary>
/// <param name="Title">Of the page.</param>
/// <param name="Portfolio">The name of the portfolio.</param>
/// <param name="Content">HTML.</param>
/// <param name="When">Of which book.</param>
/// <param name="Digest">Of the view.</param>
/// <param name="Style">CSS.</param>
/// <param name="Base">Where links lead; null where nobody said where the ledger is.</param>
public sealed record StandalonePageModel(
    string Title, string Portfolio, string Content, AsOfEcho When, string Digest, string Style,
    string? Base);

/// <summary>Pages of views as files that need nothing else.</summary>
internal sealed class StandalonePages(
    ViewEngine engine, ViewContents contents, PageRenderer renderer)
{
    /// <summary>The page of a view as HTML.</summary>
    /// <param name="request">What is asked, of a book that is pinned.</param>
    /// <param name="given">The same as in an address.</param>
    /// <param name="path">Of the view, below the portfolio.</param>
    /// <param name="title">Where the view has none of its own.</param>
    /// <param name="address">Where links lead; null where nobody said where the ledger is.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task<string> HtmlAsync(
        ViewRequest request, ParameterTexts given, string path, string title, Uri? address,
        CancellationToken cancel)
    {
        var asked = (await engine.ResolveAsync(request, cancel)).OrProblem();
        var links = PageLinks.Of(request.Portfolio, given);
        var content = await contents.OfAsync(
            asked, given, links, path, cursor => links.To(path, (Cursor.Name, cursor)), cancel);
        return await renderer.RenderAsync<StandalonePage>(new StandalonePageModel(
            content.Title ?? title, asked.Head.Details.Name,
            Encoding.UTF8.GetString(content.Bytes), asked.When.Echo, content.Digest,
            AssetFiles.StyleSheet, address?.AbsoluteUri));
    }
}
