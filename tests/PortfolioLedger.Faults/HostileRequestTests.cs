using System.Diagnostics;
using System.Net.Http.Headers;

namespace PortfolioLedger.Faults;

public sealed class HostileRequestTests
{
    private const string Departments = $"/api/v1/portfolios/{Writers.Portfolio}/departments";

    private static readonly int Asked = LongRuns.Times(200, 20_000);
    private static readonly int Slow = LongRuns.Times(25, 250);

    private static readonly string Post = $"POST {Departments} HTTP/1.1\r\nHost: ledger\r\n"
        + "Authorization: Persona board;approver;finance\r\nContent-Type: application/json\r\n";

    private static readonly SlowClient[] SlowClients =
    [
        new("with their headers", Slow, TimeSpan.FromSeconds(60), Post + "Slow: "),
        new("with their bodies", Slow, TimeSpan.FromSeconds(60),
            Post + "Content-Length: 100000\r\n\r\n"),
        // What the system takes for one that does not read gives it minutes.
        .. LongRuns.AreWanted ? (SlowClient[])[new("with reading", 20, TimeSpan.FromMinutes(6),
            string.Concat(Enumerable.Repeat(
                "GET /assets/plots.js HTTP/1.1\r\nHost: ledger\r\n\r\n", 1_000)))] : [],
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact, Trait("fault", "F15")]
    public async Task Hostile_requests_are_refused_and_others_are_served_meanwhile()
    {
        await using var ledger = await Installation.SharedAsync();
        using var node = await ledger.StartAsync();
        await Writers.OpenAsync(node.Http);
        await ledger.Writers.SubmitAsync(node.Http, ledger.Intents.Ask());
        await LatenciesAsync(node.Http); // warm
        var quiet = await LatenciesAsync(node.Http);

        using var over = new CancellationTokenSource();
        var slow = SlowClients
            .Select(client => CutOffAsync(client, node.Http.BaseAddress!)).ToArray();
        var hostile = HostileAsync(node.Http, over.Token);
        var meanwhile = await LatenciesAsync(node.Http);
        await over.CancelAsync();
        var refused = await hostile;
        var cutOff = await Task.WhenAll(slow);
        Assert.InRange(refused, 4, int.MaxValue);
        if (LongRuns.AreWanted)
            Assert.InRange(meanwhile.P99, 0, Math.Max(2 * quiet.P99, 5));
        await ledger.AssertSoundAsync(node);
        FaultReport.Tell("F15",
            $"{refused} bodies of 100 MB, JSON 10,000 deep and pages of 1,000,000: 413 and 400; "
            + $"slow clients were cut off, {string.Join(", ", cutOff)}; meanwhile others' p99 "
            + $"went from {quiet.P99:0.0} to {meanwhile.P99:0.0} ms ({Asked:n0} reads)");
    }

    /// <summary>Slow clients of one kind, all of which the server must have enough of.</summary>
    private static async Task<string> CutOffAsync(SlowClient client, Uri address)
    {
        var times = await Task.WhenAll(Enumerable.Range(0, client.Count)
            .Select(_ => client.CutOffAsync(address, Cancel)));
        Assert.InRange(times.Max(), TimeSpan.Zero, client.Within);
        return $"{client.Count} {client.What} after at most {times.Max().TotalSeconds:0} s";
    }

    /// <summary>How long reads of a view take, one after the other, in milliseconds.</summary>
    private static async Task<(double P50, double P99)> LatenciesAsync(HttpClient http)
    {
        var took = new double[Asked];
        for (var i = 0; i < Asked; i++)
        {
            var since = Stopwatch.GetTimestamp();
            using var answer = await http.GetAsync(
                $"/api/v1/portfolios/{Writers.Portfolio}/initiatives", Cancel);
            Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}");
            took[i] = Stopwatch.GetElapsedTime(since).TotalMilliseconds;
        }
        Array.Sort(took);
        return (took[Asked / 2], took[Asked * 99 / 100]);
    }

    /// <summary>One hostile request after the other; returns how many were refused.</summary>
    private static async Task<int> HostileAsync(HttpClient http, CancellationToken over)
    {
        var refused = 0;
        do
        {
            Assert.Equal(413, await StatusAsync(http, () => new StreamContent(new Endless())
            {
                Headers = { ContentLength = Endless.Size },
            }));
            Assert.Equal(400, await StatusAsync(http, () => new StringContent(
                string.Concat(Enumerable.Repeat("{\"a\":", 10_000)) + "1"
                    + new string('}', 10_000))));
            Assert.Equal(400, await StatusAsync(http, () => new StringContent(
                new string('[', 10_000))));
            using var page = await http.GetAsync($"{Departments}?limit=1000000", Cancel);
            Assert.Equal(400, (int)page.StatusCode);
            refused += 4;
        } while (!over.IsCancellationRequested);
        return refused;
    }

    private static async Task<int> StatusAsync(HttpClient http, Func<HttpContent> body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Departments)
        {
            Content = body(),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        // It says what it will send, is refused, and does not send it.
        request.Headers.ExpectContinue = true;
        using var answer = await http.SendAsync(request, Cancel);
        return (int)answer.StatusCode;
    }

    /// <summary>A hundred million spaces in front of nothing.</summary>
    private sealed class Endless : Stream
    {
        public const long Size = 100_000_000;

        private long _at;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => Size;
        public override long Position { get => _at; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var many = (int)Math.Min(count, Length - _at);
            buffer.AsSpan(offset, many).Fill((byte)' ');
            _at += many;
            return many;
        }

        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) =>
            throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) =>
            throw new NotSupportedException();
    }
}
