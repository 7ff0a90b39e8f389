using PortfolioLedger.Core.Initiatives;
using static PortfolioLedger.Core.Tests.Sample;

namespace PortfolioLedger.Core.Tests.Initiatives;

public sealed class DependencyTests
{
    private static readonly Key A = Key.Parse("a");
    private static readonly Key B = Key.Parse("b");
    private static readonly Key C = Key.Parse("c");

    private static readonly Journal Three =
        Given.AStrategy().With(Initiative(A), Initiative(B), Initiative(C));

    [Fact]
    public void An_initiative_waits_for_another() => Three
        .When(new DeclareDependency(A, B, DependencyKind.StartToStart, "Same crane."))
        .Then(new DependencyDeclared(A, B, DependencyKind.StartToStart, "Same crane."));

    [Fact]
    public void None_waits_for_itself() => Three.When(new DeclareDependency(A, A))
        .ThenRefused("dependency-cycle", About(A));

    [Fact]
    public void None_waits_for_what_waits_for_it_through_others() =>
        Three.With(new DeclareDependency(A, B), new DeclareDependency(B, C))
            .When(new DeclareDependency(C, A)).ThenRefused("dependency-cycle", About(C));

    [Fact]
    public void A_dependency_to_come_closes_a_circle_too() =>
        Three.With(new DeclareDependency(A, B, EffectiveOn: Day("2026-09-01")))
            .When(new DeclareDependency(B, A)).ThenRefused("dependency-cycle");

    [Fact]
    public void After_removal_the_other_way_is_free() =>
        Three.With(new DeclareDependency(A, B), new RemoveDependency(A, B))
            .When(new DeclareDependency(B, A)).Then(new DependencyDeclared(B, A, null, null));

    [Fact]
    public void It_is_declared_once() => Three.With(new DeclareDependency(A, B))
        .When(new DeclareDependency(A, B)).ThenRefused("already-exists", About(A));

    [Fact]
    public void What_was_not_declared_cannot_be_removed()
    {
        Three.When(new RemoveDependency(A, B)).ThenRefused("unknown-dependency", About(A));
        Three.With(new DeclareDependency(A, B), new RemoveDependency(A, B))
            .When(new RemoveDependency(A, B)).ThenRefused("unknown-dependency");
    }

    [Fact]
    public void The_other_must_be_known() => Three.When(new DeclareDependency(A, Nobody))
        .ThenRefused("unknown-initiative", About(Nobody));

    [Fact]
    public void A_reason_says_something() =>
        Faulty.At(new DeclareDependency(A, B, Reason: " "), "/reason");
}
