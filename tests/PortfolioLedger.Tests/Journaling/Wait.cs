namespace PortfolioLedger.Tests.Journaling;

/// <summary>Waits for something that happens elsewhere.</summary>
internal static class Wait
{
    /// <summary>
    /// Until it is so; fails after the limit, by default one that a busy machine does not reach.
    /// </summary>
    public static async Task UntilAsync(Func<Task<bool>> isSo, TimeSpan? limit = null)
    {
        using var patience = new CancellationTokenSource(limit ?? TimeSpan.FromSeconds(90));
        while (!await isSo())
            await Task.Delay(20, patience.Token);
    }
}
