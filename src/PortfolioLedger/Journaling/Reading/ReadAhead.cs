namespace PortfolioLedger.Journaling.Reading;

/// <summary>Works on some pages ahead while the one before is used.</summary>
internal static class ReadAhead
{
    /// <summary>So many pages are begun at a time.</summary>
    private const int MaxPages = 4;

    /// <summary>
    /// The results in the order of the pages. Whoever stops early waits for what was begun, so that
    /// no connection is in use afterwards.
    /// </summary>
    /// <param name="pages">Begins a page each time it is asked for the next.</param>
    public static async IAsyncEnumerable<T> InOrderAsync<T>(IEnumerable<Task<T>> pages)
    {
        var ahead = new Queue<Task<T>>();
        using var next = pages.GetEnumerator();
        try
        {
            while (true)
            {
                while (ahead.Count < MaxPages && next.MoveNext())
                    ahead.Enqueue(next.Current);
                if (ahead.Count == 0)
                    yield break;
                var page = await ahead.Peek();
                _ = ahead.Dequeue();
                yield return page;
            }
        }
        finally
        {
            await ((Task)Task.WhenAll(ahead)).ConfigureAwait(
                ConfigureAwaitOptions.SuppressThrowing
            );
        }
    }
}
