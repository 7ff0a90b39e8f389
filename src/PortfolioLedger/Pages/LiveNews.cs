using System.Globalization;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Http;
using PortfolioLedger.Http.Auditing;
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

    private readonly Listeners _pages = new();

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
        using var listening = _pages.Enter(MaxPages,
            $"{MaxPages} pages are told of new events already; load the page again instead.");
        await EventStream.RunAsync(http, lifetime, MaxDuration,
            end => TellAsync(http, portfolio, Math.Min(seen, last), end));
    }

    private async Task TellAsync(
        HttpContext http, Key portfolio, long seen, CancellationToken end)
    {
        await EventStream.WriteAsync(http, "retry: 2000\n\n", end);
        var writtenAt = clock.GetTimestamp();
        while (true)
        {
            // Asked for before looking: what is appended from here on completes it.
            var grown = keeper.NextHead(portfolio);
            var last = await LastAsync(portfolio, end);
            if (last > seen)
            {
                await EventStream.WriteAsync(http, string.Create(CultureInfo.InvariantCulture,
                    $"id: {last}\ndata: {last}\n\n"), end);
                (seen, writtenAt) = (last, clock.GetTimestamp());
            }
            else if (clock.GetElapsedTime(writtenAt) >= Heartbeat)
            {
                await EventStream.WriteAsync(http, ": heartbeat\n\n", end);
                writtenAt = clock.GetTimestamp();
            }
            await Task.WhenAny(grown, Task.Delay(Poll, clock, end));
            end.ThrowIfCancellationRequested();
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
}
