using System.Text.Json.Nodes;
using PortfolioLedger.Tests.Http.Commands;

namespace PortfolioLedger.Tests.Reports;

/// <summary>Saved reports, made and kept, over HTTP.</summary>
public sealed class ReportRunTests(SharedLedger ledger)
{
    private const string Departments = """
        {"key":"deps","name":"Departments","view":"departments","filters":{"name":["Parks","Roads"]},
         "columns":["name","key","since"],"sort":"-name","limit":1}
        """;

    [Fact]
    public async Task A_run_keeps_what_the_view_showed_and_its_digest()
    {
        var portfolio = await FilledAsync();
        var position = portfolio.LastPosition;
        var run = await RunAsync(portfolio);
        Assert.Equal("made", (string?)run["status"]);
        Assert.Equal((1, 1), ((int)run["run"]!, (int)run["count"]!));
        Assert.Equal(position, (long)run["asOf"]!["position"]!);
        var view = await portfolio.Approver.Get((string)run["source"]!);
        Assert.Equal((string?)view.Json["digest"], (string?)run["digest"]);
        Assert.Equal(["roads"], view.Json["items"]!.AsArray().Select(i => (string)i!["key"]!));

        // What happens later changes neither the result nor that it can be made again.
        await portfolio.Do("departments", """{"key":"roads-2","name":"Roads"}""");
        var kept = await portfolio.Approver.Get((string)run["permalink"]!);
        Assert.True((bool)kept.Json["reproduced"]!);
        Assert.Equal(
            ["name", "key", "since"],
            kept.Json["columns"]!.AsArray().Select(c => (string)c!)
        );
        var item = Assert.Single(kept.Json["items"]!.AsArray())!.AsObject();
        Assert.Equal(["name", "key", "since"], item.Select(f => f.Key));
        Assert.Equal(("Roads", "roads"), ((string)item["name"]!, (string)item["key"]!));
        Assert.Equal((string?)run["digest"], kept.Header("Ledger-Digest"));
        Assert.NotEqual((string?)run["digest"], (string?)(await RunAsync(portfolio))["digest"]);
    }

    [Fact]
    public async Task A_run_of_nothing_is_marked_in_every_form_and_list()
    {
        var portfolio = await FilledAsync();
        await portfolio.Do("reports", """
            {"key":"none","name":"None","view":"departments","filters":{"name":["Nowhere"]}}
            """);
        await portfolio.Do("reports", """
            {"key":"early","name":"Early","view":"departments","asOf":"end-of-last-quarter"}
            """);
        foreach (var (key, note) in ((string, string)[])
            [("none", "The view has no item"), ("early", "Nothing was known on ")])
        {
            var run = (await portfolio.Approver.Post(
                portfolio.PathOf($"reports/{key}/runs"), "{}")).Json;
            Assert.True((bool)run["empty"]!);
            Assert.StartsWith(note, (string)run["note"]!, StringComparison.Ordinal);
            var runs = (await portfolio.Approver.Get(portfolio.PathOf($"reports/{key}/runs"))).Json;
            Assert.True((bool)runs["items"]![0]!["empty"]!);
            foreach (var form in (string[])["json", "csv", "ndjson", "xlsx"])
                Assert.Equal((string)run["note"]!, (await portfolio.Approver.Get(
                    $"{run["permalink"]}?format={form}")).Header("Ledger-Note"));
        }
        var full = await RunAsync(portfolio);
        Assert.False((bool)full["empty"]!);
        Assert.Null(full["note"]);
    }

    [Fact]
    public async Task A_result_kept_in_an_earlier_version_of_its_view_is_made_again_in_that_version()
    {
        var portfolio = await FilledAsync();
        await portfolio.Do("reports", """
            {"key":"first","name":"As it was","view":"departments","parameters":{"viewVersion":"1"}}
            """);
        var run = (await portfolio.Approver.Post(
            portfolio.PathOf("reports/first/runs"), "{}")).Json;
        Assert.StartsWith("departments/1:", (string)run["digest"]!, StringComparison.Ordinal);
        // As a release left it that had no later version, and named none.
        await portfolio.Host.ScalarAsync<int>("""
            update ledger.report_run set definition = definition - 'parameters',
            source = replace(source, '&viewVersion=1', '') where portfolio = $1 returning run
            """, portfolio.Key);

        var kept = await portfolio.Approver.Get((string)run["permalink"]!);

        Assert.DoesNotContain(
            "viewVersion",
            (string)kept.Json["source"]!,
            StringComparison.Ordinal
        );
        Assert.True((bool)kept.Json["reproduced"]!);
    }

    [Fact]
    public async Task A_result_that_was_tampered_with_is_not_reproduced()
    {
        var portfolio = await FilledAsync();
        var run = await RunAsync(portfolio);
        await portfolio.Host.ScalarAsync<int>("""
            update ledger.report_run set result = convert_to(replace(convert_from(result, 'UTF8'),
            'Roads', 'Parks'), 'UTF8') where portfolio = $1 returning run
            """, portfolio.Key);
        var kept = await portfolio.Approver.Get((string)run["permalink"]!);
        Assert.False((bool)kept.Json["reproduced"]!);
    }

    [Theory]
    [InlineData("csv", "text/csv", "name,key,since\r\nRoads,roads,")]
    [InlineData("ndjson", "application/x-ndjson", """{"name":"Roads","key":"roads",""")]
    [InlineData("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "PK")]
    public async Task A_result_comes_in_every_format(string format, string mediaType, string start)
    {
        var portfolio = await FilledAsync();
        var run = await RunAsync(portfolio);
        var result = await portfolio.Approver.Get($"{run["permalink"]}?format={format}");
        Assert.Equal(200, result.Status);
        Assert.StartsWith(mediaType, result.Header("Content-Type"), StringComparison.Ordinal);
        Assert.StartsWith(start, result.Text, StringComparison.Ordinal);
        Assert.Equal((string?)run["digest"], result.Header("Ledger-Digest"));
        (await portfolio.Approver.Get($"{run["permalink"]}?format=docx")).AssertProblem(
            400,
            "unknown-format"
        );
    }

    [Fact]
    public async Task A_revision_shows_in_later_runs_alone()
    {
        var portfolio = await FilledAsync();
        var first = await RunAsync(portfolio);
        await portfolio.Do(
            "reports/deps/revision",
            """{"name":"All","view":"departments","columns":["key"]}"""
        );
        var second = await RunAsync(portfolio);
        Assert.Equal((1, 4), ((int)first["count"]!, (int)second["count"]!));
        var runs = await portfolio.Approver.Get(portfolio.PathOf("reports/deps/runs?limit=1"));
        Assert.Equal([2], Numbers(runs));
        var rest = await portfolio.Approver.Get(portfolio.PathOf(
            $"reports/deps/runs?limit=1&cursor={runs.Json["nextCursor"]}"));
        Assert.Equal([1], Numbers(rest));
        Assert.Equal("Departments", (string?)rest.Json["items"]![0]!["name"]);
        Assert.Null(rest.Json["nextCursor"]);
    }

    [Fact]
    public async Task An_order_with_the_same_key_gives_the_same_run()
    {
        var portfolio = await FilledAsync();
        var path = portfolio.PathOf("reports/deps/runs");
        var replies = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ =>
            portfolio.Approver.Post(path, "{}", ("Idempotency-Key", "once"))));
        Assert.All(replies, r => Assert.Equal((201, 1), (r.Status, (int)r.Json["run"]!)));
        Assert.Equal(2, (int)(await portfolio.Approver.Post(path, "{}")).Json["run"]!);
    }

    [Fact]
    public async Task What_cannot_be_made_is_kept_as_failed()
    {
        var portfolio = await FilledAsync();
        await portfolio.Do(
            "reports",
            """{"key":"later","name":"Later","view":"departments","asOf":"9999-12-31"}"""
        );
        var run = await RunAsync(portfolio, "later");
        Assert.Equal(("failed", "as-of-in-future"),
            ((string)run["status"]!, (string)run["error"]!["code"]!));
        var kept = await portfolio.Approver.Get((string)run["permalink"]!);
        Assert.Equal((200, "failed"), (kept.Status, (string?)kept.Json["status"]));
    }

    [Fact]
    public async Task A_report_on_a_thing_that_was_not_there_yet_says_since_when_it_is()
    {
        var portfolio = await FilledAsync();
        await portfolio.Do(
            "outcomes",
            """{"key":"outages","name":"Outage hours","unit":"hours","direction":"decrease"}"""
        );
        await portfolio.Do(
            "reports",
            """{"key":"then","name":"Then","view":"outcomes/outages","asOf":"2"}"""
        );

        var run = await RunAsync(portfolio, "then");

        Assert.Equal(
            ("failed", "unknown-outcome"),
            ((string)run["status"]!, (string)run["error"]!["code"]!)
        );
        Assert.Contains(
            "as known at position 2: ",
            (string)run["error"]!["detail"]!,
            StringComparison.Ordinal
        );
        (
            await portfolio.Approver.Get(portfolio.PathOf("outcomes/outages?asOfPosition=2"))
        ).AssertProblem(404, "unknown-outcome");
    }

    [Theory]
    [InlineData("2")]
    [InlineData("end-of-last-year")]
    public async Task A_rule_pins_another_book(string rule)
    {
        var portfolio = await FilledAsync();
        await portfolio.Do(
            "reports",
            $$"""{"key":"then","name":"Then","view":"departments","asOf":"{{rule}}"}"""
        );
        var run = await RunAsync(portfolio, "then");
        Assert.Equal(rule == "2" ? 2 : 0, (long)run["asOf"]!["position"]!);
        Assert.Equal(rule == "2" ? 1 : 0, (int)run["count"]!);
        Assert.True(
            (bool)(await portfolio.Approver.Get((string)run["permalink"]!)).Json["reproduced"]!
        );
        var view = await portfolio.Approver.Get((string)run["source"]!);
        Assert.Equal((string?)view.Json["digest"], (string?)run["digest"]);
    }

    [Fact]
    public async Task Words_that_were_erased_are_gone_from_kept_results()
    {
        var portfolio = await ledger.OpenAsync();
        await portfolio.Do("feedback", """{"key":"fb","text":"My name is Ada"}""");
        await portfolio.Do(
            "reports",
            """{"key":"voices","name":"Voices","view":"feedback","columns":["text"]}"""
        );
        var run = await RunAsync(portfolio, "voices");
        var address = (string)run["permalink"]!;
        Assert.Contains(
            "Ada",
            (await portfolio.Approver.Get(address)).Text,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Ada",
            (await portfolio.Approver.Get($"{address}?format=csv")).Text,
            StringComparison.Ordinal
        );
        Assert.False(
            await portfolio.Host.ScalarAsync<bool>(
                "select convert_from(result, 'UTF8') like '%Ada%' from ledger.report_run where "
                    + "portfolio = $1",
                portfolio.Key
            )
        );
        await portfolio.Host.ScalarAsync<string>(
            "delete from ledger.sealed_text where portfolio = $1 returning portfolio",
            portfolio.Key
        );
        var kept = await portfolio.Approver.Get(address);
        Assert.DoesNotContain("Ada", kept.Text, StringComparison.Ordinal);
        Assert.True((bool)kept.Json["reproduced"]!);
    }

    [Fact]
    public async Task A_dashboard_shows_its_reports_in_order_with_their_latest_results()
    {
        var portfolio = await FilledAsync();
        await portfolio.Do("reports", """{"key":"all","name":"All","view":"initiatives"}""");
        await portfolio.Do("dashboards",
            """{"key":"board","name":"Board","audience":"executives","reports":["all","deps"]}""");
        await RunAsync(portfolio);
        var latest = await RunAsync(portfolio);
        var dashboard = await portfolio.Approver.Get(portfolio.PathOf("dashboards/board"));
        var reports = dashboard.Json["reports"]!.AsArray();
        Assert.Equal(["all", "deps"], reports.Select(r => (string)r!["report"]!));
        Assert.Null(reports[0]!["latest"]);
        Assert.Equal((string?)latest["permalink"], (string?)reports[1]!["latest"]!["permalink"]);
        Assert.Equal((string?)latest["digest"], (string?)reports[1]!["latest"]!["digest"]);
        var list = await portfolio.Approver.Get(portfolio.PathOf("dashboards?audience=executives"));
        Assert.Equal("board", (string?)list.Json["items"]![0]!["dashboard"]);
    }

    [Theory]
    [InlineData("viewer", 403)]
    [InlineData("contributor", 201)]
    [InlineData("approver", 201)]
    [InlineData("auditor", 403)]
    [InlineData("administrator", 403)]
    public async Task Who_may_record_may_make_a_report(string role, int status)
    {
        var portfolio = await FilledAsync();
        var reply = await portfolio
            .Host.As("somebody", role)
            .Post(portfolio.PathOf("reports/deps/runs"), "{}");
        Assert.Equal(status, reply.Status);
        Assert.Equal(200, (await portfolio.Host.As("vera", "viewer").Get(
            portfolio.PathOf("reports/deps/runs"))).Status);
        (await portfolio.Host.Anonymous.Get(portfolio.PathOf("reports/deps/runs")))
            .AssertProblem(401, "unauthenticated");
    }

    [Fact]
    public async Task A_run_takes_no_fields_and_no_parameters()
    {
        var portfolio = await FilledAsync();
        var reply = await portfolio.Approver.Post(
            portfolio.PathOf("reports/deps/runs"),
            """{"limit":3}"""
        );
        reply.AssertProblem(400, "invalid-fields");
        Assert.Equal(["/limit"], reply.Pointers());
        (await portfolio.Approver.Post(portfolio.PathOf("reports/deps/runs?limit=3"), "{}"))
            .AssertProblem(400, "unknown-parameter");
        (await portfolio.Approver.Get(portfolio.PathOf("reports/deps/runs?limit=501")))
            .AssertProblem(400, "invalid-parameter");
    }

    private static IEnumerable<int> Numbers(Reply runs) =>
        runs.Json["items"]!.AsArray().Select(r => (int)r!["run"]!);

    private static async Task<JsonNode> RunAsync(TestPortfolio portfolio, string report = "deps")
    {
        var reply = await portfolio.Host.As("paul", "contributor")
            .Post(portfolio.PathOf($"reports/{report}/runs"), "{}");
        Assert.True(reply.Status == 201, reply.ToString());
        Assert.Equal(reply.Header("Location"), (string?)reply.Json["permalink"]);
        return reply.Json;
    }

    /// <summary>Positions: 1 opened, 2 dep, 3 parks, 4 roads, 5 water, 6 the report.</summary>
    private async Task<TestPortfolio> FilledAsync()
    {
        var portfolio = await ledger.OpenAsync();
        await portfolio.DepartmentAsync();
        foreach (
            var (key, name) in new[] { ("parks", "Parks"), ("roads", "Roads"), ("water", "Water") }
        )
            await portfolio.Do("departments", $$"""{"key":"{{key}}","name":"{{name}}"}""");
        await portfolio.Do("reports", Departments);
        return portfolio;
    }
}
