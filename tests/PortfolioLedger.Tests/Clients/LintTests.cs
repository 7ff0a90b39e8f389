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

    /// <summary>
    /// Paths like <c>imports/{import}/reversal</c> and <c>imports/mappings/{mapping}</c> are told
    /// apart by their methods.
    /// </summary>
    [Fact]
    public async Task An_address_and_a_method_lead_to_one_operation()
    {
        var description = await (await shared.HostAsync()).Anonymous.Get("/openapi/v1.json");
        var operations = description.Json["paths"]!.AsObject()
            .SelectMany(path => path.Value!.AsObject()
                .Select(operation => (Path: path.Key.Split('/'), Method: operation.Key)))
            .ToArray();

        Assert.Empty(
            from a in operations
            from b in operations
            where a.Method == b.Method && a.Path != b.Path && AreAlike(a.Path, b.Path)
            select $"{a.Method} {string.Join('/', a.Path)} {string.Join('/', b.Path)}");
    }

    [Fact]
    public async Task Spectral_finds_nothing_to_complain_about()
    {
        using var description = await DescriptionFolder.OfAsync(await shared.HostAsync());

        var lint = await ClientTools.NodeAsync("node_modules/@stoplight/spectral-cli/dist/index.js",
            "lint", description.File, "--ruleset", "spectral.yaml", "--fail-severity", "hint");

        lint.AssertPassed();
    }

    /// <summary>An address can fit both, and neither is more exact than the other.</summary>
    private static bool AreAlike(string[] a, string[] b) =>
        a.Length == b.Length && a.Count(IsVariable) == b.Count(IsVariable)
        && a.Zip(b).All(pair => IsVariable(pair.First) || IsVariable(pair.Second)
            || pair.First == pair.Second);

    private static bool IsVariable(string part) => part.StartsWith('{');
}
