using Microsoft.Extensions.DependencyInjection;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Journaling.Books;
using PortfolioLedger.Tests.Journaling;

namespace PortfolioLedger.Tests.Http.Queries;

/// <summary>Answers about portfolios that nobody asked for lately, without their books.</summary>
public sealed class CurrentDocumentTests
{
    private static readonly string[] Named = ["ETag", "Content-Location", "Memento-Datetime",
        "Ledger-Digest", "Cache-Control", "Vary", "Content-Type"];

    [Theory]
    [InlineData("ranking")]
    [InlineData("initiatives")]
    [InlineData("overview")]
    [InlineData("timeline")]
    public async Task An_answer_of_today_is_given_again_byte_for_byte_without_the_book(string view)
    {
        await using var database = await TestCluster.CreateLedgerAsync();
        await using var writer = await LedgerHost.StartAsync(database);
        await OpenAsync(writer);
        var expected = await AskAsync(writer, view);
        Assert.Equal(expected.Text, (await StoreAsync(database, view)).Text);

        await using var next = await LedgerHost.StartAsync(database);
        var known = await AskAsync(next, view);

        Assert.False(IsLoaded(next));
        Assert.Equal(expected.Text, known.Text);
        foreach (var name in Named)
            Assert.Equal(expected.Header(name), known.Header(name));
        var again = await next.As("vera", "viewer").Get(
            $"portfolios/seldom/{view}", ("If-None-Match", known.Header("ETag")!));
        Assert.Equal((304, ""), (again.Status, again.Text));
    }

    [Fact]
    public async Task What_was_recorded_since_is_in_the_next_answer()
    {
        await using var database = await TestCluster.CreateLedgerAsync();
        await using var writer = await LedgerHost.StartAsync(database);
        await OpenAsync(writer);
        await StoreAsync(database, "initiatives");
        Assert.Equal(201, (await writer.As("pmo", "contributor").Post(
            "portfolios/seldom/departments", """{"key":"parks","name":"Parks"}""")).Status);

        await using var next = await LedgerHost.StartAsync(database);
        var answer = await AskAsync(next, "initiatives");

        Assert.Equal(await writer.PositionAsync("seldom"),
            (long)answer.Json["asOf"]!["position"]!);
        await Wait.UntilAsync(async () => await next.ScalarAsync<long>(
            "select position from ledger.current_document where portfolio = 'seldom'")
            == await writer.PositionAsync("seldom"));
    }

    [Fact]
    public async Task An_answer_of_another_day_or_version_is_not_given()
    {
        await using var database = await TestCluster.CreateLedgerAsync();
        await using var writer = await LedgerHost.StartAsync(database);
        await OpenAsync(writer);
        foreach (var change in (string[])["effective_on = effective_on - 1",
            "view_version = view_version - 1", "fold_version = fold_version - 1"])
        {
            var expected = await StoreAsync(database, "initiatives");
            await writer.ScalarAsync<int>($"""
                with changed as (update ledger.current_document set {change},
                    body = convert_to('wrong', 'UTF8') returning 1)
                select count(*)::int from changed
                """);

            await using var next = await LedgerHost.StartAsync(database);
            Assert.Equal(expected.Text, (await AskAsync(next, "initiatives")).Text);
            await next.ScalarAsync<int>("""
                with gone as (delete from ledger.current_document returning 1)
                select count(*)::int from gone
                """);
        }
    }

    [Fact]
    public async Task Whoever_asks_in_another_way_is_answered_from_the_book()
    {
        await using var database = await TestCluster.CreateLedgerAsync();
        await using var writer = await LedgerHost.StartAsync(database);
        await OpenAsync(writer);
        await StoreAsync(database, "initiatives");
        await using var next = await LedgerHost.StartAsync(database);

        var csv = await next.As("vera", "viewer").Get(
            "portfolios/seldom/initiatives", ("Accept", "text/csv"));
        Assert.StartsWith("initiative,", csv.Text, StringComparison.Ordinal);
        Assert.Equal(400, (await AskAsync(next, "initiatives?wrong=1")).Status);
        Assert.Equal(404, (await next.As("vera", "viewer").Get(
            "portfolios/nobody/initiatives")).Status);
        Assert.Equal(401, (await next.Anonymous.Get("portfolios/seldom/initiatives")).Status);
    }

    private static Task<Reply> AskAsync(LedgerHost host, string view) =>
        host.As("vera", "viewer").Get($"portfolios/seldom/{view}");

    private static bool IsLoaded(LedgerHost host) =>
        host.App.Services.GetRequiredService<BookKeeper>().IsLoaded(Key.Parse("seldom"));

    /// <summary>
    /// What a node that has just started answers, once that is stored; the node has ended then.
    /// </summary>
    private static async Task<Reply> StoreAsync(TestDatabase database, string view)
    {
        await using var node = await LedgerHost.StartAsync(database);
        var answer = await AskAsync(node, view);
        await Wait.UntilAsync(async () =>
            await node.ScalarAsync<long>("select count(*) from ledger.current_document") >= 1);
        return answer;
    }

    /// <summary>A portfolio, and a longer one, which a start loads.</summary>
    private static async Task OpenAsync(LedgerHost host)
    {
        var board = host.As("board", "approver");
        foreach (var (key, departments) in new[] { ("seldom", 1), ("often", 5) })
        {
            Assert.Equal(201, (await board.Post("portfolios",
                $$"""{"key":"{{key}}","name":"A plan","currency":"USD"}""")).Status);
            for (var i = 0; i < departments; i++)
                Assert.Equal(201, (await board.Post($"portfolios/{key}/departments",
                    $$"""{"key":"d{{i}}","name":"D"}""")).Status);
            Assert.Equal(201, (await board.Post($"portfolios/{key}/initiatives",
                """
                {"key":"croton","name":"Croton Falls","kind":"project","sponsor":"omar",
                 "department":"d0"}
                """)).Status);
        }
    }
}
