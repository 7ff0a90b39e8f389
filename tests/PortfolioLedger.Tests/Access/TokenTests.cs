using System.Net.Http.Headers;
using System.Security.Cryptography;
using Alba;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using PortfolioLedger.Access;

namespace PortfolioLedger.Tests.Access;

/// <summary>Callers with access tokens, in Production, where there are no personas.</summary>
public sealed class TokenTests : IAsyncLifetime
{
    private const string Issuer = "https://login.example";

    private readonly RsaSecurityKey _key = new(RSA.Create(2048)) { KeyId = "k1" };
    private TestDatabase _database = null!;
    private IAlbaHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await TestCluster.CreateLedgerAsync();
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { EnvironmentName = "Production" }
        );
        builder.Configuration["Access:Authority"] = Issuer;
        builder.Configuration["Access:Audience"] = "portfolio-ledger";
        builder.AddLedger(_database.Connections);
        builder.Services.Configure<JwtBearerOptions>(
            JwtBearerDefaults.AuthenticationScheme,
            options =>
                options.Configuration = new OpenIdConnectConfiguration
                {
                    Issuer = Issuer,
                    SigningKeys = { _key },
                }
        );
        _host = await AlbaHost.For(builder, app => app.MapLedger());
        Assert.Equal(201, await OpenAsync(Token("boss", ["approver"])));
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task A_token_with_a_role_for_all_portfolios_reads_and_decides() =>
        Assert.Equal(201, await RegisterAsync(Token("alice", ["contributor"])));

    [Fact]
    public async Task A_role_for_this_portfolio_counts_and_one_for_another_does_not()
    {
        Assert.Equal(200, await ReadAsync(Token("vera", ["capital:viewer"])));
        Assert.Equal(403, await ReadAsync(Token("vera", ["other:viewer"])));
        Assert.Equal(403, await RegisterAsync(Token("vera", ["capital:viewer"])));
    }

    [Fact]
    public async Task A_token_of_another_key_audience_issuer_or_time_is_nobody()
    {
        var foreign = new RsaSecurityKey(RSA.Create(2048)) { KeyId = "k1" };
        Assert.Equal(401, await ReadAsync(Token("eve", ["viewer"], key: foreign)));
        Assert.Equal(401, await ReadAsync(Token("eve", ["viewer"], audience: "somebody-else")));
        Assert.Equal(
            401,
            await ReadAsync(Token("eve", ["viewer"], issuer: "https://evil.example"))
        );
        Assert.Equal(
            401,
            await ReadAsync(Token("eve", ["viewer"], expires: DateTime.UtcNow.AddHours(-1)))
        );
        Assert.Equal(401, await ReadAsync(Token("eve", ["viewer"]).Split('.')[0] + ".e30."));
    }

    [Theory]
    [InlineData("token:board-dashboard")]
    [InlineData("import:jira-issues")]
    [InlineData("cli:root")]
    public async Task A_provider_names_nobody_as_the_ledger_names_its_own(string sub)
    {
        Assert.Equal(401, await ReadAsync(Token(sub, ["viewer"])));
        Assert.Equal(200, await ReadAsync(Token(sub.Replace(':', '-'), ["viewer"])));
    }

    [Fact]
    public async Task A_token_without_any_role_is_refused_and_a_persona_is_nobody_in_production()
    {
        Assert.Equal(403, await ReadAsync(Token("nora", [])));
        Assert.Equal(401, await SendAsync(HttpMethod.Get, "/capital/initiatives",
            new AuthenticationHeaderValue("Persona", "alice;approver")));
    }

    [Fact]
    public void An_authority_without_an_audience_does_not_start()
    {
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { EnvironmentName = "Production" }
        );
        builder.Configuration["Access:Authority"] = Issuer;
        var refused = Assert.Throws<StartRefusedException>(() =>
            builder.AddLedger("Host=127.0.0.1")
        );
        Assert.Contains("Access__Audience", refused.Message);
    }

    [Theory]
    [InlineData("nonce", "n-1")]
    [InlineData("at_hash", "h-1")]
    [InlineData("typ", "ID")]
    public async Task An_ID_token_lets_nobody_in(string claim, string value) =>
        Assert.Equal(401, await ReadAsync(Token("eve", ["viewer"], more: (claim, value))));

    [Fact]
    public async Task An_access_token_with_scope_and_nonce_is_one() =>
        Assert.Equal(200, await ReadAsync(
            Token("vera", ["viewer"], more: ("nonce", "n-1"), scope: "openid")));

    private string Token(
        string sub,
        string[] roles,
        RsaSecurityKey? key = null,
        string audience = "portfolio-ledger",
        string issuer = Issuer,
        DateTime? expires = null,
        (string Claim, string Value)? more = null,
        string? scope = null
    )
    {
        var claims = new Dictionary<string, object> { ["sub"] = sub, ["roles"] = roles };
        if (more is var (claim, value))
            claims[claim] = value;
        if (scope is not null)
            claims["scope"] = scope;
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(
            new SecurityTokenDescriptor
            {
                Issuer = issuer,
                Audience = audience,
                Claims = claims,
                NotBefore = DateTime.UtcNow.AddHours(-2),
                Expires = expires ?? DateTime.UtcNow.AddMinutes(5),
                SigningCredentials = new(key ?? _key, SecurityAlgorithms.RsaSha256),
            }
        );
    }

    private Task<int> OpenAsync(string token) => SendAsync(HttpMethod.Post, "",
        new("Bearer", token), """{"key":"capital","name":"City capital plan","currency":"USD"}""");

    private Task<int> RegisterAsync(string token) =>
        SendAsync(
            HttpMethod.Post,
            "/capital/departments",
            new("Bearer", token),
            """{"key":"dep","name":"Water"}"""
        );

    private Task<int> ReadAsync(string token) =>
        SendAsync(HttpMethod.Get, "/capital/initiatives", new("Bearer", token));

    private async Task<int> SendAsync(
        HttpMethod method, string path, AuthenticationHeaderValue caller, string? body = null)
    {
        using var client = _host.GetTestClient();
        using var request = new HttpRequestMessage(method, "/api/v1/portfolios" + path);
        request.Headers.Authorization = caller;
        if (body is not null)
            request.Content = new StringContent(body, new MediaTypeHeaderValue("application/json"));
        using var response = await client.SendAsync(request);
        return (int)response.StatusCode;
    }
}
