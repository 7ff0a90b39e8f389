using System.IO.Compression;
using PortfolioLedger.Journaling.Reading;

namespace PortfolioLedger.Tests.Http;

/// <summary>Answers in Brotli and gzip: the same answer in fewer bytes.</summary>
[Collection(SharedServer.Name)]
public sealed class CompressionTests(KestrelHost host)
{
    public static TheoryData<string, string> Answers => new()
    {
        { $"{KestrelHost.Portfolio}/initiatives", "application/json" },
        { $"{KestrelHost.Portfolio}/initiatives?format=csv", "text/csv" },
        { $"{KestrelHost.Portfolio}/initiatives?format=ndjson", "application/x-ndjson" },
        { $"{KestrelHost.Portfolio}/events", "application/cloudevents-batch+json" },
        { "/api/v1/portfolios", "application/json" },
        { "/problems", "text/html" },
        { "/style.css", "text/css" },
        { "/openapi/v1.json", "application/json" },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Text_is_compressed_as_the_caller_takes_it(string address, string type)
    {
        var plain = await host.GetAsync(address);
        Assert.Equal((200, null), (plain.Status, plain["Content-Encoding"]));
        foreach (var (accepted, coding) in (IEnumerable<(string, string)>)
            [("gzip", "gzip"), ("br", "br"), ("gzip, br", "br"), ("gzip;q=1, br;q=0", "gzip")])
        {
            var packed = await host.GetAsync(address, ("Accept-Encoding", accepted));
            Assert.StartsWith(type, packed["Content-Type"], StringComparison.Ordinal);
            Assert.Equal((200, coding), (packed.Status, packed["Content-Encoding"]));
            Assert.Equal(packed.Bytes.Length.ToString(), packed["Content-Length"]);
            Assert.Equal(plain.Text, await UnpackedAsync(packed));
        }
        foreach (var accepted in (string[])["identity", "zstd", "gzip;q=0"])
            Assert.Null(
                (await host.GetAsync(address, ("Accept-Encoding", accepted)))["Content-Encoding"]
            );
    }

    [Fact]
    public async Task Workbooks_and_problems_stay_as_they_are()
    {
        var workbook = await host.GetAsync(
            $"{KestrelHost.Portfolio}/initiatives?format=xlsx", ("Accept-Encoding", "br"));
        Assert.Equal((200, null), (workbook.Status, workbook["Content-Encoding"]));
        var problem = await host.GetAsync(
            $"{KestrelHost.Portfolio}/initiatives?limit=0",
            ("Accept-Encoding", "br")
        );
        problem.AssertProblem(400, "invalid-parameter");
        Assert.Null(problem["Content-Encoding"]);
        Assert.Null(problem["ETag"]);
    }

    [Theory]
    [InlineData("identity")]
    [InlineData("br")]
    public async Task Every_answer_varies_by_the_coding_whether_it_is_compressed_or_not(
        string accepted
    )
    {
        foreach (
            var address in (string[])
                ["ranking", "ranking?format=xlsx", "ranking?limit=0", "nothing"]
        )
            Assert.Contains(
                "Accept-Encoding",
                (
                    await host.GetAsync(
                        $"{KestrelHost.Portfolio}/{address}",
                        ("Accept-Encoding", accepted)
                    )
                )["Vary"]!.Split(", ")
            );
        Assert.Equal(
            "Accept, Authorization, Accept-Encoding",
            (
                await host.GetAsync(
                    $"{KestrelHost.Portfolio}/ranking",
                    ("Accept-Encoding", accepted)
                )
            )["Vary"]
        );
    }

    [Fact]
    public async Task A_compressed_answer_has_a_weak_tag_with_which_it_is_asked_again()
    {
        const string address = $"{KestrelHost.Portfolio}/ranking";
        var plain = await host.GetAsync(address);
        var packed = await host.GetAsync(address, ("Accept-Encoding", "br"));
        Assert.Equal($"W/{plain["ETag"]}", packed["ETag"]);
        foreach (var (known, accepted, tag) in (IEnumerable<(string, string, string)>)
            [(packed["ETag"]!, "br", packed["ETag"]!), (plain["ETag"]!, "br", plain["ETag"]!),
                (plain["ETag"]!, "identity", plain["ETag"]!)])
        {
            var again = await host.GetAsync(
                address,
                ("If-None-Match", known),
                ("Accept-Encoding", accepted)
            );
            Assert.Equal((304, tag, 0), (again.Status, again["ETag"], again.Bytes.Length));
            Assert.Contains("Accept-Encoding", again["Vary"]!, StringComparison.Ordinal);
            Assert.Null(again["Content-Encoding"]);
        }
    }

    [Fact]
    public async Task A_version_that_is_sent_back_as_a_condition_comes_with_a_strong_tag()
    {
        var opened = await host.SendAsync(
            HttpMethod.Post,
            $"{KestrelHost.Portfolio}/scenarios",
            KestrelHost.Body("""{"key":"packed","name":"Packed"}"""u8.ToArray(), "application/json")
        );
        Assert.Equal(201, opened.Status);
        var scenario = await host.GetAsync(
            $"{KestrelHost.Portfolio}/scenarios/packed",
            ("Accept-Encoding", "gzip")
        );
        Assert.Equal(("\"1\"", null), (scenario["ETag"], scenario["Content-Encoding"]));
        var stale = await host.SendAsync(
            HttpMethod.Post,
            $"{KestrelHost.Portfolio}/scenarios/packed/discard",
            KestrelHost.Body(
                """{"reason":"Not needed any more"}"""u8.ToArray(),
                "application/json"
            ),
            ("If-Match", "\"7\"")
        );
        stale.AssertProblem(412, "changed-meanwhile");
        var ended = await host.SendAsync(
            HttpMethod.Post,
            $"{KestrelHost.Portfolio}/scenarios/packed/discard",
            KestrelHost.Body(
                """{"reason":"Not needed any more"}"""u8.ToArray(),
                "application/json"
            ),
            ("If-Match", scenario["ETag"]!)
        );
        Assert.Equal(200, ended.Status);
    }

    [Fact]
    public async Task Events_are_streamed_to_a_caller_who_would_take_them_compressed()
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Get, $"{KestrelHost.Portfolio}/events/live?after=0");
        request.Headers.TryAddWithoutValidation("Accept-Encoding", "br, gzip");
        using var answer = await host.Client.SendAsync(
            request,
            HttpCompletionOption.ResponseHeadersRead,
            TestContext.Current.CancellationToken
        );
        Assert.Empty(answer.Content.Headers.ContentEncoding);
        using var lines = new StreamReader(
            await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        // The stream has no end: that the first event is there shows that nothing waits for more.
        string? line;
        do
            line = await lines.ReadLineAsync(TestContext.Current.CancellationToken);
        while (line != "id: 1");
        Assert.False(answer.Headers.Contains("Content-Digest"));
    }

    private static async Task<string> UnpackedAsync(Sent packed)
    {
        await using Stream unpacking = packed["Content-Encoding"] == "br"
            ? new BrotliStream(new MemoryStream(packed.Bytes), CompressionMode.Decompress)
            : new GZipStream(new MemoryStream(packed.Bytes), CompressionMode.Decompress);
        using var reader = new StreamReader(unpacking);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }
}
