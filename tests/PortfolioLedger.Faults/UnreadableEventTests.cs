using System.Text.Json.Nodes;

namespace PortfolioLedger.Faults;

public sealed class UnreadableEventTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact, Trait("fault", "F10")]
    public async Task An_event_that_cannot_be_read_stops_its_portfolio_by_name_and_no_other()
    {
        await using var ledger = await Installation.SharedAsync();
        using (var writer = await ledger.StartAsync())
        {
            await Writers.OpenAsync(writer.Http);
            await Writers.OpenAsync(writer.Http, "other");
        }
        await using var vandal = await ledger.JudgeAsync();
        await vandal.ExecuteAsync("""
            alter table ledger.mt_events disable trigger append_only;
            update ledger.mt_events set type = 'asteroid-sighted'
            where stream_id = 'capital' and version = 3;
            alter table ledger.mt_events enable always trigger append_only
            """);

        using var node = await ledger.StartAsync(follow: true);
        await Wait.UntilAsync(async () => await node.Http.GetAsync("/health/ready", Cancel)
            is { IsSuccessStatusCode: false } red
                && (await red.Content.ReadAsStringAsync(Cancel))
                    .Contains(Writers.Portfolio, StringComparison.Ordinal));
        var (status, answer) = await Writers.PostAsync(node.Http,
            $"portfolios/{Writers.Portfolio}/departments", """{"key":"a","name":"A"}""");
        Assert.Equal((503, "unreadable-journal"), (status, CodeOf(answer)));
        Assert.Contains("asteroid-sighted", answer, StringComparison.Ordinal);
        // Nothing is skipped: what lies behind it is in no read model.
        Assert.Equal(2L, await vandal.QueryAsync<long>(
            "select count(*) from bi.decision where portfolio = 'capital'"));
        await Writers.MustAsync(
            node.Http, "portfolios/other/departments", """{"key":"a","name":"A"}""");
        await Wait.UntilAsync(async () => await vandal.QueryAsync<long>(
            "select count(*) from bi.decision where portfolio = 'other'") == Writers.Opening + 1);
        FaultReport.Tell("F10",
            "An event of no known type: its portfolio stands still at position 2, readiness is "
            + "red and names it, recording there is 503; another portfolio goes on");
    }

    private static string? CodeOf(string answer) => (string?)JsonNode.Parse(answer)!["code"];
}
