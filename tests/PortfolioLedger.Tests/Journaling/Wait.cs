namespace PortfolioLedger.Tests.Journaling;

/// <summary>Waits for something that happens elsewhere.</summary>
internal static class Wait
{
    /// <summary>Until it is so; fails after the limit.</summary>
    public static async Task UntilAsync(Func<Task<bool>> isSo, TimeSpan? limit = null)
    {
        using var patience = new CancellationTokenSource(limit ?? TimeSpan.FromSeconds(30));
        while (!await isSo())
            await Task.Delay(20, patience.Token);
    }
}
