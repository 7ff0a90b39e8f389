using System.Net.Http.Json;
using PortfolioLedger.Tests.EmbeddedPostgres;
using PortfolioLedger.Tests.Journaling;

namespace PortfolioLedger.Tests.Projections;

public class KilledFollowerTests
{
    [Fact]
    public async Task Killed_while_it_follows_it_catches_up_at_the_next_start()
    {
        await using var home = new Home();
        var written = 0;
        for (var cycle = 0; cycle < LongRuns.Times(1, 10); cycle++)
        {
            using var ledger = await LedgerProcess.StartAsync(home, follow: true);
            if (cycle == 0)
                await PostAsync(ledger, "/api/v1/portfolios",
                    new { key = "capital", name = "Capital plan", currency = "USD" });
            for (var i = 0; i < 60; i++, written++)
                await PostAsync(ledger, "/api/v1/portfolios/capital/departments",
                    new { key = $"d{written}", name = "Works" });
            ledger.Kill();
        }
        await using (var server = await home.StartAsync())
        await using (var judge = JournalNode.Restarted(server.ConnectionStringTo("ledger")))
            Assert.Equal(written + 1, await judge.QueryAsync<long>(
                "select count(*) from ledger.mt_events"));
        using (await LedgerProcess.StartAsync(home, follow: true))
        {
            await using var server = await home.FindOrStartAsync();
            await using var beside = JournalNode.Restarted(server.ConnectionStringTo("ledger"));
            await Wait.UntilAsync(async () => await beside.QueryAsync<long>(
                "select count(*) from bi.decision") == written + 1, TimeSpan.FromSeconds(60));
            await new Following(beside).AssertAsRebuiltAsync();
        }
    }

    private static async Task PostAsync(LedgerProcess ledger, string path, object body)
    {
        using var answer = await ledger.Http.PostAsJsonAsync(path, body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }
}
