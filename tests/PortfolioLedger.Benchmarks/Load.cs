using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Benchmarks;

/// <summary>
/// A lean load generator: one thread over plain sockets, requests built before, answers only
/// framed, so that the cores are left to what is measured.
/// </summary>
internal static class Load
{
    private const string Caller = "Authorization: Persona alice;approver;finance\r\n";

    /// <summary>So many different requests a connection takes turns with.</summary>
    private const int Requests = 330;

    /// <summary>Sends for some seconds over some connections; prints requests a second.</summary>
    public static int Run(Uri address, int connections, double seconds, string workload)
    {
        var all = Enumerable.Range(0, connections).Select(c => Connect(address, workload, c))
            .ToDictionary(c => c.Socket);
        var started = Stopwatch.GetTimestamp();
        foreach (var one in all.Values)
            one.Send();
        var ready = new List<Socket>(connections);
        var (answered, failed) = (0L, 0L);
        while (Stopwatch.GetElapsedTime(started).TotalSeconds < seconds)
        {
            ready.Clear();
            ready.AddRange(all.Keys);
            Socket.Select(ready, null, null, TimeSpan.FromSeconds(1));
            foreach (var socket in ready)
            {
                if (all[socket].Answer.Next() is not { } status)
                    continue;
                if (status is >= 200 and < 300)
                    answered++;
                else
                    failed++;
                all[socket].Send();
            }
        }
        var rate = answered / Stopwatch.GetElapsedTime(started).TotalSeconds;
        if (failed > 0)
            Console.Error.WriteLine($"{failed} requests were not answered with success");
        Console.WriteLine(FormattableString.Invariant($"{rate:0}"));
        return failed > 0 ? 1 : 0;
    }

    private static Connection Connect(Uri address, string workload, int connection)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
        {
            NoDelay = true,
        };
        socket.Connect(IPAddress.Parse(address.Host), address.Port);
        return new(
            socket,
            [
                .. Enumerable
                    .Range(0, Requests)
                    .Select(i => Request(address, workload, connection, i)),
            ]
        );
    }

    private static byte[] Request(Uri address, string workload, int connection, int i)
    {
        if (workload.StartsWith('/'))
            return Encoding.ASCII.GetBytes(
                $"GET {workload} HTTP/1.1\r\nHost: {address.Authority}\r\n{Caller}\r\n"
            );
        var initiative = (connection * 31 + i) % Ledgers.SmallInitiatives;
        var (path, body) = (i % 3) switch
        {
            0 => ("phase", $"{{\"phase\":\"Phase {i}\"}}"),
            1 => (
                "scores",
                $"{{\"model\":\"board\",\"criterion\":\"value\",\"value\":{i % 11},"
                        + $"\"grounds\":{{\"rationale\":\"Scored in the workshop\"}}}}"
            ),
            _ => (
                "contributions/revision",
                $"{{\"objective\":\"growth\",\"contribution\":{(i % 2 == 0 ? 3 : 9)},"
                        + $"\"confidence\":0.8,"
                        + $"\"grounds\":{{\"rationale\":\"Judged anew in the workshop\"}}}}"
            ),
        };
        return Encoding.ASCII.GetBytes(
            $"POST /api/v1/portfolios/bench/initiatives/i{initiative}/{path} HTTP/1.1\r\nHost: "
                + $"{address.Authority}\r\n{Caller}"
            + $"Content-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}");
    }

    private sealed class Connection(Socket socket, byte[][] requests)
    {
        private int _next;

        public Socket Socket { get; } = socket;

        public AnswerReader Answer { get; } = new(socket);

        public void Send() => Socket.Send(requests[_next++ % requests.Length]);
    }
}
