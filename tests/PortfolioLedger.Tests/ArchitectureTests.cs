using ArchUnitNET.Domain;
using ArchUnitNET.Fluent;
using ArchUnitNET.Fluent.Slices;
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
        + @"|Projections|Recording)(\.|$)";

    private const string Web = @"^Microsoft\.(AspNetCore|Net\.Http)(\.|$)";

    private static readonly Architecture Application = new ArchLoader()
        .LoadAssemblies(typeof(ViewEngine).Assembly).Build();

    /// <summary>
    /// Lowest first: a folder knows only those before it. What lies in no folder puts them
    /// together.
    /// </summary>
    private static readonly string[] LowestFirst =
    [
        "Files", "EmbeddedPostgres", "Telemetry", "Access", "Privacy", "Journaling", "Audit",
        "Messaging", "Querying", "Projections", "Http", "Pages", "Erasure", "Imports", "Demo",
        "Scenarios", "Optimisation", "Recording", "Reports", "Subscriptions", "AuditLog",
        "Administration", "Doctor", "Databases", "Cli",
    ];

    /// <summary>The same within the journal.</summary>
    private static readonly string[] JournalLowestFirst = ["Reading", "Books", "Writing", "Setup"];

    public static TheoryData<string, string> Folders =>
        new(Below("PortfolioLedger", LowestFirst)
            .Concat(Below("PortfolioLedger.Journaling", JournalLowestFirst)));

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_folder_knows_none_above_it(string folder, string above)
    {
        var rule = NotDependingOn(above, folder);

        Assert.True(rule.HasNoViolations(Application), Explain(rule));
    }

    [Fact]
    public void Folders_are_free_of_cycles()
    {
        var folders = new SliceRuleCreator();
        folders.SetSliceAssignment(new(
            type => FolderOf(type) is { } folder
                ? SliceIdentifier.Of(folder)
                : SliceIdentifier.Ignore(),
            "are the folders of the application"
        ));

        Assert.True(
            new GivenSlices(folders).Should().BeFreeOfCycles().HasNoViolations(Application)
        );
    }

    [Fact]
    public void Every_folder_has_its_place_in_the_order() =>
        Assert.Equal(
            LowestFirst.Order(StringComparer.Ordinal),
            Application.Types.Select(FolderOf).OfType<string>().Distinct()
                .Order(StringComparer.Ordinal)
        );

    [Fact]
    public void A_folder_that_knows_one_above_it_is_found() =>
        Assert.False(
            NotDependingOn(@"^PortfolioLedger\.Journaling(\.|$)", @"^PortfolioLedger\.Cli(\.|$)")
                .HasNoViolations(Application)
        );

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

    private static IEnumerable<(string, string)> Below(string root, string[] lowestFirst) =>
        lowestFirst.SkipLast(1).Select((folder, i) => (
            $@"^{root}\.{folder}(\.|$)",
            $@"^{root}\.({string.Join('|', lowestFirst[(i + 1)..])})(\.|$)"
        ));

    private static string? FolderOf(IType type) =>
        type.Namespace.FullName.Split('.') is ["PortfolioLedger", not "Core", ..] parts
            ? parts[1] : null;

    private static IArchRule NotDependingOn(string there, string folder) =>
        Types().That().ResideInNamespaceMatching(folder).Should().NotDependOnAny(
            Types(true).That().ResideInNamespaceMatching(there));

    private static string Explain(IArchRule rule) => string.Join('\n',
        rule.Evaluate(Application).Where(result => !result.Passed)
            .Select(result => result.Description));
}
