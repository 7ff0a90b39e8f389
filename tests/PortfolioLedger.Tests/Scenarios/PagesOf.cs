using System.Net;
using System.Text.RegularExpressions;
using PortfolioLedger.Tests.Http.Commands;
using static PortfolioLedger.Tests.Http.Commands.TestPortfolio;

namespace PortfolioLedger.Tests.Scenarios;

/// <summary>
/// Pages of a portfolio with two initiatives, a and b, which a model of two criteria ranks: a first
/// under its weights of 0.8 for value and 0.2 for fit, and the budget covers one of them.
/// </summary>
internal sealed partial class PagesOf(TestPortfolio portfolio)
{
    public TestPortfolio Portfolio => portfolio;

    public LedgerCaller Viewer => portfolio.Host.As("vera", "viewer");

    public static async Task<PagesOf> OpenAsync(SharedLedger shared)
    {
        var portfolio = (await RankedPortfolio.OpenAsync(shared)).Portfolio;
        await portfolio.Do("scoring-models", """
            {"key":"both","criteria":[{"id":"value","min":0,"max":10,"weight":0.8},
             {"id":"fit","min":0,"max":10,"weight":0.2}]}
            """);
        await portfolio.Do("scoring-models/both/release", Only);
        await portfolio.Do("scoring-models/both/adoption", Only);
        return new(portfolio);
    }

    /// <summary>A page as a viewer sees it, decoded, so that texts are as written.</summary>
    public Task<(int Status, string Html)> GetAsync(string path) => GetAsync(Viewer, path);

    public async Task<(int Status, string Html)> GetAsync(LedgerCaller caller, string path)
    {
        var reply = await caller.Get($"/p/{portfolio.Key}/{path}");
        return (reply.Status, WebUtility.HtmlDecode(reply.Text));
    }

    /// <summary>Sends a form.</summary>
    public async Task<Reply> SendAsync(
        LedgerCaller caller, string path, params (string Name, string Text)[] fields) =>
        await caller.SendAsync(HttpMethod.Post, $"/p/{portfolio.Key}/{path}",
            new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Text))));

    /// <summary>The cells of all rows of tables, a row on each line.</summary>
    public static string Rows(string html) => string.Join('\n', Row().Matches(html).Select(row =>
        string.Join(" | ", Cell().Matches(row.Value)
            .Select(cell => Tag().Replace(cell.Groups[1].Value, "").Trim()))));

    [GeneratedRegex("<tr.*?</tr>", RegexOptions.Singleline)]
    private static partial Regex Row();

    [GeneratedRegex("<t[dh][^>]*>(.*?)</t[dh]>", RegexOptions.Singleline)]
    private static partial Regex Cell();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();
}
