namespace PortfolioLedger.Tests.Http.Commands;

/// <summary>Cursors where there are several portfolios.</summary>
public sealed class CursorTests(SharedLedger shared)
{
    [Fact]
    public async Task A_cursor_continues_only_its_own_portfolio()
    {
        var (own, other) = (await FilledAsync(), await FilledAsync());
        var first = await own.Approver.Get(own.PathOf("departments?limit=1"));
        var next = "departments?limit=1&cursor=" + (string)first.Json["nextCursor"]!;
        Assert.Equal(200, (await own.Approver.Get(own.PathOf(next))).Status);
        // It stands at the same position, so that only the portfolio tells the two apart.
        (await other.Approver.Get(other.PathOf(next))).AssertProblem(400, "bad-cursor");
    }

    private async Task<TestPortfolio> FilledAsync()
    {
        var portfolio = await shared.OpenAsync();
        foreach (var key in new[] { "parks", "roads", "water" })
            await portfolio.Do("departments", $$"""{"key":"{{key}}","name":"{{key}}"}""");
        return portfolio;
    }
}
