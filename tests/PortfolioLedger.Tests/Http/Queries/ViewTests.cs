using System.Net;
using System.Text.Json;
using PortfolioLedger.Http.Queries;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Tests.Http.Queries;

/// <summary>What the views answer, and what they do not know.</summary>
[Collection(SharedReads.Name)]
public sealed class ViewTests(ReadHost host)
{
    public static TheoryData<string> Paths =>
        [
            .. PortfolioLedger
                .Querying.ViewCatalogue.All.Select(v =>
                    v.Path.Replace("{initiative}", "croton", StringComparison.Ordinal)
                        .Replace("{ranking}", "march-board", StringComparison.Ordinal) + Required(v)
                )
                .Where(p => !p.Contains('{', StringComparison.Ordinal)),
        ];

    private static string Required(PortfolioLedger.Querying.ViewDefinition view) =>
        "?"
        + string.Join(
            '&',
            view.Parameters.Where(p => p.IsRequired)
                .Select(p => p.Name == "from" ? "from=1" : $"{p.Name}={p.Example}")
        );

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Every_view_starts_with_portfolio_as_of_and_digest_in_every_format(string path)
    {
        var answer = await host.JsonAsync(path);
        Assert.Equal(["portfolio", "asOf", "digest"],
            answer.EnumerateObject().Take(3).Select(f => f.Name));
        Assert.Equal(answer.EnumerateObject().Count(),
            answer.EnumerateObject().Select(f => f.Name).Distinct().Count());
        Assert.Equal("capital", answer.GetProperty("portfolio").GetString());
        foreach (var format in new[] { "csv", "ndjson" })
        {
            using var other = await host.GetAsync($"{path}&format={format}");
            Assert.Equal(HttpStatusCode.OK, other.StatusCode);
            Assert.Equal(answer.GetProperty("digest").GetString(),
                other.Headers.GetValues("Ledger-Digest").Single());
        }
    }

    [Theory]
    [InlineData("initiatives/nothing", "unknown-initiative")]
    [InlineData("initiatives/Not%20A%20Key", "unknown-initiative")]
    [InlineData("initiatives/croton?asOfPosition=9", "unknown-initiative")]
    [InlineData("outcomes/nothing", "unknown-outcome")]
    [InlineData("rankings/nothing", "unknown-ranking")]
    [InlineData("rankings/march-board?asOfPosition=20", "unknown-ranking")]
    [InlineData("ranking?model=nothing", "unknown-scoring-model")]
    [InlineData("ranking?model=board@9", "unknown-scoring-model")]
    [InlineData("horoscope", "unknown-address")]
    public async Task What_the_book_does_not_have_is_not_found(string view, string code) =>
        await host.ProblemAsync(view, 404, code);

    [Fact]
    public async Task Checks_run_in_the_promised_order()
    {
        using var anonymous = await host.Client.GetAsync(
            "/api/v1/portfolios/nothing/alignment?colour=red",
            TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, anonymous.StatusCode);
        using var unknown = await host.AskAsync("/api/v1/portfolios/nothing/alignment?colour=red");
        Assert.Equal("unknown-portfolio",
            (await ReadHost.BodyAsync(unknown)).GetProperty("code").GetString());
        await host.ProblemAsync("initiatives/nothing?colour=red", 400, "unknown-parameter");
        await host.ProblemAsync("initiatives/Not%20A%20Key?asOfPosition=0", 400,
            "position-out-of-range");
    }

    [Fact]
    public async Task The_portfolios_are_listed()
    {
        using var answer = await host.AskAsync("/api/v1/portfolios");
        var item = (await ReadHost.BodyAsync(answer)).GetProperty("items")[0];
        Assert.Equal(("capital", "City capital plan", "USD", SeededJournal.Last, false), (
            item.GetProperty("portfolio").GetString(), item.GetProperty("name").GetString(),
            item.GetProperty("currency").GetString(), item.GetProperty("position").GetInt32(),
            item.GetProperty("demo").GetBoolean()));
    }

    [Fact]
    public async Task A_published_ranking_is_computed_again_from_its_book()
    {
        var published = await host.JsonAsync("rankings/march-board");
        Assert.True(published.GetProperty("reproduced").GetBoolean());
        var position = published.GetProperty("asOfPosition").GetInt64();
        Assert.Equal(20, position);
        var then = await host.JsonAsync(
            $"ranking?asOfPosition={position}"
                + $"&effectiveOn={published.GetProperty("onDay").GetString()}"
        );
        Assert.Equal(
            published.GetProperty("rankingDigest").GetString(),
            then.GetProperty("digest").GetString()
        );
    }

    [Fact]
    public async Task A_past_book_is_restated_with_a_model_released_later()
    {
        await using var own = new ReadHost();
        await own.InitializeAsync();
        await host.ProblemAsync("ranking?model=board@2", 404, "unknown-scoring-model");
        var before = await own.JsonAsync("ranking?asOfPosition=21&model=board");
        Assert.False(before.GetProperty("restated").GetBoolean());
        using var old = await own.GetAsync("ranking?asOfPosition=21&model=board");
        await own.Seed.ReleaseNextModelAsync();
        using var answer = await own.GetAsync(
            "ranking?asOfPosition=21&model=board",
            ("If-None-Match", old.Headers.GetValues("ETag").Single()));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("model=board%402", answer.Content.Headers.ContentLocation!.ToString(),
            StringComparison.Ordinal);
        var after = await ReadHost.BodyAsync(answer);
        Assert.True(after.GetProperty("restated").GetBoolean());
        Assert.Equal((2, 25), (after.GetProperty("model").GetProperty("version").GetInt32(),
            after.GetProperty("model").GetProperty("releasedAt").GetInt32()));
        Assert.Equal(7, after.GetProperty("items")[0].GetProperty("score").GetDecimal());
    }

    [Fact]
    public async Task Digests_survive_a_restart_and_pages_survive_new_events()
    {
        await using var own = new ReadHost();
        await own.InitializeAsync();
        var views = new[] { "alignment?asOfPosition=15", "ranking?asOfPosition=20",
            "timeline?asOfPosition=23" };
        var before = new List<string>();
        foreach (var view in views)
            before.Add((await own.JsonAsync(view)).GetRawText());
        var first = await own.JsonAsync("departments?limit=1");
        await own.Seed.RecordLaterAsync("2025-08-01");
        await own.RestartAsync();
        foreach (var (view, text) in views.Zip(before))
            Assert.Equal(text, (await own.JsonAsync(view)).GetRawText());
        var second = await own.JsonAsync(
            $"departments?cursor={first.GetProperty("nextCursor").GetString()}");
        Assert.Equal(first.GetProperty("digest").GetString(),
            second.GetProperty("digest").GetString());
        Assert.Single(second.GetProperty("items").EnumerateArray());
        Assert.Equal(3, (await own.JsonAsync("departments")).GetProperty("items").GetArrayLength());
    }

    [Theory]
    [InlineData("stages=active", 0)]
    [InlineData("stages=active,proposed", 3)]
    [InlineData("basis=spend", 3)]
    public async Task Parameters_of_a_view_reach_its_formula(string query, int items) =>
        Assert.Equal(items,
            (await host.JsonAsync($"alignment?{query}")).GetProperty("items").GetArrayLength());

    [Fact]
    public async Task The_api_description_knows_every_view_with_its_parameters()
    {
        using var answer = await host.AskAsync("/openapi/v1.json");
        var paths = (await ReadHost.BodyAsync(answer)).GetProperty("paths");
        foreach (var view in PortfolioLedger.Querying.ViewCatalogue.All)
        {
            var get = paths.GetProperty($"/api/v1/portfolios/{{portfolio}}/{view.Path}")
                .GetProperty("get");
            Assert.Equal(
                QueryMapping.OperationOf(view),
                get.GetProperty("operationId").GetString()
            );
            Assert.Equal(view.Summary, get.GetProperty("summary").GetString());
            var names = get.GetProperty("parameters").EnumerateArray()
                .Select(p => p.GetProperty("name").GetString()).ToList();
            Assert.Empty(
                PortfolioLedger.Querying.ViewRequestReader.NamesOf(view).Append("portfolio")
                    .Except(names));
            Assert.True(get.GetProperty("responses").TryGetProperty("404", out _));
        }
        Assert.Equal(JsonValueKind.Object,
            paths.GetProperty("/api/v1/portfolios/{portfolio}/events").ValueKind);
    }
}
