using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Imports;
using PortfolioLedger.Querying;
using PortfolioLedger.Tests.Http.Commands;

namespace PortfolioLedger.Tests.Http;

/// <summary>An archived portfolio is listed apart, read as ever, and written no more.</summary>
public sealed class ArchivedPortfolioTests(SharedLedger shared)
{
    private const string Department = """{"key":"parks","name":"Parks"}""";

    [Fact]
    public async Task Every_way_to_write_is_refused_with_one_code_and_nothing_is_stored()
    {
        var portfolio = await ArchivedAsync();
        await portfolio.Approver.Post(portfolio.PathOf("scenarios"),
            """{"key":"bold","name":"Bold"}""");
        await portfolio.Approver.Post(portfolio.PathOf("scenarios/bold/commands"), $$$"""
            {"command":{"path":"departments","body":{{{Department}}}}}
            """);
        await portfolio.Approver.Post(portfolio.PathOf("scenarios/bold/evaluation"), "{}");
        Reply[] refused =
        [
            await portfolio.Try("departments", Department),
            await portfolio.Try("archiving", TestPortfolio.Only),
            await portfolio.Approver.Post(portfolio.PathOf("batch"), $$$"""
                {"commands":[{"path":"departments","body":{{{Department}}}}]}
                """),
            await portfolio.Try("rankings", $$"""{"key":"march",{{TestPortfolio.Grounds}}}"""),
            await portfolio.Try(
                "reports", """{"key":"deps","name":"Departments","view":"departments"}"""),
            await portfolio.Try("scenarios/bold/adoption", TestPortfolio.Only),
            await ImportAsync(portfolio, "current-lists", "true"),
            await ImportAsync(portfolio, "current-lists", "false"),
            await ImportAsync(portfolio, "nyc-capital-projects", "false"),
            await ImportAsync(portfolio, "opening-balances", "false&effectiveOn=2026-01-01"),
        ];

        Assert.All(refused, reply =>
        {
            reply.AssertProblem(409, "portfolio-archived");
            Assert.Matches($"was archived on [0-9-]+ by alice.*reopen",
                (string?)reply.Json["detail"]);
        });
        await portfolio.AssertNothingStoredAsync();
        await portfolio.Do("reopening", TestPortfolio.Only);
        await portfolio.Do("departments", Department);
    }

    [Fact]
    public async Task Everything_is_read_and_tried_as_before()
    {
        var open = await (await shared.OpenAsync()).WithInitiativeAsync();
        var before = await StatusesAsync(open);
        await open.Do("archiving", TestPortfolio.Only);

        Assert.Equal(before, await StatusesAsync(open));
        var past = await open.Contributor.Get(open.PathOf("initiatives?asOfPosition=3"));
        Assert.Equal(200, past.Status);
        var tried = await open.Approver.Post(open.PathOf("ranking/counterfactual"), $$$"""
            {"commands":[{"path":"departments","body":{{{Department}}}}]}
            """);
        Assert.True(tried.Status == 200, tried.ToString());
        Assert.Empty(tried.Json["refused"]?.AsArray() ?? []);
    }

    [Fact]
    public async Task It_says_of_itself_since_when_by_whom_and_why()
    {
        var portfolio = await ArchivedAsync();

        var one = await portfolio.Contributor.Get($"portfolios/{portfolio.Key}");
        Assert.Equal(("alice", "The board agreed in its March meeting"),
            ((string?)one.Json["archived"]!["by"], (string?)one.Json["archived"]!["rationale"]));
        Assert.Equal(portfolio.LastPosition, (long)one.Json["archived"]!["position"]!);
        await portfolio.Do("reopening", TestPortfolio.Only);
        one = await portfolio.Contributor.Get($"portfolios/{portfolio.Key}");
        Assert.Null(one.Json["archived"]);
    }

    [Fact]
    public async Task It_is_listed_apart()
    {
        await using var host = await LedgerHost.StartAsync();
        foreach (var key in (string[])["alpha", "beta", "gamma"])
            await host.As("alice", "approver").Post("portfolios",
                $$"""{"key":"{{key}}","name":"{{key}}","currency":"USD"}""");
        await host.As("alice", "approver").Post(
            "portfolios/beta/archiving", TestPortfolio.Only);

        await AssertListedAsync(host, "", 1, ["alpha", "gamma"]);
        await AssertListedAsync(host, "?archived=false", 1, ["alpha", "gamma"]);
        await AssertListedAsync(host, "?archived=true", 1, ["beta"]);
        await AssertListedAsync(host, "?archived=all", 1, ["alpha", "beta", "gamma"]);
        (await host.As("vera", "viewer").Get("portfolios?archived=yes"))
            .AssertProblem(400, "invalid-parameter");
        var page = await host.As("vera", "viewer").Get("portfolios?limit=1");
        Assert.Equal("alpha", (string?)page.Json["items"]![0]!["portfolio"]);
        var next = await host.As("vera", "viewer").Get(
            $"portfolios?limit=1&cursor={page.Json["nextCursor"]}");
        Assert.Equal("gamma", (string?)next.Json["items"]![0]!["portfolio"]);
        await host.As("alice", "approver").Post(
            "portfolios/beta/reopening", TestPortfolio.Only);
        await AssertListedAsync(host, "", 0, ["alpha", "beta", "gamma"]);
    }

    [Fact]
    public async Task It_is_not_archived_while_an_import_runs()
    {
        var portfolio = await shared.OpenAsync();
        await using (await ImportLock.TryTakeAsync(
            portfolio.Host.App.Services.GetRequiredService<NpgsqlDataSource>(),
            Key.Parse(portfolio.Key), TestContext.Current.CancellationToken))
            (await portfolio.Try("archiving", TestPortfolio.Only))
                .AssertProblem(503, "import-running");
        await portfolio.AssertNothingStoredAsync();
    }

    [Fact]
    public async Task It_takes_an_approver_and_no_day()
    {
        var portfolio = await shared.OpenAsync();
        (await portfolio.Contributor.Post(portfolio.PathOf("archiving"), TestPortfolio.Only))
            .AssertProblem(403, "role-required");
        (await portfolio.Try("archiving",
            """{"grounds":{"rationale":"The programme is over","effectiveOn":"2026-12-31"}}"""))
            .AssertProblem(400, "invalid-fields");
        (await portfolio.Try("archiving", "{}")).AssertProblem(400, "invalid-fields");
        await portfolio.AssertNothingStoredAsync();
    }

    private async Task<TestPortfolio> ArchivedAsync()
    {
        var portfolio = await shared.OpenAsync();
        await portfolio.Do("archiving", TestPortfolio.Only);
        return portfolio;
    }

    private static Task<Reply> ImportAsync(
        TestPortfolio portfolio, string mapping, string dryRun) =>
        portfolio.Host.As("ada", "administrator").Post(
            portfolio.PathOf($"imports?mapping={mapping}&dryRun={dryRun}"),
            new ByteArrayContent(Encoding.UTF8.GetBytes("Key,Name\r\nparks,Parks\r\n"))
            {
                Headers = { ContentType = new("text/csv") },
            });

    private static async Task<SortedDictionary<string, int>> StatusesAsync(TestPortfolio portfolio)
    {
        var statuses = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var view in ViewCatalogue.All.Where(v => v.PathKey is null))
            statuses[view.Path] =
                (await portfolio.Contributor.Get(portfolio.PathOf(view.Path))).Status;
        return statuses;
    }

    private static async Task AssertListedAsync(
        LedgerHost host, string query, int archived, string[] keys)
    {
        var page = (await host.As("vera", "viewer").Get($"portfolios{query}")).Json;
        Assert.Equal(archived, (int)page["archived"]!);
        Assert.Equal(
            keys, page["items"]!.AsArray().Select(i => (string)i!["portfolio"]!));
    }
}
