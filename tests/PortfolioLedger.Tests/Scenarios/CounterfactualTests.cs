using System.Globalization;
using System.Text.Json.Nodes;
using static PortfolioLedger.Tests.Http.Commands.TestPortfolio;
using PortfolioLedger.Tests.Http.Commands;

namespace PortfolioLedger.Tests.Scenarios;

/// <summary>What the ranking would be, over HTTP.</summary>
public sealed class CounterfactualTests(SharedLedger shared)
{
    [Fact]
    public async Task A_decision_is_left_out_and_the_difference_is_told()
    {
        var ranked = await RankedPortfolio.OpenAsync(shared);

        var answer = await ranked.AskAsync($$"""{"without":[{{ranked.LastScore}}]}""");

        Assert.Equal("a 9, b 7", ranked.Lines(answer, "baseline"));
        Assert.Equal("b 7, a 6", ranked.Lines(answer, "counterfactual"));
        var first = answer["differences"]![0]!;
        Assert.Equal(
            ("b", 2, 1, -1, false, true),
            (
                (string)first["initiative"]!,
                (int)first["baselineRank"]!,
                (int)first["counterfactualRank"]!,
                (int)first["rankChange"]!,
                (bool)first["baselineFunded"]!,
                (bool)first["counterfactualFunded"]!
            )
        );
        Assert.Equal(-1, (decimal)answer["kendallTauB"]!);
        Assert.Empty(answer["notApplicable"]!.AsArray());
    }

    [Fact]
    public async Task Without_anything_the_ranking_is_the_same_and_has_a_digest_that_stays()
    {
        var ranked = await RankedPortfolio.OpenAsync(shared);
        var pinned = $$"""{"asOfPosition":{{ranked.Portfolio.LastPosition}}}""";

        var answer = await ranked.AskAsync(pinned);

        Assert.Empty(answer["differences"]!.AsArray());
        Assert.Equal(answer["baseline"]!.ToJsonString(), answer["counterfactual"]!.ToJsonString());
        Assert.Matches("^ranking-counterfactual/3:sha256:[0-9a-f]{64}$", (string)answer["digest"]!);
        Assert.Equal((string)answer["digest"]!, (string)(await ranked.AskAsync(pinned))["digest"]!);
        Assert.NotEqual((string)answer["digest"]!, (string)(await ranked.AskAsync(
            $$"""{"asOfPosition":{{ranked.Portfolio.LastPosition}},"budget":1}"""))["digest"]!);
    }

    [Fact]
    public async Task Another_budget_other_weights_and_another_model_are_tried()
    {
        var ranked = await RankedPortfolio.OpenAsync(shared);

        var richer = await ranked.AskAsync("""{"budget":"1000"}""");
        Assert.All(richer["counterfactual"]!.AsArray(), i => Assert.True((bool)i!["funded"]!));
        Assert.Equal(
            "a 9, b 7",
            ranked.Lines(
                await ranked.AskAsync("""{"model":"board@1","weights":{"value":1}}"""),
                "counterfactual"
            )
        );
        Assert.Equal(
            "b 8, a 1",
            ranked.Lines(await ranked.AskAsync("""{"model":"other"}"""), "counterfactual")
        );
    }

    [Fact]
    public async Task Commands_are_tried_and_those_refused_are_told()
    {
        var ranked = await RankedPortfolio.OpenAsync(shared);

        var answer = await ranked.AskAsync($$"""
            {"commands":[
              {"path":"initiatives/b/scores","body":{"model":"board","criterion":"value","value":10,{{Grounds}} } },
              {"path":"initiatives/nothing/scores","body":{"model":"board","criterion":"value","value":10,{{Grounds}} } },
              {"path":"rankings","body":{"key":"march",{{Grounds}} } }]}
            """);

        Assert.Equal("b 10, a 9", ranked.Lines(answer, "counterfactual"));
        Assert.Equal(
            [(1, "unknown-initiative"), (2, "not-hypothetical")],
            answer["refused"]!.AsArray().Select(r => ((int)r!["index"]!, (string)r["code"]!))
        );
        await ranked.Portfolio.AssertNothingStoredAsync();
    }

    [Fact]
    public async Task What_could_not_have_happened_any_more_is_told()
    {
        var ranked = await RankedPortfolio.OpenAsync(shared);

        var answer = await ranked.AskAsync($$"""{"without":[{{ranked.ProposalOfA}}]}""");

        Assert.Equal("b 7", ranked.Lines(answer, "counterfactual"));
        Assert.All(answer["notApplicable"]!.AsArray(), n =>
            Assert.Equal("unknown-initiative", (string)n!["code"]!)
        );
        Assert.Equal(ranked.LastScore, (long)answer["notApplicable"]!.AsArray()[^1]!["position"]!);
    }

    [Fact]
    public async Task A_past_ranking_is_asked_for_by_its_position()
    {
        var ranked = await RankedPortfolio.OpenAsync(shared);

        var answer = await ranked.AskAsync(
            $$"""{"asOfPosition":{{ranked.LastScore - 1}},"budget":100}"""
        );

        Assert.Equal("b 7, a 6", ranked.Lines(answer, "baseline"));
        Assert.Equal(ranked.LastScore - 1, (long)answer["asOf"]!["position"]!);
    }

    [Theory]
    [InlineData("""{"without":[0]}""", 400, "position-out-of-range", "/without/0")]
    [InlineData("""{"without":[2,-3]}""", 400, "position-out-of-range", "/without/1")]
    [InlineData("""{"without":[2,9999]}""", 400, "position-out-of-range", "/without/1")]
    [InlineData("""{"without":[2,2]}""", 400, "invalid-fields", "/without/1")]
    [InlineData("""{"without":[1]}""", 400, "opening-not-removable", "/without/0")]
    [InlineData("""{"without":["x"]}""", 400, "invalid-fields", "/without/0")]
    [InlineData("""{"asOfPosition":0}""", 400, "position-out-of-range", "/asOfPosition")]
    [InlineData("""{"asOfPosition":5,"without":[6]}""", 400, "position-out-of-range", "/without/0")]
    [InlineData("""{"budget":-1}""", 400, "invalid-fields", "/budget")]
    [InlineData("""{"model":"A!"}""", 400, "invalid-fields", "/model")]
    [InlineData("""{"model":"nothing"}""", 422, "unknown-scoring-model", "/model")]
    [InlineData("""{"model":"board@7"}""", 422, "unknown-scoring-model", "/model")]
    [InlineData("""{"model":"draft"}""", 422, "model-not-released", "/model")]
    [InlineData("""{"weights":{"value":0.5}}""", 422, "weights-not-one", "/weights")]
    [InlineData("""{"weights":{"luck":1}}""", 422, "unknown-criterion", "/weights")]
    [InlineData("""{"weights":{"value":2}}""", 400, "invalid-fields", "/weights/value")]
    [InlineData("""{"wihtout":[2]}""", 400, "invalid-fields", "/wihtout")]
    [InlineData(
        """{"commands":[{"path":"nowhere","body":{}}]}""",
        400,
        "invalid-fields",
        "/commands/0/path"
    )]
    [InlineData(
        """{"commands":[{"path":"departments","body":{"name":"x"}}]}""",
        400,
        "invalid-fields",
        "/commands/0/body/key"
    )]
    [InlineData("""{"commands":[7]}""", 400, "invalid-fields", "/commands/0/path")]
    public async Task A_wrong_question_is_refused_by_name(
        string body,
        int status,
        string code,
        string pointer
    )
    {
        var ranked = await RankedPortfolio.OpenAsync(shared);
        var reply = await ranked.Viewer.Post(
            ranked.Portfolio.PathOf("ranking/counterfactual"),
            body
        );
        reply.AssertProblem(status, code);
        Assert.Equal(pointer, (string?)reply.Json["errors"]![0]!["pointer"]);
        await ranked.Portfolio.AssertNothingStoredAsync();
    }

    [Fact]
    public async Task Ten_thousand_hypotheticals_are_refused_before_any_is_tried()
    {
        var ranked = await RankedPortfolio.OpenAsync(shared);
        var many = string.Join(
            ',',
            Enumerable.Repeat("""{"path":"departments","body":{"key":"d","name":"D"}}""", 10_000)
        );
        var reply = await ranked.Viewer.Post(
            ranked.Portfolio.PathOf("ranking/counterfactual"), $$"""{"commands":[{{many}}]}""");
        reply.AssertProblem(400, "invalid-fields");
        Assert.Contains("at most 1000", reply.Text, StringComparison.Ordinal);
        var positions = string.Join(',', Enumerable.Range(2, 1_001));
        reply = await ranked.Viewer.Post(
            ranked.Portfolio.PathOf("ranking/counterfactual"), $$"""{"without":[{{positions}}]}""");
        reply.AssertProblem(400, "invalid-fields");
    }

    [Fact]
    public async Task Whoever_may_read_may_ask_and_nobody_else()
    {
        var ranked = await RankedPortfolio.OpenAsync(shared);
        var path = ranked.Portfolio.PathOf("ranking/counterfactual");
        Assert.Equal(401, (await ranked.Portfolio.Host.Anonymous.Post(path, "{}")).Status);
        Assert.Equal(200, (await ranked.Viewer.Post(path, "{}")).Status);
        (await ranked.Viewer.Post("portfolios/nothing/ranking/counterfactual", "{}"))
            .AssertProblem(404, "unknown-portfolio");
    }
}

/// <summary>
/// Two scored initiatives of 100 each, and a budget of 150 that covers one of them.
/// </summary>
internal sealed class RankedPortfolio
{
    public required TestPortfolio Portfolio { get; init; }

    public required long ProposalOfA { get; init; }

    /// <summary>It raised the score of a from 6 to 9.</summary>
    public long LastScore { get; private set; }

    public LedgerCaller Viewer => Portfolio.Host.As("vera", "viewer");

    public static async Task<RankedPortfolio> OpenAsync(SharedLedger shared) =>
        await OpenAsync(await shared.OpenAsync());

    public static async Task<RankedPortfolio> OpenAsync(TestPortfolio portfolio)
    {
        await portfolio.DepartmentAsync();
        await portfolio.InitiativeAsync("a");
        var ranked = new RankedPortfolio
        {
            Portfolio = portfolio,
            ProposalOfA = portfolio.LastPosition,
        };
        await portfolio.InitiativeAsync("b");
        foreach (
            var (model, criterion) in new[]
            {
                ("board", "value"),
                ("other", "fit"),
                ("draft", "fit"),
            }
        )
            await portfolio.Do(
                "scoring-models",
                $$"""
                {"key":"{{model}}","criteria":[{"id":"{{criterion}}","min":0,"max":10,"weight":1}]}
                """);
        await portfolio.Do("scoring-models/board/release", Only);
        await portfolio.Do("scoring-models/board/adoption", Only);
        await portfolio.Do("scoring-models/other/release", Only);
        await portfolio.Do("budget", $$"""{"period":"2026","capex":{"amount":150},{{Grounds}}}""");
        foreach (var initiative in new[] { "a", "b" })
            await portfolio.Do(
                $"initiatives/{initiative}/budget",
                $$"""{"period":"2026","amount":{"amount":100},{{Grounds}}}"""
            );
        await ranked.ScoreAsync("a", "other", "fit", 1);
        await ranked.ScoreAsync("b", "other", "fit", 8);
        await ranked.ScoreAsync("b", "board", "value", 7);
        await ranked.ScoreAsync("a", "board", "value", 6);
        await ranked.ScoreAsync("a", "board", "value", 9);
        ranked.LastScore = portfolio.LastPosition;
        return ranked;
    }

    public async Task<JsonNode> AskAsync(string body)
    {
        var reply = await Viewer.Post(Portfolio.PathOf("ranking/counterfactual"), body);
        Assert.True(reply.Status == 200, $"{body} gave {reply}");
        return reply.Json;
    }

    public string Lines(JsonNode answer, string list) =>
        string.Join(
            ", ",
            answer[list]!
                .AsArray()
                .Select(i =>
                    $"{(string)i!["initiative"]!} "
                        + $"{((decimal)i["score"]!).ToString(CultureInfo.InvariantCulture)}"
                )
        );

    private Task ScoreAsync(string initiative, string model, string criterion, int value) =>
        Portfolio.Do(
            $"initiatives/{initiative}/scores",
            $$"""{"model":"{{model}}","criterion":"{{criterion}}","value":{{value}},{{Grounds}}}"""
        );
}
