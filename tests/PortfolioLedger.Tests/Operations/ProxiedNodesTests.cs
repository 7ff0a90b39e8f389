using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;
using PortfolioLedger.Tests.EmbeddedPostgres;
using PortfolioLedger.Tests.Journaling;

namespace PortfolioLedger.Tests.Operations;

/// <summary>
/// Three nodes behind HAProxy as ops/haproxy has it: a node is replaced while people work.
/// </summary>
public sealed class ProxiedNodesTests
{
    private const int Portfolios = 6;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_node_is_replaced_in_turn_and_no_request_fails()
    {
        await using var database = await TestCluster.CreateLedgerAsync();
        await ReplaceInTurnAsync(database, StartAsync, LongRuns.Times(1, 3));
    }

    /// <summary>
    /// A release is replaced by this one, and one node by the earlier one again, as somebody does
    /// who thinks better of it.
    /// </summary>
    [Fact]
    public async Task Nodes_of_an_earlier_release_are_replaced_in_turn_and_no_request_fails()
    {
        Assert.SkipWhen(TestProgram.Former is null,
            "LEDGER_FORMER_PROGRAM names no folder with the program of an earlier release.");
        await using var database = await TestCluster.CreateDatabaseAsync();
        await ReplaceInTurnAsync(database, StartFormerAsync, 3, andBack: true);
    }

    /// <summary>
    /// Replaces so many nodes by nodes of this release while people work.
    /// </summary>
    /// <param name="database">That they share.</param>
    /// <param name="start">Of a node as they are first.</param>
    /// <param name="many">How many are replaced.</param>
    /// <param name="andBack">Whether the first one is then replaced by one of before.</param>
    private static async Task ReplaceInTurnAsync(
        TestDatabase database, Func<TestDatabase, string, Task<LedgerProcess>> start, int many,
        bool andBack = false)
    {
        var addresses = Enumerable.Range(0, 3).Select(_ => FreeAddress()).ToArray();
        // Nodes come and go behind it, as they do in earnest.
        await using var proxy = await Proxy.StartAsync(addresses);
        var nodes = await Task.WhenAll(addresses.Select(a => start(database, a)));
        using var stop = new CancellationTokenSource();
        var receipts = new ConcurrentBag<(int Portfolio, long Position)>();
        var answeredBy = new ConcurrentDictionary<string, int>();
        Task[] working = [];
        try
        {
            await proxy.UntilReadyAsync(3);
            for (var i = 0; i < Portfolios; i++)
                Assert.Equal(HttpStatusCode.Created, (await SendAsync(proxy.Http, HttpMethod.Post,
                    "portfolios", new() { ["key"] = $"p{i}", ["name"] = "Plan",
                        ["currency"] = "USD" })).StatusCode);
            working = Enumerable.Range(0, Portfolios)
                .Select(i => WorkAsync(proxy.Http, i, receipts, answeredBy, stop.Token))
                .ToArray();

            for (var i = 0; i < many; i++)
                await ReplaceAsync(i, StartAsync);
            if (andBack)
                await ReplaceAsync(0, start);
            await stop.CancelAsync();
            await Task.WhenAll(working);

            Assert.NotEmpty(receipts);
            Assert.Equal(["node-1", "node-2", "node-3"], answeredBy.Keys.Order());
            for (var i = 0; i < Portfolios; i++)
            {
                var positions = receipts.Where(r => r.Portfolio == i).Select(r => r.Position);
                // The first event opened the portfolio; no command was lost or recorded twice.
                Assert.Equal(Enumerable.Range(2, positions.Count()).Select(p => (long)p),
                    positions.Order());
            }
        }
        finally
        {
            foreach (var node in nodes)
                node.Dispose();
        }

        async Task ReplaceAsync(int i, Func<TestDatabase, string, Task<LedgerProcess>> by)
        {
            var before = receipts.Count;
            nodes[i].Terminate();
            Assert.Equal(0, await nodes[i].EndedAsync());
            nodes[i].Dispose();
            // Others go on while it is away.
            await Wait.UntilAsync(() => Task.FromResult(
                receipts.Count > before + 20 || working.Any(w => w.IsCompleted)));
            nodes[i] = await by(database, addresses[i]);
            await proxy.UntilReadyAsync(3);
        }
    }

    [Fact]
    public async Task A_portfolio_has_one_node_and_goes_to_another_while_that_is_away()
    {
        await using var database = await TestCluster.CreateLedgerAsync();
        var addresses = Enumerable.Range(0, 3).Select(_ => FreeAddress()).ToArray();
        await using var proxy = await Proxy.StartAsync(addresses);
        // Only two of three are there.
        var nodes = await Task.WhenAll(
            addresses.Take(2).Select(a => StartAsync(database, a)));
        try
        {
            await proxy.UntilReadyAsync(2);
            var owners = new SortedDictionary<string, string>(StringComparer.Ordinal);
            for (var round = 0; round < 3; round++)
                for (var i = 0; i < 12; i++)
                    foreach (var path in (string[])[$"/api/v1/portfolios/k{i}/ranking", $"/p/k{i}"])
                    {
                        using var answer = await proxy.Http.GetAsync(path, Cancel);
                        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
                        var owner = Assert.Single(answer.Headers.GetValues("Ledger-Node"));
                        Assert.Equal(owners.TryAdd($"k{i}", owner) ? owner : owners[$"k{i}"],
                            owner);
                    }
            Assert.Equal(["node-1", "node-2"], owners.Values.Distinct().Order());
        }
        finally
        {
            foreach (var node in nodes)
                node.Dispose();
        }
    }

    [Fact]
    public async Task Listeners_on_each_node_and_behind_the_proxy_hear_the_same_all_along()
    {
        await using var database = await TestCluster.CreateLedgerAsync();
        var addresses = Enumerable.Range(0, 3).Select(_ => FreeAddress()).ToArray();
        await using var proxy = await Proxy.StartAsync(addresses);
        var nodes = await Task.WhenAll(addresses.Select(a => StartAsync(database, a)));
        try
        {
            await proxy.UntilReadyAsync(3);
            await SendAsync(proxy.Http, HttpMethod.Post, "portfolios",
                new() { ["key"] = "p0", ["name"] = "Plan", ["currency"] = "USD" });
            var last = new TaskCompletionSource<long>();
            var listeners = nodes.Index().Select(n => ListenAsync(() => nodes[n.Index].Http, last))
                .Append(ListenAsync(() => proxy.Http, last)).ToArray();
            using var stop = new CancellationTokenSource();
            var receipts = new ConcurrentBag<(int Portfolio, long Position)>();
            var answeredBy = new ConcurrentDictionary<string, int>();
            var working = WorkAsync(proxy.Http, 0, receipts, answeredBy, stop.Token);
            await Wait.UntilAsync(() => Task.FromResult(receipts.Count > 20));

            // Its own node: that of the listener behind the proxy, too.
            var owner = answeredBy.Keys.Single()[^1] - '1';
            nodes[owner].Terminate();
            Assert.Equal(0, await nodes[owner].EndedAsync());
            nodes[owner].Dispose();
            var before = receipts.Count;
            await Wait.UntilAsync(() => Task.FromResult(
                receipts.Count > before + 20 || working.IsCompleted));
            nodes[owner] = await StartAsync(database, addresses[owner]);
            await stop.CancelAsync();
            await working;
            // One more than there are, which each is told of.
            last.SetResult(receipts.Max(r => r.Position) + 1);
            await SendAsync(proxy.Http, HttpMethod.Post, "portfolios/p0/departments",
                new() { ["key"] = "last", ["name"] = "D" });

            var heard = await Task.WhenAll(listeners);
            Assert.Equal(Enumerable.Range(1, receipts.Count + 2).Select(p => $"{p}"),
                heard[0].Select(h => h.EventId));
            Assert.All(heard, one => Assert.Equal(heard[0], one));
        }
        finally
        {
            foreach (var node in nodes)
                node.Dispose();
        }
    }

    /// <summary>
    /// Hears everything from the first event to the last, and connects again where it was cut off,
    /// as a browser does.
    /// </summary>
    private static async Task<List<(string? EventId, string Data)>> ListenAsync(
        Func<HttpClient> node, TaskCompletionSource<long> last)
    {
        var heard = new List<(string? EventId, string Data)>();
        while (!(last.Task.IsCompletedSuccessfully && heard.Count >= await last.Task))
            try
            {
                using var request = new HttpRequestMessage(
                    HttpMethod.Get, "/api/v1/portfolios/p0/events/live?after=0");
                if (heard.Count > 0)
                    request.Headers.Add("Last-Event-ID", heard[^1].EventId);
                using var answer = await node().SendAsync(
                    request, HttpCompletionOption.ResponseHeadersRead, Cancel);
                answer.EnsureSuccessStatusCode();
                await using var stream = await answer.Content.ReadAsStreamAsync(Cancel);
                await foreach (var item in SseParser.Create(stream).EnumerateAsync(Cancel))
                {
                    heard.Add((item.EventId, item.Data));
                    if (last.Task.IsCompletedSuccessfully && heard.Count >= await last.Task)
                        break;
                }
            }
            catch (Exception fault) when (fault is HttpRequestException or IOException
                or ObjectDisposedException or InvalidOperationException
                // A client that is disposed cancels what it was sending.
                || fault is OperationCanceledException && !Cancel.IsCancellationRequested)
            {
                await Task.Delay(50, Cancel);
            }
        return heard;
    }

    /// <summary>
    /// Records, reads what it recorded, and reads through pages, until told to stop. A request that
    /// fails ends it.
    /// </summary>
    private static async Task WorkAsync(
        HttpClient http, int portfolio, ConcurrentBag<(int, long)> receipts,
        ConcurrentDictionary<string, int> answeredBy, CancellationToken stop)
    {
        for (var i = 0; !stop.IsCancellationRequested; i++)
        {
            using var recorded = await SendAsync(http, HttpMethod.Post,
                $"portfolios/p{portfolio}/departments",
                new() { ["key"] = $"d{i}", ["name"] = "D" }, $"{portfolio}-{i}");
            Assert.True(recorded.StatusCode == HttpStatusCode.Created,
                $"{recorded.StatusCode}: {await recorded.Content.ReadAsStringAsync(Cancel)}");
            var receipt = JsonNode.Parse(await recorded.Content.ReadAsStringAsync(Cancel))!;
            var position = (long)receipt["position"]!;
            receipts.Add((portfolio, position));
            answeredBy.AddOrUpdate(
                recorded.Headers.GetValues("Ledger-Node").Single(), 1, (_, many) => many + 1);
            using var read = await SendAsync(http, HttpMethod.Get,
                $"portfolios/p{portfolio}/departments?limit=1", null, null, position);
            Assert.True(read.StatusCode == HttpStatusCode.OK,
                $"{read.StatusCode}: {await read.Content.ReadAsStringAsync(Cancel)}");
            var answer = JsonNode.Parse(await read.Content.ReadAsStringAsync(Cancel))!;
            Assert.True((long)answer["asOf"]!["position"]! >= position);
        }
    }

    private static async Task<HttpResponseMessage> SendAsync(
        HttpClient http, HttpMethod method, string path, JsonObject? body,
        string? idempotencyKey = null, long? atLeast = null)
    {
        using var request = new HttpRequestMessage(method, $"/api/v1/{path}");
        if (body is not null)
            request.Content = new StringContent(
                body.ToJsonString(), new MediaTypeHeaderValue("application/json"));
        if (idempotencyKey is not null)
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        if (atLeast is { } position)
            request.Headers.Add("If-Position-At-Least",
                position.ToString(CultureInfo.InvariantCulture));
        return await http.SendAsync(request, Cancel);
    }

    private static Task<LedgerProcess> StartAsync(TestDatabase database, string address) =>
        LedgerProcess.StartAtAsync(database, address, ("Ledger__DrainSeconds", "4"));

    private static Task<LedgerProcess> StartFormerAsync(TestDatabase database, string address) =>
        LedgerProcess.StartFormerAtAsync(database, address, ("Ledger__DrainSeconds", "4"));

    private static string FreeAddress() => $"http://127.0.0.1:{LoopbackPort.Free()}";

    /// <summary>HAProxy with the configuration that is shipped.</summary>
    private sealed class Proxy : IAsyncDisposable
    {
        private readonly Process _process;
        private readonly string[] _nodes;

        private Proxy(Process process, Uri address, string[] nodes)
        {
            (_process, _nodes) = (process, nodes);
            Http = new() { BaseAddress = address, Timeout = TimeSpan.FromSeconds(60) };
            Http.DefaultRequestHeaders.Authorization =
                new AuthenticationHeaderValue("Persona", "board;approver;finance");
        }

        public HttpClient Http { get; }

        public static async Task<Proxy> StartAsync(string[] nodes)
        {
            var program = new[] { "/usr/sbin/haproxy", "/usr/local/sbin/haproxy" }
                .FirstOrDefault(File.Exists);
            Assert.SkipWhen(program is null, "There is no HAProxy: apt-get install -y haproxy.");
            var address = new Uri(FreeAddress());
            var start = new ProcessStartInfo(program!)
            {
                ArgumentList =
                {
                    "-db", "-f",
                    RepositoryFolder.PathOf("ops", "haproxy", "haproxy.cfg"),
                },
                Environment = { ["LEDGER_BIND"] = address.Authority },
                RedirectStandardError = true,
                RedirectStandardOutput = true,
            };
            foreach (var (i, node) in nodes.Index())
                start.Environment[$"LEDGER_NODE_{i + 1}"] = new Uri(node).Authority;
            var process = Process.Start(start)!;
            // Nobody reads it, and a full pipe would stop it.
            _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
            _ = process.StandardError.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
            var proxy = new Proxy(process, address, nodes);
            await Wait.UntilAsync(async () =>
            {
                Assert.False(process.HasExited, "HAProxy ended: its configuration is wrong.");
                try
                {
                    // Without any node it answers itself.
                    using var live = await proxy.Http.GetAsync("/health/live", Cancel);
                    return true;
                }
                catch (HttpRequestException)
                {
                    return false;
                }
            });
            return proxy;
        }

        /// <summary>Until so many nodes are in rotation, each of them seen in an answer.</summary>
        public Task UntilReadyAsync(int many) => Wait.UntilAsync(async () =>
        {
            var seen = new SortedSet<string>(StringComparer.Ordinal);
            for (var i = 0; i < 40; i++)
            {
                using var answer = await Http.GetAsync($"/p/none-{i}", Cancel);
                // Without any node the proxy answers itself.
                if (answer.Headers.TryGetValues("Ledger-Node", out var node))
                    seen.Add(node.Single());
            }
            return seen.Count >= Math.Min(many, _nodes.Length);
        });

        public async ValueTask DisposeAsync()
        {
            Http.Dispose();
            if (!_process.HasExited)
                _process.Kill();
            await _process.WaitForExitAsync(CancellationToken.None);
            _process.Dispose();
        }
    }
}
