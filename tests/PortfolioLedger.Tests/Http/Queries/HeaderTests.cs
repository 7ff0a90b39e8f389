using System.Net;
using PortfolioLedger.Core.Views;

namespace PortfolioLedger.Tests.Http.Queries;

/// <summary>Validators, permalinks and digests: the same question has the same answer.</summary>
[Collection(SharedReads.Name)]
public sealed class HeaderTests(ReadHost host)
{
    private const string Immutable = "max-age=31536000, private, immutable";

    [Theory]
    [InlineData("alignment?asOfPosition=15", "\"15.1.json\"")]
    [InlineData("alignment?asOfPosition=15&format=csv", "\"15.1.csv\"")]
    [InlineData("alignment?asOf=2025-03-01", "\"15.1.json\"")]
    [InlineData("alignment?asOf=2025-03-02", "\"15.1.json.2025-03-02\"")]
    [InlineData("alignment?asOfPosition=15&effectiveOn=2025-03-09", "\"15.1.json.2025-03-09\"")]
    [InlineData("alignment?asOf=2025-01-01", "\"0.1.json.2025-01-01\"")]
    public async Task The_tag_names_position_version_format_and_an_unusual_day(string view,
        string tag)
    {
        using var answer = await host.GetAsync(view);
        Assert.Equal(tag, answer.Headers.GetValues("ETag").Single());
        using var again = await host.GetAsync(view, ("If-None-Match", $"\"other\", W/{tag}"));
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        Assert.Equal(tag, again.Headers.GetValues("ETag").Single());
        Assert.Empty(
            await again.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        using var other = await host.GetAsync(view, ("If-None-Match", "\"other\""));
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
    }

    [Theory]
    [InlineData("alignment", "no-cache, private")]
    [InlineData("alignment?effectiveOn=2025-03-01", "no-cache, private")]
    [InlineData("alignment?asOfPosition=15", Immutable)]
    [InlineData("alignment?asOf=2025-03-02", Immutable)]
    [InlineData("alignment?asOf=2025-01-01", Immutable)]
    [InlineData("alignment?asOf=2025-06-01",
        "no-cache, private")] // More may be imported behind the last event.
    [InlineData("feedback?asOfPosition=22", "no-store")]
    public async Task Only_final_answers_are_kept_for_ever(string view, string caching)
    {
        using var answer = await host.GetAsync(view);
        Assert.Equal(caching,
            answer.Headers.CacheControl!.ToString().Replace("private, max-age=31536000",
            "max-age=31536000, private", StringComparison.Ordinal));
        Assert.Equal(["Accept", "Authorization", "Accept-Encoding"], answer.Headers.Vary);
    }

    [Fact]
    public async Task The_answer_says_when_its_last_event_was_known()
    {
        using var answer = await host.GetAsync("alignment?asOfPosition=15");
        Assert.Equal("Sat, 01 Mar 2025 09:00:00 GMT",
            answer.Headers.GetValues("Memento-Datetime").Single());
    }

    [Theory]
    [InlineData("alignment?basis=budget&sort=-score&limit=2")]
    [InlineData("ranking?model=board")]
    [InlineData("initiatives?asOf=2025-04-09&department=works")]
    [InlineData("initiatives?asOf=2025-01-01")]
    [InlineData("initiatives?format=csv&effectiveOn=2025-05-01")]
    [InlineData("rankings/march-board")]
    [InlineData("timeline?from=2025-02-01&to=2025-03-31&decisionsOnly=true")]
    public async Task The_permalink_has_the_same_answer(string view)
    {
        using var answer = await host.GetAsync(view);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var link = answer.Content.Headers.ContentLocation!.ToString();
        Assert.Contains($"viewVersion={VersionIn(answer)}", link, StringComparison.Ordinal);
        using var again = await host.AskAsync(link);
        Assert.Equal(
            answer.Headers.GetValues("Ledger-Digest"),
            again.Headers.GetValues("Ledger-Digest")
        );
        Assert.Equal(WithoutRequested(await TextOf(answer)), WithoutRequested(await TextOf(again)));
        Assert.Equal(link, again.Content.Headers.ContentLocation!.ToString());
    }

    [Fact]
    public async Task Every_page_format_filter_and_order_has_the_digest_of_the_whole()
    {
        var digest = (await host.JsonAsync("initiatives")).GetProperty("digest").GetString()!;
        Assert.StartsWith("initiatives/2:sha256:", digest, StringComparison.Ordinal);
        foreach (
            var view in new[] { "?limit=1", "?department=works", "?sort=-name", "?format=csv",
                "?format=ndjson" })
        {
            using var answer = await host.GetAsync("initiatives" + view);
            Assert.Equal(digest, answer.Headers.GetValues("Ledger-Digest").Single());
        }
    }

    private static int? VersionIn(HttpResponseMessage answer) =>
        ViewDigest.VersionOf(answer.Headers.GetValues("Ledger-Digest").Single());

    private static async Task<string> TextOf(HttpResponseMessage answer) =>
        await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    private static string WithoutRequested(string text) =>
        System.Text.RegularExpressions.Regex.Replace(text, "\"requested\":(null|\"[^\"]*\")", "");
}
