using PortfolioLedger.Tests.Http.Commands;

namespace PortfolioLedger.Tests.Cli;

/// <summary>The real executable imports lists: what it says first, and how it ends.</summary>
public sealed class ImportProcessTests(SharedLedger ledger)
{
    private const string Header = "Initiative,Initiative name,Stage,Budget 2026";

    [Fact]
    public async Task A_list_without_a_model_to_score_by_is_one_message_and_ends_with_1()
    {
        var portfolio = await ledger.OpenAsync();
        var (code, output, _) = await ImportAsync(portfolio, ["Initiative,Initiative name,"
            + "Score value,Score urgency",
            .. Enumerable.Range(1, 30).Select(i => $"i-{i},Name {i},5,3")]);
        Assert.Equal(1, code);
        Assert.StartsWith("Nothing imported: all 30 rows were refused.", output,
            StringComparison.Ordinal);
        Assert.Contains("Refused: initiatives, rows 1–30 (lines 2–31), columns Score value, "
            + "Score urgency (60 cells): unknown-scoring-model: ", output,
            StringComparison.Ordinal);
        Assert.Equal(1, output.Split("unknown-scoring-model").Length - 1);
        await portfolio.AssertNothingStoredAsync();
    }

    [Fact]
    public async Task A_conflict_is_shown_with_the_decision_and_recorded_with_overwrite()
    {
        var portfolio = await ledger.OpenAsync();
        await ImportAsync(portfolio, [Header, "croton,Croton Falls,active,600"]);
        var decided = await portfolio.Do("initiatives/croton/budget", $$"""
            {"period":"2026","amount":{"amount":650,"currency":"USD"},{{TestPortfolio.Grounds}}}
            """);
        string[] older = [Header, "croton,Croton Falls,active,600.00"];
        var (code, output, _) = await ImportAsync(portfolio, older);
        Assert.Equal(0, code);
        Assert.Contains("1 in conflict", output.Split('\n')[0], StringComparison.Ordinal);
        Assert.Matches($@"initiatives 1 +2 +croton +Budget 2026 +600\.00 +.* by alice \(position "
            + $@"{decided.Position}\): .*650", output);
        await portfolio.AssertNothingStoredAsync();
        Assert.Equal(1, (await ImportAsync(portfolio, older, "--strict")).Code);
        (code, output, _) = await ImportAsync(portfolio, older, "--overwrite");
        Assert.Equal(0, code);
        Assert.Contains("Overturns (--overwrite)", output, StringComparison.Ordinal);
        var view = await portfolio.Contributor.Get(portfolio.PathOf("initiatives"));
        Assert.Equal(600, (int)view.Json["items"]![0]!["budget"]!);
    }

    private async Task<(int Code, string Output, string Errors)> ImportAsync(
        TestPortfolio portfolio, string[] lines, params string[] flags)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllLinesAsync(file, lines, TestContext.Current.CancellationToken);
            return await VerbProcess.RunAsync(await ledger.HostAsync(),
                ["import", "current-lists", file, "--portfolio", portfolio.Key, .. flags]);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
