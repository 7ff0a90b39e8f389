using System.Collections.Immutable;
using System.Security.Claims;
using System.Text.Json;
using CsCheck;
using Microsoft.IdentityModel.JsonWebTokens;
using PortfolioLedger.Access;
using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Tests.Access;

/// <summary>The shapes in which providers say what somebody may do.</summary>
public sealed class ProviderClaimsTests
{
    [Theory]
    [InlineData("roles", """{"roles":["viewer","capital:approver"]}""", "viewer capital:approver")]
    [InlineData("roles", """{"roles":"viewer"}""", "viewer")]
    [InlineData("roles", """{"roles":"viewer capital:approver"}""", "viewer capital:approver")]
    [InlineData("roles", """{"roles":" viewer,capital:approver "}""", "viewer capital:approver")]
    [InlineData("roles", """{"roles":["viewer capital:approver"]}""", "viewer capital:approver")]
    [InlineData("roles", """{"roles":["viewer","viewer"]}""", "viewer")]
    [InlineData("realm_access.roles", """{"realm_access":{"roles":["approver"]}}""", "approver")]
    [InlineData("resource_access.ledger.roles",
        """{"resource_access":{"ledger":{"roles":["auditor"]},"account":{"roles":["approver"]}}}""",
        "auditor")]
    [InlineData("resource_access.ledger.example.org.roles",
        """{"resource_access":{"ledger.example.org":{"roles":["auditor"]}}}""", "auditor")]
    [InlineData("https://ledger.example/roles",
        """{"https://ledger.example/roles":["viewer"]}""", "viewer")]
    [InlineData("a.b", """{"a.b":["viewer"],"a":{"b":["approver"]}}""", "viewer")]
    [InlineData("roles", """{"roles":[]}""", "")]
    [InlineData("roles", """{"groups":["approver"]}""", "")]
    [InlineData("roles", """{"roles":{"approver":true}}""", "")]
    [InlineData("roles", """{"roles":[["approver"],1,null,true]}""", "")]
    [InlineData("roles", """{"roles":["Approver","APPROVER","approvers","board"]}""", "")]
    [InlineData("roles", """{"roles":["Capital:approver","capital:","a b:c",":approver"]}""", "")]
    [InlineData("realm_access.roles", """{"realm_access":"{\"roles\":1}"}""", "")]
    [InlineData("realm_access.roles", """{"realm_access":"not json"}""", "")]
    [InlineData("realm_access.roles", """{"realm_access":["approver"]}""", "")]
    [InlineData("realm_access.roles.x", """{"realm_access":{"roles":["approver"]}}""", "")]
    public void A_claim_gives_the_roles_it_names_and_no_others(
        string path, string token, string expected) =>
        Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(),
            Texts(Read(path, token, null)).Order());

    [Theory]
    [InlineData("""{"roles":["Ledger.Approver"]}""", "approver")]
    [InlineData("""{"roles":"PMO Board"}""", "capital:approver water:viewer")]
    [InlineData("""{"roles":"Ledger.Approver,urn:group:7"}""", "approver capital:viewer")]
    [InlineData("""{"roles":["ledger.approver","approver","capital:approver"]}""", "")]
    public void With_a_map_only_what_it_names_counts(string token, string expected) =>
        Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(),
            Texts(Read("roles", token, new Dictionary<string, ImmutableArray<string>>
            {
                ["Ledger.Approver"] = ["approver"],
                ["PMO Board"] = ["capital:approver", "water:viewer"],
                ["urn:group:7"] = ["capital:viewer"],
            }.ToImmutableDictionary())).Order());

    [Fact]
    public void A_role_of_a_portfolio_never_counts_in_another()
    {
        var role = Gen.Int[0, 4].Select(i => Enum.GetValues<Role>()[i]);
        string?[] keys = [null, "capital", "water", "cap", "capital-2"];
        var portfolio = Gen.Int[0, 4].Select(i => keys[i]);
        Gen.Select(portfolio, role).List[0, 8].Sample(given =>
        {
            var grants = Grants.Of(given.Select(g => (g.Item1 is null ? "" : g.Item1 + ":")
                + Enumeration<Role>.NameOf(g.Item2)));
            foreach (var asked in (string?[])[null, "capital", "water", "cap", "other"])
                Assert.Equal(
                    given.Where(g => g.Item1 is null || g.Item1 == asked).Select(g => g.Item2)
                        .Distinct().Order(),
                    grants.In(asked).AsEnumerable());
            Assert.Equal(given.Any(g => g.Item1 is null), grants.Portfolios is null);
        });
    }

    [Fact]
    public void Another_claim_may_name_the_person()
    {
        var claims = new ProviderClaims("oid", "roles", null);
        var caller = claims.CallerOf(Principal("""
            {"sub":"pairwise","oid":"7","preferred_username":"ann@ledger.example","exp":1800000000}
            """), CallerMeans.Token);
        Assert.Equal(("7", "ann@ledger.example", DateTimeOffset.FromUnixTimeSeconds(1800000000)),
            (caller.Id, caller.Name, caller.Until));
        Assert.Equal("unauthenticated", Assert.Throws<AccessDeniedException>(() =>
            claims.CallerOf(Principal("""{"sub":"pairwise"}"""), CallerMeans.Token)).Code);
    }

    private static Grants Read(
        string path, string token, ImmutableDictionary<string, ImmutableArray<string>>? map)
    {
        var claims = JsonElement.Parse(token).EnumerateObject()
            .Append(JsonElement.Parse("""{"sub":"ann"}""").EnumerateObject().Single())
            .ToDictionary(p => p.Name, p => p.Value);
        return new ProviderClaims("sub", path, map)
            .CallerOf(Principal(JsonSerializer.Serialize(claims)), CallerMeans.Token).Roles;
    }

    /// <summary>As the framework reads it from a token.</summary>
    private static ClaimsPrincipal Principal(string payload) =>
        new(new ClaimsIdentity(new JsonWebToken("""{"alg":"none"}""", payload).Claims));

    private static IEnumerable<string> Texts(Grants grants) =>
        grants.Everywhere.Select(Enumeration<Role>.NameOf).Concat(grants.ByPortfolio.SelectMany(
            p => p.Value.Select(role => $"{p.Key}:{Enumeration<Role>.NameOf(role)}")));
}
