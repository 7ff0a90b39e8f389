using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Alba;
using Microsoft.AspNetCore.Builder;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Tests.EmbeddedPostgres;
using static PortfolioLedger.Tests.Journaling.Orders;

namespace PortfolioLedger.Tests.Journaling;

public class TroubleOverHttpTests
{
    private const string Initiatives = "/api/v1/portfolios/capital/initiatives";
    private const string Departments = "/api/v1/portfolios/capital/departments";

    [Fact]
    public async Task An_unreadable_journal_is_a_503_for_its_portfolio_alone()
    {
        await using var db = await TestCluster.CreateLedgerAsync();
        await using var node = await JournalNode.StartAsync(db.ConnectionString);
        await node.OpenAsync(Key.Parse("other"));
        await node.OpenAsync(Capital);
        await node.ExecuteAsync("""
            alter table ledger.mt_events disable trigger append_only;
            update ledger.mt_events set type = 'asteroid-sighted' where stream_id = 'capital'
            """);
        await using var host = await HostAsync(db.ConnectionString);
        using var http = Client(host);
        await RefusesAsync(http.GetAsync(Initiatives), "unreadable-journal");
        await RefusesAsync(http.PostAsJsonAsync(Departments, A), "unreadable-journal");
        using var other = await http.PostAsJsonAsync("/api/v1/portfolios/other/departments", A);
        Assert.Equal(HttpStatusCode.Created, other.StatusCode);
    }

    [Fact]
    public async Task A_database_that_is_away_is_a_503_until_it_is_back()
    {
        await using var home = new Home();
        await using var server = await home.StartAsync();
        await using var host = await HostAsync(server.ConnectionString);
        using var http = Client(host);
        using var opened = await http.PostAsJsonAsync("/api/v1/portfolios",
            new { key = "capital", name = "Capital plan", currency = "USD" });
        Assert.Equal(HttpStatusCode.Created, opened.StatusCode);
        await server.DisposeAsync();
        await RefusesAsync(http.PostAsJsonAsync(Departments, A), "database-unavailable");
        await Wait.UntilAsync(async () => !(await http.GetAsync(Initiatives)).IsSuccessStatusCode);
        await RefusesAsync(http.GetAsync(Initiatives), "database-unavailable");
        using (var ready = await http.GetAsync("/health/ready",
            TestContext.Current.CancellationToken))
            Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        await using var again = await home.StartAsync();
        await Wait.UntilAsync(async () => (
            await http.GetAsync("/health/ready")).IsSuccessStatusCode);
        using var recorded = await http.PostAsJsonAsync(Departments, A);
        Assert.Equal(HttpStatusCode.Created, recorded.StatusCode);
    }

    private static object A => new { key = "a", name = "A" };

    private static Task<IAlbaHost> HostAsync(string connectionString)
    {
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { EnvironmentName = "Development" });
        builder.AddLedger(connectionString);
        return AlbaHost.For(builder, app => app.MapLedger());
    }

    private static HttpClient Client(IAlbaHost host)
    {
        var client = host.Server.CreateClient();
        client.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Persona", "board;approver;finance");
        return client;
    }

    private static async Task RefusesAsync(Task<HttpResponseMessage> asked, string code)
    {
        using var answer = await asked;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
        Assert.Contains($"/problems/{code}", await answer.Content.ReadAsStringAsync(),
            StringComparison.Ordinal);
    }
}
