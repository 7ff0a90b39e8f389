using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PortfolioLedger.Cli;
using PortfolioLedger.Tests.Http.Commands;
using Spectre.Console;

namespace PortfolioLedger.Tests.Optimisation;

/// <summary>
/// The efficient frontier, asked over HTTP, on the command line and on its page.
/// </summary>
public sealed class FrontierTests(SharedLedger shared)
{
    private const string Address = "what-if/frontier";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Expected commercial value and development cost, as published.</summary>
    private static readonly (string Key, decimal Value, decimal Cost)[] Published =
    [
        ("alpha", 5, 3), ("beta", 19.5m, 5), ("gamma", 2.09875m, 2), ("delta", 1.5m, 1),
        ("echo", 15.7m, 5), ("foxtrot", 15.5m, 10),
    ];

    private Task<TestPortfolio> ExampleAsync() => new OptimisationTests(shared).ExampleAsync();

    private static Task<Reply> AskAsync(TestPortfolio portfolio, string body) =>
        portfolio.Host.As("vera", "viewer").Post(portfolio.PathOf(Address), body);

    private static List<(decimal Cost, decimal Value)> Stairs()
    {
        List<(decimal Cost, decimal Value)> stairs = [];
        var sets = Enumerable.Range(0, 1 << Published.Length).Select(set =>
            Published.Where((_, i) => (set >> i & 1) == 1).ToList());
        foreach (var set in sets.OrderBy(s => s.Sum(p => p.Cost))
            .ThenByDescending(s => s.Sum(p => p.Value)))
            if (stairs.Count == 0 || set.Sum(p => p.Value) > stairs[^1].Value)
                stairs.Add((set.Sum(p => p.Cost), set.Sum(p => p.Value)));
        return stairs;
    }

    [Fact]
    public async Task The_published_example_has_every_point_proved_and_the_ranking_beneath()
    {
        var portfolio = await ExampleAsync();

        var reply = await AskAsync(
            portfolio, """{"objective":"ecv","budget":15,"timeLimitSeconds":60}""");

        Assert.True(reply.Status == 200, reply.ToString());
        var points = reply.Json["points"]!.AsArray();
        Assert.Equal(Stairs(), points.Select(p => ((decimal)p!["cost"]!, (decimal)p["value"]!)));
        Assert.All(points, p => Assert.True((bool)p!["proved"]!));
        Assert.All(points, p =>
            Assert.True((decimal)p!["inRankOrder"]! <= (decimal)p["value"]!));
        Assert.True((bool)reply.Json["complete"]!);
        Assert.Equal((26m, 0m), ((decimal)reply.Json["whole"]!, (decimal)reply.Json["least"]!));
        var ranking = reply.Json["ranking"]!;
        Assert.Equal((14m, 41.7m, 42.29875m, 0.59875m), ((decimal)ranking["cost"]!,
            (decimal)ranking["value"]!, (decimal)ranking["best"]!, (decimal)ranking["gain"]!));
        Assert.Equal(portfolio.LastPosition, (long)reply.Json["asOf"]!["position"]!);
        await portfolio.AssertNothingStoredAsync();
    }

    [Fact]
    public async Task Fewer_points_leave_the_curve_open_and_one_initiative_gives_two()
    {
        var portfolio = await ExampleAsync();

        var few = await AskAsync(portfolio, """{"objective":"ecv","points":3}""");
        Assert.Equal(3, few.Json["points"]!.AsArray().Count);
        Assert.False((bool)few.Json["complete"]!);
        Assert.Null(few.Json["ranking"]);

        var one = await AskAsync(portfolio, """{"objective":"ecv","asOfPosition":4}""");
        Assert.Equal([(0m, 0m), (3m, 5m)], one.Json["points"]!.AsArray().Select(
            p => ((decimal)p!["cost"]!, (decimal)p["value"]!)));

        var none = await AskAsync(portfolio, """{"objective":"ecv","asOfPosition":1}""");
        Assert.Equal(0m, (decimal)Assert.Single(none.Json["points"]!.AsArray())!["cost"]!);
        Assert.True((bool)none.Json["complete"]!);
    }

    [Theory]
    [InlineData("""{"objective":"ecv","points":1}""", 400, "invalid-fields", "/points")]
    [InlineData("""{"objective":"ecv","points":201}""", 400, "invalid-fields", "/points")]
    [InlineData("""{"objective":"fame"}""", 400, "invalid-fields", "/objective")]
    [InlineData("""{"objective":"ecv","timeLimitSeconds":0}""", 400, "invalid-fields",
        "/timeLimitSeconds")]
    [InlineData("""{"objective":"ecv","mustInclude":["nobody"]}""", 422, "unknown-initiative",
        null)]
    [InlineData("""{"objective":"score"}""", 422, "model-not-released", null)]
    [InlineData("""{"objective":"ecv","fte":{"dep":1},"mustInclude":["beta"]}""", 422, "infeasible",
        "must-include/beta")]
    public async Task What_cannot_be_answered_says_why(
        string body, int status, string code, string? pointer)
    {
        var portfolio = await ExampleAsync();

        var reply = await AskAsync(portfolio, body);

        reply.AssertProblem(status, code);
        if (pointer is not null)
            Assert.Contains(pointer, reply.Pointers());
        await portfolio.AssertNothingStoredAsync();
    }

    [Fact]
    public async Task The_command_line_shows_a_table_and_gives_the_answer_as_JSON()
    {
        var portfolio = await ExampleAsync();
        var verb = portfolio.Host.App.Services.GetRequiredService<FrontierVerb>();
        var input = new FrontierInput
        {
            PortfolioFlag = portfolio.Key, ObjectiveFlag = "ecv", BudgetFlag = "15",
        };
        var (output, errors, bytes) = (new StringWriter(), new StringWriter(), new MemoryStream());
        var console = AnsiConsole.Create(
            new() { Out = new AnsiConsoleOutput(output), Ansi = AnsiSupport.No });
        console.Profile.Width = 200;

        Assert.Equal(0, await verb.RunAsync(input, console, () => bytes, errors, Cancel));
        Assert.Contains("proved and complete", output.ToString(), StringComparison.Ordinal);
        Assert.Matches("15 +│? *42.29875 +│? *41.7", output.ToString());
        Assert.Contains("42.29875 for 15", errors.ToString(), StringComparison.Ordinal);

        input.JsonFlag = true;
        Assert.Equal(0, await verb.RunAsync(input, console, () => bytes, errors, Cancel));
        Assert.Equal(15m, (decimal)JsonNode.Parse(bytes.ToArray())!["ranking"]!["budget"]!);

        input.PointsFlag = "1";
        Assert.Equal(
            Verbs.Usage, await verb.RunAsync(input, console, () => bytes, errors, Cancel));
    }

    [Fact]
    public async Task The_page_draws_the_curve_from_its_table_and_says_where_the_ranking_stands()
    {
        var portfolio = await ExampleAsync();

        var html = await HtmlAsync(portfolio, "?objective=ecv&budget=15", 200);

        Assert.Contains("<ledger-chart type=\"frontier\"", html, StringComparison.Ordinal);
        Assert.Contains("at=\"14\" height=\"41.7\"", html, StringComparison.Ordinal);
        Assert.Contains("42.2988", html, StringComparison.Ordinal);
        Assert.Contains($"/p/{portfolio.Key}/initiatives/gamma\">", html, StringComparison.Ordinal);

        var past = await HtmlAsync(portfolio, "?objective=ecv&asOfPosition=4", 200);
        Assert.Contains("read-only", past, StringComparison.Ordinal);
        Assert.DoesNotContain("initiatives/gamma\">", past, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 200, "No scoring model is in force")]
    [InlineData("?objective=score", 422, "No scoring model is in force")]
    [InlineData("?objective=ecv&mustInclude=nobody", 422, "nobody")]
    [InlineData("?points=1", 400, "must lie between 2 and 200")]
    [InlineData("?objective=fame", 400, "must be one of")]
    [InlineData("?nonsense=1", 400, "does not exist here")]
    [InlineData("?asOf=soon", 400, "must be a date like")]
    public async Task A_page_that_cannot_be_answered_says_what_to_do(
        string query, int status, string words)
    {
        var portfolio = await ExampleAsync();

        var html = await HtmlAsync(portfolio, query, status);

        Assert.Contains(words, html, StringComparison.Ordinal);
    }

    private static async Task<string> HtmlAsync(TestPortfolio portfolio, string query, int status)
    {
        using var client = portfolio.Host.App.Server.CreateClient();
        using var page = await client.GetAsync($"/p/{portfolio.Key}/{Address}{query}", Cancel);
        var html = WebUtility.HtmlDecode(await page.Content.ReadAsStringAsync(Cancel));
        Assert.True((int)page.StatusCode == status, html);
        Assert.Equal("text/html", page.Content.Headers.ContentType!.MediaType);
        return html;
    }
}
