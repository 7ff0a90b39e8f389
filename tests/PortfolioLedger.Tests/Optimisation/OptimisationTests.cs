using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PortfolioLedger.Cli;
using PortfolioLedger.Http.Problems;
using PortfolioLedger.Optimisation;
using Spectre.Console;
using PortfolioLedger.Tests.Http.Commands;

namespace PortfolioLedger.Tests.Optimisation;

/// <summary>The best set of initiatives, asked over HTTP and on the command line.</summary>
public sealed class OptimisationTests(SharedLedger shared)
{
    private const string Address = "what-if/optimisation";

    /// <summary>The published example: PV, technical and commercial success, D, C.</summary>
    private static readonly (
        string Key,
        decimal Pv,
        decimal Pts,
        decimal Pcs,
        decimal D,
        decimal C
    )[] Published =
    [
        ("alpha", 30, .8m, .5m, 3, 5),
        ("beta", 63.75m, .5m, .8m, 5, 2),
        ("gamma", 8.62m, .75m, .75m, 2, 1),
        ("delta", 3, 1, 1, 1, .5m),
        ("echo", 50, .6m, .75m, 5, 3),
        ("foxtrot", 66.25m, .5m, .8m, 10, 2),
    ];

    internal async Task<TestPortfolio> ExampleAsync()
    {
        var portfolio = await shared.OpenAsync();
        await portfolio.DepartmentAsync();
        foreach (var (key, pv, pts, pcs, d, c) in Published)
        {
            await portfolio.InitiativeAsync(key);
            await portfolio.Do(
                $"initiatives/{key}/financial-case",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $$$"""
                    {"cashFlows":[{"on":"2026-01-01","amount":-1}],"currency":"USD","discountRate":0.1,
                     "ecv":{"presentValue":{{{pv}}},"technicalSuccess":{{{pts}}},"commercialSuccess":{{{pcs}}},
                     "developmentCost":{{{d}}},"launchCost":{{{c}}}}}
                    """
                )
            );
        }
        return portfolio;
    }

    private static Task<Reply> AskAsync(
        TestPortfolio portfolio, string body, params (string, string)[] headers) =>
        portfolio.Host.As("vera", "viewer").Post(portfolio.PathOf(Address), body, headers);

    private static string[] Keys(JsonNode? list) =>
        [.. list!.AsArray().Select(i => (string)(i!["initiative"] ?? i["pointer"])!)];

    [Fact]
    public async Task A_limit_on_a_period_without_budgets_is_refused_and_not_left_out()
    {
        var portfolio = await shared.OpenAsync();
        await portfolio.DepartmentAsync();
        await portfolio.InitiativeAsync("a");
        await portfolio.Do(
            "initiatives/a/budget",
            $$"""{"period":"2026","amount":100,{{TestPortfolio.Grounds}}}"""
        );
        var reply = await AskAsync(
            portfolio,
            """{"objective":"alignment","budget":200,"budgetByPeriod":{"2027":1}}"""
        );
        reply.AssertProblem(422, "unknown-period");
        Assert.Contains(
            "choose 2026.",
            (string)reply.Json["detail"]!,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task The_published_example_has_Alpha_and_not_Delta_and_is_proved()
    {
        var portfolio = await ExampleAsync();
        var reply = await AskAsync(portfolio, """{"objective":"ecv","budget":15}""");

        Assert.True(reply.Status == 200, reply.ToString());
        Assert.Equal(["alpha", "beta", "echo", "gamma"], Keys(reply.Json["selected"]));
        Assert.Equal(["delta", "foxtrot"], Keys(reply.Json["rejected"]));
        Assert.All(reply.Json["rejected"]!.AsArray(), r =>
            Assert.Equal("did-not-fit", (string?)r!["reason"])
        );
        Assert.Equal(
            (42.29875m, 42.29875m, true, 15m),
            (
                (decimal)reply.Json["total"]!,
                (decimal)reply.Json["bound"]!,
                (bool)reply.Json["optimal"]!,
                (decimal)reply.Json["totalCost"]!
            )
        );
        Assert.Equal("budget", (string?)reply.Json["binding"]![0]!["constraint"]);
        Assert.Equal((41.7m, 0.59875m), ((decimal)reply.Json["rankOrder"]!["total"]!,
            (decimal)reply.Json["rankOrder"]!["gain"]!));
        Assert.Equal(portfolio.LastPosition, (long)reply.Json["asOf"]!["position"]!);
        await portfolio.AssertNothingStoredAsync();
    }

    [Fact]
    public async Task Mandatory_and_excluded_initiatives_are_kept_to_and_the_past_can_be_asked_about()
    {
        var portfolio = await ExampleAsync();
        var reply = await AskAsync(portfolio,
            """{"objective":"ecv","budget":15,"mustInclude":["delta"],"mustExclude":["beta"]}""");
        Assert.Equal(["alpha", "delta", "echo", "gamma"], Keys(reply.Json["selected"]));
        Assert.Equal("excluded", (string?)reply.Json["rejected"]![0]!["reason"]);

        var past = await AskAsync(
            portfolio,
            """{"objective":"ecv","budget":15,"asOfPosition":4}"""
        );
        Assert.Equal(["alpha"], Keys(past.Json["selected"]));
        Assert.Equal(4, (long)past.Json["asOf"]!["position"]!);
    }

    [Fact]
    public async Task Rules_that_conflict_are_named_and_nothing_else()
    {
        var portfolio = await ExampleAsync();
        var reply = await AskAsync(portfolio,
            """{"objective":"ecv","budget":15,"mustInclude":["foxtrot","beta","delta"]}""");

        reply.AssertProblem(422, "infeasible");
        Assert.Equal(
            ["budget", "must-include/beta", "must-include/delta", "must-include/foxtrot"],
            reply.Pointers()
        );
        var unpaid = await AskAsync(
            portfolio,
            """{"objective":"alignment","budget":15,"mustInclude":["beta"]}"""
        );
        unpaid.AssertProblem(422, "infeasible");
        Assert.Equal(
            "No budget is approved or requested for it.", unpaid.Fault("must-include/beta"));
        Assert.Equal(
            "No set keeps must-include/beta: No budget is approved or requested for it.",
            (string?)unpaid.Json["detail"]);
        await portfolio.AssertNothingStoredAsync();
    }

    [Fact]
    public async Task What_is_needed_is_chosen_too_and_people_are_limited_day_by_day()
    {
        var portfolio = await ExampleAsync();
        await portfolio.Do("initiatives/beta/dependencies", """{"dependsOn":"foxtrot"}""");
        var needing = await AskAsync(portfolio, """{"objective":"ecv","budget":15}""");
        Assert.Equal(["beta", "foxtrot"], Keys(needing.Json["selected"]));

        foreach (var key in (string[])["alpha", "echo"])
            await portfolio.Do(
                $"initiatives/{key}/allocations",
                """{"department":"dep","role":"engineer","fte":2,"from":"2030-01-01"}"""
            );
        var staffed = await AskAsync(
            portfolio,
            """{"objective":"ecv","budget":15,"fte":{"dep":3}}"""
        );
        Assert.Equal(["echo"], Keys(staffed.Json["selected"]));
        Assert.Contains(staffed.Json["rejected"]!.AsArray(), r =>
            (string?)r!["reason"] == "unknown-fte"
        );
        Assert.Equal("fte/dep/2030-01-01", (string?)staffed.Json["binding"]![0]!["constraint"]);
    }

    [Theory]
    [InlineData("""{}""", 400, "/objective")]
    [InlineData("""{"objective":"fame"}""", 400, "/objective")]
    [InlineData("""{"objective":"ecv","budget":-1}""", 400, "/budget")]
    [InlineData("""{"objective":"ecv","timeLimitSeconds":61}""", 400, "/timeLimitSeconds")]
    [InlineData(
        """{"objective":"ecv","mustInclude":["beta"],"mustExclude":["beta"]}""",
        400,
        "/mustInclude/0"
    )]
    [InlineData("""{"objective":"ecv","budgetByPeriod":{"2026":5}}""", 400, "/budgetByPeriod")]
    [InlineData(
        """{"objective":"ecv","minimumPerObjective":{"growth":{}}}""",
        400,
        "/minimumPerObjective/growth"
    )]
    [InlineData(
        """{"objective":"ecv","fteByPeriod":{"dep":{"someday":5}}}""",
        400,
        "/fteByPeriod/dep/someday"
    )]
    [InlineData("""{"objective":"ecv","bugdet":5}""", 400, "/bugdet")]
    public async Task A_field_that_is_wrong_is_named(string body, int status, string pointer)
    {
        var portfolio = await shared.OpenAsync();
        var reply = await AskAsync(portfolio, body);
        reply.AssertProblem(status, "invalid-fields");
        Assert.Contains(pointer, reply.Pointers());
        await portfolio.AssertNothingStoredAsync();
    }

    [Theory]
    [InlineData("""{"objective":"ecv","mustInclude":["nobody"]}""", 422, "unknown-initiative")]
    [InlineData("""{"objective":"ecv","fte":{"nobody":1}}""", 422, "unknown-department")]
    [InlineData(
        """{"objective":"ecv","minimumPerObjective":{"nobody":{"count":1}}}""",
        422,
        "unknown-objective"
    )]
    [InlineData(
        """{"objective":"ecv","budget":{"amount":1,"currency":"EUR"}}""",
        422,
        "currency-mismatch"
    )]
    [InlineData("""{"objective":"score"}""", 422, "model-not-released")]
    [InlineData("""{"objective":"ecv","asOfPosition":99}""", 400, "position-out-of-range")]
    public async Task What_is_not_in_the_ledger_is_refused(string body, int status, string code)
    {
        var portfolio = await shared.OpenAsync();
        (await AskAsync(portfolio, body)).AssertProblem(status, code);
    }

    [Fact]
    public async Task Better_sets_come_as_lines_and_the_answer_as_the_last_one()
    {
        var portfolio = await ExampleAsync();
        var reply = await AskAsync(
            portfolio, """{"objective":"ecv","budget":15}""", ("Accept", "application/x-ndjson"));

        var lines = reply.Text.TrimEnd('\n').Split('\n').Select(l => JsonNode.Parse(l)!).ToList();
        Assert.StartsWith(
            "application/x-ndjson",
            reply.Header("Content-Type"),
            StringComparison.Ordinal
        );
        Assert.True(lines.Count > 1, reply.Text);
        Assert.All(lines[..^1], l =>
            Assert.True((decimal)l["progress"]!["total"]! <= (decimal)l["progress"]!["bound"]!)
        );
        Assert.Equal(42.29875m, (decimal)lines[^1]["total"]!);
        (await AskAsync(portfolio, """{"objective":"ecv","budget":1,"mustInclude":["beta"]}""",
            ("Accept", "application/x-ndjson"))).AssertProblem(422, "infeasible");
    }

    [Fact]
    public async Task Searches_take_turns_and_few_may_wait()
    {
        var queue = new SolverQueue { MaxWaiting = 1 };
        var cancel = TestContext.Current.CancellationToken;
        var first = new TaskCompletionSource<int>();
        var running = queue.RunAsync(() => first.Task, cancel);
        var waiting = queue.RunAsync(() => Task.FromResult(2), cancel);
        Assert.False(waiting.IsCompleted);
        var refused = await Assert.ThrowsAsync<ProblemException>(() =>
            queue.RunAsync(() => Task.FromResult(3), cancel)
        );
        Assert.Equal((503, "solver-busy"), (refused.Problem.Status, refused.Problem.Code));

        first.SetResult(1);
        var both = await Task.WhenAll(running, waiting);
        Assert.Equal([1, 2], both);
        Assert.Equal(4, await queue.RunAsync(() => Task.FromResult(4), cancel));
    }

    [Fact]
    public async Task The_command_line_shows_a_table_and_gives_the_answer_as_JSON()
    {
        var portfolio = await ExampleAsync();
        var verb = portfolio.Host.App.Services.GetRequiredService<OptimiseVerb>();
        var input = new OptimiseInput
        {
            PortfolioFlag = portfolio.Key,
            ObjectiveFlag = "ecv",
            BudgetFlag = "15",
        };
        var (output, errors, bytes) = (new StringWriter(), new StringWriter(), new MemoryStream());
        var console = AnsiConsole.Create(
            new() { Out = new AnsiConsoleOutput(output), Ansi = AnsiSupport.No }
        );
        console.Profile.Width = 200;
        var cancel = TestContext.Current.CancellationToken;

        Assert.Equal(0, await verb.RunAsync(input, console, () => bytes, errors, cancel));
        Assert.Contains("Proved to be the best set", output.ToString(), StringComparison.Ordinal);
        Assert.Matches("total +│? *42.29875 +│? *15", output.ToString());
        Assert.Contains("at most", errors.ToString(), StringComparison.Ordinal);

        input.JsonFlag = true;
        Assert.Equal(0, await verb.RunAsync(input, console, () => bytes, errors, cancel));
        Assert.Equal(42.29875m, (decimal)JsonNode.Parse(bytes.ToArray())!["total"]!);

        input.DropActiveFlag = true;
        var again = new MemoryStream();
        Assert.Equal(0, await verb.RunAsync(input, console, () => again, errors, cancel));
        Assert.True((bool)JsonNode.Parse(again.ToArray())!["dropActive"]!);

        input.ObjectiveFlag = "fame";
        Assert.Equal(Verbs.Usage, await verb.RunAsync(input, console, () => bytes, errors, cancel));
    }
}
