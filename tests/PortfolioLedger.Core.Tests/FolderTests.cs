using ArchUnitNET.Domain;
using ArchUnitNET.Fluent.Slices;
using ArchUnitNET.Loader;

namespace PortfolioLedger.Core.Tests;

/// <summary>
/// Folders depend one way: what lies lower can be read, and changed, without what lies above it.
/// </summary>
public sealed class FolderTests
{
    private static readonly System.Reflection.Assembly Core = typeof(Catalogue).Assembly;

    private static readonly IReadOnlyList<(string Place, string Name)> CoreMentions =
        Mentions.Of(Core.Location);

    [Fact]
    public void No_folder_knows_one_above_it() =>
        Assert.Empty(Folders.Breaches(CoreMentions));

    [Fact]
    public void Every_folder_has_its_place_in_the_order() =>
        Assert.Equal(Folders.LowestFirst.Order(StringComparer.Ordinal), Folders.In(CoreMentions));

    [Fact]
    public void Folders_are_free_of_cycles() =>
        Assert.True(AreFreeOfCycles(Core, "PortfolioLedger.Core"));

    [Fact]
    public void A_cycle_of_folders_is_found() =>
        Assert.False(AreFreeOfCycles(
            typeof(FolderTests).Assembly, "PortfolioLedger.Core.Tests.CyclicSamples"));

    [Fact]
    public void A_folder_that_knows_one_above_it_is_found()
    {
        var breaches = Folders.Breaches(
        [
            ("PortfolioLedger.Core.Kernel.Key PortfolioLedger.Core.Books.Rules::Of(System.String)",
                "PortfolioLedger.Core.Kernel.OrderedMap`2<PortfolioLedger.Core.Kernel.Key,"
                + "PortfolioLedger.Core.Initiatives.Initiative>"),
            ("PortfolioLedger.Core.Views.Ranking",
                "PortfolioLedger.Core.Books.FactKind PortfolioLedger.Core.Catalogue::Find()"),
            ("PortfolioLedger.Core.Catalogue", "PortfolioLedger.Core.Initiatives.Initiative"),
        ]);

        Assert.Collection(breaches,
            breach => Assert.Matches("^Books knows Initiatives:", breach),
            breach => Assert.Matches("^Views knows :", breach));
    }

    /// <summary>A folder and those in it are one slice.</summary>
    private static bool AreFreeOfCycles(System.Reflection.Assembly assembly, string root)
    {
        var rule = new SliceRuleCreator();
        rule.SetSliceAssignment(new(
            type => Folders.Below(root, type.Namespace.FullName) is { } folder
                ? SliceIdentifier.Of(folder) : SliceIdentifier.Ignore(),
            $"are the folders of {root}"));
        return new GivenSlices(rule).Should().BeFreeOfCycles()
            .HasNoViolations(new ArchLoader().LoadAssemblies(assembly).Build());
    }
}
