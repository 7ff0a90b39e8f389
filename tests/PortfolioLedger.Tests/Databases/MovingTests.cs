using System.Collections.Immutable;
using System.Net;
using System.Text.Json.Nodes;
using Npgsql;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Databases;
using PortfolioLedger.EmbeddedPostgres;

namespace PortfolioLedger.Tests.Databases;

/// <summary>A portfolio that moves from one database to another.</summary>
public sealed class MovingTests
{
    private static readonly Key Capital = Key.Parse("capital");

    [Fact]
    public async Task What_moves_keeps_positions_leaf_hashes_checkpoints_and_receipts()
    {
        await using var home = await TestCluster.CreateLedgerAsync();
        await using var other = await TestCluster.CreateLedgerAsync();
        await using var ledger = await SpreadLedger.StartAsync(home, other, opensIn: "home");
        await ledger.OpenedAsync("capital");
        var receipt = await RecordAsync(ledger, "works");
        var before = await SignedAsync(ledger);

        await MoveAsync(home, other, "east");
        await ServedAsync(ledger);

        Assert.Equal(before, await SignedAsync(ledger));
        var again = await RecordAsync(ledger, "works");
        Assert.Equal(receipt.ToJsonString(), again.ToJsonString());
        Assert.Equal(3, (int)(await RecordAsync(ledger, "parks"))["position"]!);
        var departments = await ledger.GetAsync("portfolios/capital/departments");
        Assert.Equal(2, departments["items"]!.AsArray().Count);
        Assert.Single((await ledger.GetAsync("portfolios"))["items"]!.AsArray());
        Assert.Equal(3L, await SpreadLedger.ScalarAsync(other.ConnectionString,
            "select max(version) from ledger.mt_events where stream_id = 'capital'"));
        Assert.Equal(2L, await SpreadLedger.ScalarAsync(home.ConnectionString,
            "select max(version) from ledger.mt_events where stream_id = 'capital'"));
        await Journaling.Wait.UntilAsync(async () => 3L.Equals(await SpreadLedger.ScalarAsync(
            other.ConnectionString, "select count(*) from bi.decision")));
        Assert.Equal(0L, await SpreadLedger.ScalarAsync(
            home.ConnectionString, "select count(*) from bi.decision"));
        // The copy that stays behind is none that the administration has to look after.
        Assert.Equal(2, (await ledger.AdministrationAsync()).Split("/p/capital/admin").Length);
    }

    [Fact]
    public async Task A_node_that_has_not_heard_of_a_move_records_nothing_where_the_portfolio_was()
    {
        await using var home = await TestCluster.CreateLedgerAsync();
        await using var other = await TestCluster.CreateLedgerAsync();
        await using (var before = await SpreadLedger.StartAsync(home, other, opensIn: "home"))
            await before.OpenedAsync("capital");
        await MoveAsync(home, other, "east");
        // A node of its own, which asks no directory at all.
        await using var deaf = await LedgerHost.StartAsync(home);

        var answer = await deaf.As("board", "approver").Post(
            "portfolios/capital/departments",
            new JsonObject { ["key"] = "works", ["name"] = "Works" });

        Assert.Equal(503, answer.Status);
        Assert.Equal(1L, await SpreadLedger.ScalarAsync(home.ConnectionString,
            "select max(version) from ledger.mt_events where stream_id = 'capital'"));
    }

    [Fact]
    public async Task A_move_that_fails_leaves_the_portfolio_where_it_was()
    {
        await using var home = await TestCluster.CreateLedgerAsync();
        await using var other = await TestCluster.CreateLedgerAsync();
        await using var ledger = await SpreadLedger.StartAsync(home, other, opensIn: "home");
        await ledger.OpenedAsync("capital");
        await SpreadLedger.ScalarAsync(other.ConnectionString, """
            create function refuse() returns trigger language plpgsql as $$
                begin raise exception 'no room'; end $$;
            create trigger refuse before insert on ledger.journal_subject
                for each row execute function refuse();
            """);

        await Assert.ThrowsAsync<PostgresException>(() => MoveAsync(home, other, "east"));
        await ServedAsync(ledger);

        Assert.Equal(2, (int)(await RecordAsync(ledger, "works"))["position"]!);
        Assert.Equal(DBNull.Value, await SpreadLedger.ScalarAsync(
            other.ConnectionString, "select max(version) from ledger.mt_events"));
    }

    [Theory]
    [InlineData("capital", "home", "is in the database 'home' already")]
    [InlineData("capital", "west", "There is no database 'west'; there are home, east.")]
    [InlineData("nothing", "east", "There is no portfolio 'nothing'")]
    public async Task What_cannot_be_moved_is_refused_with_the_reason(
        string portfolio, string to, string said)
    {
        await using var home = await TestCluster.CreateLedgerAsync();
        await using var other = await TestCluster.CreateLedgerAsync();
        await SpreadLedger.ScalarAsync(home.ConnectionString, """
            insert into ledger.portfolio_database (portfolio, database) values ('capital', 'home')
            """);

        var refused = await Assert.ThrowsAsync<MoveRefusedException>(
            () => MoveAsync(home, other, to, portfolio));

        Assert.Contains(said, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_said_of_every_table_what_becomes_of_it()
    {
        await using var home = await TestCluster.CreateLedgerAsync();
        var tables = (string)(await SpreadLedger.ScalarAsync(home.ConnectionString, """
            select string_agg(schemaname || '.' || tablename, ' ' order by 1) from pg_tables
            where schemaname in ('ledger', 'log', 'audit')
            """))!;

        Assert.Equal(
            tables.Split(' ').Order(StringComparer.Ordinal),
            MovedTables.Copied.Concat(MovedTables.Derived).Concat(MovedTables.Kept)
                .Order(StringComparer.Ordinal));
    }

    private static Task MoveAsync(
        TestDatabase home, TestDatabase other, string to, string portfolio = "capital")
    {
        var east = new OtherDatabase(SpreadLedger.Other, other.Connections.App,
            other.Connections.AreSeparate ? other.Connections.Migrator : null);
        var settings = new DatabaseSettings(
            ImmutableSortedDictionary<string, OtherDatabase>.Empty.Add(east.Name, east), "home");
        return new PortfolioMove(home.Connections, settings, new Progress<Moved>())
            .RunAsync(Key.Parse(portfolio), to, default);
    }

    /// <summary>Waits until the portfolio is served again, wherever it is.</summary>
    private static Task ServedAsync(SpreadLedger ledger) => Journaling.Wait.UntilAsync(async () =>
    {
        using var answer = await ledger.Client.GetAsync($"/api/v1/portfolios/{Capital}");
        return answer.StatusCode == HttpStatusCode.OK;
    });

    private static async Task<JsonNode> RecordAsync(SpreadLedger ledger, string department)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Post, "/api/v1/portfolios/capital/departments")
        {
            Content = new StringContent(
                $$"""{"key":"{{department}}","name":"{{department}}"}""",
                new System.Net.Http.Headers.MediaTypeHeaderValue("application/json")),
        };
        request.Headers.Add("Idempotency-Key", $"once-{department}");
        using var answer = await ledger.Client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!;
    }

    /// <summary>The signed checkpoint over all events, once there is one.</summary>
    private static async Task<string> SignedAsync(SpreadLedger ledger)
    {
        var note = "";
        await Journaling.Wait.UntilAsync(async () =>
        {
            using var answer = await ledger.Client.GetAsync(
                "/api/v1/portfolios/capital/log/checkpoint");
            note = await answer.Content.ReadAsStringAsync();
            return answer.IsSuccessStatusCode && note.Split('\n')[1] == "2";
        });
        return note;
    }
}
