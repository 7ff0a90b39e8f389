namespace PortfolioLedger.Tests.Http;

/// <summary>What the real server would refuse with a bare status is a problem too.</summary>
[Collection(SharedServer.Name)]
public sealed class LimitTests(KestrelHost host)
{
    private const string Closing =
        " HTTP/1.1\r\nHost: ledger\r\nConnection: close\r\nAuthorization: Persona "
            + "alice;approver\r\n";

    [Fact]
    public async Task A_body_that_is_too_large_is_a_problem_however_its_length_is_told()
    {
        var huge = new byte[5 * 1024 * 1024];
        foreach (
            var (path, chunked) in (IEnumerable<(string, bool)>)
                [
                    ("batch", false),
                    ("batch", true),
                    ("departments", true),
                    ("imports?mapping=current-lists", true),
                ]
        )
        {
            var isImport = path.StartsWith("imports", StringComparison.Ordinal);
            using var body = KestrelHost.Body(
                isImport ? new byte[66 * 1024 * 1024] : huge,
                isImport ? "text/csv" : "application/json"
            );
            using var request = new HttpRequestMessage(
                HttpMethod.Post,
                $"{KestrelHost.Portfolio}/{path}"
            )
            {
                Content = body,
            };
            request.Headers.TransferEncodingChunked = chunked;
            if (isImport)
                request.Headers.TryAddWithoutValidation(
                    "Authorization",
                    "Persona ada;administrator"
                );
            // A server that answers before the end of a body may close: ask before sending it.
            request.Headers.ExpectContinue = !chunked;
            try
            {
                using var answer = await host.Client.SendAsync(
                    request,
                    TestContext.Current.CancellationToken
                );
                Assert.True((int)answer.StatusCode == 413, $"{path}: {answer.StatusCode}");
                Assert.Equal(
                    "application/problem+json",
                    answer.Content.Headers.ContentType?.MediaType
                );
            }
            catch (HttpRequestException broken)
                when (chunked && broken.InnerException is IOException)
            {
                // It did not hear the answer while it was still sending.
            }
        }
    }

    [Fact]
    public async Task An_address_that_is_too_long_is_a_problem()
    {
        var answer = await host.GetAsync(
            $"{KestrelHost.Portfolio}/ranking?model={new string('a', 9_000)}"
        );
        answer.AssertProblem(414, "address-too-long");
        Assert.Equal(400, (await host.GetAsync(
            $"{KestrelHost.Portfolio}/ranking?model={new string('a', 7_000)}")).Status);
    }

    [Fact]
    public async Task Headers_that_are_too_large_or_too_many_are_a_problem()
    {
        (await host.GetAsync("/", ("X-Large", new string('a', 33_000)))).AssertProblem(
            431,
            "headers-too-large"
        );
        (
            await host.GetAsync("/", [.. Enumerable.Range(0, 101).Select(i => ($"X-{i}", "1"))])
        ).AssertProblem(431, "headers-too-large");
    }

    [Fact]
    public async Task A_body_that_does_not_come_is_a_problem()
    {
        var answer = await host.RawAsync("POST " + KestrelHost.Portfolio + "/departments" + Closing
            + "Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{");
        Assert.StartsWith("HTTP/1.1 408 ", answer, StringComparison.Ordinal);
        Assert.Contains("\"code\":\"request-timeout\"", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_with_broken_framing_is_a_problem()
    {
        var answer = await host.RawAsync("POST " + KestrelHost.Portfolio + "/departments" + Closing
            + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nno chunk\r\n");
        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
        Assert.Contains("\"code\":\"malformed-request\"", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("NONSENSE\r\n\r\n", 400)]
    [InlineData("GET / HTTP/9.9\r\n\r\n", 505)]
    public async Task What_is_no_http_at_all_gets_the_bare_status_of_the_server(
        string request,
        int status
    )
    {
        var answer = await host.RawAsync(request);
        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("Server:", answer, StringComparison.Ordinal);
    }
}
