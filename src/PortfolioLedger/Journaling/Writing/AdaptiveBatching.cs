namespace PortfolioLedger.Journaling.Writing;

/// <summary>
/// Lets callers that just got their answers send again before the next batch closes: a batch of a
/// few costs nearly as much as one of all. Ends when as many wait as did lately, at the latest
/// after a millisecond.
/// </summary>
internal sealed class AdaptiveBatching(Func<int> waiting)
{
    private static readonly TimeSpan MaxDelay = TimeSpan.FromMilliseconds(1);

    private TaskCompletionSource? _enough;
    private int _wanted;

    /// <summary>Somebody was added.</summary>
    public void Added()
    {
        if (Volatile.Read(ref _enough) is { } enough && waiting() >= _wanted)
            enough.TrySetResult();
    }

    /// <summary>Waits until so many wait, or no longer than makes sense.</summary>
    public async Task WaitAsync(int wanted)
    {
        if (waiting() >= wanted)
            return;
        _wanted = wanted;
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _enough, enough);
        if (waiting() < wanted)
            await Task.WhenAny(enough.Task, Task.Delay(MaxDelay));
        Volatile.Write(ref _enough, null);
    }
}
