using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace PortfolioLedger.Benchmarks;

/// <summary>A connection that has one request under way at most.</summary>
internal sealed class LoadConnection(Socket socket, byte[][] requests)
{
    private readonly AnswerReader _answers = new(socket);
    private int _next;
    private long _since;

    /// <summary>Connects so many times.</summary>
    public static Dictionary<Socket, LoadConnection> Open(
        Uri address, int connections, string workload) =>
        Enumerable.Range(0, connections)
            .Select(c => new LoadConnection(
                Connect(address), LoadRequests.Of(address, workload, c)))
            .ToDictionary(c => c.Socket);

    /// <summary>What becomes readable when an answer comes.</summary>
    public Socket Socket { get; } = socket;

    /// <summary>How long the request under way has taken by now.</summary>
    public TimeSpan Took => Stopwatch.GetElapsedTime(_since);

    /// <summary>Sends the next request, which counts from a time stamp of the stopwatch.</summary>
    public void Send(long since)
    {
        _since = since;
        Socket.Send(requests[_next++ % requests.Length]);
    }

    /// <summary>Takes what has come; the status of the request, once it is answered.</summary>
    public int? Answered() => _answers.Next();

    private static Socket Connect(Uri address)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
        {
            NoDelay = true,
        };
        socket.Connect(IPAddress.Parse(address.Host), address.Port);
        return socket;
    }
}
