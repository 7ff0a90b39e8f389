using System.Net;
using System.Text.RegularExpressions;
using PortfolioLedger.Tests.Demo;

namespace PortfolioLedger.Tests.Pages;

/// <summary>The first minutes of who opens the address that the program printed.</summary>
public sealed partial class DemoTourTests(DemoLedger demo) : IClassFixture<DemoLedger>
{
    private readonly PageBrowser _browser = new(demo.Host);

    [Fact]
    public async Task The_first_address_leads_to_the_demo_which_says_that_it_is_invented()
    {
        var first = await _browser.OpenAsync("/");
        Assert.Equal((HttpStatusCode.Redirect, "/p/demo"), (first.Status, first.Location));

        var page = await _browser.OpenAsync("/p/demo");

        Assert.Contains("Everything here is invented", page.Text, StringComparison.Ordinal);
        Assert.Contains("auditor: reads, and what they read is logged", page.Text,
            StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await _browser.OpenAsync("/portfolios")).Status);
    }

    [Fact]
    public async Task Three_questions_are_answered_with_a_click_each()
    {
        var overview = await _browser.OpenAsync("/p/demo");
        string[] asked = [.. Question().Matches(overview.Html)
            .Select(m => WebUtility.HtmlDecode(m.Groups[1].Value))];

        Assert.Equal(3, asked.Length);
        Assert.Matches("Why did .+ fall from rank \\d+ to \\d+ since the review", overview.Text);
        var why = await _browser.OpenAsync(asked[0]);
        Assert.Matches("fell from (rank )?\\d+ to \\d+", why.Text);
        var march = await _browser.OpenAsync(asked[1]);
        Assert.Contains("As of 2025-03-31", march.Text, StringComparison.Ordinal);
        Assert.Contains("<td class=\"number\">1</td>", march.Html, StringComparison.Ordinal);
        await demo.Host.As("v", "viewer").Get("portfolios/demo/events/900/proof?proof=wait");
        Assert.Contains("ledger-verify log demo.zip", (await _browser.OpenAsync(asked[2])).Text,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Time_goes_from_change_to_change_and_to_reviews()
    {
        var now = await _browser.OpenAsync("/p/demo/ranking");
        var reviews = Review().Matches(now.Html);
        var previous = WebUtility.HtmlDecode(Previous().Match(now.Html).Groups[1].Value);

        var before = await _browser.OpenAsync(previous);
        var next = await _browser.OpenAsync(
            WebUtility.HtmlDecode(Next().Match(before.Html).Groups[1].Value));

        Assert.NotEmpty(reviews);
        Assert.True(
            string.CompareOrdinal(DayOf(previous), DayOf(next.Address)) < 0,
            $"{previous} is not before {next.Address}");
        var packed = Days().Match(now.Html).Groups[1].Value.Split(' ').Select(int.Parse).ToArray();
        Assert.Equal(new DateOnly(2024, 7, 1).Year,
            new DateOnly(1970, 1, 1).AddDays(packed[0]).Year);
        Assert.All(packed, days => Assert.True(days > 0));
    }

    [Fact]
    public async Task A_board_pack_has_the_digest_of_the_view_and_the_signed_checkpoint()
    {
        var viewer = demo.Host.As("v", "viewer");
        await viewer.Get("portfolios/demo/events/900/proof?proof=wait");

        var pack = await _browser.OpenAsync("/p/demo/board-pack");

        var answer = (await viewer.Get("portfolios/demo/board-pack")).Json;
        Assert.Contains((string)answer["digest"]!, pack.Html, StringComparison.Ordinal);
        Assert.All(answer["reasons"]!.AsArray(), reason => Assert.Contains(
            (string)reason!["sentence"]!, pack.Text, StringComparison.Ordinal));
        var checkpoint = (await viewer.Get("portfolios/demo/log/checkpoint")).Text;
        Assert.Contains(checkpoint.Split('\n')[2], pack.Text, StringComparison.Ordinal);
        Assert.Contains("Why they moved", pack.Text, StringComparison.Ordinal);
        Assert.Contains("<select name=\"cycle\">", pack.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_review_cycle_has_its_pack_and_a_span_has_one_too()
    {
        var first = await _browser.OpenAsync("/p/demo/board-pack");
        string[] cycles = [.. Cycle().Matches(first.Html).Select(m => m.Groups[1].Value)];

        Assert.True(cycles.Length > 1);
        foreach (var cycle in cycles)
        {
            var pack = await _browser.OpenAsync($"/p/demo/board-pack?cycle={cycle}");
            Assert.Equal(HttpStatusCode.OK, pack.Status);
            Assert.Contains($"value=\"{cycle}\" selected", pack.Html, StringComparison.Ordinal);
        }
        Assert.Contains("a span of its own",
            (await _browser.OpenAsync("/p/demo/board-pack?from=2025-01-01&to=2025-06-30")).Text,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cycle=nothing", 404, "review-cycle")]
    [InlineData("cycle=Not+a+key", 400, "cycle")]
    [InlineData("from=2025-06-30&to=2025-01-01", 400, "from")]
    [InlineData("cycle=any&from=2025-01-01", 400, "excludes")]
    [InlineData("colour=red", 400, "does not exist here")]
    public async Task A_board_pack_of_nothing_says_why(string asked, int status, string words)
    {
        var page = await _browser.OpenAsync($"/p/demo/board-pack?{asked}");

        Assert.Equal(status, (int)page.Status);
        Assert.Contains(words, page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_finds_everything_that_has_a_name_or_a_key()
    {
        var page = await _browser.OpenAsync("/p/demo/search?q=water");

        foreach (var kind in (string[])["Initiative", "Objective", "Decision"])
            Assert.Contains($"<td>{kind}</td>", (await _browser.OpenAsync(
                $"/p/demo/search?q={(kind == "Decision" ? "fund" : "a")}")).Html,
                StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, page.Status);
    }

    private static string DayOf(string address) => address.Split("asOf=")[^1][..10];

    [GeneratedRegex("<li><a href=\"([^\"]*)\">[^<]*\\?</a></li>")]
    private static partial Regex Question();

    [GeneratedRegex("data-day=\"(\\d{4}-\\d\\d-\\d\\d)\"")]
    private static partial Regex Review();

    [GeneratedRegex("rel=\"prev\" href=\"([^\"]*)\"")]
    private static partial Regex Previous();

    [GeneratedRegex("rel=\"next\" href=\"([^\"]*)\"")]
    private static partial Regex Next();

    [GeneratedRegex("<ledger-time days=\"([^\"]*)\"")]
    private static partial Regex Days();

    [GeneratedRegex("<option value=\"([^\";]*)\"[^>]*>[^<]*</option>")]
    private static partial Regex Cycle();
}
