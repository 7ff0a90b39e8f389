using System.Diagnostics;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Journaling.Reading;

namespace PortfolioLedger.Journaling.Books;

/// <summary>
/// Makes the kept books behind a stored snapshot, which shares nothing with any other book: one
/// forward fold from the beginning. It only saves time, so requests come first, it waits while the
/// database is away, and it ends when it cannot go on.
/// </summary>
internal static class BackgroundFill
{
    /// <summary>So many events are folded before the requests of others get their turn.</summary>
    private const int Step = JournalPages.LongFold;

    /// <summary>Begins to fill, beside whoever asks for it.</summary>
    /// <param name="kept">Where the books go.</param>
    /// <param name="portfolio">Whose they are.</param>
    /// <param name="pages">The journal.</param>
    /// <param name="upTo">The position of the snapshot.</param>
    public static void Start(KeptBooks kept, Key portfolio, JournalPages pages, long upTo)
    {
        if (kept.IsClosed)
            return;
        var generation = kept.Generation;
        _ = Task.Run(
            () => FillAsync(kept, generation, portfolio, pages, upTo),
            CancellationToken.None
        );
    }

    private static async Task FillAsync(
        KeptBooks kept, int generation, Key portfolio, JournalPages pages, long upTo)
    {
        // The first questions to a new process come first.
        await Task.Delay(TimeSpan.FromSeconds(2));
        var book = Book.Empty(portfolio);
        while (book.Position < upTo && generation == kept.Generation)
            try
            {
                while (pages.IsBusy)
                    await Task.Delay(TimeSpan.FromMilliseconds(100));
                var started = Stopwatch.GetTimestamp();
                book = await pages.FoldAsync(
                    book,
                    Math.Min(upTo, book.Position + Step),
                    passed =>
                        passed.Position % KeptBooks.Spacing != 0
                        || kept.TryKeep(passed, generation),
                    CancellationToken.None
                );
                // A third of the time belongs to requests alone.
                await Task.Delay(Stopwatch.GetElapsedTime(started) / 2);
            }
            catch (Exception fault)
            {
                if (!DatabaseFault.IsTransient(fault) || fault is ObjectDisposedException)
                    return;
                await Task.Delay(TimeSpan.FromSeconds(1));
            }
    }
}
