using System.ComponentModel;
using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PortfolioLedger.Tests.Access.SignIn;

/// <summary>
/// A certified OpenID Connect provider (<c>oidc-provider</c>) in a process of its own, on loopback.
/// The build of this project installs it; without it tests are skipped.
/// </summary>
public sealed class IdentityProvider : IAsyncDisposable
{
    private static readonly string Folder = RepositoryFolder.PathOf("tests", "identity-provider");

    private readonly Process _process;
    private readonly HttpClient _tests = new() { Timeout = TimeSpan.FromSeconds(30) };

    private IdentityProvider(Process process, string address) =>
        (_process, Address) = (process, address);

    /// <summary>Its issuer.</summary>
    public string Address { get; }

    /// <summary>Completes when it takes requests.</summary>
    public static async Task<IdentityProvider> StartAsync()
    {
        Assert.SkipUnless(Directory.Exists(Path.Combine(Folder, "node_modules")),
            "The identity provider is missing: build tests/PortfolioLedger.Tests with npm at "
            + "hand, or run 'npm ci' in tests/identity-provider.");
        var process = Start();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var address = await process.StandardOutput.ReadLineAsync(limit.Token)
            ?? throw new InvalidOperationException(await process.StandardError.ReadToEndAsync());
        // Nobody reads the rest, and a full pipe would stop it.
        _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
        _ = process.StandardError.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
        return new(process, address);
    }

    /// <summary>Lets a client in.</summary>
    public Task RegisterAsync(JsonObject client) =>
        OrderAsync(new() { ["do"] = "client", ["client"] = client });

    /// <summary>Whoever types this login has these claims; null: they are shut out.</summary>
    public Task SetAccountAsync(string login, JsonObject? claims) =>
        OrderAsync(new() { ["do"] = "account", ["login"] = login, ["claims"] = claims });

    /// <summary>How long tokens issued from now on hold.</summary>
    public Task SetLifetimeAsync(TimeSpan lifetime) =>
        OrderAsync(new() { ["do"] = "lifetime", ["seconds"] = (long)lifetime.TotalSeconds });

    /// <summary>It answers everything with 503, or works again.</summary>
    public Task SetDownAsync(bool isDown) =>
        OrderAsync(new() { ["do"] = "down", ["isDown"] = isDown });

    /// <summary>Replaces its signing key; the former one is published no more.</summary>
    public Task RotateAsync() => OrderAsync(new() { ["do"] = "rotate" });

    /// <summary>How many refresh tokens have been used.</summary>
    public async Task<int> RefreshesAsync() => (int)(await OrderAsync(new()
    {
        ["do"] = "refreshes",
    }))!;

    /// <summary>Signs any claims with one of its keys, from 0; -1 is the newest.</summary>
    public async Task<string> SignAsync(JsonObject claims, int key = -1) =>
        (string)(await OrderAsync(new() { ["do"] = "sign", ["key"] = key, ["claims"] = claims }))!;

    /// <summary>The access token a service gets from it.</summary>
    public async Task<string> TokenOfServiceAsync(string service)
    {
        using var answer = await _tests.PostAsync($"{Address}/token", new FormUrlEncodedContent(
            new Dictionary<string, string>
            {
                ["grant_type"] = "client_credentials", ["client_id"] = service,
                ["client_secret"] = "secret",
            }));
        answer.EnsureSuccessStatusCode();
        return (string)(await answer.Content.ReadFromJsonAsync<JsonNode>())!["access_token"]!;
    }

    /// <summary>Registers a service with roles.</summary>
    public async Task AddServiceAsync(string service, params string[] roles)
    {
        await SetAccountAsync(service, Claims(roles));
        await RegisterAsync(new()
        {
            ["client_id"] = service, ["client_secret"] = "secret",
            ["grant_types"] = new JsonArray("client_credentials"),
            ["response_types"] = new JsonArray(), ["redirect_uris"] = new JsonArray(),
            ["token_endpoint_auth_method"] = "client_secret_post",
        });
    }

    /// <summary>Its public keys.</summary>
    public Task<string> KeysAsync() => _tests.GetStringAsync($"{Address}/jwks");

    /// <summary>Claims of somebody with these roles.</summary>
    public static JsonObject Claims(params string[] roles) =>
        new() { ["roles"] = new JsonArray([.. roles.Select(r => (JsonNode)r)]) };

    public async ValueTask DisposeAsync()
    {
        _tests.Dispose();
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static Process Start()
    {
        try
        {
            return Process.Start(new ProcessStartInfo("node")
            {
                ArgumentList = { "provider.mjs" },
                WorkingDirectory = Folder,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
        }
        catch (Win32Exception)
        {
            Assert.Skip("Node.js is missing: install version 20 or newer.");
            throw;
        }
    }

    private async Task<JsonNode?> OrderAsync(JsonObject order)
    {
        using var answer = await _tests.PostAsync(
            $"{Address}/tests", new StringContent(order.ToJsonString()));
        answer.EnsureSuccessStatusCode();
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync());
    }
}
