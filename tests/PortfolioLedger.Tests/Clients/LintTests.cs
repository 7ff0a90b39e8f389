using PortfolioLedger.Tests.Http.Commands;


namespace PortfolioLedger.Tests.Clients;

/// <summary>
/// What linters say of the API description; their rules are in <c>tests/clients</c>.
/// </summary>
public sealed class LintTests(SharedLedger shared)
{
    [Fact]
    public async Task Redocly_finds_nothing_to_complain_about()
    {
        using var description = await DescriptionFolder.OfAsync(await shared.HostAsync());

        var lint = await ClientTools.NodeAsync("node_modules/@redocly/cli/bin/cli.js",
            "lint", description.File, "--config", "redocly.yaml", "--format", "json");

        lint.AssertPassed();
        Assert.True(lint.Output.Contains("\"warnings\": 0", StringComparison.Ordinal), lint.Output);
    }

    [Fact]
    public async Task Spectral_finds_nothing_to_complain_about()
    {
        using var description = await DescriptionFolder.OfAsync(await shared.HostAsync());

        var lint = await ClientTools.NodeAsync("node_modules/@stoplight/spectral-cli/dist/index.js",
            "lint", description.File, "--ruleset", "spectral.yaml", "--fail-severity", "hint");

        lint.AssertPassed();
    }
}
