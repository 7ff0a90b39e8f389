using System.Diagnostics;
using PortfolioLedger.Core.Books;

namespace PortfolioLedger.Benchmarks;

/// <summary>Posting into a large book, on one thread.</summary>
internal static class PostingRates
{
    public static Result Measure(Bench bench)
    {
        var entries = LongHistory.Of(LongHistory.Created + (bench.Quick ? 20_000 : 300_000));
        var whole = Book.Empty(LongHistory.Portfolio).Post(entries[..LongHistory.Created]);
        var rates = new double[bench.Repeats];
        for (var run = -bench.WarmUps; run < rates.Length; run++)
        {
            var book = whole;
            var started = Stopwatch.GetTimestamp();
            foreach (var entry in entries.AsSpan(LongHistory.Created))
                book = book.Post(entry);
            if (run >= 0)
                rates[run] =
                    (entries.Length - LongHistory.Created)
                    / Stopwatch.GetElapsedTime(started).TotalSeconds;
        }
        return new(
            "posting on one thread: 1,000 initiatives, 200 outcomes, 10,000 pieces of feedback",
            new(rates),
            null,
            "/s",
            null,
            "≥ 200,000 events/s",
            new Runs(rates).Median >= 200_000
        );
    }
}
