using System.Globalization;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Http.Problems;
using PortfolioLedger.Journaling.Books;
using PortfolioLedger.Journaling.Reading;

namespace PortfolioLedger.Http.Queries;

/// <summary>
/// <c>If-Position-At-Least: 4711</c>: whoever recorded something reads it on every node, and on a
/// copy of the database that is a little behind. The value is a position, as a receipt gives it.
/// </summary>
internal sealed class PositionAtLeast(RequestDelegate next, BookKeeper keeper, TimeProvider clock)
{
    /// <summary>The name of the header.</summary>
    public const string Header = "If-Position-At-Least";

    /// <summary>How long a request waits for the position.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Before it is looked again; twice as long each time.</summary>
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(10);

    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(250);

    /// <summary>Waits where the header asks for it, then goes on.</summary>
    /// <exception cref="ProblemException">
    /// The header holds no position, or its time is not yet.
    /// </exception>
    public async Task InvokeAsync(HttpContext http)
    {
        if (http.Request.Headers.TryGetValue(Header, out var values)
            && http.Request.RouteValues["portfolio"] is string text
            && Key.TryParse(text, out var portfolio))
            await ReachAsync(portfolio, Read(values.ToString()), http.RequestAborted);
        await next(http);
    }

    private static long Read(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var position)
            ? position
            : throw new ProblemException(Problem.Create("invalid-parameter",
                $"The header {Header} must be one position, as a receipt gives it: 4711."));

    private async Task ReachAsync(Key portfolio, long position, CancellationToken cancel)
    {
        if (keeper.Holds(portfolio, position))
            return;
        var (since, pause) = (clock.GetTimestamp(), ShortestPause);
        while (await ReachedAsync(portfolio, cancel) is var reached && reached < position)
        {
            if (clock.GetElapsedTime(since) > Patience)
                throw new ProblemException(Problem.Create("position-not-reached",
                    $"This node knows '{portfolio}' up to position {reached}, not yet up to "
                    + $"{position}.") with
                {
                    RetryAfter = 1,
                });
            await Task.Delay(pause, clock, cancel);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    /// <summary>
    /// How far the portfolio is. Its book is brought up to there: the answer is given from that or
    /// from a newer one, whatever others load at the same time.
    /// </summary>
    private async Task<long> ReachedAsync(Key portfolio, CancellationToken cancel)
    {
        try
        {
            return (await keeper.FreshHeadAsync(portfolio, cancel))?.Position ?? 0;
        }
        catch (Exception fault) when (DatabaseFault.IsTransient(fault))
        {
            // How far it is cannot be asked now: the same as not far enough.
            return keeper.KnownPosition(portfolio);
        }
    }
}
