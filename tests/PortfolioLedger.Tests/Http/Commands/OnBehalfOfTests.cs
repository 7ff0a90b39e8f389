using System.Text.Json.Nodes;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Tests.Http.Commands;

/// <summary>The header On-Behalf-Of: somebody records what somebody else decided.</summary>
public sealed class OnBehalfOfTests(SharedLedger shared)
{
    private const string Body = """{"key":"dep","name":"Parks"}""";

    [Fact]
    public async Task The_event_keeps_who_acted_and_for_whom()
    {
        var portfolio = await shared.OpenAsync();
        var reply = await portfolio.Try("departments", Body, ("On-Behalf-Of", "chair@board"));

        Assert.Equal(201, reply.Status);
        var stored = await StoredRow.AtAsync(portfolio.Host, portfolio.Key, 2);
        Assert.Equal((string)reply.Json["leafHash"]!, stored.Leaf);
        var line = (await portfolio.Approver.Get(portfolio.PathOf("timeline"))).Json["items"]![0]!;
        Assert.Equal(
            ("alice", "chair@board"),
            ((string)line["actor"]!, (string)line["onBehalfOf"]!)
        );
        var fed = JsonNode.Parse(
            (await portfolio.Approver.Get(portfolio.PathOf("events?after=1"))).Text
        )![0]!;
        Assert.Equal("chair@board", (string)fed["onbehalfof"]!);
    }

    [Fact]
    public async Task A_batch_is_recorded_for_one_person()
    {
        var portfolio = await shared.OpenAsync();
        await portfolio.Try("batch", """
            {"commands":[{"path":"departments","body":{"key":"dep","name":"Parks"}},
                         {"path":"departments","body":{"key":"it","name":"IT"}}]}
            """, ("On-Behalf-Of", "omar"));

        var items = (await portfolio.Approver.Get(portfolio.PathOf("timeline?from=1"))).Json[
            "items"
        ]!.AsArray();
        Assert.Equal(2, items.Count(i => (string?)i!["onBehalfOf"] == "omar"));
    }

    [Theory]
    [InlineData("omar/board")]
    [InlineData("two people")]
    [InlineData("omar,maria")]
    public async Task What_is_no_id_is_refused_by_name(string other)
    {
        var portfolio = await shared.OpenAsync();
        var reply = await portfolio.Try("departments", Body, ("On-Behalf-Of", other));

        reply.AssertProblem(400, "invalid-parameter");
        Assert.Contains("On-Behalf-Of", (string)reply.Json["detail"]!, StringComparison.Ordinal);
        await portfolio.AssertNothingStoredAsync();
    }

    [Fact]
    public async Task The_same_key_for_somebody_else_is_another_request()
    {
        var portfolio = await shared.OpenAsync();
        await portfolio.Try(
            "departments",
            Body,
            ("Idempotency-Key", "one"),
            ("On-Behalf-Of", "omar")
        );

        Assert.Equal(
            201,
            (
                await portfolio.Try(
                    "departments",
                    Body,
                    ("Idempotency-Key", "one"),
                    ("On-Behalf-Of", "omar")
                )
            ).Status
        );
        (
            await portfolio.Try(
                "departments",
                Body,
                ("Idempotency-Key", "one"),
                ("On-Behalf-Of", "maria")
            )
        ).AssertProblem(422, "idempotency-key-reused");
    }

    [Fact]
    public async Task Four_eyes_judge_the_one_who_acts()
    {
        var portfolio = await shared.OpenAsync();
        await portfolio.DepartmentAsync();
        await portfolio.ObjectiveAsync("resilience");
        await portfolio.Do("initiatives", """
            {"key":"croton","name":"Croton","kind":"project","sponsor":"maria","department":"dep",
             "effectiveOn":"2020-01-01"}
            """);
        await portfolio.Do("initiatives/croton/contributions",
            $$"""{"objective":"resilience","contribution":9,{{TestPortfolio.Grounds}}}""");
        await portfolio.Do("initiatives/croton/financial-case", """
            {"cashFlows":[{"on":"2025-01-01","amount":-1},{"on":"2026-01-01","amount":2}],
             "currency":"USD","discountRate":0.1}
            """);
        await portfolio.Do("initiatives/croton/submission", "{}");

        (await portfolio.Try("initiatives/croton/approval", TestPortfolio.Only,
            ("On-Behalf-Of", "chair"))).AssertProblem(422, "proposer-cannot-approve");
    }
}
