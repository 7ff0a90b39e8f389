using System.Globalization;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Http;
using PortfolioLedger.Http.Auditing;
using PortfolioLedger.Http.Problems;
using PortfolioLedger.Http.Queries;
using PortfolioLedger.Journaling.Books;
using PortfolioLedger.Journaling.Reading;

namespace PortfolioLedger.Pages;

/// <summary>
/// Tells a page that there are new events: their last position as a server-sent event, and nothing
/// of what is in them. What they are is read by asking for the page again. Programs listen to the
/// events themselves at <c>events/live</c>.
/// </summary>
internal sealed class LiveNews(
    BookKeeper keeper, TimeProvider clock, IHostApplicationLifetime lifetime)
{
    /// <summary>More pages than this are not told; they stay as they are.</summary>
    private const int MaxPages = 500;

    /// <summary>How often the database is asked for what other nodes appended.</summary>
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    /// <summary>Silence is broken after this, so that who left is noticed.</summary>
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    /// <summary>Then a browser asks again, and so says again who it is.</summary>
    private static readonly TimeSpan MaxDuration = TimeSpan.FromHours(1);

    private int _pages;

    /// <summary>The address of a portfolio's news.</summary>
    public static string Of(PageLinks links) => links.Now("events/live");

    /// <summary>Streams until the page is left or the application stops.</summary>
    public async Task ListenAsync(HttpContext http)
    {
        var (portfolio, last) = await Feed.EndAsync(http, keeper);
        var seen = http.Request.ReadArguments(LiveFeed.After).Get(LiveFeed.After) ?? last;
        // That there is something new is told of nothing in it: no read of an auditor to log.
        if (http.Features.Get<ReadLog>() is { } read)
            read.IsLogged = true;
        if (Interlocked.Increment(ref _pages) > MaxPages)
        {
            Interlocked.Decrement(ref _pages);
            throw new ProblemException(Problem.Create("too-many-listeners",
                $"{MaxPages} pages are told of new events already; load the page again instead."));
        }
        try
        {
            LiveFeed.WriteHeaders(http);
            if (AnswerHeaders.AreAllThatIsAsked(http))
                return;
            await TellAsync(http, portfolio, Math.Min(seen, last));
        }
        finally
        {
            Interlocked.Decrement(ref _pages);
        }
    }

    private async Task TellAsync(HttpContext http, Key portfolio, long seen)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(
            http.RequestAborted, lifetime.ApplicationStopping);
        end.CancelAfter(MaxDuration);
        try
        {
            await WriteAsync(http, "retry: 2000\n\n", end.Token);
            var writtenAt = clock.GetTimestamp();
            while (true)
            {
                // Asked for before looking: what is appended from here on completes it.
                var grown = keeper.NextHead(portfolio);
                var last = await LastAsync(portfolio, end.Token);
                if (last > seen)
                {
                    await WriteAsync(http, string.Create(CultureInfo.InvariantCulture,
                        $"id: {last}\ndata: {last}\n\n"), end.Token);
                    (seen, writtenAt) = (last, clock.GetTimestamp());
                }
                else if (clock.GetElapsedTime(writtenAt) >= Heartbeat)
                {
                    await WriteAsync(http, ": heartbeat\n\n", end.Token);
                    writtenAt = clock.GetTimestamp();
                }
                await Task.WhenAny(grown, Task.Delay(Poll, clock, end.Token));
                end.Token.ThrowIfCancellationRequested();
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The page was left, the application stops or time is up: it ends as it should.
        }
    }

    private async Task<long> LastAsync(Key portfolio, CancellationToken cancel)
    {
        var known = keeper.KnownPosition(portfolio);
        try
        {
            return Math.Max(known, await keeper.LastPositionAsync(portfolio, cancel));
        }
        catch (Exception fault) when (DatabaseFault.IsTransient(fault))
        {
            // The next look asks again; the connection outlives the outage.
            return known;
        }
    }

    private static async Task WriteAsync(HttpContext http, string text, CancellationToken cancel)
    {
        await http.Response.WriteAsync(text, cancel);
        await http.Response.Body.FlushAsync(cancel);
    }
}
