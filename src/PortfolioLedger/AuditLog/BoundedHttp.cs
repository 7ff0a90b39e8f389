using System.Net.Http.Headers;
using System.Net.Sockets;

namespace PortfolioLedger.AuditLog;

/// <summary>
/// Asks somebody who may be slow, gone or hostile: an answer has a time and a size, and where it
/// comes from is not changed by a redirect. The connection is kept open.
/// </summary>
internal sealed class BoundedHttp : IDisposable
{
    /// <summary>The longest answer that is read, in bytes.</summary>
    public const int MostBytes = 64 * 1024;

    /// <summary>How long the whole answer may take.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly HttpClient _client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        MaxResponseHeadersLength = 16,
        MaxConnectionsPerServer = 1,
        PooledConnectionLifetime = TimeSpan.FromMinutes(10),
        PooledConnectionIdleTimeout = TimeSpan.FromMinutes(2),
        MaxResponseDrainSize = 0,
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    public BoundedHttp() => _client.DefaultRequestHeaders.UserAgent.Add(
        new ProductInfoHeaderValue("portfolio-ledger", "1"));

    /// <summary>Posts a body.</summary>
    /// <exception cref="NoAnswerException">There is no answer that can be read.</exception>
    public async Task<BoundedAnswer> PostAsync(
        Uri address, byte[] body, string mediaType, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Patience);
        using var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new ByteArrayContent(body)
            {
                Headers = { ContentType = new MediaTypeHeaderValue(mediaType) },
            },
        };
        try
        {
            using var response = await _client.SendAsync(
                request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            return new((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType,
                response.Headers.Location, await ReadAsync(response.Content, limit.Token));
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new NoAnswerException(
                $"did not answer within {Patience.TotalSeconds:0} seconds");
        }
        catch (Exception fault)
            when (fault is HttpRequestException or SocketException or IOException)
        {
            throw new NoAnswerException("could not be reached: "
                + (fault.InnerException ?? fault).Message.TrimEnd('.'));
        }
    }

    public void Dispose() => _client.Dispose();

    private static async Task<byte[]?> ReadAsync(HttpContent content, CancellationToken cancel)
    {
        var bytes = new byte[MostBytes + 1];
        await using var stream = await content.ReadAsStreamAsync(cancel);
        var length = await stream.ReadAtLeastAsync(
            bytes, bytes.Length, throwOnEndOfStream: false, cancel);
        return length > MostBytes ? null : bytes[..length];
    }
}

/// <summary>An answer.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="MediaType">What the body is said to be.</param>
/// <param name="Location">Where a redirect leads.</param>
/// <param name="Body">Null when it is longer than <see cref="BoundedHttp.MostBytes"/>.</param>
internal sealed record BoundedAnswer(
    int Status, string? MediaType, Uri? Location, byte[]? Body);

/// <summary>There is no answer; the message is a predicate.</summary>
internal sealed class NoAnswerException(string message) : Exception(message);
