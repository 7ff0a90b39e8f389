using PortfolioLedger.Tests;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(LongestFirst))]

namespace PortfolioLedger.Tests;

/// <summary>
/// Classes that take long begin first, so that none of them is left alone at the end of a run while
/// the processors have nothing else to do.
/// </summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Long =
    [
        "QuarterTests", "TypedPagesTests", "GeneratedClientTests", "EveryNodeTests",
        "EnvironmentTests", "WitnessLieTests", "UntrustedTimeStampTests", "RoleSetupTests",
        "SeedingTests", "ProxiedNodesTests", "QuestionVerbTests", "InterruptedImportTests",
        "DoctorTests", "EqualBuildsTests", "DurableStartTests", "MailServerTests",
    ];

    /// <summary>Those of the list in its order, then all others as they were.</summary>
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(
        IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(c => Rank(c.TestCollectionDisplayName))];

    private static int Rank(string name)
    {
        var at = Array.FindIndex(
            Long, l => name.Contains($".{l}", StringComparison.Ordinal));
        return at < 0 ? Long.Length : at;
    }
}
