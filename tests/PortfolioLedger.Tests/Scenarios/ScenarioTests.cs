using static PortfolioLedger.Tests.Http.Commands.TestPortfolio;
using PortfolioLedger.Tests.Http.Commands;

namespace PortfolioLedger.Tests.Scenarios;

/// <summary>Scenarios over HTTP.</summary>
public sealed class ScenarioTests(SharedLedger shared)
{
    private const string Better = $$"""
        {"command":{"path":"initiatives/b/scores","body":{"model":"board","criterion":"value","value":10,{{Grounds}} } } }
        """;

    [Fact]
    public async Task What_is_tried_is_recorded_beside_the_journal_and_carried_out_as_a_whole()
    {
        var ranked = await RankedPortfolio.OpenAsync(shared);
        var portfolio = ranked.Portfolio;
        var forked = await Send(
            portfolio,
            "scenarios",
            """{"key":"bold","name":"The bold plan"}"""
        );
        Assert.Equal(
            (201, $"/api/v1/portfolios/{portfolio.Key}/scenarios/bold"),
            (forked.Status, forked.Header("Location"))
        );
        Assert.Equal(
            "hypothetical-applied",
            (string?)(await Send(portfolio, "scenarios/bold/hypotheticals", Better)).Json["type"]
        );
        await Send(portfolio, "scenarios/bold/evaluation", "{}");
        await portfolio.AssertNothingStoredAsync();
        Assert.Equal(
            "b 10, a 9",
            ranked.Lines((await Read(portfolio, "scenarios/bold")).Json["evaluation"]!, "ranking")
        );

        var adopted = await portfolio.Approver.Post(
            portfolio.PathOf("scenarios/bold/adoption"),
            Only,
            ("Idempotency-Key", "k")
        );

        Assert.Equal(200, adopted.Status);
        Assert.Equal(portfolio.LastPosition + 2, await portfolio.PositionAsync());
        Assert.Equal(
            ["scenario-adopted", "criterion-scored"],
            adopted.Json["receipts"]!.AsArray().Select(r => (string)r!["events"]![0]!["type"]!)
        );
        Assert.Equal(
            2,
            await portfolio.Host.ScalarAsync<long>(
                "select count(*) from ledger.mt_events where stream_id = $1 and causation_id = "
                    + "'scenario/bold'",
                portfolio.Key
            )
        );
        Assert.Equal(
            "adopted",
            (string?)(await Read(portfolio, "scenarios/bold")).Json["scenario"]!["state"]
        );
        var again = await portfolio.Approver.Post(
            portfolio.PathOf("scenarios/bold/adoption"),
            Only,
            ("Idempotency-Key", "k")
        );
        Assert.Equal(adopted.Text, again.Text);
        (await Try(portfolio, "scenarios/bold/adoption", Only)).AssertProblem(
            422,
            "scenario-ended"
        );
        (await Try(portfolio, "scenarios/bold/hypotheticals", Better)).AssertProblem(
            422,
            "scenario-ended"
        );
    }

    [Fact]
    public async Task Adoption_is_all_or_nothing()
    {
        var portfolio = (await RankedPortfolio.OpenAsync(shared)).Portfolio;
        await Send(portfolio, "scenarios", """{"key":"bold","name":"The bold plan"}""");
        await Send(portfolio, "scenarios/bold/hypotheticals", Better);
        foreach (
            var (path, body) in new[]
            {
                (
                    "objectives",
                    """{"key":"o","title":"O","statement":"To be reached","level":"strategic","owner":"ceo"}"""
                ),
                ("departments", """{"key":"dep-2","name":"Another"}"""),
            }
        )
            await Send(
                portfolio,
                "scenarios/bold/hypotheticals",
                $$"""{"command":{"path":"{{path}}","body":{{body}} } }"""
            );
        await Send(portfolio, "scenarios/bold/evaluation", "{}");
        await portfolio.Do("departments", """{"key":"dep-2","name":"Somebody was quicker"}""");

        var refused = await Try(portfolio, "scenarios/bold/adoption", Only);

        refused.AssertProblem(409, "already-exists");
        Assert.Equal(2, (int)refused.Json["commandIndex"]!);
        await portfolio.AssertNothingStoredAsync();
        Assert.Equal(
            "evaluated",
            (string?)(await Read(portfolio, "scenarios/bold")).Json["scenario"]!["state"]
        );
    }

    [Fact]
    public async Task A_moved_base_is_told_until_it_is_evaluated_anew()
    {
        var portfolio = (await RankedPortfolio.OpenAsync(shared)).Portfolio;
        await Send(portfolio, "scenarios", """{"key":"bold","name":"The bold plan"}""");
        await Send(portfolio, "scenarios/bold/hypotheticals", Better);
        (await Try(portfolio, "scenarios/bold/adoption", Only)).AssertProblem(422, "not-evaluated");
        await Send(portfolio, "scenarios/bold/evaluation", "{}");
        await portfolio.Do("initiatives/b/phase", """{"phase":"design"}""");

        (await Try(portfolio, "scenarios/bold/adoption", Only)).AssertProblem(422, "base-moved");

        await portfolio.AssertNothingStoredAsync();
        await Send(
            portfolio,
            "scenarios/bold/evaluation",
            $$"""{"asOfPosition":{{portfolio.LastPosition}}}"""
        );
        Assert.Equal(200, (await Try(portfolio, "scenarios/bold/adoption", Only)).Status);
    }

    [Fact]
    public async Task What_approves_more_than_the_budget_is_not_adopted()
    {
        var portfolio = (await RankedPortfolio.OpenAsync(shared)).Portfolio;
        await Send(portfolio, "scenarios", """{"key":"bold","name":"The bold plan"}""");
        await Send(portfolio, "scenarios/bold/hypotheticals", $$"""
            {"command":{"path":"initiatives/b/budget-changes",
             "body":{"period":"2026","delta":{"amount":100},"newTotal":{"amount":200},{{Grounds}} } } }
            """);
        await Send(portfolio, "scenarios/bold/evaluation", "{}");

        (await Try(portfolio, "scenarios/bold/adoption", Only)).AssertProblem(
            422,
            "constraint-violated"
        );

        await portfolio.AssertNothingStoredAsync();
    }

    [Fact]
    public async Task Scenarios_are_compared_and_listed()
    {
        var ranked = await RankedPortfolio.OpenAsync(shared);
        await Send(ranked.Portfolio, "scenarios", """{"key":"bold","name":"The bold plan"}""");
        await Send(ranked.Portfolio, "scenarios", """{"key":"calm","name":"The calm plan"}""");
        await Send(ranked.Portfolio, "scenarios/bold/hypotheticals", Better);
        await Send(ranked.Portfolio, "scenarios/calm/discard", """{"reason":"Nobody wanted it"}""");

        var compared = (
            await Read(ranked.Portfolio, "scenarios/comparison?scenarios=bold,calm")
        ).Json;

        Assert.Equal(
            ["b", "a"],
            compared["items"]!.AsArray().Select(i => (string)i!["funded"]![0]!)
        );
        Assert.Equal(
            ["open", "discarded"],
            (await Read(ranked.Portfolio, "scenarios")).Json["items"]!
                .AsArray()
                .Select(i => (string)i!["state"]!)
        );
        Assert.Matches("^scenario-comparison/1:sha256:[0-9a-f]{64}$", (string)compared["digest"]!);
        Assert.Equal(
            (string)compared["digest"]!,
            (string)
                (await Read(ranked.Portfolio, "scenarios/comparison?scenarios=bold,calm")).Json[
                    "digest"
                ]!
        );
    }

    [Fact]
    public async Task The_same_key_adds_a_command_once_and_a_stale_version_is_refused()
    {
        var portfolio = (await RankedPortfolio.OpenAsync(shared)).Portfolio;
        await Send(portfolio, "scenarios", """{"key":"bold","name":"The bold plan"}""");
        var path = portfolio.PathOf("scenarios/bold/hypotheticals");

        var first = await portfolio.Contributor.Post(path, Better, ("Idempotency-Key", "k"));
        var again = await portfolio.Contributor.Post(path, Better, ("Idempotency-Key", "k"));

        Assert.Equal(first.Text, again.Text);
        Assert.Equal("\"2\"", (await Read(portfolio, "scenarios/bold")).Header("ETag"));
        (
            await portfolio.Contributor.Post(path, Better + " ", ("Idempotency-Key", "k"))
        ).AssertProblem(422, "idempotency-key-reused");
        (await portfolio.Contributor.Post(path, Better, ("If-Match", "\"1\""))).AssertProblem(
            412,
            "changed-meanwhile"
        );
    }

    [Theory]
    [InlineData("scenarios", """{"key":"bold","name":"Again"}""", 409, "already-exists")]
    [InlineData("scenarios", """{"key":"new","name":" "}""", 400, "invalid-fields")]
    [InlineData("scenarios", """{"key":"comparison","name":"New"}""", 400, "invalid-fields")]
    [InlineData(
        "scenarios",
        """{"key":"new","name":"New","fromPosition":0}""",
        400,
        "position-out-of-range"
    )]
    [InlineData(
        "scenarios",
        """{"key":"new","name":"New","fromPosition":9999}""",
        400,
        "position-out-of-range"
    )]
    [InlineData("scenarios/nothing/evaluation", "{}", 404, "unknown-scenario")]
    [InlineData(
        "scenarios/bold/evaluation",
        """{"asOfPosition":1}""",
        400,
        "position-out-of-range"
    )]
    [InlineData("scenarios/bold/hypotheticals", "{}", 400, "invalid-fields")]
    [InlineData(
        "scenarios/bold/hypotheticals",
        """{"command":{"path":"nowhere","body":{}}}""",
        400,
        "invalid-fields"
    )]
    [InlineData(
        "scenarios/bold/hypotheticals",
        """{"command":{"path":"initiatives/a/start","body":{}}}""",
        422,
        "illegal-transition"
    )]
    [InlineData(
        "scenarios/bold/hypotheticals",
        """{"command":{"path":"feedback","body":{"key":"f","segment":"s","channel":"c","text":"My name is Bob"}}}""",
        422, "personal-text-in-scenario")]
    [InlineData("scenarios/bold/adoption", "{}", 400, "invalid-fields")]
    public async Task A_wrong_request_is_refused_and_records_nothing(
        string path,
        string body,
        int status,
        string code
    )
    {
        var portfolio = (await RankedPortfolio.OpenAsync(shared)).Portfolio;
        await Send(portfolio, "scenarios", """{"key":"bold","name":"The bold plan"}""");

        (await Try(portfolio, path, body)).AssertProblem(status, code);

        await portfolio.AssertNothingStoredAsync();
        Assert.Equal("\"1\"", (await Read(portfolio, "scenarios/bold")).Header("ETag"));
    }

    [Fact]
    public async Task Who_may_not_decide_may_not_adopt()
    {
        var ranked = await RankedPortfolio.OpenAsync(shared);
        await Send(ranked.Portfolio, "scenarios", """{"key":"bold","name":"The bold plan"}""");
        Assert.Equal(
            403,
            (
                await ranked.Viewer.Post(ranked.Portfolio.PathOf("scenarios/bold/evaluation"), "{}")
            ).Status
        );
        Assert.Equal(
            403,
            (
                await ranked.Portfolio.Contributor.Post(
                    ranked.Portfolio.PathOf("scenarios/bold/adoption"),
                    Only
                )
            ).Status
        );
    }

    private static Task<Reply> Try(TestPortfolio portfolio, string path, string body) =>
        portfolio.Approver.Post(portfolio.PathOf(path), body);

    private static async Task<Reply> Send(TestPortfolio portfolio, string path, string body)
    {
        var reply = await Try(portfolio, path, body);
        Assert.True(reply.Status is 200 or 201, $"{path} gave {reply}");
        return reply;
    }

    private static async Task<Reply> Read(TestPortfolio portfolio, string path)
    {
        var reply = await portfolio.Contributor.Get(portfolio.PathOf(path));
        Assert.True(reply.Status == 200, $"{path} gave {reply}");
        return reply;
    }
}
