using System.Security.Cryptography.Pkcs;
using System.Text;
using System.Text.Json.Nodes;
using PortfolioLedger.Core.AuditLog;
using PortfolioLedger.Tests.Http.Commands;

namespace PortfolioLedger.Tests.AuditLog;

/// <summary>What an authority sends that nobody should trust.</summary>
public sealed class UntrustedTimeStampTests(LyingAuthority shared) : IClassFixture<LyingAuthority>
{
    [Theory]
    [InlineData("wrong-nonce", "invalid", "no time stamp for what was asked")]
    [InlineData("other-text", "invalid", "no time stamp for what was asked")]
    [InlineData("rejection", "invalid", "no time stamp for what was asked")]
    [InlineData("garbage", "invalid", "no time stamp for what was asked")]
    [InlineData("nothing", "invalid", "no time stamp for what was asked")]
    [InlineData("damaged", "invalid", "")]
    [InlineData("foreign", "invalid", "CertificateFile does not trust")]
    [InlineData("huge", "invalid", "more than 64 KiB")]
    [InlineData("redirect", "refused", "redirects are not followed")]
    [InlineData("not-found", "refused", "answered 404")]
    [InlineData("overloaded", "unreachable", "answered 503")]
    public async Task A_stamp_that_cannot_be_trusted_is_named_and_not_kept(
        string lie, string kind, string word)
    {
        var (authority, host) = (shared.Authority, shared.Ledger);
        authority.Lie = LieOf(lie, authority, shared.Foreign);
        var portfolio = await host.OpenAsync();
        var trouble = await TroubleAsync(portfolio);

        Assert.Equal(kind, (string)trouble["kind"]!);
        Assert.StartsWith("The time-stamp authority ", (string)trouble["detail"]!,
            StringComparison.Ordinal);
        Assert.Contains(word, (string)trouble["detail"]!, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", (string)trouble["detail"]!, StringComparison.Ordinal);
        Assert.Equal(0, await host.ScalarAsync<long>(
            "select count(*) from log.time_stamp where portfolio = $1", portfolio.Key));
        Assert.Equal(404, await TimeStampTests.StatusAsync(portfolio, ""));
        var (status, detail) = await host.HealthAsync();
        Assert.Equal("degraded", status);
        Assert.Contains((string)trouble["detail"]!, detail, StringComparison.Ordinal);
        Assert.Equal(200, (await host.Anonymous.Get("/health/ready")).Status);
        await portfolio.RecordAsync();

        authority.Lie = null;
        Assert.Null((await TimeStampTests.StampedAsync(portfolio, 1))["trouble"]);
        Assert.Equal("healthy", (await host.HealthAsync()).Status);
    }

    private static Func<Microsoft.AspNetCore.Http.HttpContext, byte[], Task> LieOf(
        string lie, TestAuthority authority, TestAuthority foreign) => lie switch
    {
        "wrong-nonce" => async (http, query) => await TestAuthority.SendAsync(
            http, await authority.ReplyAsync(Again(query, r => r.GetMessageHash().ToArray()))),
        "other-text" => async (http, query) => await TestAuthority.SendAsync(
            http, await authority.ReplyAsync(Again(query, _ => new byte[32], keepNonce: true))),
        // PKIStatusInfo with the status rejection, and no token.
        "rejection" => (http, _) => TestAuthority.SendAsync(http, [0x30, 5, 0x30, 3, 2, 1, 2]),
        "garbage" => (http, _) => TestAuthority.SendAsync(
            http, Encoding.UTF8.GetBytes("<html>Welcome</html>")),
        "nothing" => (http, _) => TestAuthority.SendAsync(http, []),
        "damaged" => async (http, query) =>
        {
            var reply = await authority.ReplyAsync(query);
            reply[^20] ^= 1;
            await TestAuthority.SendAsync(http, reply);
        },
        "foreign" => async (http, query) => await TestAuthority.SendAsync(
            http, await foreign.ReplyAsync(query)),
        "huge" => (http, _) => TestAuthority.SendAsync(http, new byte[1_000_000]),
        "redirect" => (http, _) =>
        {
            http.Response.Redirect("http://127.0.0.1:9/", permanent: true);
            return Task.CompletedTask;
        },
        "not-found" => (http, _) =>
        {
            http.Response.StatusCode = 404;
            return Task.CompletedTask;
        },
        _ => (http, _) =>
        {
            http.Response.StatusCode = 503;
            return Task.CompletedTask;
        },
    };

    /// <summary>Another query like one.</summary>
    private static byte[] Again(
        byte[] query, Func<Rfc3161TimestampRequest, byte[]> hash, bool keepNonce = false)
    {
        Assert.True(Rfc3161TimestampRequest.TryDecode(query, out var request, out _));
        return Rfc3161TimestampRequest.CreateFromHash(
            hash(request), System.Security.Cryptography.HashAlgorithmName.SHA256,
            nonce: keepNonce ? request.GetNonce() : new byte[] { 1, 2, 3, 4, 5, 6, 7, 8 },
            requestSignerCertificates: true).Encode();
    }

    internal static async Task<JsonNode> TroubleAsync(TestPortfolio portfolio)
    {
        JsonNode? trouble = null;
        await WitnessedLedger.UntilAsync(async () =>
        {
            var log = await portfolio.Approver.Get(portfolio.PathOf("log"));
            return log.Status == 200
                && (trouble = log.Json["timeStamps"]!["trouble"]) is not null;
        });
        return trouble!;
    }
}

/// <summary>A ledger, its authority, which lies when it is told to, and another one.</summary>
public sealed class LyingAuthority : IAsyncLifetime
{
    /// <summary>That of the ledger.</summary>
    internal TestAuthority Authority { get; private set; } = null!;

    /// <summary>One that the ledger does not trust.</summary>
    internal TestAuthority Foreign { get; private set; } = null!;

    /// <summary>Whose checkpoints are stamped.</summary>
    internal LedgerHost Ledger { get; private set; } = null!;

    /// <summary>Starts all three.</summary>
    public async ValueTask InitializeAsync()
    {
        (Authority, Foreign) =
            (await TestAuthority.StartAsync(), await TestAuthority.StartAsync());
        Ledger = await LedgerHost.StartAsync(settings: Authority.Settings());
    }

    /// <summary>Stops them.</summary>
    public async ValueTask DisposeAsync()
    {
        await Ledger.DisposeAsync();
        await Foreign.DisposeAsync();
        await Authority.DisposeAsync();
    }
}
