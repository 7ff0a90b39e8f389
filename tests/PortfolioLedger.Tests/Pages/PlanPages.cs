using System.Net;
using System.Text.Json.Nodes;

namespace PortfolioLedger.Tests.Pages;

/// <summary>Portfolios with one initiative, and their pages as HTML.</summary>
internal static class PlanPages
{
    /// <summary>Opens a portfolio with an initiative; false where it is there already.</summary>
    public static async Task<bool> OpenPlanAsync(this LedgerHost ledger, string portfolio)
    {
        var board = ledger.As("board", "approver");
        if ((await board.Get($"portfolios/{portfolio}")).Status == 200)
            return false;
        await board.Post("portfolios",
            $$"""{"key":"{{portfolio}}","name":"A plan","currency":"USD"}""");
        await ledger.As("pmo", "contributor").Post(
            $"portfolios/{portfolio}/departments", """{"key":"dep","name":"Works"}""");
        await ledger.ProposeAsync(portfolio, "first", "The first one");
        return true;
    }

    /// <summary>Proposes an initiative.</summary>
    public static async Task ProposeAsync(
        this LedgerHost ledger, string portfolio, string key, string name)
    {
        var answer = await ledger.As("pmo", "contributor").Post(
            $"portfolios/{portfolio}/initiatives", new JsonObject
            {
                ["key"] = key, ["name"] = name, ["kind"] = "project", ["sponsor"] = "maria",
                ["department"] = "dep",
            }.ToJsonString());
        Assert.Equal(201, answer.Status);
    }

    /// <summary>A page that must be there, for who opens it without a word.</summary>
    public static async Task<string> HtmlAsync(this LedgerHost ledger, string address)
    {
        var cancel = TestContext.Current.CancellationToken;
        using var client = ledger.App.Server.CreateClient();
        using var page = await client.GetAsync(address, cancel);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        return await page.Content.ReadAsStringAsync(cancel);
    }
}
