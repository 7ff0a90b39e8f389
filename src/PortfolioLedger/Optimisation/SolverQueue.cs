using PortfolioLedger.Http.Problems;

namespace PortfolioLedger.Optimisation;

/// <summary>
/// One search at a time on this node, since each takes all processors; few may wait.
/// </summary>
internal sealed class SolverQueue
{
    private readonly SemaphoreSlim _free = new(1);
    private int _inside;

    /// <summary>More than these are refused with 503.</summary>
    internal int MaxWaiting { get; init; } = 4;

    /// <summary>Runs a search when it is its turn.</summary>
    public async Task<T> RunAsync<T>(Func<Task<T>> search, CancellationToken cancel)
    {
        try
        {
            if (Interlocked.Increment(ref _inside) > MaxWaiting + 1)
                throw new ProblemException(Problem.Create("solver-busy",
                    $"One search runs on this node and {MaxWaiting} wait for their turn."));
            await _free.WaitAsync(cancel);
            try
            {
                return await search();
            }
            finally
            {
                _free.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _inside);
        }
    }
}
