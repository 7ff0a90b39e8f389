using System.Net;
using System.Net.Sockets;
using PortfolioLedger.Benchmarks;

namespace PortfolioLedger.Tests.Operations;

/// <summary>The load generators of the benchmarks, on a server that stalls for a second.</summary>
public sealed class LoadTests
{
    private const int Rate = 100;
    private const double Seconds = 2;

    [Fact]
    public async Task A_stall_of_a_second_is_in_the_percentiles_of_the_open_loop()
    {
        await using var server = StallingServer.Start(before: 50);

        var report = await Task.Run(() =>
            OpenLoad.Run(server.Address, 8, Rate, Seconds, "/any"), Cancel);

        // 100 of 200 requests were due during the stall and waited for what was left of it.
        Assert.Equal((Rate, 200L, 0L), (report.Offered, report.Answered, report.Failed));
        Assert.True(report.P90 >= 700, $"p90 was {report.P90} ms");
        Assert.True(report.P99 >= 900, $"p99 was {report.P99} ms");
        Assert.InRange(report.Max, report.P99, double.MaxValue);
    }

    [Fact]
    public async Task The_closed_loop_asks_less_during_the_stall_and_hides_it()
    {
        await using var server = StallingServer.Start(before: 50);

        var report = await Task.Run(() => Load.Run(server.Address, 1, Seconds, "/any"), Cancel);

        Assert.True(report.Max >= 900, $"the slowest took {report.Max} ms");
        Assert.InRange(report.P99, 0, 900);
    }

    [Fact]
    public async Task What_is_refused_has_failed()
    {
        await using var server = StallingServer.Start(before: 50, status: 503);

        var report = await Task.Run(() =>
            OpenLoad.Run(server.Address, 2, Rate, 1, "/any"), Cancel);

        Assert.Equal((0, 100, "503 100 times"), (report.Answered, report.Failed, report.Failures));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Answers at once, but for one second from a certain request on.</summary>
    private sealed class StallingServer : IAsyncDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, LoopbackPort.Free());
        private readonly int _before;
        private readonly byte[] _answer;
        private readonly Lock _lock = new();
        private int _asked;
        private Task _stall = Task.CompletedTask;

        private StallingServer(int before, int status)
        {
            _before = before;
            _answer = [.. $"HTTP/1.1 {status} X\r\nContent-Length: 0\r\n\r\n".Select(c => (byte)c)];
        }

        public Uri Address => new($"http://{_listener.LocalEndpoint}");

        public static StallingServer Start(int before, int status = 200)
        {
            var server = new StallingServer(before, status);
            server._listener.Start();
            _ = server.AcceptAsync();
            return server;
        }

        public ValueTask DisposeAsync()
        {
            _listener.Dispose();
            return ValueTask.CompletedTask;
        }

        private async Task AcceptAsync()
        {
            while (true)
                _ = AnswerAsync(await _listener.AcceptTcpClientAsync());
        }

        private async Task AnswerAsync(TcpClient client)
        {
            using var open = client;
            var stream = client.GetStream();
            var request = new byte[4096];
            while (await stream.ReadAsync(request) > 0)
            {
                await Stall();
                await stream.WriteAsync(_answer);
            }
        }

        private Task Stall()
        {
            lock (_lock)
                return ++_asked == _before ? _stall = Task.Delay(1_000) : _stall;
        }
    }
}
