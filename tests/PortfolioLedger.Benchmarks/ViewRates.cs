using System.Diagnostics;
using System.Globalization;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Benchmarks;

/// <summary>
/// Every view of a full book, computed anew; and the same with ten times as many changes that
/// overwrite one another and end in the same state.
/// </summary>
internal static class ViewRates
{
    private const int Short = 5, Long = 50;

    /// <summary>A view that takes long is computed less often.</summary>
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(4);

    /// <summary>The book that is measured, in words.</summary>
    internal const string Of =
        "1,000 initiatives, 200 outcomes, 10,000 pieces of feedback, every area in use";

    public static IEnumerable<Result> Measure(Bench bench)
    {
        var (book, grown) = (
            FullBooks.Of(bench.Quick ? 1 : Short),
            FullBooks.Of(bench.Quick ? 2 : Long)
        );
        foreach (var view in FullViews.All)
        {
            List<double> times = [], later = [], digests = [];
            var (most, began) = (bench.Quick ? 1 : 50, Stopwatch.GetTimestamp());
            for (var run = -bench.WarmUps; run < most; run++)
            {
                var (time, answer) = Timed(() => view.Of(book));
                var (digest, _) = Timed(() => view.Digest(answer, book.Now));
                var (after, _) = Timed(() => view.Of(grown));
                if (run < 0)
                    continue;
                times.Add(time);
                later.Add(after);
                digests.Add(digest);
                if (Stopwatch.GetElapsedTime(began) > Enough)
                    break;
            }
            yield return ResultOf(view.Path, new([.. times]), new([.. later]), new([.. digests]));
        }
    }

    private static Result ResultOf(string path, Runs times, Runs later, Runs digests)
    {
        var digest = digests.Median.ToString("0.##", CultureInfo.InvariantCulture);
        return new($"view {path}: {Of}, warm; digest {digest} ms more", times, later, "ms",
            later.Median / times.Median, "≤ 50 ms, p99 too", times.P99 <= 50)
        {
            View = (path, digests),
        };
    }

    private static (double Milliseconds, T Result) Timed<T>(Func<T> of)
    {
        var started = Stopwatch.GetTimestamp();
        var result = of();
        return (Stopwatch.GetElapsedTime(started).TotalMilliseconds, result);
    }
}
