using System.Buffers;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Net.Http.Headers;
using PortfolioLedger.Access;

namespace PortfolioLedger.Http;

/// <summary>
/// What every answer has: security headers, what it varies by, a validator that fits its coding,
/// and digests of what is sent (RFC 9530). A HEAD request is answered as the GET it stands for,
/// without the body.
/// </summary>
internal sealed class AnswerHeaders(
    RequestDelegate next, IResponseCompressionProvider compression, CallerAccess access)
{
    /// <summary>Names what a view says, independent of format, page and coding.</summary>
    public const string LedgerDigest = "Ledger-Digest";

    /// <summary>Says why an answer about the past shows nothing.</summary>
    public const string LedgerNote = "Ledger-Note";

    private const string ContentDigest = "Content-Digest";
    private const string ReprDigest = "Repr-Digest";

    /// <summary>Whether only the headers of an answer are asked for.</summary>
    public static bool AreAllThatIsAsked(HttpContext http) =>
        http.Features.Get<BufferedBody>() is { IsHead: true };

    /// <summary>Handles one request.</summary>
    public async Task InvokeAsync(HttpContext http)
    {
        SecurityHeaders.Write(http.Response.Headers);
        var isHead = HttpMethods.IsHead(http.Request.Method);
        var server = http.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        var held = new BufferedBody(server, isHead, body => Complete(http, isHead, body));
        http.Features.Set<IHttpResponseBodyFeature>(held);
        http.Features.Set(held);
        if (isHead)
            http.Request.Method = HttpMethods.Get;
        try
        {
            await next(http);
            await held.EndAsync();
        }
        finally
        {
            http.Features.Set(server);
            http.Features.Set<BufferedBody>(null);
            if (isHead)
                http.Request.Method = HttpMethods.Head;
        }
    }

    private void Complete(HttpContext http, bool isHead, ReadOnlySequence<byte>? body)
    {
        var (response, headers) = (http.Response, http.Response.Headers);
        // Whether it was compressed or not, and also when there is nothing new to send.
        // An answer that is kept in a browser is not shown to who signs in there next.
        headers.Vary = string.Join(", ", headers.GetCommaSeparatedValues(HeaderNames.Vary)
            .SelectMany(name => name == HeaderNames.Authorization && access.HasSignIn
                ? (string[])[name, HeaderNames.Cookie] : [name])
            .Append(HeaderNames.AcceptEncoding).Distinct(StringComparer.OrdinalIgnoreCase));
        if (HttpMethods.IsGet(http.Request.Method) || isHead)
            headers.ETag = TagOf(http);
        if (body is not { } whole || response.StatusCode is StatusCodes.Status304NotModified
            or StatusCodes.Status204NoContent)
            return;
        response.ContentLength = whole.Length;
        var digest = $"sha-256=:{Convert.ToBase64String(HashOf(whole))}:";
        headers[ContentDigest] = digest;
        // The representation includes its coding, and nothing is sent in parts.
        headers[ReprDigest] = digest;
    }

    /// <summary>
    /// One tag stands for an answer in any coding; weakly, where its bytes are those of a coding.
    /// </summary>
    private string? TagOf(HttpContext http)
    {
        var tag = http.Response.Headers.ETag.ToString();
        if (tag.Length == 0 || tag.StartsWith("W/", StringComparison.Ordinal))
            return tag.Length == 0 ? null : tag;
        var isCoded =
            http.Response.StatusCode == StatusCodes.Status304NotModified
                ? http.Request.Headers.IfNoneMatch.ToString()
                    .Contains($"W/{tag}", StringComparison.Ordinal)
                    && compression.CheckRequestAcceptsCompression(http)
                : http.Response.Headers.ContentEncoding.Count > 0;
        return isCoded ? $"W/{tag}" : tag;
    }

    private static byte[] HashOf(ReadOnlySequence<byte> body)
    {
        if (body.IsSingleSegment)
            return SHA256.HashData(body.FirstSpan);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in body)
            hash.AppendData(part.Span);
        return hash.GetHashAndReset();
    }
}
