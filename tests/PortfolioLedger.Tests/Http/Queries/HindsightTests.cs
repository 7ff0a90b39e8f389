using System.Text.Json.Nodes;
using MiniExcelLibs;
using static PortfolioLedger.Tests.Http.Commands.TestPortfolio;
using PortfolioLedger.Tests.Http.Commands;

namespace PortfolioLedger.Tests.Http.Queries;

/// <summary>Looking back over HTTP: in every format, at every time, with one digest.</summary>
public sealed class HindsightTests(SharedLedger ledger)
{
    [Fact]
    public async Task What_was_expected_and_what_came_is_told_with_reversals_and_reasons()
    {
        var (portfolio, _) = await DecidedAsync();

        var view = (await ReadAsync(portfolio, "hindsight")).Json;

        Assert.Matches("^hindsight/2:sha256:[0-9a-f]{64}$", (string)view["digest"]!);
        var item = Assert.Single(view["items"]!.AsArray())!;
        Assert.Equal(
            ("a", "dep", 100m, 80m),
            (
                (string)item["initiative"]!,
                (string)item["department"]!,
                (decimal)item["expectedBudget"]!,
                (decimal)item["actualBudget"]!
            )
        );
        Assert.Contains(
            "attainment: ",
            item["unknown"]!.AsArray().Select(u => (string)u!).Last(),
            StringComparison.Ordinal
        );
        Assert.Equal((0.25m, 0.25m), Error(view, "department", "dep", "budget"));
        var reversals = view["reversals"]!;
        Assert.Equal(
            (2, """{"a":2}"""),
            ((int)reversals["reversed"]!, reversals["initiatives"]!.ToJsonString())
        );
        Assert.Equal((decimal)reversals["rate"]!, Math.Round(2m / (int)reversals["n"]!, 15));
        Assert.Equal(
            "no decision of the board was taken in the span",
            (string?)view["rationales"]!["unknown"]
        );
    }

    [Fact]
    public async Task The_past_is_looked_back_from_as_it_was()
    {
        var (portfolio, approved) = await DecidedAsync();

        var then = (await ReadAsync(portfolio, $"hindsight?asOfPosition={approved}")).Json;
        var before = (await ReadAsync(portfolio, $"hindsight?asOfPosition={approved - 1}")).Json;

        Assert.Equal((0m, 0m), Error(then, "all", null, "budget"));
        Assert.Equal(0, (int)then["reversals"]!["reversed"]!);
        Assert.Empty(before["items"]!.AsArray());
        Assert.Equal(approved, (long)then["asOf"]!["position"]!);
        Assert.Equal(
            (string)then["digest"]!,
            (string)
                (await ReadAsync(portfolio, $"hindsight?asOfPosition={approved}")).Json["digest"]!
        );
        Assert.NotEqual(
            (string)then["digest"]!,
            (string)(await ReadAsync(portfolio, "hindsight")).Json["digest"]!
        );
        Assert.Empty(
            (await ReadAsync(portfolio, "hindsight?to=2019-12-31")).Json["items"]!.AsArray()
        );
    }

    [Fact]
    public async Task Every_format_has_the_same_rows_and_the_same_digest()
    {
        var (portfolio, approved) = await DecidedAsync();
        var pinned = $"hindsight?asOfPosition={approved + 2}";
        var json = (await ReadAsync(portfolio, pinned)).Json;

        var csv = await ReadAsync(portfolio, $"{pinned}&format=csv");

        Assert.Equal((string?)json["digest"], csv.Header("Ledger-Digest"));
        var lines = csv.Text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["initiative", "name", "department", "approvedOn"], lines[0].Split(',')[..4]);
        Assert.StartsWith("a,a,dep,", lines[1], StringComparison.Ordinal);
        Assert.Equal(2, lines.Length);
        Assert.Equal(
            (string?)json["digest"],
            (await ReadAsync(portfolio, $"{pinned}&format=ndjson")).Header("Ledger-Digest")
        );

        using var http = portfolio.Host.App.Server.CreateClient();
        http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", "Persona vera;viewer");
        using var answer = await http.GetAsync(
            $"/api/v1/{portfolio.PathOf($"{pinned}&format=xlsx")}",
            TestContext.Current.CancellationToken
        );
        Assert.Equal((string?)json["digest"], answer.Headers.GetValues("Ledger-Digest").Single());
        using var bytes = new MemoryStream(
            await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)
        );
        var row =
            (IDictionary<string, object>)
                Assert.Single(MiniExcel.Query(bytes, useHeaderRow: true).Cast<object>());
        Assert.Equal(lines[0], string.Join(',', row.Keys));
        Assert.Equal(
            ("a", 100d, 80d),
            ((string)row["initiative"], (double)row["expectedBudget"], (double)row["actualBudget"])
        );
    }

    [Theory]
    [InlineData("from=yesterday", "invalid-parameter")]
    [InlineData("to=2026-13-01", "invalid-parameter")]
    [InlineData("criterion=value", "unknown-parameter")]
    [InlineData("asOfPosition=0", "position-out-of-range")]
    public async Task A_wrong_question_is_named(string query, string code)
    {
        var portfolio = await ledger.OpenAsync();
        (await portfolio.Approver.Get(portfolio.PathOf($"hindsight?{query}"))).AssertProblem(
            400,
            code
        );
    }

    /// <summary>
    /// Approved with a budget of 100; then 120, cut to 80, taken back, and cut again.
    /// </summary>
    private async Task<(TestPortfolio Portfolio, long Approved)> DecidedAsync()
    {
        var portfolio = await ledger.OpenAsync();
        await portfolio.WithInitiativeAsync("a");
        await portfolio.ObjectiveAsync("growth");
        await portfolio.Do(
            "initiatives/a/contributions",
            $$"""{"objective":"growth","contribution":9,{{Grounds}} }"""
        );
        await portfolio.Do(
            "initiatives/a/exemptions",
            $$"""{"gate":"financial-case","until":"2099-12-31",{{Grounds}} }"""
        );
        await portfolio.Do(
            "initiatives/a/budget",
            $$"""{"period":"2026","amount":{"amount":100},{{Grounds}} }"""
        );
        await portfolio.Do("initiatives/a/submission", "{}");
        await portfolio.Do("initiatives/a/approval", Only);
        var approved = portfolio.LastPosition;
        await ChangeAsync(portfolio, 20, 120);
        await ChangeAsync(portfolio, -40, 80);
        await ChangeAsync(portfolio, 40, 120);
        await ChangeAsync(portfolio, -40, 80);
        return (portfolio, approved);
    }

    private static Task ChangeAsync(TestPortfolio portfolio, int delta, int total) =>
        portfolio.Do(
            "initiatives/a/budget-changes",
            $$"""{"period":"2026","delta":{"amount":{{delta}} },"newTotal":{"amount":{{total}} },{{Grounds}} }"""
        );

    private static (decimal?, decimal?) Error(
        JsonNode view,
        string by,
        string? group,
        string measure
    )
    {
        var error = view["forecasts"]!.AsArray().Single(f => (string?)f!["by"] == by
            && (string?)f["group"] == group && (string?)f["measure"] == measure)!;
        return ((decimal?)error["wmape"], (decimal?)error["bias"]);
    }

    private static async Task<Reply> ReadAsync(TestPortfolio portfolio, string path)
    {
        var reply = await portfolio.Host.As("vera", "viewer").Get(portfolio.PathOf(path));
        Assert.True(reply.Status == 200, $"{path} gave {reply}");
        return reply;
    }
}
