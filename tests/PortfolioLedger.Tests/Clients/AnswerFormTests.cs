using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PortfolioLedger.Demo;
using PortfolioLedger.Tests.Http.Commands;

namespace PortfolioLedger.Tests.Clients;

/// <summary>
/// Every answer has the form that the description gives it: a JSON Schema validator checks them,
/// and takes a field that is not described for a fault.
/// </summary>
public sealed class AnswerFormTests(LedgerHost host) : IClassFixture<LedgerHost>
{
    private static readonly string Grounds = TestPortfolio.Grounds;

    [Fact]
    public async Task Every_read_answers_as_described()
    {
        Assert.Equal(
            DemoOutcome.Recorded,
            await host
                .App.Services.GetRequiredService<DemoPortfolio>()
                .RecordAsync(DemoPortfolio.DefaultKey, TestContext.Current.CancellationToken)
        );
        var description = (await host.Anonymous.Get("/openapi/v1.json")).Json;
        var answers = new Answers();
        await BesideTheJournalAsync(answers);

        await new DescribedReads(host, "demo", answers).ReadAsync(description);

        // Time stamps need an authority: TimeStampTests have one.
        Assert.Equal(["get /api/v1/portfolios/{portfolio}/log/time-stamp"],
            DescribedReads.In(description).Select(r => $"get {r.Path}").Except(answers.Succeeded));
        await answers.AssertDescribedAsync(host);
    }

    [Fact]
    public async Task An_empty_portfolio_answers_as_described_and_so_do_problems()
    {
        var created = await host.As("alice", "approver")
            .Post("portfolios", """{"key":"empty","name":"Nothing yet","currency":"USD"}""");
        Assert.Equal(201, created.Status);
        var description = (await host.Anonymous.Get("/openapi/v1.json")).Json;
        var answers = new Answers();
        var reads = new DescribedReads(host, "empty", answers);

        await reads.ReadAsync(description);
        await reads.MisreadAsync(description);
        foreach (
            var (path, _) in description["paths"]!
                .AsObject()
                .Where(p => p.Value!["post"] is not null)
        )
            await SendNonsenseAsync(path, answers);

        await answers.AssertDescribedAsync(host);
    }

    /// <summary>
    /// What is recorded in no journal, and so in no demo: scenarios, runs, imports, subscribers.
    /// </summary>
    private async Task BesideTheJournalAsync(Answers answers)
    {
        await Post("scenarios", """{"key":"bold","name":"The bold plan"}""");
        await Post("scenarios/bold/hypotheticals",
            """{"command":{"path":"departments","body":{"key":"new","name":"Something new"}}}""",
            "scenarios/{scenario}/hypotheticals");
        await Post("scenarios/bold/evaluation", "{}", "scenarios/{scenario}/evaluation");
        await Post("scenarios", """{"key":"timid","name":"The timid plan"}""");
        await Post("scenarios/timid/discard", "{}", "scenarios/{scenario}/discard");
        await Post("scenarios", """{"key":"adopted","name":"The plan"}""");
        await Post("scenarios/adopted/hypotheticals",
            """{"command":{"path":"departments","body":{"key":"newer","name":"Something newer"}}}""",
            "scenarios/{scenario}/hypotheticals");
        await Post("scenarios/adopted/evaluation", "{}", "scenarios/{scenario}/evaluation");
        await Post(
            "scenarios/adopted/adoption",
            "{" + Grounds + "}",
            "scenarios/{scenario}/adoption"
        );
        await Post("ranking/counterfactual", """{"budget":1000000,"without":[900]}""");
        await Post(
            "what-if/optimisation",
            """{"objective":"score","budget":1000000,"dropActive":true,"timeLimitSeconds":5}"""
        );
        await Post(
            "what-if/frontier",
            """{"objective":"score","dropActive":true,"points":3,"timeLimitSeconds":5}"""
        );
        await Post(
            "batch",
            """{"commands":[{"path":"departments","body":{"key":"newest","name":"Something newest"}}]}"""
        );
        await Post(
            "reports",
            """{"key":"best","name":"The best","view":"ranking","columns":["rank","name","criteria.value"]}"""
        );
        await Post(
            "reports",
            """{"key":"lost","name":"No such model","view":"ranking","parameters":{"model":"nothing"}}""",
            may: true
        );
        await Post("reports/best/runs", "{}", "reports/{report}/runs");
        await Post(
            "dashboards",
            """{"key":"new-board","name":"For the board","audience":"executives","reports":["best"]}"""
        );
        await Post(
            "subscriptions",
            """
            {"key":"all","filter":{},"delivery":{"kind":"webhook","url":"https://hooks.example/ledger"}}
            """, may: true);
        await Post("subscriptions", """{"key":"told","filter":{},"delivery":{"kind":"feed"}}""");
        await Post("departments", """{"key":"told","name":"Somebody to tell of"}""");
        await ImportAsync(answers, "key,name\ndep-1,Water\n,\n");
        await AuditAsync(answers);

        async Task Post(string path, string body, string? template = null, bool may = false)
        {
            var reply = await host.As("alice", "approver").Post($"portfolios/demo/{path}", body);
            Assert.True(may || reply.Status is 200 or 201, $"{path} gave {reply}");
            answers.Add(
                "post",
                $"/api/v1/portfolios/{{portfolio}}/{template ?? path}",
                path,
                reply
            );
        }
    }

    /// <summary>What auditors record, and API tokens.</summary>
    private async Task AuditAsync(Answers answers)
    {
        const string Audit = "/api/v1/portfolios/{portfolio}/audit";
        var auditor = host.As("audrey", "auditor");
        var found = await auditor.Post("portfolios/demo/audit/findings",
            """{"position":9,"severity":"medium","text":"Approved before the case was there"}""");
        answers.Add("post", $"{Audit}/findings", "findings", found);
        answers.Add("post", $"{Audit}/findings/{{finding}}/resolution", "resolution",
            await auditor.Post($"portfolios/demo/audit/findings/{found.Json["number"]}/resolution",
                """{"text":"Approved anew at position 57"}"""));
        await auditor.Post("portfolios/demo/audit/findings",
            """{"position":10,"severity":"low","text":"The rationale says little"}""");
        answers.Add("post", $"{Audit}/reviews", "reviews", await auditor.Post(
            "portfolios/demo/audit/reviews", """{"position":42,"note":"All decisions"}"""));
        await auditor.Post("portfolios/demo/audit/reviews", """{"position":43}""");
        var administrator = host.As("root", "administrator");
        answers.Add("post", "/api/v1/tokens", "tokens", await administrator.Post(
            "tokens", """{"name":"board","role":"viewer","portfolio":"demo"}"""));
        await administrator.Post("tokens", """{"name":"all","role":"viewer"}""");
        answers.Add("post", "/api/v1/tokens/{name}/revocation", "revocation",
            await administrator.Post("tokens/all/revocation", "{}"));
    }

    private async Task ImportAsync(Answers answers, string csv)
    {
        var administrator = host.As("root", "administrator");
        var mapping = await administrator.Get("portfolios/demo/imports/mappings/current-lists");
        var own = mapping.Json;
        own["name"] = "own-lists";
        const string Mappings = "/api/v1/portfolios/{portfolio}/imports/mappings/{mapping}";
        answers.Add("put", Mappings, "own-lists", await administrator.SendAsync(HttpMethod.Put,
            "portfolios/demo/imports/mappings/own-lists", LedgerCaller.Json(
                System.Text.Encoding.UTF8.GetBytes(own.ToJsonString()))));
        foreach (var prefer in (string[])["wait=10", "respond-async"])
            answers.Add(
                "post",
                "/api/v1/portfolios/{portfolio}/imports",
                "imports",
                await administrator.Post(
                    "portfolios/demo/imports?mapping=current-lists",
                    new StringContent(csv, System.Text.Encoding.UTF8, "text/csv"),
                    ("Prefer", prefer)
                )
            );
    }

    private async Task SendNonsenseAsync(string path, Answers answers)
    {
        var address = path.Replace("{portfolio}", "empty", StringComparison.Ordinal)
            .Replace('{', 'x').Replace('}', 'x').ToLowerInvariant();
        var administrator = host.As("root", "administrator");
        foreach (
            var (caller, body) in ((LedgerCaller, string)[])
                [
                    (host.Anonymous, "{}"),
                    (administrator, "{}"),
                    (host.As("alice", "approver"), """{"nonsense":1}"""),
                ]
        )
            answers.Add("post", path, address, await caller.Post(address, body));
    }
}
