using PortfolioLedger.Core.Departments;
using PortfolioLedger.Core.Portfolios;
using PortfolioLedger.Core.ValueStreams;
using static PortfolioLedger.Core.Tests.Sample;

namespace PortfolioLedger.Core.Tests.Kernel;

/// <summary>Facts about departments, segments, capacity and review cycles through time.</summary>
internal static class OrganisationFacts
{
    private static readonly Key Spring = Key.Of("spring");

    public static ImmutableArray<IFact> Full =>
    [
        new ReviewCycleOpened(Spring, "Spring review", Start, Day("2026-06-30")),
        new ReviewCycleClosed(Spring),
        new DepartmentRenamed(Transport, "Roads and rails"),
        new DepartmentMerged(Transport, Waterworks),
        new DepartmentRetired(Transport),
        new CapacitySet("2026", Waterworks, "engineer", 12.50m),
        new CustomerSegmentRenamed(Households, "Private households"),
        new CustomerSegmentMerged(Households, Key.Of("everybody")),
        new CustomerSegmentRetired(Households),
        new ValueStreamRetired(Water, FactSamples.Grounds),
    ];

    public static ImmutableArray<IFact> Sparse =>
    [
        new ReviewCycleOpened(Spring, "Spring review", null, null),
    ];
}
