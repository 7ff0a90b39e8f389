using PortfolioLedger.Querying;

namespace PortfolioLedger.Pages;

/// <summary>
/// Contents of pages as bytes. They follow from an address and a book, so they are kept as answers
/// are.
/// </summary>
internal sealed class KeptContents(ViewCache cache)
{
    /// <summary>The content of a page; made where it is not kept.</summary>
    /// <param name="http">The request, with the address.</param>
    /// <param name="when">Of which book.</param>
    /// <param name="question">What is asked, where the address leaves something open.</param>
    /// <param name="make">Makes it, and says whether it may be kept.</param>
    public async Task<ViewBody> OfAsync(
        HttpContext http, ResolvedAsOf when, string question,
        Func<Task<(ViewBody Content, bool MayBeKept)>> make)
    {
        var key = new AnswerKey(
            $"page {http.Request.Path}{http.Request.QueryString} {question}",
            when.Position, when.EffectiveOn);
        if (cache.FindBody(key) is { } known)
            return known;
        var (content, mayBeKept) = await make();
        if (mayBeKept)
            cache.Keep(key, content);
        return content;
    }
}
