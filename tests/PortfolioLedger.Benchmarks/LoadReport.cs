using System.Text.Json;
using HdrHistogram;

namespace PortfolioLedger.Benchmarks;

/// <summary>What a run of load found; times in milliseconds.</summary>
/// <param name="Offered">Requests a second that were due; null when callers wait.</param>
/// <param name="Rate">Requests a second that were answered with success.</param>
/// <param name="Answered">With success.</param>
/// <param name="Failed">Refused, or not answered at all.</param>
/// <param name="Failures">How often with which status; empty without any.</param>
/// <param name="P50">Half of the requests took at most so long.</param>
/// <param name="P90">Nine of ten.</param>
/// <param name="P99">All but one in a hundred.</param>
/// <param name="P999">All but one in a thousand.</param>
/// <param name="Max">The slowest.</param>
internal sealed record LoadReport(
    double? Offered, double Rate, long Answered, long Failed, string Failures,
    double P50, double P90, double P99, double P999, double Max)
{
    /// <summary>Prints it as a line of JSON, for the process that asked for it.</summary>
    public int Print()
    {
        Console.WriteLine(JsonSerializer.Serialize(this));
        return 0;
    }
}

/// <summary>How long requests took, to three digits.</summary>
internal sealed class Latencies
{
    private static readonly long Longest = (long)TimeSpan.FromHours(1).TotalMicroseconds;

    private readonly LongHistogram _microseconds = new(Longest, 3);
    private readonly SortedDictionary<string, long> _failures = new(StringComparer.Ordinal);
    private long _answered;

    /// <summary>One more request, with the status of its answer; null without one.</summary>
    public void Add(TimeSpan took, int? status)
    {
        _microseconds.RecordValue(Math.Clamp((long)took.TotalMicroseconds, 1, Longest));
        if (status is >= 200 and < 300)
            _answered++;
        else
        {
            var failure = status?.ToString() ?? "no answer";
            _failures[failure] = _failures.GetValueOrDefault(failure) + 1;
        }
    }

    /// <summary>All of them, in a run of such a length.</summary>
    public LoadReport Report(double? offered, TimeSpan took) => new(
        offered, _answered / took.TotalSeconds, _answered, _failures.Values.Sum(),
        string.Join(", ", _failures.Select(f => $"{f.Key} {f.Value} times")),
        At(50), At(90), At(99), At(99.9), At(100));

    private double At(double percentile) =>
        _microseconds.GetValueAtPercentile(percentile) / 1_000.0;
}
