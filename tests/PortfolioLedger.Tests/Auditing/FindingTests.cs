using System.Text.Json.Nodes;
using PortfolioLedger.Tests.Http.Commands;

namespace PortfolioLedger.Tests.Auditing;

/// <summary>Findings of auditors, and how far they have reviewed.</summary>
public sealed class FindingTests(SharedLedger shared)
{
    private const string Finding =
        """{"position":1,"severity":"high","text":"The portfolio was opened without a budget"}""";

    [Fact]
    public async Task A_finding_is_recorded_beside_the_portfolio_and_not_in_its_journal()
    {
        var portfolio = await shared.OpenAsync();
        var found = await Vera(portfolio).Post(portfolio.PathOf("audit/findings"), Finding);

        Assert.Equal(201, found.Status);
        Assert.Equal(("finding", "vera", "auditor", 1, "high"), (
            (string?)found.Json["kind"], (string?)found.Json["actor"],
            (string?)found.Json["role"], (int)found.Json["position"]!,
            (string?)found.Json["severity"]));
        await portfolio.AssertNothingStoredAsync();
        var read = await Vera(portfolio).Get(found.Header("Location")!);
        Assert.Equal((200, true), (read.Status, (bool)read.Json["open"]!));
        Assert.Equal((string?)found.Json["hash"], (string?)read.Json["hash"]);
    }

    [Theory]
    [InlineData("""{"position":0,"severity":"low","text":"No such event"}""", "/position",
        "position-out-of-range")]
    [InlineData("""{"position":2,"severity":"low","text":"No such event"}""", "/position",
        "position-out-of-range")]
    [InlineData("""{"position":1,"severity":"fatal","text":"Bad"}""", "/severity",
        "invalid-fields")]
    [InlineData("""{"position":1,"severity":"low","text":"  "}""", "/text", "invalid-fields")]
    [InlineData("""{"position":1,"severity":"low"}""", "/text", "invalid-fields")]
    [InlineData("""{"position":1,"severity":"low","text":"x","actor":"eve"}""", "/actor",
        "invalid-fields")]
    [InlineData("{}", "/position", "invalid-fields")]
    public async Task A_finding_that_makes_no_sense_is_refused_by_its_field(
        string body, string pointer, string code)
    {
        var portfolio = await shared.OpenAsync();
        var refused = await Vera(portfolio).Post(portfolio.PathOf("audit/findings"), body);
        refused.AssertProblem(400, code);
        Assert.Contains(pointer, refused.Pointers());
        Assert.Empty(await ItemsAsync(portfolio, "audit?kind=finding"));
    }

    [Fact]
    public async Task A_finding_is_settled_once()
    {
        var portfolio = await shared.OpenAsync();
        var found = await Vera(portfolio).Post(portfolio.PathOf("audit/findings"), Finding);
        var address = $"audit/findings/{found.Json["number"]}/resolution";

        var settled = await Host(portfolio).As("victor", "auditor").Post(
            portfolio.PathOf(address), """{"text":"The budget is set at position 2"}""");

        Assert.Equal(201, settled.Status);
        (await Vera(portfolio).Post(portfolio.PathOf(address), """{"text":"Once more"}"""))
            .AssertProblem(409, "finding-resolved");
        var item = Assert.Single(await ItemsAsync(portfolio, "audit/findings"))!;
        Assert.Equal((false, "victor", "The budget is set at position 2"), (
            (bool)item["open"]!, (string?)item["resolvedBy"], (string?)item["resolution"]));
        Assert.Empty(await ItemsAsync(portfolio, "audit/findings?open=true"));
        Assert.Single(await ItemsAsync(portfolio, "audit/findings?open=false&severity=high"));
        Assert.Empty(await ItemsAsync(portfolio, "audit/findings?severity=low,medium"));
        foreach (var unknown in (string[])["999", "x", "-1"])
            (await Vera(portfolio).Post(
                portfolio.PathOf($"audit/findings/{unknown}/resolution"), """{"text":"Settled"}"""))
                .AssertProblem(404, "unknown-finding");
    }

    [Fact]
    public async Task A_review_never_goes_back_and_says_who_and_how_many_events_came_since()
    {
        var portfolio = await shared.OpenAsync();
        foreach (var i in Enumerable.Range(1, 5))
            await portfolio.Do("departments", $$"""{"key":"dep-{{i}}","name":"Department"}""");
        Assert.Equal(201, (await ReviewAsync("vera", 4)).Status);

        foreach (var position in (int[])[1, 3, 4])
        {
            var refused = await ReviewAsync("vera", position);
            refused.AssertProblem(422, "review-goes-back");
            Assert.Equal(["/position"], refused.Pointers());
        }
        (await ReviewAsync("vera", 7)).AssertProblem(400, "position-out-of-range");
        // Another auditor looks at it from the beginning.
        Assert.Equal(201, (await ReviewAsync("victor", 2)).Status);
        await portfolio.Do("departments", """{"key":"dep-6","name":"Department"}""");

        var reviews = (await Vera(portfolio).Get(portfolio.PathOf("audit/reviews"))).Json;
        Assert.Equal((4, 7, 3), ((int)reviews["reviewedUpTo"]!, (int)reviews["position"]!,
            (int)reviews["eventsSince"]!));
        Assert.Equal([("vera", 4, 3), ("victor", 2, 5)], reviews["auditors"]!.AsArray().Select(a =>
            ((string)a!["actor"]!, (int)a["reviewedUpTo"]!, (int)a["eventsSince"]!)));
        Assert.Equal([2, 4], reviews["items"]!.AsArray().Select(i => (int)i!["position"]!));

        Task<Reply> ReviewAsync(string who, int position) => Host(portfolio).As(who, "auditor")
            .Post(portfolio.PathOf("audit/reviews"),
                $$"""{"position":{{position}},"note":"A sample"}""");
    }

    [Fact]
    public async Task Reviews_sent_at_once_are_judged_one_after_the_other()
    {
        var portfolio = await shared.OpenAsync();
        var replies = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ =>
            Vera(portfolio).Post(portfolio.PathOf("audit/reviews"), """{"position":1}""")));
        Assert.Single(replies, r => r.Status == 201);
        Assert.Equal(7, replies.Count(r => r.Status == 422));
    }

    [Fact]
    public async Task The_same_idempotency_key_records_once()
    {
        var portfolio = await shared.OpenAsync();
        var replies = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => SendAsync("""
            {"position":1,"note":"Twice"}
            """)));
        Assert.All(replies, r => Assert.Equal((201, replies[0].Text), (r.Status, r.Text)));
        Assert.Single(await ItemsAsync(portfolio, "audit?kind=review"));
        (await SendAsync("""{"position":1,"note":"Otherwise"}"""))
            .AssertProblem(422, "idempotency-key-reused");

        Task<Reply> SendAsync(string body) => Vera(portfolio).Post(
            portfolio.PathOf("audit/reviews"), body, ("Idempotency-Key", "review-1"));
    }

    [Theory]
    [InlineData("viewer")]
    [InlineData("contributor")]
    [InlineData("approver")]
    public async Task Nobody_else_writes_or_reads_the_audit_stream(string role)
    {
        var portfolio = await shared.OpenAsync();
        var caller = Host(portfolio).As("somebody", role);
        foreach (var path in (string[])["audit", "audit/findings", "audit/reviews"])
            (await caller.Get(portfolio.PathOf(path))).AssertProblem(403, "role-required");
        (await caller.Post(portfolio.PathOf("audit/findings"), Finding))
            .AssertProblem(403, "role-required");
    }

    [Fact]
    public async Task Administrators_read_it_and_write_nothing()
    {
        var portfolio = await shared.OpenAsync();
        var caller = Host(portfolio).As("ada", "administrator");
        Assert.Equal(200, (await caller.Get(portfolio.PathOf("audit"))).Status);
        (await caller.Post(portfolio.PathOf("audit/findings"), Finding))
            .AssertProblem(403, "role-required");
    }

    [Fact]
    public async Task Lists_have_pages_filters_and_the_forms_of_all_lists()
    {
        var portfolio = await shared.OpenAsync();
        foreach (var i in Enumerable.Range(1, 5))
            await Vera(portfolio).Post(portfolio.PathOf("audit/findings"),
                $$"""{"position":1,"severity":"low","text":"=Finding, {{i}}"}""");
        var first = await Vera(portfolio).Get(portfolio.PathOf("audit/findings?limit=2"));
        Assert.Equal(["=Finding, 5", "=Finding, 4"], TextsOf(first));
        Assert.Contains("rel=\"next\"", first.Header("Link"), StringComparison.Ordinal);
        var second = await Vera(portfolio).Get(
            portfolio.PathOf($"audit/findings?limit=2&cursor={first.Json["nextCursor"]}"));
        Assert.Equal(["=Finding, 3", "=Finding, 2"], TextsOf(second));

        var csv = await Vera(portfolio).Get(portfolio.PathOf("audit/findings?format=csv"));
        Assert.StartsWith("text/csv", csv.Header("Content-Type"), StringComparison.Ordinal);
        Assert.Equal(6, csv.Text.Trim().Split("\r\n").Length);
        Assert.DoesNotContain(",=Finding", csv.Text, StringComparison.Ordinal);
        var lines = await Vera(portfolio).Get(
            portfolio.PathOf("audit?kind=finding&format=ndjson"));
        Assert.Equal(5, lines.Text.Trim().Split('\n').Length);
        Assert.Equal(200, (await Vera(portfolio).Get(
            portfolio.PathOf("audit?format=xlsx"))).Status);

        var today = DateTime.UtcNow.ToString("yyyy-MM-dd");
        Assert.Equal(5, (await ItemsAsync(
            portfolio, $"audit?kind=finding&actor=vera,eve&from={today}&to={today}")).Count);
        Assert.Empty(await ItemsAsync(portfolio, "audit?kind=finding&to=2025-12-31"));
        Assert.Empty(await ItemsAsync(portfolio, "audit?kind=finding&actor=eve"));
        foreach (var wrong in (string[])["kind=nonsense", "from=yesterday", "limit=501", "x=1",
            "cursor=x", "format=pdf"])
            Assert.Equal(400, (await Vera(portfolio).Get(
                portfolio.PathOf($"audit?{wrong}"))).Status);

        static IEnumerable<string> TextsOf(Reply reply) =>
            reply.Json["items"]!.AsArray().Select(i => (string)i!["text"]!);
    }

    private static LedgerHost Host(TestPortfolio portfolio) => portfolio.Host;

    private static LedgerCaller Vera(TestPortfolio portfolio) =>
        portfolio.Host.As("vera", "auditor");

    private static async Task<JsonArray> ItemsAsync(TestPortfolio portfolio, string path)
    {
        var reply = await Vera(portfolio).Get(portfolio.PathOf(path));
        Assert.True(reply.Status == 200, reply.Text);
        return reply.Json["items"]!.AsArray();
    }
}
