using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PortfolioLedger.Tests.Http.Queries;

namespace PortfolioLedger.Tests.Http;

/// <summary>HEAD, OPTIONS, and methods an address does not take.</summary>
[Collection(SharedServer.Name)]
public sealed class MethodTests(KestrelHost host)
{
    /// <summary>They differ from answer to answer, or are of the body only.</summary>
    private static readonly string[] Changing =
    [
        "Date",
        "Content-Security-Policy",
        "Transfer-Encoding",
    ];

    [Fact]
    public async Task Head_has_the_headers_of_get_and_no_body_wherever_get_is_taken()
    {
        var addresses = Addresses("GET")
            .Where(a =>
                !a.EndsWith("/events/live", StringComparison.Ordinal)
                // Measuring changes what is measured.
                && a != "/metrics"
            )
            .ToArray();
        Assert.True(addresses.Length > 50);
        foreach (var address in addresses)
        {
            var get = await host.GetAsync(address);
            var head = await host.SendAsync(HttpMethod.Head, address, null);
            Assert.True((get.Status, 0) == (head.Status, head.Bytes.Length), address);
            // Every problem has a trace id of its own.
            var compared =
                get.Status < 400 ? get.Headers.Where(h => !Changing.Contains(h.Key)) : [];
            foreach (var (name, value) in compared)
                // /docs has a nonce in its page, so each page is another one.
                if (
                    !address.StartsWith("/docs", StringComparison.Ordinal)
                    || !name.EndsWith("Digest", StringComparison.Ordinal)
                )
                    Assert.True(value == head[name], $"{address} {name}: {value} and {head[name]}");
            // How a long body is cut into pieces is said only where there is one.
            Assert.Equal(get.Headers.Keys.Except(["Transfer-Encoding"]), head.Headers.Keys);
        }
    }

    [Fact]
    public async Task Head_of_a_compressed_answer_tells_its_length()
    {
        var address = $"{KestrelHost.Portfolio}/initiatives?format=csv";
        var get = await host.GetAsync(address, ("Accept-Encoding", "br"));
        var head = await host.SendAsync(HttpMethod.Head, address, null, ("Accept-Encoding", "br"));
        Assert.Equal(("br", $"{get.Bytes.Length}", get["Repr-Digest"]),
            (head["Content-Encoding"], head["Content-Length"], head["Repr-Digest"]));
    }

    [Fact]
    public async Task Head_of_the_stream_of_events_ends_at_once()
    {
        var head = await host.SendAsync(
            HttpMethod.Head,
            $"{KestrelHost.Portfolio}/events/live",
            null
        );
        Assert.Equal(
            (200, "text/event-stream", null),
            (head.Status, head["Content-Type"], head["Content-Length"])
        );
    }

    [Fact]
    public async Task Options_and_wrong_methods_are_answered_with_the_methods_of_the_address()
    {
        foreach (
            var address in Addresses("GET")
                .Concat(Addresses("POST"))
                .Concat(Addresses("PUT"))
                .Distinct()
        )
        {
            var options = await host.SendAsync(HttpMethod.Options, address, null);
            Assert.True(options.Status == 204, $"{address}: {options.Status}");
            var allowed = options["Allow"]!.Split(", ");
            Assert.Contains("OPTIONS", allowed);
            Assert.Equal(allowed.Contains("GET"), allowed.Contains("HEAD"));
            foreach (var method in (string[])["GET", "POST", "PUT"])
                Assert.True(
                    Addresses(method).Contains(address) == allowed.Contains(method),
                    $"{method} {address}"
                );
            var wrong = await host.SendAsync(HttpMethod.Delete, address, null);
            wrong.AssertProblem(405, "method-not-allowed");
            Assert.Equal(options["Allow"], wrong["Allow"]);
        }
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    [InlineData("OPTIONS")]
    [InlineData("DELETE")]
    public async Task An_address_that_is_not_there_is_not_there_for_any_method(string method)
    {
        var answer = await host.SendAsync(new(method), $"{KestrelHost.Portfolio}/rankin", null);
        Assert.Equal(404, answer.Status);
        if (method != "HEAD")
            answer.AssertProblem(404, "unknown-address");
    }

    /// <summary>
    /// Addresses that take a method, of things that are there where there are such.
    /// </summary>
    private IEnumerable<string> Addresses(string method) =>
        host
            .Services.GetServices<EndpointDataSource>()
            .SelectMany(s => s.Endpoints)
            .OfType<RouteEndpoint>()
            .Where(e =>
                e.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains(method) == true
            )
            .Select(e =>
                string.Concat(
                    e.RoutePattern.PathSegments.Select(segment =>
                        "/"
                        + string.Concat(
                            segment.Parts.Select(part =>
                                part switch
                                {
                                    RoutePatternLiteralPart literal =>
                                        literal.Content,
                                    RoutePatternParameterPart
                                    {
                                        Name: "portfolio"
                                    } => SeededJournal.Portfolio,
                                    RoutePatternParameterPart
                                    {
                                        Name: "code"
                                    } => "fault",
                                    RoutePatternParameterPart
                                    {
                                        Name: "documentName"
                                    } => "v1",
                                    RoutePatternSeparatorPart separator =>
                                        separator.Content,
                                    _ => "croton",
                                }
                            )
                        )
                    )
                )
            )
            .Select(path => path.Length == 0 ? "/" : path)
            .Distinct()
            .Order(StringComparer.Ordinal);
}
