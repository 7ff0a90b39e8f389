namespace PortfolioLedger.Faults;

/// <summary>
/// Recording that goes on until it is stopped: by the test, or when the test fails before.
/// </summary>
internal sealed class Recording : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    public Recording(Func<CancellationToken, Task> run) => _running = run(_stop.Token);

    /// <summary>Nothing new is begun; what is under way may still be answered.</summary>
    public Task NoMoreAsync() => _stop.CancelAsync();

    /// <summary>Finishes what is under way.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _running;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }
}
