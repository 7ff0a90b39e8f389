using System.Text.Json.Nodes;
using PortfolioLedger.Tests.Clients;

namespace PortfolioLedger.Tests.Access.SignIn;

/// <summary>What the API description says of signing in.</summary>
public sealed class DescribedSignInTests(SignInFixture fixture) : IClassFixture<SignInFixture>
{
    [Fact]
    public async Task The_description_names_the_provider_and_the_cookie_and_linters_find_nothing()
    {
        using var browser = fixture.Ledger.Browser();
        var description = (await browser.OpenAsync(fixture.Ledger.At("/openapi/v1.json"))).Reply;
        var schemes = description.Json["components"]!["securitySchemes"]!;
        Assert.Equal(("openIdConnect",
                $"{fixture.Provider.Address}/.well-known/openid-configuration"),
            ((string?)schemes["provider"]!["type"],
                (string?)schemes["provider"]!["openIdConnectUrl"]));
        Assert.Equal(("apiKey", "cookie", "ledger-session"),
            ((string?)schemes["session"]!["type"], (string?)schemes["session"]!["in"],
                (string?)schemes["session"]!["name"]));
        Assert.Equal(["token", "provider", "session"], description.Json["security"]!.AsArray()
            .Select(s => s!.AsObject().Single<KeyValuePair<string, JsonNode?>>().Key));

        using var folder = await DescriptionFolder.OfAsync(description.Text);
        var redocly = await ClientTools.NodeAsync("node_modules/@redocly/cli/bin/cli.js",
            "lint", folder.File, "--config", "redocly.yaml", "--format", "json");
        redocly.AssertPassed();
        Assert.Contains("\"warnings\": 0", redocly.Output, StringComparison.Ordinal);
        (await ClientTools.NodeAsync("node_modules/@stoplight/spectral-cli/dist/index.js",
            "lint", folder.File, "--ruleset", "spectral.yaml", "--fail-severity", "hint"))
            .AssertPassed();
    }
}
