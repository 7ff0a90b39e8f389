using Microsoft.Playwright;

namespace PortfolioLedger.BrowserTests;

/// <summary>From a page to the next.</summary>
internal static class Navigation
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Does something that leads to another page, and waits until it is there.</summary>
    public static async Task GoesOnAsync(this IPage page, Func<Task> act)
    {
        var arrived = new TaskCompletionSource();
        void Arrived(object? sender, IPage there) => arrived.TrySetResult();
        page.DOMContentLoaded += Arrived;
        try
        {
            await act();
            await arrived.Task.WaitAsync(Patience);
        }
        finally
        {
            page.DOMContentLoaded -= Arrived;
        }
    }
}
