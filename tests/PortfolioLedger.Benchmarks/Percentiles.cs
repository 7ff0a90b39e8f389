using System.Diagnostics;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Benchmarks;

/// <summary>How long many questions of one kind take, each asked once.</summary>
/// <param name="Milliseconds">Of each question, in ascending order.</param>
internal sealed record Percentiles(double[] Milliseconds)
{
    /// <summary>The middle one.</summary>
    public double Median => Milliseconds[Milliseconds.Length / 2];

    /// <summary>All but one in a hundred take at most so long.</summary>
    public double P99 => Milliseconds[Math.Max((int)(Milliseconds.Length * 0.99) - 1, 0)];

    /// <summary>Asks them one after another.</summary>
    public static async Task<Percentiles> OfAsync<T>(IEnumerable<T> questions, Func<T, Task> ask)
    {
        var times = new List<double>();
        foreach (var question in questions)
        {
            var started = Stopwatch.GetTimestamp();
            await ask(question);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
        return new([.. times.Order()]);
    }

    /// <summary>Some of them ask at a time, each one after another.</summary>
    public static async Task<Percentiles> OfAsync<T>(
        IReadOnlyList<T> questions, int callers, Func<T, Task> ask)
    {
        var parts = await Task.WhenAll(Enumerable.Range(0, callers).Select(caller =>
            OfAsync(questions.Where((_, at) => at % callers == caller), ask)));
        return new([.. parts.SelectMany(p => p.Milliseconds).Order()]);
    }
}
