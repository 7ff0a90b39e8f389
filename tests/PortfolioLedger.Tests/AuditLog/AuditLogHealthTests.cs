using PortfolioLedger.Tests.Http.Commands;
using PortfolioLedger.Tests.Journaling;

namespace PortfolioLedger.Tests.AuditLog;

/// <summary>What readiness says of the audit log.</summary>
public sealed class AuditLogHealthTests
{
    [Fact]
    public async Task All_is_well_while_checkpoints_follow()
    {
        await using var host = await LedgerHost.StartAsync();
        Assert.Equal(("healthy", "Checkpoints follow every portfolio."), await host.HealthAsync());
        var portfolio = await host.OpenAsync();
        await WitnessedLedger.UntilAsync(async () =>
            (await portfolio.Approver.Get(portfolio.PathOf("log/checkpoint"))).Status == 200);
        Assert.Equal("healthy", (await host.HealthAsync()).Status);
    }

    [Fact]
    public async Task A_portfolio_that_is_read_only_is_named_with_the_reason_and_makes_unready()
    {
        await using var host = await LedgerHost.StartAsync();
        var portfolio = await host.OpenAsync();
        var other = await host.OpenAsync();
        await HaltAsync(portfolio);
        var (status, detail) = await host.HealthAsync();

        Assert.Equal("unhealthy", status);
        Assert.Contains($"'{portfolio.Key}' is read-only", detail, StringComparison.Ordinal);
        Assert.Contains("it ends at position 1", detail, StringComparison.Ordinal);
        Assert.DoesNotContain(other.Key, detail, StringComparison.Ordinal);
        Assert.Equal(503, (await host.Anonymous.Get("/health/ready")).Status);
    }

    [Fact]
    public async Task Without_its_key_the_log_is_degraded_and_says_how_long_events_wait()
    {
        await using var database = await TestCluster.CreateLedgerAsync();
        string key;
        await using (var before = await LedgerHost.StartAsync(database))
        {
            var opened = await before.OpenAsync();
            key = opened.Key;
            await WitnessedLedger.UntilAsync(async () =>
                (await opened.Approver.Get(opened.PathOf("log/checkpoint"))).Status == 200);
        }
        var missing = TestFolder.New();
        await using (var host = await LedgerHost.StartAsync(database, settings: new()
        {
            ["AuditLog:KeyFile"] = missing,
        }))
        {
            await new TestPortfolio(host, key).RecordAsync();
            await WitnessedLedger.UntilAsync(async () => (await host.HealthAsync()).Detail
                .Contains($"An event of '{key}' has waited", StringComparison.Ordinal));
            var (status, detail) = await host.HealthAsync();

            Assert.Equal("degraded", status);
            Assert.Contains("Nothing is signed: The key of the audit log", detail,
                StringComparison.Ordinal);
            Assert.Equal(200, (await host.Anonymous.Get("/health/ready")).Status);
        }
        // In a process of its own: hosts in one process share what belongs to the process.
        using var ledger = await LedgerProcess.StartAsync(
            database, environment: [("AuditLog__KeyFile", missing)]);
        await WitnessedLedger.UntilAsync(async () => WitnessedLedger.MetricIn(
            await ledger.Http.GetStringAsync("/metrics", TestContext.Current.CancellationToken),
            "ledger_log_unsigned_age_seconds") > 10);
    }

    private static Task HaltAsync(TestPortfolio portfolio) => TestDatabase.ExecuteAsync(
        portfolio.Host.Database.ConnectionString, $"""
            insert into log.halt (portfolio, epoch, lost_from, checkpoint, detail)
            values ('{portfolio.Key}', 1, 2, 'none',
                'it ends at position 1 of epoch 1, and 2 events of epoch 1 were signed')
            """);
}
