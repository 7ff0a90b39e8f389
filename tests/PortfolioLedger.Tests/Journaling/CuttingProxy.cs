using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Npgsql;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Tests.Journaling;

/// <summary>What happens to the next COMMIT that passes the proxy.</summary>
internal enum Cut
{
    /// <summary>Nothing.</summary>
    None,
    /// <summary>The server gets it; its answer is dropped and the connection closed.</summary>
    Answer,
    /// <summary>The server never gets it; both connections are closed.</summary>
    Request,
    /// <summary>
    /// The server gets it; nobody hears anything more, on a connection that stays open.
    /// </summary>
    Silence,
}

/// <summary>How a network is out of order.</summary>
internal enum Outage
{
    /// <summary>It is not.</summary>
    None,
    /// <summary>New connections are closed at once.</summary>
    Refusing,
    /// <summary>Connections are closed, and new ones at once.</summary>
    Both,
    /// <summary>Requests arrive; no answer does, and no connection is closed.</summary>
    OneWay,
}

/// <summary>Stands between a node and PostgreSQL, and does what a bad network does.</summary>
internal sealed class CuttingProxy : IAsyncDisposable
{
    private static readonly SearchValues<byte> NameParts = SearchValues.Create("_p0123456789"u8);

    // As its own statement: "READ COMMITTED" begins a transaction.
    private static readonly byte[] Commit = Encoding.ASCII.GetBytes("\0COMMIT\0");

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentBag<Socket> _open = [];
    private NpgsqlConnectionStringBuilder _target;
    private readonly Task _accepting;
    private int _next;
    private volatile Outage _outage;

    public CuttingProxy(string connectionString)
    {
        _target = new(connectionString);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>What the network does from now on.</summary>
    public Outage Outage
    {
        get => _outage;
        set
        {
            _outage = value;
            if (value == Outage.Both)
                foreach (var socket in _open)
                    socket.Dispose();
        }
    }

    /// <summary>How many COMMITs were cut.</summary>
    public int Cuts { get; private set; }

    /// <summary>Where it listens, on loopback.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The same database through the proxy.</summary>
    public string ConnectionString => new NpgsqlConnectionStringBuilder(_target.ConnectionString)
    {
        Host = "127.0.0.1",
        Port = Port,
        SslMode = SslMode.Disable,
        GssEncryptionMode = GssEncryptionMode.Disable,
    }.ConnectionString;

    /// <summary>Leads to another server from now on, and closes what leads to the former.</summary>
    public void Lead(string connectionString)
    {
        _target = new(connectionString);
        Outage = Outage.Both;
        Outage = Outage.None;
    }

    /// <summary>Decides about the next COMMIT.</summary>
    public void CutNext(Cut cut) => Volatile.Write(ref _next, (int)cut);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        foreach (var socket in _open)
            socket.Dispose();
        await _accepting;
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptSocketAsync(_end.Token);
                if (Outage is Outage.Refusing or Outage.Both)
                {
                    client.Dispose();
                    continue;
                }
                if (await TryConnectAsync() is not { } server)
                {
                    client.Dispose();
                    continue;
                }
                _open.Add(client);
                _open.Add(server);
                _ = new Line(client, server, this).RunAsync();
            }
        }
        catch (Exception fault) when (fault is OperationCanceledException or SocketException)
        {
            // The test is over.
        }
    }

    /// <summary>Null when nobody listens there.</summary>
    private async Task<Socket?> TryConnectAsync()
    {
        try
        {
            return await ConnectAsync();
        }
        catch (SocketException)
        {
            return null;
        }
    }

    private async Task<Socket> ConnectAsync()
    {
        EndPoint at = Path.IsPathRooted(_target.Host)
            ? new UnixDomainSocketEndPoint($"{_target.Host}/.s.PGSQL.{_target.Port}")
            : new DnsEndPoint(_target.Host!, _target.Port);
        var type = at is DnsEndPoint ? ProtocolType.Tcp : ProtocolType.Unspecified;
        var server = new Socket(at is DnsEndPoint ? AddressFamily.InterNetwork : AddressFamily.Unix,
            SocketType.Stream, type);
        await server.ConnectAsync(at, _end.Token);
        return server;
    }

    private Cut TakeCut()
    {
        var cut = (Cut)Interlocked.Exchange(ref _next, (int)Cut.None);
        Cuts += cut == Cut.None ? 0 : 1;
        return cut;
    }

    /// <summary>One connection in both directions.</summary>
    private sealed class Line(Socket client, Socket server, CuttingProxy proxy)
    {
        private volatile bool _silent;
        private byte[]? _commit;

        public async Task RunAsync()
        {
            try
            {
                await Task.WhenAny(ForwardAsync(), AnswerAsync());
            }
            finally
            {
                client.Dispose();
                server.Dispose();
            }
        }

        private async Task ForwardAsync()
        {
            var buffer = new byte[64 * 1024];
            for (int read; (read = await ReadAsync(client, buffer)) > 0;)
            {
                var cut = Commits(buffer.AsSpan(0, read)) ? proxy.TakeCut() : Cut.None;
                _silent |= cut is Cut.Answer or Cut.Silence;
                if (cut == Cut.Request)
                    return;
                await server.SendAsync(buffer.AsMemory(0, read), proxy._end.Token);
                if (cut == Cut.Answer)
                    await AnsweredAsync();
                if (cut == Cut.Answer)
                    return;
            }
        }

        // A statement is named and prepared once ("P", length, name, text), then run by its name.
        private bool Commits(ReadOnlySpan<byte> sent)
        {
            if (_commit is not null)
                return sent.IndexOf(_commit) >= 0;
            if (sent.IndexOf(Commit) is >= 0 and var end)
                _commit = [0, .. sent[(sent[..end].LastIndexOfAnyExcept(NameParts) + 1)..end], 0];
            return false;
        }

        // The server answers a COMMIT when it is durable: cut only then, so that it was carried
        // out.
        private async Task AnsweredAsync()
        {
            while (!_dropped && !proxy._end.IsCancellationRequested)
                await Task.Delay(1);
        }

        private volatile bool _dropped;

        private async Task AnswerAsync()
        {
            var buffer = new byte[64 * 1024];
            for (int read; (read = await ReadAsync(server, buffer)) > 0;)
                if (_silent || proxy.Outage == Outage.OneWay)
                    _dropped = true;
                else if (_dropped)
                    return; // half a conversation is none
                else
                    await client.SendAsync(buffer.AsMemory(0, read), proxy._end.Token);
        }

        private async Task<int> ReadAsync(Socket socket, byte[] buffer)
        {
            try
            {
                return await socket.ReceiveAsync(buffer, proxy._end.Token);
            }
            catch (Exception fault) when (fault is SocketException or ObjectDisposedException
                or OperationCanceledException)
            {
                return 0;
            }
        }
    }
}
