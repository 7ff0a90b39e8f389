using System.Text.RegularExpressions;

namespace PortfolioLedger.Tests.Http;

/// <summary>What a browser may do with a page or an answer.</summary>
[Collection(SharedServer.Name)]
public sealed partial class SecurityHeaderTests(KestrelHost host)
{
    private const string Policy = "default-src 'self'; base-uri 'none'; form-action 'self'; "
        + "frame-ancestors 'none'; object-src 'none'";

    [Theory]
    [InlineData("GET", "/", 200)]
    [InlineData("GET", "/style.css", 200)]
    [InlineData("GET", "/problems", 200)]
    [InlineData("GET", "/problems/fault", 200)]
    [InlineData("GET", "/problems/no-such-code", 404)]
    [InlineData("GET", "/docs", 302)]
    [InlineData("GET", "/docs/scalar.js", 200)]
    [InlineData("GET", "/openapi/v1.json", 200)]
    [InlineData("GET", "/health/live", 200)]
    [InlineData("GET", "/metrics", 200)]
    [InlineData("GET", "/nothing", 404)]
    [InlineData("DELETE", "/", 405)]
    [InlineData("OPTIONS", "/", 204)]
    [InlineData("HEAD", "/", 200)]
    [InlineData("GET", KestrelHost.Portfolio + "/ranking", 200)]
    [InlineData("GET", KestrelHost.Portfolio + "/ranking?limit=0", 400)]
    [InlineData("POST", KestrelHost.Portfolio + "/departments", 400)]
    public async Task Every_page_and_answer_allows_what_the_ledger_needs_and_nothing_else(
        string method, string address, int status)
    {
        var answer = await host.SendAsync(new(method), address, null);
        Assert.Equal(status, answer.Status);
        AssertSafe(answer);
        Assert.Equal(Policy, answer["Content-Security-Policy"]);
    }

    [Fact]
    public async Task An_answer_that_the_caller_has_already_has_them_too()
    {
        var answer = await host.GetAsync(
            $"{KestrelHost.Portfolio}/ranking",
            ("If-None-Match", "*")
        );
        Assert.Equal(304, answer.Status);
        AssertSafe(answer);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/problems")]
    [InlineData("/problems/fault")]
    public async Task The_plain_pages_have_no_style_and_no_script_inside(string address)
    {
        var page = (await host.GetAsync(address)).Text;
        Assert.Contains(
            "<link rel=\"stylesheet\" href=\"/style.css\">",
            page,
            StringComparison.Ordinal
        );
        foreach (var inside in (string[])["<style", "style=", "<script", " onclick", " onload"])
            Assert.DoesNotContain(inside, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_api_reference_runs_its_own_scripts_with_a_nonce_of_each_page()
    {
        var pages = new[] { await host.GetAsync("/docs/"), await host.GetAsync("/docs/") };
        Assert.All(pages, page =>
        {
            Assert.Equal(200, page.Status);
            AssertSafe(page);
            var policy = page["Content-Security-Policy"]!;
            Assert.StartsWith(Policy, policy, StringComparison.Ordinal);
            var nonce = Nonce().Match(policy).Groups[1].Value;
            Assert.Equal(
                $"{Policy}; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; "
                    + "style-src-attr 'unsafe-inline'",
                policy
            );
            Assert.All(Script().Matches(page.Text), script =>
                Assert.Contains($"nonce=\"{nonce}\"", script.Value, StringComparison.Ordinal)
            );
            Assert.Equal("no-store", page["Cache-Control"]);
            // Everything the page loads comes from here.
            Assert.DoesNotContain("https://", page.Text, StringComparison.Ordinal);
        });
        Assert.NotEqual(pages[0]["Content-Security-Policy"], pages[1]["Content-Security-Policy"]);
    }

    private static void AssertSafe(Sent answer)
    {
        Assert.Equal(
            ("nosniff", "no-referrer"),
            (answer["X-Content-Type-Options"], answer["Referrer-Policy"])
        );
        Assert.Contains(
            "frame-ancestors 'none'",
            answer["Content-Security-Policy"]!,
            StringComparison.Ordinal
        );
        Assert.Null(answer["Server"]);
    }

    [GeneratedRegex("script-src 'self' 'nonce-([A-Za-z0-9+/=]+)'")]
    private static partial Regex Nonce();

    [GeneratedRegex("<script[^>]*>")]
    private static partial Regex Script();
}
