using System.Security.Cryptography.Pkcs;
using System.Text;
using System.Text.Json.Nodes;
using PortfolioLedger.Core.AuditLog;
using PortfolioLedger.Tests.Http.Commands;

namespace PortfolioLedger.Tests.AuditLog;

/// <summary>Checkpoints are stamped by an authority (RFC 3161), here <c>openssl ts</c>.</summary>
public sealed class TimeStampTests
{
    [Fact]
    public async Task The_newest_checkpoint_is_stamped_and_openssl_verifies_the_stamp()
    {
        await using var authority = await TestAuthority.StartAsync();
        await using var host = await LedgerHost.StartAsync(settings: authority.Settings());
        var portfolio = await host.OpenAsync();
        var stamped = await StampedAsync(portfolio, 1);
        var note = await portfolio.CheckpointAsync("?size=1");
        await File.WriteAllTextAsync(authority["text"], note.Text);
        var (type, reply) = await ReplyAsync(portfolio, "?size=1");
        await File.WriteAllBytesAsync(authority["stamp.tsr"], reply);

        Assert.Equal("application/timestamp-reply", type);
        Assert.Contains("Verification: OK", await authority.OpenSslAsync("ts", "-verify",
            "-data", "text", "-in", "stamp.tsr", "-CAfile", "ca.pem"), StringComparison.Ordinal);
        Assert.Equal(reply, (await ReplyAsync(portfolio, "")).Bytes);
        var age = DateTimeOffset.UtcNow - (DateTimeOffset)stamped["stampedAt"]!;
        Assert.InRange(age.TotalMinutes, -1, 60);
        Assert.Null(stamped["trouble"]);
        Assert.Equal("healthy", (await host.HealthAsync()).Status);
        Assert.True(await host.MetricAsync("ledger_log_time_stamps_total", "kept") >= 1);
        // A stamp over another text is none.
        await File.WriteAllTextAsync(authority["text"], note.Text + "x");
        Assert.NotEqual(0, (await authority.TryOpenSslAsync("ts", "-verify", "-data", "text",
            "-in", "stamp.tsr", "-CAfile", "ca.pem")).Code);
    }

    [Fact]
    public async Task The_next_stamp_follows_when_it_is_time_and_there_are_new_events()
    {
        await using var authority = await TestAuthority.StartAsync();
        await using var host = await LedgerHost.StartAsync(settings: authority.Settings());
        var first = await host.OpenAsync();
        await StampedAsync(first, 1);
        await first.RecordAsync();
        var second = await host.OpenAsync();
        await StampedAsync(second, 1);
        // The second portfolio's turn came after the first one's event, which waits for its hour.
        Assert.Equal(2, authority.Requests.Count);
        await ShiftAsync(host, first);
        var stamped = await StampedAsync(first, 2);
        await ShiftAsync(host, first);
        var third = await host.OpenAsync();
        await StampedAsync(third, 1);

        // Nothing happened in the first since: there is nothing to stamp.
        Assert.Equal(4, authority.Requests.Count);
        Assert.Equal(2, (long)stamped["size"]!);
        Assert.Equal(200, await StatusAsync(first, "?size=1"));
        Assert.Equal(200, await StatusAsync(first, "?size=2"));
        var none = await first.Approver.Get(first.PathOf("log/time-stamp?size=3"));
        Assert.Equal((404, "unknown-time-stamp"), (none.Status, none.Code));
    }

    [Fact]
    public async Task While_the_authority_is_gone_recording_goes_on_and_it_is_named()
    {
        await using var authority = await TestAuthority.StartAsync();
        await authority.StopAsync();
        await using var host = await LedgerHost.StartAsync(settings: authority.Settings());
        var portfolio = await host.OpenAsync();
        var trouble = await UntrustedTimeStampTests.TroubleAsync(portfolio);
        Assert.Equal("unreachable", (string)trouble["kind"]!);
        await portfolio.RecordAsync();
        await authority.ListenAsync();

        Assert.Null((await StampedAsync(portfolio, 1))["trouble"]);
    }

    [Fact]
    public async Task Two_nodes_do_not_have_a_checkpoint_stamped_twice()
    {
        await using var authority = await TestAuthority.StartAsync();
        await using var database = await TestCluster.CreateLedgerAsync();
        await using var one = await LedgerHost.StartAsync(
            database, settings: authority.Settings());
        await using var two = await LedgerHost.StartAsync(
            database, settings: authority.Settings());
        TestPortfolio[] portfolios =
            [await one.OpenAsync(), await two.OpenAsync(), await one.OpenAsync()];
        foreach (var portfolio in portfolios)
            await StampedAsync(portfolio, 1);

        Assert.Equal(3, authority.Requests.Count);
    }

    internal static async Task<JsonNode> StampedAsync(TestPortfolio portfolio, long size)
    {
        JsonNode? stamps = null;
        await WitnessedLedger.UntilAsync(async () =>
        {
            var log = await portfolio.Approver.Get(portfolio.PathOf("log"));
            stamps = log.Status == 200 ? log.Json["timeStamps"] : null;
            return (long?)stamps?["size"] >= size;
        });
        return stamps!;
    }

    private static async Task<(string? Type, byte[] Bytes)> ReplyAsync(
        TestPortfolio portfolio, string query)
    {
        using var client = portfolio.Host.App.Server.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Get,
            $"/api/v1/{portfolio.PathOf("log/time-stamp" + query)}");
        request.Headers.TryAddWithoutValidation("Authorization", "Persona alice;viewer");
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(200, (int)response.StatusCode);
        return (response.Content.Headers.ContentType?.MediaType,
            await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    internal static async Task<int> StatusAsync(TestPortfolio portfolio, string query) =>
        (await portfolio.Approver.Get(portfolio.PathOf("log/time-stamp" + query))).Status;

    /// <summary>An hour goes by for the stamps of a portfolio.</summary>
    private static Task ShiftAsync(LedgerHost host, TestPortfolio portfolio) =>
        TestDatabase.ExecuteAsync(host.Database.ConnectionString, $"""
            alter table log.time_stamp disable trigger user;
            update log.time_stamp set kept_at = kept_at - interval '1 hour'
                where portfolio = '{portfolio.Key}';
            alter table log.time_stamp enable always trigger append_only;
            alter table log.time_stamp enable always trigger append_only_truncate;
            """);
}
