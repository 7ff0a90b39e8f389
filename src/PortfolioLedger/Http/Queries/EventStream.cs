using Microsoft.AspNetCore.Http.Features;
using PortfolioLedger.Http.Problems;

namespace PortfolioLedger.Http.Queries;

/// <summary>
/// An answer that goes on: server-sent events until whoever listens leaves, the application stops
/// or time is up.
/// </summary>
internal static class EventStream
{
    public const string MediaType = "text/event-stream";

    /// <summary>Sends headers, and then what the stream writes.</summary>
    /// <param name="http">The request.</param>
    /// <param name="lifetime">Of the application.</param>
    /// <param name="longest">Then whoever listens has to ask again.</param>
    /// <param name="stream">Writes events until it is cancelled or has no more.</param>
    public static async Task RunAsync(
        HttpContext http, IHostApplicationLifetime lifetime, TimeSpan longest,
        Func<CancellationToken, Task> stream)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(
            http.RequestAborted, lifetime.ApplicationStopping);
        end.CancelAfter(longest);
        WriteHeaders(http);
        if (AnswerHeaders.AreAllThatIsAsked(http))
            return;
        try
        {
            await stream(end.Token);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The caller left, the application stops or time is up: the stream ends as it should.
        }
    }

    /// <summary>Writes some of it; it is sent at once.</summary>
    public static async Task WriteAsync(
        HttpContext http, string text, CancellationToken cancel)
    {
        await http.Response.WriteAsync(text, cancel);
        await http.Response.Body.FlushAsync(cancel);
    }

    /// <summary>The headers of a stream that nothing on the way is to hold back.</summary>
    private static void WriteHeaders(HttpContext http)
    {
        var response = http.Response;
        response.ContentType = MediaType;
        response.Headers.CacheControl = "no-store";
        response.Headers.Vary = "Authorization";
        // For proxies that would wait until there is more.
        response.Headers["X-Accel-Buffering"] = "no";
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
    }
}

/// <summary>Counts who listens, so that a stream has only so many listeners.</summary>
internal sealed class Listeners
{
    private int _count;

    /// <summary>
    /// One more, until it is disposed of; a problem where there are so many already.
    /// </summary>
    /// <param name="most">More are refused.</param>
    /// <param name="refusal">What they are told.</param>
    public IDisposable Enter(int most, string refusal)
    {
        if (Interlocked.Increment(ref _count) <= most)
            return new One(this);
        Interlocked.Decrement(ref _count);
        throw new ProblemException(Problem.Create("too-many-listeners", refusal));
    }

    private sealed class One(Listeners all) : IDisposable
    {
        public void Dispose() => Interlocked.Decrement(ref all._count);
    }
}
