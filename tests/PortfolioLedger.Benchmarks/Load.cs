using System.Diagnostics;
using System.Net.Sockets;

namespace PortfolioLedger.Benchmarks;

/// <summary>
/// A lean closed-loop load generator: each connection sends its next request when the one before
/// is answered. One thread over plain sockets, requests built before, answers only framed, so that
/// the cores are left to what is measured. It finds the highest rate; its latencies flatter, as a
/// server that stalls is asked less often (<see cref="OpenLoad"/> does not let it).
/// </summary>
internal static class Load
{
    /// <summary>Sends from a process of its own; every request must succeed.</summary>
    public static async Task<LoadReport> MeasureAsync(
        string address, int connections, double seconds, string workload = "commands")
    {
        var report = await Child.AskAsync<LoadReport>(
            "load", address, $"{connections}", $"{seconds}", workload);
        return report.Failed == 0 ? report : throw new InvalidOperationException(
            $"{report.Failed:N0} of {report.Answered + report.Failed:N0} requests failed: "
                + report.Failures);
    }

    /// <summary>Sends for some seconds over some connections.</summary>
    public static LoadReport Run(Uri address, int connections, double seconds, string workload)
    {
        var all = LoadConnection.Open(address, connections, workload);
        var latencies = new Latencies();
        var ready = new List<Socket>(connections);
        var started = Stopwatch.GetTimestamp();
        foreach (var one in all.Values)
            one.Send(Stopwatch.GetTimestamp());
        while (Stopwatch.GetElapsedTime(started).TotalSeconds < seconds)
        {
            ready.Clear();
            ready.AddRange(all.Keys);
            Socket.Select(ready, null, null, TimeSpan.FromSeconds(1));
            foreach (var connection in ready.Select(socket => all[socket]))
            {
                if (connection.Answered() is not { } status)
                    continue;
                latencies.Add(connection.Took, status);
                connection.Send(Stopwatch.GetTimestamp());
            }
        }
        return latencies.Report(null, Stopwatch.GetElapsedTime(started));
    }
}
