using ArchUnitNET.Domain;
using ArchUnitNET.Fluent;
using ArchUnitNET.Loader;
using PortfolioLedger.Querying;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace PortfolioLedger.Tests;

/// <summary>Which folder of the application knows which other.</summary>
public sealed class ArchitectureTests
{
    /// <summary>What the read engine must not know: surfaces, and what is built on it.</summary>
    private const string AboveQuerying =
        @"^PortfolioLedger\.(Http|Reports|Cli|Imports|Subscriptions|Scenarios|Optimisation|Pages"
        + @"|Projections)(\.|$)";

    private const string Web = @"^Microsoft\.(AspNetCore|Net\.Http)(\.|$)";

    private static readonly Architecture Application = new ArchLoader()
        .LoadAssemblies(typeof(ViewEngine).Assembly).Build();

    [Theory]
    [InlineData(AboveQuerying)]
    [InlineData(Web)]
    public void The_read_engine_knows_nothing_of_http_nor_of_what_is_built_on_it(string forbidden)
    {
        var rule = NotDependingOn(forbidden, @"^PortfolioLedger\.Querying(\.|$)");

        Assert.True(rule.HasNoViolations(Application), Explain(rule));
    }

    [Theory]
    [InlineData(@"^PortfolioLedger\.Querying(\.|$)")]
    [InlineData(Web)]
    public void A_dependency_of_the_queries_over_http_is_found(string there) =>
        Assert.False(NotDependingOn(there, @"^PortfolioLedger\.Http\.Queries$")
            .HasNoViolations(Application));

    private static IArchRule NotDependingOn(string there, string folder) =>
        Types().That().ResideInNamespaceMatching(folder).Should().NotDependOnAny(
            Types(true).That().ResideInNamespaceMatching(there));

    private static string Explain(IArchRule rule) => string.Join('\n',
        rule.Evaluate(Application).Where(result => !result.Passed)
            .Select(result => result.Description));
}
