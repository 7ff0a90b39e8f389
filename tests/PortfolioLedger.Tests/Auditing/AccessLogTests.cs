using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PortfolioLedger.Audit;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Demo;
using PortfolioLedger.Tests.Clients;
using PortfolioLedger.Tests.Cli;
using PortfolioLedger.Tests.Http.Commands;

namespace PortfolioLedger.Tests.Auditing;

/// <summary>What left the ledger, and what auditors read.</summary>
public sealed class AccessLogTests(SharedLedger shared)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("csv")]
    [InlineData("ndjson")]
    [InlineData("xlsx")]
    public async Task An_export_is_logged_with_what_it_was(string format)
    {
        var portfolio = await (await shared.OpenAsync()).WithInitiativeAsync();
        var caller = portfolio.Host.As("paul", "contributor");
        var export = await caller.Get(portfolio.PathOf(
            $"initiatives?format={format}&asOfPosition=3&name=A%20private%20word"));

        var record = Assert.Single(await RecordsAsync(portfolio, "export"))!;

        Assert.Equal(("paul", "contributor", "initiatives", format, 3), (
            (string?)record["actor"], (string?)record["role"], (string?)record["address"],
            (string?)record["format"], (int)record["position"]!));
        Assert.Equal(export.Header("Ledger-Digest"), (string?)record["digest"]);
        Assert.Equal(export.Header("Content-Length"), record["bytes"]!.ToString());
        Assert.Equal(["asOfPosition", "format", "name"],
            record["parameters"]!.AsArray().Select(p => (string)p!));
        Assert.DoesNotContain("private", record.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ordinary_reads_and_answers_that_do_not_leave_are_not_logged()
    {
        var portfolio = await shared.OpenAsync();
        var caller = portfolio.Approver;
        await caller.Get(portfolio.PathOf("initiatives"));
        await caller.Get(portfolio.PathOf("timeline"));
        await caller.Get(portfolio.PathOf("initiatives?asOfPosition=1"));
        await caller.Get(portfolio.PathOf("events?after=1"));
        await caller.SendAsync(HttpMethod.Head, portfolio.PathOf("initiatives?format=csv"), null);
        var csv = portfolio.PathOf("initiatives?format=csv&nonsense=1");
        Assert.Equal(400, (await caller.Get(csv)).Status);
        Assert.Empty(await RecordsAsync(portfolio, "export"));
    }

    [Theory]
    [InlineData("events/1/leaf", "leaf")]
    [InlineData("log/data/1", "data")]
    public async Task An_event_taken_from_the_log_is_an_export(string address, string form)
    {
        var portfolio = await shared.OpenAsync();
        Assert.Equal(200, (await portfolio.Approver.Get(portfolio.PathOf(address))).Status);
        var record = Assert.Single(await RecordsAsync(portfolio, "export"))!;
        Assert.Equal((address, form, 1), ((string?)record["address"],
            (string?)record["format"], (int)record["position"]!));
    }

    [Theory]
    [InlineData("to=9999-12-31")]
    [InlineData("to=9999-12-31T23:59:59.9999999Z")]
    [InlineData("actor=%00")]
    public async Task A_question_that_cannot_be_meant_is_refused(string question)
    {
        var portfolio = await shared.OpenAsync();
        Assert.Equal(400, (await portfolio.Host.As("vera", "auditor").Get(
            portfolio.PathOf($"audit?{question}"))).Status);
    }

    [Fact]
    public async Task The_journal_itself_is_an_export()
    {
        var portfolio = await shared.OpenAsync();
        var page = await portfolio.Approver.Get(portfolio.PathOf("events"));
        var record = Assert.Single(await RecordsAsync(portfolio, "export"))!;
        Assert.Equal(("events", "json", 1), ((string?)record["address"],
            (string?)record["format"], (int)record["position"]!));
        Assert.Equal(page.Header("Content-Length"), record["bytes"]!.ToString());
    }

    [Fact]
    public async Task What_auditors_read_is_logged_whatever_it_is()
    {
        var portfolio = await (await shared.OpenAsync()).WithInitiativeAsync();
        var auditor = portfolio.Host.As("vera", "auditor");
        foreach (var path in (string[])["timeline", "decisions",
            "initiatives/croton?asOfPosition=3", "imports", "scenarios", "audit/reviews"])
            Assert.Equal(200, (await auditor.Get(portfolio.PathOf(path))).Status);
        Assert.Equal(404, (await auditor.Get(portfolio.PathOf("initiatives/none"))).Status);

        var records = await ReadsAsync(portfolio, 6);

        Assert.Equal(["timeline", "decisions", "initiatives/croton", "imports", "scenarios",
            "audit/reviews"], records.Select(r => (string)r!["address"]!));
        Assert.All(records, r => Assert.Equal(("vera", "auditor"),
            ((string?)r!["actor"], (string?)r["role"])));
        Assert.Equal(3, (int)records[2]!["position"]!);
        Assert.StartsWith("timeline/", (string?)records[0]!["digest"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_reads_the_access_log_is_in_it()
    {
        var portfolio = await shared.OpenAsync();
        await portfolio.Host.As("ada", "administrator").Get(portfolio.PathOf("audit"));
        var record = Assert.Single(await ReadsAsync(portfolio, 1))!;
        Assert.Equal(("ada", "administrator", "audit"), ((string?)record["actor"],
            (string?)record["role"], (string?)record["address"]));
    }

    [Fact]
    public async Task What_cannot_be_logged_does_not_leave_and_ordinary_reads_go_on()
    {
        await using var host = await LedgerHost.StartAsync();
        await host.As("alice", "approver").Post("portfolios",
            """{"key":"capital","name":"City capital plan","currency":"USD"}""");
        await TestDatabase.ExecuteAsync(
            host.Database.ConnectionString, "alter table audit.record rename to hidden");
        foreach (var path in (string[])["initiatives?format=csv", "events"])
        {
            var refused = await host.As("paul", "viewer").Get($"portfolios/capital/{path}");
            refused.AssertProblem(503, "audit-unavailable");
            Assert.NotNull(refused.Header("Retry-After"));
            Assert.Null(refused.Header("Ledger-Digest"));
        }
        Assert.Equal(200, (await host.As("paul", "viewer").Get(
            "portfolios/capital/initiatives")).Status);
        // Reads of auditors wait in memory until they can be written.
        Assert.Equal(200, (await host.As("vera", "auditor").Get(
            "portfolios/capital/timeline")).Status);
        await TestDatabase.ExecuteAsync(
            host.Database.ConnectionString, "alter table audit.hidden rename to record");
        await Journaling.Wait.UntilAsync(async () => await host.ScalarAsync<long>(
            "select count(*) from audit.record where kind = 'read' and actor = 'vera'") == 1);
    }

    [Fact]
    public async Task When_too_many_reads_wait_to_be_logged_auditors_are_refused()
    {
        await using var host = await LedgerHost.StartAsync(services: services =>
            services.AddSingleton<IAuditTrail, FullTrail>());
        await host.As("alice", "approver").Post("portfolios",
            """{"key":"capital","name":"City capital plan","currency":"USD"}""");
        (await host.As("vera", "auditor").Get("portfolios/capital/timeline"))
            .AssertProblem(503, "audit-unavailable");
        Assert.Equal(200, (await host.As("paul", "viewer").Get(
            "portfolios/capital/timeline")).Status);
    }

    [Fact]
    public async Task Many_exports_at_once_are_all_logged_before_they_are_answered()
    {
        var portfolio = await shared.OpenAsync();
        var replies = await Task.WhenAll(Enumerable.Range(0, 60).Select(i =>
            portfolio.Host.As($"p-{i}", "viewer").Get(portfolio.PathOf("initiatives?format=csv"))));
        Assert.All(replies, r => Assert.Equal(200, r.Status));
        Assert.Equal(60, await portfolio.Host.ScalarAsync<long>(
            "select count(distinct actor) from audit.record where portfolio = $1", portfolio.Key));
    }

    [Fact]
    public async Task Every_address_that_offers_files_logs_what_it_gives()
    {
        await using var host = await LedgerHost.StartAsync();
        Assert.Equal(DemoOutcome.Recorded, await host.App.Services
            .GetRequiredService<DemoPortfolio>()
            .RecordAsync(DemoPortfolio.DefaultKey, Cancel));
        var approver = host.As("alice", "approver");
        await approver.Post("portfolios/demo/reports",
            """{"key":"best","name":"The best","view":"ranking","columns":["rank","name"]}""");
        await approver.Post("portfolios/demo/reports/best/runs", "{}");
        await host.As("vera", "auditor").Post("portfolios/demo/audit/findings",
            """{"position":1,"severity":"low","text":"Nothing much"}""");
        var description = (await host.Anonymous.Get("/openapi/v1.json")).Json;
        var asked = new List<string>();
        foreach (var (path, operation) in DescribedReads.In(description))
        {
            if (!path.Contains("{portfolio}", StringComparison.Ordinal)
                // A file to fill in holds nothing of the ledger.
                || path.EndsWith("/template", StringComparison.Ordinal)
                || operation["responses"]!["200"]!["content"]!["text/csv"] is null)
                continue;
            var address = await AddressAsync(host, path);
            var before = await CountAsync();
            var reply = await host.As("vera", "auditor").Get(address + RequiredOf(operation));
            Assert.True(reply.Status == 200, $"{address} gave {reply}");
            Assert.True(await CountAsync() == before + 1, $"{address} was not logged");
            asked.Add(path);
        }
        Assert.True(asked.Count > 50, $"only {asked.Count} addresses offer files");

        Task<long> CountAsync() => host.ScalarAsync<long>(
            "select count(*) from audit.record where kind = 'export'");
    }

    [Theory]
    [InlineData("csv", "export", "--view", "initiatives", "--format", "csv")]
    [InlineData("json", "export", "--view", "initiatives")]
    [InlineData("table", "replay", "--view", "initiatives")]
    [InlineData("json", "replay", "--view", "initiatives", "--json")]
    public async Task What_the_command_line_writes_out_is_logged(
        string format, string verb, params string[] more)
    {
        var portfolio = await shared.OpenAsync();
        var (code, _, errors) = await VerbProcess.RunAsync(
            portfolio.Host, [verb, "--portfolio", portfolio.Key, .. more]);
        Assert.True(code == 0, errors);
        var record = Assert.Single(await RecordsAsync(portfolio, "export"))!;
        Assert.Equal(($"cli:{Environment.UserName}", "initiatives", format), (
            (string?)record["actor"], (string?)record["address"], (string?)record["format"]));
    }

    private static async Task<string> AddressAsync(LedgerHost host, string path)
    {
        var address = "";
        foreach (var part in path.Replace("{portfolio}", "demo", StringComparison.Ordinal)
            .Split('/').Skip(1))
            // The one that was made.
            if (part == "{report}")
                address += "/best";
            else if (part is ['{', .. var name, '}'])
            {
                var list = await host.As("vera", "viewer").Get(address);
                address += "/" + list.Json["items"]!.AsArray()
                    .Select(i => (i![name] ?? i["id"])!.ToString()).First();
            }
            else
                address += "/" + part;
        return address;
    }

    private static string RequiredOf(JsonNode operation) => "?format=csv" + string.Concat(
        operation["parameters"]!.AsArray()
            .Where(p => (string?)p!["in"] == "query" && (bool?)p["required"] == true)
            .Select(p => $"&{p!["name"]}=" + ((string)p["name"]! switch
            {
                "from" => "2025-01-31",
                "to" => "2025-11-30",
                "initiative" => "reservoir-roof",
                _ => p["example"]!.ToString(),
            })));

    private static async Task<JsonArray> RecordsAsync(TestPortfolio portfolio, string kind) =>
        (await portfolio.Host.As("ada", "administrator").Get(
            portfolio.PathOf($"audit?kind={kind}"))).Json["items"]!.AsArray();

    /// <summary>The first reads that were logged, in their order, once there are so many.</summary>
    private static async Task<JsonNode?[]> ReadsAsync(TestPortfolio portfolio, int count)
    {
        await Journaling.Wait.UntilAsync(async () => await portfolio.Host.ScalarAsync<long>(
            "select count(*) from audit.record where portfolio = $1 and kind = 'read'",
            portfolio.Key) == count);
        return [.. (await RecordsAsync(portfolio, "read")).Reverse()];
    }

    private sealed class FullTrail : IAuditTrail
    {
        public bool TakesReads => false;

        public Task LogExportAsync(
            Key portfolio, Actor actor, AuditedAnswer answer, CancellationToken cancel) =>
            Task.CompletedTask;

        public void LogRead(Key portfolio, Actor actor, AuditedAnswer answer) =>
            throw new InvalidOperationException("there is no room");
    }
}
