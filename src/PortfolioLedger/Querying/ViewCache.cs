using System.Collections.Concurrent;
using Microsoft.Extensions.Caching.Memory;
using PortfolioLedger.Journaling.Books;
using PortfolioLedger.Telemetry;

namespace PortfolioLedger.Querying;

/// <summary>What an answer depends on beside the journal.</summary>
/// <param name="Question">Portfolio, view, parameters; for bodies also page and format.</param>
/// <param name="Position">P.</param>
/// <param name="EffectiveOn">E.</param>
internal readonly record struct AnswerKey(string Question, long Position, DateOnly EffectiveOn);

/// <summary>
/// Computed views and finished bodies, bounded in bytes. Both follow from their key alone, so
/// nothing in it can be stale; the least recently used go first.
/// </summary>
internal sealed class ViewCache(MemoryBudget budget) : IDisposable
{
    /// <summary>What an item of a view is thought to occupy in memory.</summary>
    private const int BytesPerItem = 600;

    private readonly MemoryCache _cache = new(new MemoryCacheOptions
    {
        SizeLimit = budget.Answers,
    });
    private readonly ConcurrentDictionary<AnswerKey, Lazy<Task<ComputedView>>> _computing = new();

    /// <summary>A view, computed once even when many ask at the same time.</summary>
    public async ValueTask<ComputedView> ViewAsync(
        AnswerKey key, Func<Task<ComputedView>> compute, CancellationToken cancel)
    {
        if (_cache.TryGetValue(key, out ComputedView? known))
        {
            LedgerMetrics.CountView("view");
            return known!;
        }
        LedgerMetrics.CountView("computed");
        // Computed for all who wait: one who leaves does not stop it.
        var computing = _computing.GetOrAdd(key, _ =>
            new(() => Task.Run(compute, CancellationToken.None)));
        try
        {
            var view = await computing.Value.WaitAsync(cancel);
            _cache.Set(key, view, Sized((view.Items.Length + 4) * BytesPerItem));
            return view;
        }
        finally
        {
            if (computing.Value.IsCompleted)
                _computing.TryRemove(new(key, computing));
        }
    }

    /// <summary>The finished body of an answer, or null.</summary>
    public ViewBody? FindBody(AnswerKey key)
    {
        if (!_cache.TryGetValue(key, out ViewBody? body))
            return null;
        LedgerMetrics.CountView("body");
        return body;
    }

    /// <summary>Keeps the finished body of an answer.</summary>
    public void Keep(AnswerKey key, ViewBody body) =>
        _cache.Set(key, body, Sized(body.Bytes.Length + 200));

    public void Dispose() => _cache.Dispose();

    private static MemoryCacheEntryOptions Sized(long size) => new() { Size = size };
}
