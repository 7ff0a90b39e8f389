using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace PortfolioLedger.Benchmarks;

/// <summary>A lean load generator: one socket a connection, requests built before, answers only framed.</summary>
internal static class Load
{
    private const string Caller = "Authorization: Persona alice;approver;finance\r\n";

    /// <summary>Sends for some seconds over some connections; prints requests a second.</summary>
    public static async Task<int> RunAsync(Uri address, int connections, double seconds, string workload)
    {
        long answered = 0, failed = 0;
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, connections).Select(SendAsync));
        if (failed > 0)
            Console.Error.WriteLine($"{failed} requests were not answered with success");
        Console.WriteLine(FormattableString.Invariant($"{answered / Stopwatch.GetElapsedTime(started).TotalSeconds:0}"));
        return failed > 0 ? 1 : 0;

        async Task SendAsync(int connection)
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(address.Host, address.Port);
            var answer = new AnswerReader(socket);
            for (var i = 0; Stopwatch.GetElapsedTime(started).TotalSeconds < seconds; i++)
            {
                await socket.SendAsync(Request(address, workload, connection, i));
                if (await answer.NextAsync() is >= 200 and < 300)
                    Interlocked.Increment(ref answered);
                else
                    Interlocked.Increment(ref failed);
            }
        }
    }

    private static byte[] Request(Uri address, string workload, int connection, int i)
    {
        if (workload.StartsWith('/'))
            return Encoding.ASCII.GetBytes($"GET {workload} HTTP/1.1\r\nHost: {address.Authority}\r\n{Caller}\r\n");
        var initiative = (connection * 31 + i) % Ledgers.SmallInitiatives;
        var (path, body) = (i % 3) switch
        {
            0 => ("phase", $"{{\"phase\":\"Phase {i}\"}}"),
            1 => ("scores", $"{{\"model\":\"board\",\"criterion\":\"value\",\"value\":{i % 11},\"grounds\":{{\"rationale\":\"Scored in the workshop\"}}}}"),
            _ => ("contributions/revision", $"{{\"objective\":\"growth\",\"contribution\":{(i % 2 == 0 ? 3 : 9)},\"confidence\":0.8,\"grounds\":{{\"rationale\":\"Judged anew in the workshop\"}}}}"),
        };
        return Encoding.ASCII.GetBytes(
            $"POST /api/v1/portfolios/bench/initiatives/i{initiative}/{path} HTTP/1.1\r\nHost: {address.Authority}\r\n{Caller}"
            + $"Content-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}");
    }
}
