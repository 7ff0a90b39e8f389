using System.Diagnostics;
using System.Net.Sockets;

namespace PortfolioLedger.Benchmarks;

/// <summary>
/// An open-loop load generator: requests are due at a fixed rate, whatever the server does, and a
/// request takes from when it was due, not from when a connection was free to send it. So all that
/// a stall delays is in the percentiles (no coordinated omission). Sends are at most a millisecond
/// late, which counts too.
/// </summary>
internal static class OpenLoad
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    /// <summary>What is not answered so long after the last was due never is.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Sends from a process of its own.</summary>
    public static Task<LoadReport> MeasureAsync(
        string address, int connections, double rate, double seconds,
        string workload = "commands") => Child.AskAsync<LoadReport>(
            "open-load", address, $"{connections}", $"{rate}", $"{seconds}", workload);

    /// <summary>
    /// Sends so many requests a second for some seconds, over as many connections at most, and
    /// waits for the answers.
    /// </summary>
    public static LoadReport Run(
        Uri address, int connections, double rate, double seconds, string workload)
    {
        var all = LoadConnection.Open(address, connections, workload);
        var idle = new Queue<LoadConnection>(all.Values);
        var latencies = new Latencies();
        var ready = new List<Socket>(connections);
        var requests = (long)Math.Round(rate * seconds);
        var sent = 0L;
        var started = Stopwatch.GetTimestamp();
        var patience = TimeSpan.FromSeconds(seconds) + Patience;
        while ((sent < requests || idle.Count < connections)
            && Stopwatch.GetElapsedTime(started) < patience)
        {
            while (sent < requests && Until(Due(sent)) <= TimeSpan.Zero
                && idle.TryDequeue(out var free))
                free.Send(Due(sent++));
            ready.Clear();
            ready.AddRange(all.Keys);
            Socket.Select(ready, null, null, sent < requests && idle.Count > 0
                ? TimeSpan.FromTicks(Math.Max(Until(Due(sent)).Ticks, Tick.Ticks))
                : TimeSpan.FromSeconds(1));
            foreach (var connection in ready.Select(socket => all[socket]))
            {
                if (connection.Answered() is not { } status)
                    continue;
                latencies.Add(connection.Took, status);
                idle.Enqueue(connection);
            }
        }
        var took = Stopwatch.GetElapsedTime(started);
        foreach (var unanswered in all.Values.Except(idle))
            latencies.Add(unanswered.Took, status: null);
        for (; sent < requests; sent++)
            latencies.Add(-Until(Due(sent)), status: null);
        return latencies.Report(rate, took);

        long Due(long request) => started + (long)(request / rate * Stopwatch.Frequency);

        static TimeSpan Until(long due) => -Stopwatch.GetElapsedTime(due);
    }
}
