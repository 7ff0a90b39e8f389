using System.Globalization;
using System.Text.Json.Nodes;
using PortfolioLedger.Tests.Http.Commands;

namespace PortfolioLedger.Tests.Http.Queries;

/// <summary>Published numbers of value, in and out over HTTP.</summary>
public sealed class ValueTests(SharedLedger shared)
{
    private const string Grounds = TestPortfolio.Grounds;

    /// <summary>Key, PV, Pts, Pcs, D, C.</summary>
    private static readonly (string Key, string Ecv)[] Candidates =
    [
        ("alpha", Ecv("30", "0.80", "0.50", "3", "5")),
        ("beta", Ecv("63.75", "0.50", "0.80", "5", "2")),
        ("gamma", Ecv("8.62", "0.75", "0.75", "2", "1")),
        ("delta", Ecv("3", "1", "1", "1", "0.5")),
        ("echo", Ecv("50", "0.60", "0.75", "5", "3")),
        ("foxtrot", Ecv("66.25", "0.50", "0.80", "10", "2")),
    ];

    [Fact]
    public async Task Financials_show_the_published_numbers_of_a_case()
    {
        var portfolio = await (await shared.OpenAsync()).WithInitiativeAsync();
        await portfolio.Do("initiatives/croton/financial-case", """
            {"cashFlows":[{"on":"2026-01-01","amount":-200000},{"on":"2027-01-01","amount":60000},
             {"on":"2028-01-01","amount":80000},{"on":"2029-01-01","amount":70000},
             {"on":"2030-01-01","amount":60000},{"on":"2031-01-01","amount":50000}],
             "currency":"USD","discountRate":0.12,
             "arr":{"averageProfit":115000,"investment":420000,"salvage":0,"base":"average"}}
            """);

        var item = (await GetAsync(portfolio, "financials"))["items"]![0]!;

        Assert.Equal(
            (33673.98m, 47297.30m),
            (Rounded(item["npv"], 2), Rounded(item["npvMidPeriod"], 2))
        );
        Assert.Equal(
            (2.857m, 3.861m),
            (Rounded(item["payback"], 3), Rounded(item["discountedPayback"], 3))
        );
        Assert.Equal((0.548m, "average"), (Rounded(item["arr"], 3), (string?)item["arrBase"]));
        Assert.Single(item["irr"]!.AsArray());
        Assert.Null(item["irrNote"]);
        Assert.Null(item["ecv"]);
        Assert.Equal(["ecv", "productivityIndex", "approvedNpv", "approvedEcv"],
            item["unknown"]!.AsArray().Select(u => (string)u!["field"]!));
    }

    [Fact]
    public async Task A_rate_that_is_not_single_is_flagged()
    {
        var portfolio = await (await shared.OpenAsync()).WithInitiativeAsync();
        await portfolio.Do("initiatives/croton/financial-case", """
            {"cashFlows":[{"on":"2026-01-01","amount":-1600},{"on":"2027-01-01","amount":10000},
             {"on":"2028-01-01","amount":-10000}],"currency":"USD","discountRate":0.1}
            """);

        var item = (await GetAsync(portfolio, "financials"))["items"]![0]!;

        Assert.Equal([0.25m, 4m], item["irr"]!.AsArray().Select(r => (decimal)r!));
        Assert.Equal("2 rates: the cash flows change sign 2 times", (string?)item["irrNote"]);
    }

    [Theory]
    [InlineData("[-100,0,0,74]", "-0.0954958303")]
    [InlineData("[-1600,10000,-10000]", "0.25; 4")]
    [InlineData("[100,50]", "")]
    public async Task A_rate_is_a_number_in_csv_too_below_zero_as_well(string flows, string cell)
    {
        var portfolio = await (await shared.OpenAsync()).WithInitiativeAsync();
        var dated = JsonNode
            .Parse(flows)!
            .AsArray()
            .Select((flow, year) => $$"""{"on":"{{2026 + year}}-01-01","amount":{{flow}}}""");
        await portfolio.Do(
            "initiatives/croton/financial-case",
            $$"""{"cashFlows":[{{string.Join(',', dated)}}],"currency":"USD","discountRate":0.1}"""
        );

        var csv = await portfolio.Approver.Get(portfolio.PathOf("financials?format=csv"));

        var lines = csv.Text.Split("\r\n").Select(line => line.Split(',')).ToArray();
        Assert.Equal(cell, lines[1][Array.IndexOf(lines[0], "irr")]);
    }

    [Fact]
    public async Task The_six_candidates_are_ranked_by_productivity_index_as_published()
    {
        var portfolio = await WithCandidatesAsync();
        await portfolio.Do("scoring-models", """{"key":"value","formula":"ecv-index"}""");
        await portfolio.Do("scoring-models/value/release", TestPortfolio.Only);
        await portfolio.Do("scoring-models/value/adoption", TestPortfolio.Only);

        var ranking = await GetAsync(portfolio, "ranking");

        Assert.Equal(["beta", "echo", "alpha", "foxtrot", "delta", "gamma"], Order(ranking));
        Assert.Equal([3.9m, 3.14m, 1.667m, 1.55m, 1.5m, 1.049m],
            ranking["items"]!.AsArray().Select(i => Rounded(i!["score"], 3)));
        var published = await portfolio.Do("rankings", $$"""{"key":"first",{{Grounds}}}""");
        Assert.True(
            (bool)(await GetAsync(portfolio, "rankings/first"))["reproduced"]!,
            published.Text
        );
    }

    [Fact]
    public async Task Without_remaining_cost_an_initiative_comes_first_and_is_published_so()
    {
        var portfolio = await WithCandidatesAsync();
        await portfolio.InitiativeAsync("zero");
        await portfolio.Do("initiatives/zero/financial-case", Case(Ecv("1", "1", "1", "0", "0")));
        await portfolio.Do("scoring-models", """{"key":"value","formula":"ecv-index"}""");
        await portfolio.Do("scoring-models/value/release", TestPortfolio.Only);
        await portfolio.Do("scoring-models/value/adoption", TestPortfolio.Only);
        await portfolio.Do("rankings", $$"""{"key":"first",{{Grounds}}}""");

        var first = (await GetAsync(portfolio, "ranking"))["items"]![0]!;

        Assert.Equal(("zero", 1), ((string?)first["initiative"], (int)first["rank"]!));
        Assert.Null(first["score"]);
        Assert.Equal(["ecv-index"], first["clamped"]!.AsArray().Select(c => (string)c!));
        Assert.True((bool)(await GetAsync(portfolio, "rankings/first"))["reproduced"]!);
    }

    [Theory]
    [InlineData("wsjf", "business-value 7 time-criticality 9 risk-reduction 5 job-size 2", "10.5")]
    [InlineData("rice", "reach 2000 impact 2 confidence 0.8 effort 3", "1066.67")]
    public async Task Scores_give_the_published_number_in_force_and_on_request(
        string formula, string scores, string expected)
    {
        var portfolio = await (await shared.OpenAsync()).WithInitiativeAsync();
        var words = scores.Split(' ');
        var criteria = Enumerable.Range(0, 4).Select(i => new JsonObject
        {
            ["id"] = words[2 * i], ["min"] = 0, ["max"] = words[2 * i] == "confidence" ? 1 : 10_000,
        });
        await portfolio.Do("scoring-models", new JsonObject
        {
            ["key"] = "agile", ["formula"] = formula, ["criteria"] = new JsonArray([.. criteria]),
        }.ToJsonString());
        await portfolio.Do("scoring-models/agile/release", TestPortfolio.Only);
        for (var i = 0; i < 4; i++)
            await portfolio.Do(
                "initiatives/croton/scores",
                $$"""
                {"model":"agile","criterion":"{{words[2 * i]}}","value":{{words[
                    2 * i + 1
                ]}},{{Grounds}}}
                """
            );

        var onRequest = (await GetAsync(portfolio, $"ranking?by={formula}"))["items"]![0]!;
        await portfolio.Do("scoring-models/agile/adoption", TestPortfolio.Only);
        var inForce = (await GetAsync(portfolio, "ranking"))["items"]![0]!;

        Assert.Equal(
            decimal.Parse(expected, CultureInfo.InvariantCulture),
            Rounded(onRequest["score"], 2)
        );
        Assert.Equal((string?)onRequest["score"]!.ToJsonString(), inForce["score"]!.ToJsonString());
    }

    [Fact]
    public async Task Alignment_and_index_order_on_request_without_any_model()
    {
        var portfolio = await WithCandidatesAsync();
        await portfolio.ObjectiveAsync("growth");
        await portfolio.Do("objective-weights", $$"""{"weights":{"growth":1},{{Grounds}}}""");
        await portfolio.Do("initiatives/gamma/contributions",
            $$"""{"objective":"growth","contribution":9,"confidence":1,{{Grounds}}}""");

        Assert.Equal("gamma", Order(await GetAsync(portfolio, "ranking?by=alignment"))[0]);
        Assert.Equal("beta", Order(await GetAsync(portfolio, "ranking?by=ecv-index"))[0]);
        Assert.Empty(Order(await GetAsync(portfolio, "ranking")));
    }

    [Fact]
    public async Task Comparisons_become_weights_with_their_consistency()
    {
        var portfolio = await shared.OpenAsync();
        foreach (var objective in (string[])["age", "charisma", "education", "experience"])
            await portfolio.ObjectiveAsync(objective);

        var reply = await portfolio.Do("objective-weights", $$"""
            {"method":"ahp","objectives":["experience","education","charisma","age"],
             "matrix":[[1,4,3,7],[0.25,1,0.3333,3],[0.3333,3,1,5],[0.1429,0.3333,0.2,1]],{{Grounds}}}
            """);

        var objectives = (await GetAsync(portfolio, "objectives"))["items"]!.AsArray();
        Assert.Equal(
            [.0559m, .2699m, .1266m, .5476m],
            objectives.Select(o => Rounded(o!["weight"], 4))
        );
        var stored = (await GetAsync(portfolio, $"events?after={reply.Position - 1}"))[0]!["data"]!;
        Assert.Equal(
            ("ahp", "ahp-eigenvector/1"),
            ((string?)stored["method"], (string?)stored["formula"])
        );
        Assert.Equal(
            .0439m,
            Math.Round(
                decimal.Parse((string)stored["consistencyRatio"]!, CultureInfo.InvariantCulture),
                4
            )
        );
        // Rows and columns in the order of the keys: age, charisma, education, experience.
        Assert.Equal("0.1429", (string?)stored["matrix"]![0]![3]);
    }

    [Theory]
    [InlineData("""{"method":"ahp","matrix":[[1,2],[0.4,1]]}""", "/matrix/1/0")]
    [InlineData("""{"method":"ahp","matrix":[[1,-2],[-0.5,1]]}""", "/matrix/0/1")]
    [InlineData("""{"method":"ahp"}""", "/matrix")]
    [InlineData("""{"method":"direct"}""", "/weights")]
    public async Task A_matrix_that_cannot_be_is_refused_at_its_place(string body, string pointer)
    {
        var portfolio = await shared.OpenAsync();
        var reply = await portfolio.Try(
            "objective-weights",
            body.Replace("}", $",{Grounds}}}", StringComparison.Ordinal)
        );

        Assert.Equal((400, pointer), (reply.Status, (string?)reply.Json["errors"]![0]!["pointer"]));
        await portfolio.AssertNothingStoredAsync();
    }

    [Theory]
    [InlineData("technicalSuccess", "1.5", "/ecv/technicalSuccess")]
    [InlineData("commercialSuccess", "-0.1", "/ecv/commercialSuccess")]
    [InlineData("developmentCost", "-1", "/ecv/developmentCost")]
    [InlineData("launchCost", "-1", "/ecv/launchCost")]
    public async Task Inputs_that_cannot_be_are_refused_by_name(
        string field,
        string value,
        string pointer
    )
    {
        var portfolio = await (await shared.OpenAsync()).WithInitiativeAsync();
        var body = JsonNode.Parse(Case(Ecv("30", "0.8", "0.5", "3", "5")))!;
        body["ecv"]![field] = JsonNode.Parse(value);

        var reply = await portfolio.Try("initiatives/croton/financial-case", body.ToJsonString());

        Assert.Equal((400, pointer), (reply.Status, (string?)reply.Json["errors"]![0]!["pointer"]));
        await portfolio.AssertNothingStoredAsync();
    }

    private async Task<TestPortfolio> WithCandidatesAsync()
    {
        var portfolio = await shared.OpenAsync();
        await portfolio.DepartmentAsync();
        foreach (var (key, ecv) in Candidates)
        {
            await portfolio.InitiativeAsync(key);
            await portfolio.Do($"initiatives/{key}/financial-case", Case(ecv));
        }
        return portfolio;
    }

    private static string Case(string ecv) =>
        $$"""{"cashFlows":[{"on":"2026-01-01","amount":-1}],"currency":"USD","discountRate":0.1,"ecv":{{ecv}}}""";

    private static string Ecv(
        string value,
        string technical,
        string commercial,
        string cost,
        string launch
    ) =>
        $$"""
            {"presentValue":{{value}},"technicalSuccess":{{technical}},"commercialSuccess":{{commercial}},"developmentCost":{{cost}},"launchCost":{{launch}}}
            """;

    private static async Task<JsonNode> GetAsync(TestPortfolio portfolio, string view)
    {
        var reply = await portfolio.Approver.Get(portfolio.PathOf(view));
        Assert.True(reply.Status == 200, $"{view} gave {reply}");
        return reply.Json;
    }

    private static string[] Order(JsonNode ranking) =>
        [.. ranking["items"]!.AsArray().Select(i => (string)i!["initiative"]!)];

    private static decimal Rounded(JsonNode? number, int digits) =>
        Math.Round((decimal)number!, digits);
}
