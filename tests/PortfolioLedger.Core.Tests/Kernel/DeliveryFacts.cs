using PortfolioLedger.Core.Initiatives;
using static PortfolioLedger.Core.Tests.Sample;

namespace PortfolioLedger.Core.Tests.Kernel;

/// <summary>Facts about how initiatives are staffed, assured, planned and ended.</summary>
internal static class DeliveryFacts
{
    private static readonly Grounds Because = FactSamples.Grounds;
    private static readonly DateOnly June = Day("2026-06-30");
    private static readonly Key Dam = Key.Parse("dam");
    private static readonly Key Delta = Key.Parse("delta");

    public static ImmutableArray<IFact> Full =>
    [
        new InitiativeClosed(Croton, Because),
        new InitiativeMerged(Croton, Delta, Because),
        new OutputPlanned(Croton, Dam, "A dry dam", "product", June, new Share(0.4m), Outages),
        new EffortRecorded(Croton, "2026-03", Waterworks, "engineer", 152.5m),
        new ResourceAllocated(Croton, Waterworks, "engineer", 2.5m, Start, June),
        new ResourceReleased(Croton, Waterworks, "engineer", 1, Start, June),
        new DependencyDeclared(Croton, Delta, DependencyKind.FinishToStart, "It must be dry."),
        new DependencyRemoved(Croton, Delta),
        new AssuranceRated(Croton, "rag", "amber", "nora", Because),
    ];

    public static ImmutableArray<IFact> Sparse =>
    [
        new OutputPlanned(Croton, Dam, null, null, June, null, null),
        new EffortRecorded(Croton, "2026-03", null, null, -8),
        new ResourceAllocated(Croton, Waterworks, "engineer", 2, Start, null),
        new ResourceReleased(Croton, Waterworks, "engineer", 2, Start, null),
        new DependencyDeclared(Croton, Delta, null, null),
        new AssuranceRated(Croton, "rag", "red", null, Why),
    ];
}
