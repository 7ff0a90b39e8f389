using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using PortfolioLedger.Tests.Http.Commands;
using PortfolioLedger.Tests.Journaling;

namespace PortfolioLedger.Tests.Access.SignIn;

/// <summary>Access tokens of the provider, and those that only look like it.</summary>
public sealed class ProviderTokenTests(SignInFixture fixture) : IClassFixture<SignInFixture>
{
    private SignInLedger Ledger => fixture.Ledger;

    private IdentityProvider Provider => fixture.Provider;

    public static TheoryData<string> Forgeries => [.. Changes.Keys];

    /// <summary>Each a token as the provider signs it, but for one thing.</summary>
    private static readonly Dictionary<string, Func<ProviderTokenTests, Task<string>>> Changes =
        new(StringComparer.Ordinal)
        {
            ["of no algorithm"] = t => t.UnsignedAsync("none"),
            ["of no algorithm, in another case"] = t => t.UnsignedAsync("nOnE"),
            ["of no algorithm, with a signature"] = async t =>
                await t.UnsignedAsync("none") + "AAAA",
            ["signed with the public key as a secret, PEM"] = t =>
                t.SharedSecretAsync(key => Encoding.ASCII.GetBytes(key.ExportRSAPublicKeyPem())),
            ["signed with the public key as a secret, PEM of its info"] = t => t.SharedSecretAsync(
                key => Encoding.ASCII.GetBytes(key.ExportSubjectPublicKeyInfoPem() + "\n")),
            ["signed with the public key as a secret, DER"] = t =>
                t.SharedSecretAsync(key => key.ExportSubjectPublicKeyInfo()),
            ["signed with the public key as a secret, modulus"] = t =>
                t.SharedSecretAsync(key => key.ExportParameters(false).Modulus!),
            ["for another audience"] = t => t.SignedAsync(c => c["aud"] = "somebody-else"),
            ["for no audience"] = t => t.SignedAsync(c => c.Remove("aud")),
            ["of another issuer"] = t => t.SignedAsync(c => c["iss"] = "https://evil.example"),
            ["of an issuer that begins alike"] = t => t.SignedAsync(c => c["iss"] += ".evil"),
            ["of no issuer"] = t => t.SignedAsync(c => c.Remove("iss")),
            ["expired"] = t => t.SignedAsync(c => c["exp"] = In(-120)),
            ["that never expires"] = t => t.SignedAsync(c => c.Remove("exp")),
            ["not yet valid"] = t => t.SignedAsync(c => c["nbf"] = In(+120)),
            ["of nobody"] = t => t.SignedAsync(c => c.Remove("sub")),
            ["of another key with the same id"] = t => t.OwnKeyAsync((_, _) => { }),
            ["of a key that comes along"] = t => t.OwnKeyAsync((header, key) =>
            {
                var parameters = key.ExportParameters(false);
                header["jwk"] = new JsonObject
                {
                    ["kty"] = "RSA", ["e"] = Encoded(parameters.Exponent!),
                    ["n"] = Encoded(parameters.Modulus!),
                };
            }),
            ["of an unknown key"] = t => t.OwnKeyAsync((header, _) => header["kid"] = "k99"),
            ["of no named key"] = t => t.OwnKeyAsync((header, _) => header.Remove("kid")),
            ["with other claims under its signature"] = async t =>
            {
                var parts = (await t.SignedAsync(c => c["roles"] = "viewer")).Split('.');
                parts[1] = (await t.SignedAsync(_ => { })).Split('.')[1];
                return string.Join('.', parts);
            },
            ["cut off"] = async t => (await t.SignedAsync(_ => { }))[..^10],
        };

    [Fact]
    public async Task A_token_of_the_provider_is_taken()
    {
        await Provider.AddServiceAsync("service-dashboard", "viewer", "water:contributor");
        using var browser = Ledger.Browser();
        var token = SignInLedger.Bearer(await Provider.TokenOfServiceAsync("service-dashboard"));
        var me = (await Ledger.GetAsync(browser, "me", token)).Json;
        Assert.Equal(("service-dashboard", "token"), ((string?)me["id"], (string?)me["means"]));
        Assert.InRange(DateTimeOffset.Parse((string)me["until"]!),
            DateTimeOffset.UtcNow.AddSeconds(1), DateTimeOffset.UtcNow.AddDays(2));
        Assert.Equal(200,
            (await Ledger.GetAsync(browser, "portfolios/capital/ranking", token)).Status);
        Assert.Empty(browser.Given);

        // The one that forgeries are made of.
        Assert.Equal(200, (await ReadAsync(await SignedAsync(_ => { }))).Status);
    }

    [Theory]
    [MemberData(nameof(Forgeries))]
    public async Task A_token_is_nobodys_when_it_is(string forgery) =>
        (await ReadAsync(await Changes[forgery](this))).AssertProblem(401, "unauthenticated");

    [Fact]
    public async Task A_token_with_a_role_in_another_portfolio_may_nothing_in_this_one()
    {
        var token = await SignedAsync(c => c["roles"] = new JsonArray("water:approver"));
        (await ReadAsync(token)).AssertProblem(403, "role-required");
        using var browser = Ledger.Browser();
        Assert.Equal(["water"], (await Ledger.GetAsync(
                browser, "portfolios", SignInLedger.Bearer(token)))
            .Json["items"]!.AsArray().Select(i => (string)i!["portfolio"]!));
        (await Ledger.PostAsync(browser, "portfolios", """{"key":"x","name":"X","currency":"USD"}""",
            SignInLedger.Bearer(token))).AssertProblem(403, "role-required");
    }

    [Theory]
    [InlineData("viewer capital:contributor", 201)]
    [InlineData("viewer, capital:contributor", 201)]
    [InlineData("viewer,water:contributor", 403)]
    public async Task Roles_may_come_in_one_text(string roles, int registering)
    {
        var token = await SignedAsync(c => c["roles"] = roles);
        using var browser = Ledger.Browser();
        Assert.Equal(registering, (await Ledger.PostAsync(browser, "portfolios/capital/departments",
            $$"""{"key":"r{{Guid.NewGuid():n}}","name":"Water"}""",
            SignInLedger.Bearer(token))).Status);
    }

    [Fact]
    public async Task When_the_provider_changes_its_key_tokens_of_the_new_one_count_and_of_the_former_no_more()
    {
        await using var provider = await IdentityProvider.StartAsync();
        await using var ledger = await SignInLedger.StartAsync(provider, fixture.Database);
        var former = await provider.SignAsync(Genuine(provider));
        Assert.Equal(200, (await ReadAsync(former, ledger)).Status);

        await provider.RotateAsync();
        var next = await provider.SignAsync(Genuine(provider));
        await Wait.UntilAsync(async () => (await ReadAsync(next, ledger)).Status == 200);
        (await ReadAsync(former, ledger)).AssertProblem(401, "unauthenticated");
        Assert.Equal(200, (await ReadAsync(next, ledger)).Status);
    }

    [Fact]
    public async Task Without_the_provider_tokens_cannot_be_checked_and_nobody_can_sign_in()
    {
        await using var provider = await IdentityProvider.StartAsync();
        await using var ledger = await SignInLedger.StartAsync(provider, fixture.Database);
        var token = await provider.SignAsync(Genuine(provider));
        await provider.SetDownAsync(true);
        (await ReadAsync(token, ledger)).AssertProblem(503, "provider-unavailable");
        using var browser = ledger.Browser();
        (await browser.SendAsync(HttpMethod.Get, ledger.At("/sign-in"))).Reply
            .AssertProblem(503, "provider-unavailable");
        Assert.Equal(200, (await browser.OpenAsync(ledger.At("/problems"))).Reply.Status);
    }

    private static long In(int seconds) =>
        DateTimeOffset.UtcNow.AddSeconds(seconds).ToUnixTimeSeconds();

    private static JsonObject Genuine(IdentityProvider provider) => new()
    {
        ["iss"] = provider.Address, ["aud"] = "portfolio-ledger", ["sub"] = "genuine",
        ["iat"] = In(0), ["exp"] = In(300), ["roles"] = new JsonArray("approver"),
    };

    private async Task<Reply> ReadAsync(string token, SignInLedger? ledger = null)
    {
        ledger ??= Ledger;
        using var browser = ledger.Browser();
        return await ledger.GetAsync(
            browser, "portfolios/capital/ranking", SignInLedger.Bearer(token));
    }

    /// <summary>By the provider's own key, with changed claims.</summary>
    private Task<string> SignedAsync(Action<JsonObject> change)
    {
        var claims = Genuine(Provider);
        change(claims);
        return Provider.SignAsync(claims);
    }

    private async Task<string> UnsignedAsync(string algorithm) =>
        $"{Encoded(await HeaderAsync(algorithm))}.{Encoded(Genuine(Provider))}.";

    private async Task<string> SharedSecretAsync(Func<RSA, byte[]> secret)
    {
        var key = JsonNode.Parse(await Provider.KeysAsync())!["keys"]![0]!;
        using var rsa = RSA.Create(new RSAParameters
        {
            Modulus = WebEncoders.Base64UrlDecode((string)key["n"]!),
            Exponent = WebEncoders.Base64UrlDecode((string)key["e"]!),
        });
        var signed = $"{Encoded(await HeaderAsync("HS256"))}.{Encoded(Genuine(Provider))}";
        return $"{signed}.{Encoded(HMACSHA256.HashData(
            secret(rsa), Encoding.ASCII.GetBytes(signed)))}";
    }

    private async Task<string> OwnKeyAsync(Action<JsonObject, RSA> change)
    {
        using var rsa = RSA.Create(2048);
        var header = await HeaderAsync("RS256");
        change(header, rsa);
        var signed = $"{Encoded(header)}.{Encoded(Genuine(Provider))}";
        return $"{signed}.{Encoded(rsa.SignData(Encoding.ASCII.GetBytes(signed),
            HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    /// <summary>With the id of the key that the provider signs with.</summary>
    private async Task<JsonObject> HeaderAsync(string algorithm) => new()
    {
        ["alg"] = algorithm, ["typ"] = "at+jwt",
        ["kid"] = (string)JsonNode.Parse(await Provider.KeysAsync())!["keys"]![0]!["kid"]!,
    };

    private static string Encoded(JsonObject json) =>
        Encoded(Encoding.UTF8.GetBytes(json.ToJsonString()));

    private static string Encoded(byte[] bytes) => WebEncoders.Base64UrlEncode(bytes);
}
