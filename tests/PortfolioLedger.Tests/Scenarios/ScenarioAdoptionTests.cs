using Npgsql;
using PortfolioLedger.Journaling.Writing;
using PortfolioLedger.Querying;
using static PortfolioLedger.Tests.Http.Commands.TestPortfolio;
using PortfolioLedger.Tests.Http.Commands;

namespace PortfolioLedger.Tests.Scenarios;

/// <summary>
/// What adopting a scenario writes, and that a refused one writes nothing anywhere.
/// </summary>
public sealed class ScenarioAdoptionTests(SharedLedger shared)
{
    private const string Score =
        $$"""{"model":"board","criterion":"value","value":10,{{Grounds}} }""";

    private const string Dearer = $$"""
        {"period":"2026","delta":{"amount":1},"newTotal":{"amount":101},{{Grounds}} }
        """;

    [Fact]
    public async Task Every_real_event_is_linked_back_in_the_stored_row_in_its_leaf_and_in_the_feed()
    {
        var portfolio = (await RankedPortfolio.OpenAsync(shared)).Portfolio;
        var before = portfolio.LastPosition;
        await ForkAsync(
            portfolio,
            ("initiatives/b/scores", Score),
            ("initiatives/b/phase", """{"phase":"design"}"""),
            ("departments", """{"key":"dep-2","name":"Another"}""")
        );
        await Do(portfolio, "scenarios/bold/evaluation", "{}");

        var adopted = await Do(portfolio, "scenarios/bold/adoption", Only);

        var receipts = adopted.Json["receipts"]!.AsArray();
        Assert.Equal(4, receipts.Count);
        foreach (var (receipt, i) in receipts.Select((r, i) => (r!, i)))
        {
            var row = await StoredRow.AtAsync(portfolio.Host, portfolio.Key, before + i + 1);
            // The row's leaf is computed with the causation that stands in the row.
            Assert.Equal((string)receipt["leafHash"]!, row.Leaf);
            Assert.Equal("scenario/bold", await portfolio.Host.ScalarAsync<string>(
                "select causation_id from ledger.mt_events where stream_id = $1 and version = $2",
                portfolio.Key, before + i + 1));
        }
        var feed = (
            await portfolio.Contributor.Get(portfolio.PathOf($"events?after={before - 1}"))
        ).Json.AsArray();
        Assert.Equal(
            [null, .. Enumerable.Repeat("scenario/bold", 4)],
            feed.Select(e => (string?)e!["causationid"])
        );
        Assert.Equal(
            [
                "criterion-scored",
                "scenario-adopted",
                "criterion-scored",
                "phase-entered",
                "department-registered",
            ],
            feed.Select(e => (string?)e!["type"])
        );
        Assert.Single(feed.Skip(1).Select(e => (string?)e!["correlationid"]).Distinct());
        Assert.Equal("scenario/bold", (string?)feed[1]!["subject"]);
    }

    [Fact]
    public async Task A_scenario_without_commands_is_evaluated_and_not_adopted()
    {
        var portfolio = (await RankedPortfolio.OpenAsync(shared)).Portfolio;
        await ForkAsync(portfolio);
        await Do(portfolio, "scenarios/bold/evaluation", "{}");
        var before = portfolio.LastPosition;

        (await portfolio.Try("scenarios/bold/adoption", Only)).AssertProblem(422, "scenario-empty");

        Assert.Equal(before, await portfolio.PositionAsync());
    }

    /// <summary>What is done after the evaluation, and what the adoption then is told.</summary>
    public static TheoryData<string, string, int, string, int?> Refusals =>
        new()
        {
            { "initiatives/b/phase", """{"phase":"design"}""", 422, "base-moved", null },
            {
                "departments",
                """{"key":"dep-2","name":"Somebody was quicker"}""",
                409,
                "already-exists",
                1
            },
            {
                "scenarios/bold/hypotheticals",
                """{"command":{"path":"departments","body":{"key":"dep-3","name":"One more"}}}""",
                422,
                "not-evaluated",
                null
            },
            {
                "scenarios/bold/discard",
                """{"reason":"Nobody wanted it"}""",
                422,
                "scenario-ended",
                null
            },
        };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task A_refused_adoption_adds_no_row_to_any_table(
        string path, string body, int status, string code, int? commandIndex)
    {
        await using var own = new SharedLedger();
        var portfolio = (await RankedPortfolio.OpenAsync(own)).Portfolio;
        await ForkAsync(
            portfolio,
            ("initiatives/b/scores", Score),
            ("departments", """{"key":"dep-2","name":"Another"}""")
        );
        await Do(portfolio, "scenarios/bold/evaluation", "{}");
        await Do(portfolio, path, body);
        var before = await RowsAsync(portfolio.Host);

        var refused = await portfolio.Approver.Post(
            portfolio.PathOf("scenarios/bold/adoption"), Only, ("Idempotency-Key", "k"));

        refused.AssertProblem(status, code);
        Assert.Equal(commandIndex, (int?)refused.Json["commandIndex"]);
        Assert.Equal(before, await RowsAsync(portfolio.Host));
        Assert.Contains("mt_events ", before, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_than_the_budget_is_not_adopted_and_adds_no_row_to_any_table()
    {
        await using var own = new SharedLedger();
        var portfolio = (await RankedPortfolio.OpenAsync(own)).Portfolio;
        await ForkAsync(portfolio, ("initiatives/b/budget-changes", Dearer));
        await Do(portfolio, "scenarios/bold/evaluation", "{}");
        var before = await RowsAsync(portfolio.Host);

        var refused = await portfolio.Approver.Post(
            portfolio.PathOf("scenarios/bold/adoption"),
            Only
        );

        refused.AssertProblem(422, "constraint-violated");
        Assert.Contains("201", (string)refused.Json["detail"]!, StringComparison.Ordinal);
        Assert.Contains("150", (string)refused.Json["detail"]!, StringComparison.Ordinal);
        Assert.Equal(before, await RowsAsync(portfolio.Host));
    }

    [Fact]
    public async Task A_full_scenario_takes_no_further_command_and_can_still_be_evaluated_and_adopted()
    {
        var portfolio = (await RankedPortfolio.OpenAsync(shared)).Portfolio;
        await ForkAsync(portfolio, ("departments", """{"key":"d-1","name":"Department"}"""));
        // 999 more, as 999 requests would have left them.
        await portfolio.Host.ScalarAsync<long>("""
            with added as (insert into ledger.scenario_event (portfolio, scenario, version, data, actor)
            select portfolio, scenario, n + 1, replace(data::text, 'd-1', 'd-' || n)::json, actor
            from ledger.scenario_event, generate_series(2, 1000) n
            where portfolio = $1 and scenario = 'bold' and version = 2 returning 1) select count(*) from added
            """,
            portfolio.Key
        );
        var one =
            """{"command":{"path":"departments","body":{"key":"d-1001","name":"Department"}}}""";

        (await portfolio.Contributor.Post(portfolio.PathOf("scenarios/bold/hypotheticals"), one))
            .AssertProblem(422, "scenario-full");

        await portfolio.AssertNothingStoredAsync();
        await Do(portfolio, "scenarios/bold/evaluation", "{}");
        Assert.Equal(
            1_001,
            (await Do(portfolio, "scenarios/bold/adoption", Only)).Json["receipts"]!.AsArray().Count
        );
    }

    [Fact]
    public async Task Commands_added_at_once_from_two_nodes_are_all_kept_once_and_in_a_dense_order()
    {
        await using var own = new SharedLedger();
        var portfolio = (await RankedPortfolio.OpenAsync(own)).Portfolio;
        await using var beside = await LedgerHost.StartAsync(portfolio.Host.Database);
        await ForkAsync(portfolio);
        var accepted = await Task.WhenAll(
            Enumerable
                .Range(0, 24)
                .Select(async i =>
                {
                    var writer = (i % 2 == 0 ? portfolio.Host : beside).As("paul", "contributor");
                    while (true)
                    {
                        var reply = await writer.Post(
                            portfolio.PathOf("scenarios/bold/hypotheticals"),
                            $$"""
                            {"command":{"path":"departments","body":{"key":"d-{{i}}","name":"Department"} } }
                            """,
                            ("Idempotency-Key", $"k-{i}")
                        );
                        if (reply.Status == 200)
                            return (int)reply.Json["version"]!;
                        // Others were quicker too often: to be sent again.
                        Assert.Equal(503, reply.Status);
                    }
                })
        );

        Assert.Equal(Enumerable.Range(2, 24), accepted.Order());
        var kept = (await portfolio.Contributor.Get(portfolio.PathOf("scenarios/bold"))).Json[
            "hypotheticals"
        ]!.AsArray();
        Assert.Equal(
            Enumerable.Range(0, 24).Select(i => $"d-{i}").Order(StringComparer.Ordinal),
            kept.Select(h => (string)h!["body"]!["key"]!).Order(StringComparer.Ordinal)
        );
        // Each stands where its receipt said.
        Assert.Equal(Enumerable.Range(0, 24).OrderBy(i => accepted[i]).Select(i => $"d-{i}"),
            kept.Select(h => (string)h!["body"]!["key"]!));
    }

    [Fact]
    public async Task Several_scenarios_stand_side_by_side_each_on_its_own_base()
    {
        var ranked = await RankedPortfolio.OpenAsync(shared);
        var portfolio = ranked.Portfolio;
        await ForkAsync(portfolio, ("initiatives/b/scores", Score));
        await ForkAsync(
            portfolio,
            "dear",
            ranked.LastScore,
            ("initiatives/b/budget-changes", Dearer)
        );
        await ForkAsync(portfolio, "past", ranked.LastScore - 1);

        var items = (
            await portfolio.Contributor.Get(
                portfolio.PathOf("scenarios/comparison?scenarios=dear,past,bold")
            )
        ).Json["items"]!.AsArray();

        Assert.Equal(["dear", "past", "bold"], items.Select(i => (string)i!["scenario"]!));
        Assert.Equal(
            ["a 9, b 7", "b 7, a 6", "b 10, a 9"],
            items.Select(i => ranked.Lines(i!, "ranking"))
        );
        Assert.Equal(
            [(201m, true), (200m, false), (200m, false)],
            items.Select(i => ((decimal)i!["budgetUsed"]!, (bool)i["exceedsBudget"]!))
        );
        Assert.Equal(["a", "b", "b"], items.Select(i => (string)i!["funded"]![0]!));
        Assert.Equal(
            [0, 0, 1],
            items.Select(i => i!["differences"]!.AsArray().Count(d => (int)d!["rankChange"]! < 0))
        );
        Assert.Equal(
            [ranked.LastScore, ranked.LastScore - 1, ranked.LastScore],
            items.Select(i => (long)i!["onPosition"]!)
        );
        await portfolio.AssertNothingStoredAsync();
    }

    [Theory]
    [InlineData("", 400, "invalid-parameter")]
    [InlineData("?scenarios=", 400, "invalid-parameter")]
    [InlineData("?scenarios=a,b,c,d,e,f,g,h,i,j,k", 400, "invalid-parameter")]
    [InlineData("?scenarios=bold,nothing", 404, "unknown-scenario")]
    public async Task What_cannot_be_compared_is_said(string query, int status, string code)
    {
        var portfolio = (await RankedPortfolio.OpenAsync(shared)).Portfolio;
        await ForkAsync(portfolio);
        var reply = await portfolio.Contributor.Get(
            portfolio.PathOf($"scenarios/comparison{query}")
        );
        reply.AssertProblem(status, code);
    }

    [Theory]
    [InlineData(
        "hypotheticals",
        """{"command":{"path":"departments","body":{"key":"x","name":"X"}}}"""
    )]
    [InlineData("evaluation", "{}")]
    [InlineData("discard", "{}")]
    [InlineData("adoption", Only)]
    public async Task A_discarded_scenario_takes_nothing_more(string path, string body)
    {
        var portfolio = (await RankedPortfolio.OpenAsync(shared)).Portfolio;
        await ForkAsync(portfolio, ("initiatives/b/scores", Score));
        await Do(portfolio, "scenarios/bold/evaluation", "{}");
        await Do(portfolio, "scenarios/bold/discard", """{"reason":"Nobody wanted it"}""");

        (await portfolio.Approver.Post(portfolio.PathOf($"scenarios/bold/{path}"), body))
            .AssertProblem(422, "scenario-ended");

        await portfolio.AssertNothingStoredAsync();
        Assert.Equal(
            "\"4\"",
            (await portfolio.Contributor.Get(portfolio.PathOf("scenarios/bold"))).Header("ETag")
        );
    }

    private static Task ForkAsync(TestPortfolio portfolio, params (string, string)[] commands) =>
        ForkAsync(portfolio, "bold", portfolio.LastPosition, commands);

    private static async Task ForkAsync(
        TestPortfolio portfolio,
        string key,
        long from,
        params (string Path, string Body)[] commands
    )
    {
        await Do(
            portfolio,
            "scenarios",
            $$"""{"key":"{{key}}","name":"The plan","fromPosition":{{from}} }"""
        );
        foreach (var (path, body) in commands)
            await Do(portfolio, $"scenarios/{key}/hypotheticals",
                $$"""{"command":{"path":"{{path}}","body":{{body}} } }""");
    }

    private static async Task<Reply> Do(TestPortfolio portfolio, string path, string body)
    {
        var reply = await portfolio.Approver.Post(portfolio.PathOf(path), body);
        Assert.True(reply.Status is 200 or 201, $"{path} gave {reply}");
        return reply;
    }

    /// <summary>How many rows every table of the ledger holds.</summary>
    private static async Task<string> RowsAsync(LedgerHost host)
    {
        await using var source = NpgsqlDataSource.Create(host.Database.ConnectionString);
        var tables = new List<string>();
        await using (var list = source.CreateCommand("""
            select format('%I.%I', schemaname, tablename) from pg_tables
            where schemaname not in ('pg_catalog', 'information_schema', 'log') order by 1
            """))
        await using (var rows = await list.ExecuteReaderAsync())
            while (await rows.ReadAsync())
                tables.Add(rows.GetString(0));
        var counts = new List<string>();
        foreach (var table in tables)
        {
            await using var count = source.CreateCommand($"select count(*) from {table}");
            counts.Add($"{table} {await count.ExecuteScalarAsync()}");
        }
        return string.Join('\n', counts);
    }
}
