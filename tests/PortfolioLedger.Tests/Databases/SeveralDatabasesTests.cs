using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using PortfolioLedger.Access;
using PortfolioLedger.Cli;
using PortfolioLedger.Databases;
using PortfolioLedger.EmbeddedPostgres;

namespace PortfolioLedger.Tests.Databases;

/// <summary>Portfolios in several databases, behind one address.</summary>
public sealed class SeveralDatabasesTests
{
    private const string Versions = "select string_agg(id || ' ' || version, ', ') "
        + "from ledger.mt_streams";

    [Fact]
    public async Task A_portfolio_lives_in_one_of_two_servers_and_is_reached_by_the_same_addresses()
    {
        await using var home = await TestCluster.CreateLedgerAsync();
        await using var server = await EmbeddedServer.StartAsync(new()
        {
            DataDirectory = TestFolder.New(), Ephemeral = true,
        });
        var east = server.ConnectionStringTo("ledger");
        await using (var before = await SpreadLedger.StartAsync(home, east, opensIn: "home"))
            Assert.Equal(HttpStatusCode.Created, (await before.OpenAsync("old", "Old")).StatusCode);
        await using var ledger = await SpreadLedger.StartAsync(home, east);

        Assert.Equal(HttpStatusCode.Created, (await ledger.OpenAsync("new", "New")).StatusCode);
        foreach (var portfolio in new[] { "new", "old" })
        {
            using var recorded = await ledger.PostAsync(
                $"portfolios/{portfolio}/departments",
                new JsonObject { ["key"] = "works", ["name"] = $"Works of {portfolio}" });
            Assert.Equal(HttpStatusCode.Created, recorded.StatusCode);
            var departments = await ledger.GetAsync($"portfolios/{portfolio}/departments");
            Assert.Equal($"Works of {portfolio}", (string?)departments["items"]![0]!["name"]);
            using var page = await ledger.Client.GetAsync($"/p/{portfolio}/timeline");
            Assert.Contains(
                $"Works of {portfolio}", await page.Content.ReadAsStringAsync(),
                StringComparison.Ordinal);
        }
        Assert.Equal("old 2", await SpreadLedger.ScalarAsync(home.ConnectionString, Versions));
        Assert.Equal("new 2", await SpreadLedger.ScalarAsync(east, Versions));
        var listed = await ledger.GetAsync("portfolios");
        Assert.Equal(
            ["new", "old"], listed["items"]!.AsArray().Select(p => (string?)p!["portfolio"]));
        using var first = await ledger.Client.GetAsync("/portfolios");
        var list = await first.Content.ReadAsStringAsync();
        Assert.Contains("/p/new", list, StringComparison.Ordinal);
        Assert.Contains("/p/old", list, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_is_taken_in_all_databases_once_a_portfolio_has_it_in_one()
    {
        await using var home = await TestCluster.CreateLedgerAsync();
        await using var other = await TestCluster.CreateLedgerAsync();
        await using (var before = await SpreadLedger.StartAsync(home, other, opensIn: "home"))
            await before.OpenedAsync("capital");
        await using var ledger = await SpreadLedger.StartAsync(home, other);

        using var again = await ledger.OpenAsync("capital");

        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
        Assert.Contains("already", await again.Content.ReadAsStringAsync(),
            StringComparison.Ordinal);
        Assert.Equal(
            DBNull.Value, await SpreadLedger.ScalarAsync(other.ConnectionString, Versions));
    }

    [Fact]
    public async Task While_one_database_is_away_the_portfolios_of_the_others_are_served()
    {
        await using var home = await TestCluster.CreateLedgerAsync();
        await using var other = await TestCluster.CreateLedgerAsync();
        await using (var before = await SpreadLedger.StartAsync(home, other))
            await before.OpenedAsync("far");
        await using var ledger = await SpreadLedger.StartAsync(home, Nowhere(), opensIn: "home");

        using var near = await ledger.OpenAsync("near");
        using var far = await ledger.Client.GetAsync("/api/v1/portfolios/far/ranking");
        using var ready = await ledger.Client.GetAsync("/health/ready");

        Assert.Equal(HttpStatusCode.Created, near.StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, far.StatusCode);
        var problem = JsonNode.Parse(await far.Content.ReadAsStringAsync())!;
        Assert.Equal("database-unavailable", (string?)problem["code"]);
        Assert.Contains("'east'", (string?)problem["detail"], StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        Assert.Contains("'east' is not served", await ready.Content.ReadAsStringAsync(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_api_token_and_the_signing_key_are_the_same_for_all_databases()
    {
        await using var home = await TestCluster.CreateLedgerAsync();
        await using var other = await TestCluster.CreateLedgerAsync();
        await using var ledger = await StartWithOneInEachAsync(home, other);

        var token = await TokenAsync(ledger);
        using var anonymous = new HttpClient { BaseAddress = ledger.Client.BaseAddress };
        anonymous.DefaultRequestHeaders.Authorization = new("Bearer", token);
        foreach (var portfolio in new[] { "near", "far" })
        {
            using var answer = await anonymous.GetAsync(
                $"/api/v1/portfolios/{portfolio}/departments");
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        const string key = "select encode(public_key, 'hex') from log.signing_key";
        Assert.Equal(
            await SpreadLedger.ScalarAsync(home.ConnectionString, key),
            await SpreadLedger.ScalarAsync(other.ConnectionString, key));
    }

    [Fact]
    public async Task A_rotated_key_signs_in_all_databases_and_every_portfolio_records_it()
    {
        await using var home = await TestCluster.CreateLedgerAsync();
        await using var other = await TestCluster.CreateLedgerAsync();
        await using var ledger = await StartWithOneInEachAsync(home, other);

        var (code, errors) = await RotateAsync(SpreadLedger.BuildForVerb(home, other));

        Assert.Equal(0, code);
        Assert.Equal("", errors);
        foreach (var portfolio in new[] { "near", "far" })
        {
            var timeline = await ledger.GetAsync($"portfolios/{portfolio}/timeline");
            Assert.Contains(
                timeline["items"]!.AsArray(), i => (string?)i!["type"] == "log-key-rotated");
            // Both keys sign the checkpoint over that event.
            await Journaling.Wait.UntilAsync(async () =>
            {
                using var answer = await ledger.Client.GetAsync(
                    $"/api/v1/portfolios/{portfolio}/log/checkpoint");
                var note = await answer.Content.ReadAsStringAsync();
                return answer.IsSuccessStatusCode && note.Split('\n')[1] == "2"
                    && note.Split("\n\u2014 ").Length == 3;
            });
        }
    }

    [Fact]
    public async Task A_key_is_not_rotated_while_one_of_the_databases_is_away()
    {
        await using var home = await TestCluster.CreateLedgerAsync();
        await using var other = await TestCluster.CreateLedgerAsync();
        await using (var before = await SpreadLedger.StartAsync(home, other, opensIn: "home"))
            await before.OpenedAsync("near");
        const string keys = "select count(*) from log.signing_key";
        var known = await SpreadLedger.ScalarAsync(home.ConnectionString, keys);

        var (code, errors) = await RotateAsync(SpreadLedger.BuildForVerb(home, Nowhere()));

        Assert.Equal(1, code);
        Assert.Contains("in all databases or in none", errors, StringComparison.Ordinal);
        Assert.Equal(known, await SpreadLedger.ScalarAsync(home.ConnectionString, keys));
    }

    [Fact]
    public async Task The_administration_shows_every_database_and_the_portfolios_in_each()
    {
        await using var home = await TestCluster.CreateLedgerAsync();
        await using var other = await TestCluster.CreateLedgerAsync();
        await using var ledger = await StartWithOneInEachAsync(home, other);

        var page = await ledger.AdministrationAsync();

        Assert.Contains("<h3>home</h3>", page, StringComparison.Ordinal);
        Assert.Contains("<h3>east</h3>", page, StringComparison.Ordinal);
        Assert.Matches("/p/near/admin\">near</a></td>\\s*<td>home</td>", page);
        Assert.Matches("/p/far/admin\">far</a></td>\\s*<td>east</td>", page);
    }

    [Theory]
    [InlineData("Databases:Home:Ledger", "Host=x", "is no name for a database")]
    [InlineData("Databases:east:LedgerMigrator", "Host=x", "Databases__east__Ledger is missing")]
    [InlineData("Ledger:NewPortfolios", "west", "must be one of home")]
    public void Settings_that_say_it_wrongly_are_refused_with_what_would_be_right(
        string setting, string value, string said)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration[setting] = value;

        var refused = Assert.Throws<StartRefusedException>(
            () => DatabaseSettings.Read(builder.Configuration));

        Assert.Contains(said, refused.Message, StringComparison.Ordinal);
    }

    /// <summary>With a portfolio 'near' in the first database and 'far' in the other.</summary>
    private static async Task<SpreadLedger> StartWithOneInEachAsync(
        TestDatabase home, TestDatabase other)
    {
        await using (var before = await SpreadLedger.StartAsync(home, other, opensIn: "home"))
            await before.OpenedAsync("near");
        var ledger = await SpreadLedger.StartAsync(home, other);
        await ledger.OpenedAsync("far");
        return ledger;
    }

    /// <summary>Rotates the key by the verb, which then ends.</summary>
    private static async Task<(int Code, string Errors)> RotateAsync(WebApplication verb)
    {
        await using (verb)
        {
            using var errors = new StringWriter();
            var code = await verb.Services.GetRequiredService<LogVerb>().RunAsync(
                new() { Action = "rotate-key", ReasonFlag = "The key is a year old." },
                TextWriter.Null, errors, TestContext.Current.CancellationToken);
            return (code, errors.ToString());
        }
    }

    /// <summary>A database that cannot be reached.</summary>
    private static string Nowhere() =>
        $"Host=127.0.0.1;Port={LoopbackPort.Free()};Database=none;Timeout=2";

    private static async Task<string> TokenAsync(SpreadLedger ledger)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/tokens")
        {
            Content = JsonContent.Create(new { name = "dashboard", role = "viewer" }),
        };
        request.Headers.TryAddWithoutValidation("Authorization", "Persona adm;administrator");
        using var client = new HttpClient { BaseAddress = ledger.Client.BaseAddress };
        using var answer = await client.SendAsync(request);
        return (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["token"]!;
    }
}
