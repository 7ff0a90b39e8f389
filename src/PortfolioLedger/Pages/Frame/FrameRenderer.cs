using System.Text;
using Microsoft.Extensions.Caching.Memory;

namespace PortfolioLedger.Pages.Frame;

/// <summary>
/// A frame as bytes with two gaps: for the person who looks, and for the content. Neither is ever
/// in it, so a frame can be shown to everybody.
/// </summary>
/// <param name="Start">Before the person.</param>
/// <param name="Middle">Between person and content.</param>
/// <param name="End">After the content.</param>
internal sealed record RenderedFrame(byte[] Start, byte[] Middle, byte[] End);

/// <summary>
/// Renders frames, and keeps those that are asked for again: a frame follows from its model alone.
/// </summary>
internal sealed class FrameRenderer(PageRenderer renderer) : IDisposable
{
    private const long MaxBytes = 16 * 1024 * 1024;

    /// <summary>Where something is left out; words of people never look like this.</summary>
    private const string PersonGap = "<!--person-->", ContentGap = "<!--content-->";

    private readonly MemoryCache _cache = new(new MemoryCacheOptions { SizeLimit = MaxBytes });

    /// <summary>The frame of a page, whoever looks at it.</summary>
    public async ValueTask<RenderedFrame> OfAsync(DocumentModel page)
    {
        var key = page.FrameText;
        if (_cache.TryGetValue(key, out RenderedFrame? known))
            return known!;
        var html = await renderer.RenderAsync<Document>(
            page with { Person = PersonGap, Content = ContentGap });
        var (person, content) = (
            html.IndexOf(PersonGap, StringComparison.Ordinal),
            html.IndexOf(ContentGap, StringComparison.Ordinal));
        var frame = new RenderedFrame(
            Encoding.UTF8.GetBytes(html[..person]),
            Encoding.UTF8.GetBytes(html[(person + PersonGap.Length)..content]),
            Encoding.UTF8.GetBytes(html[(content + ContentGap.Length)..]));
        _cache.Set(key, frame, new MemoryCacheEntryOptions
        {
            Size = html.Length + 2 * key.Length + 200,
        });
        return frame;
    }

    public void Dispose() => _cache.Dispose();
}
