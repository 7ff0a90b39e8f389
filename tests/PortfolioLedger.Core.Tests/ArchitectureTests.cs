using ArchUnitNET.Domain;
using ArchUnitNET.Fluent;
using ArchUnitNET.Loader;
using PortfolioLedger.Core.AuditLog;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace PortfolioLedger.Core.Tests;

/// <summary>
/// Core is pure: the server and the offline verifier fold the same events with it and must find
/// the same answer. Each rule is also run on code that breaks it.
/// </summary>
public sealed class ArchitectureTests
{
    private static readonly System.Reflection.Assembly Core = typeof(CanonicalJson).Assembly;

    private static readonly Architecture Everything = new ArchLoader()
        .LoadAssemblies(Core, typeof(ArchitectureTests).Assembly).Build();

    private static readonly IReadOnlyList<(string Place, string Name)> CoreMentions =
        Mentions.Of(Core.Location);

    public static TheoryData<string> Rules =>
    [
        Purity.Frameworks, Purity.Clock, Purity.Chance, Purity.InputOutput, Purity.HashOrder,
    ];

    [Theory]
    [MemberData(nameof(Rules))]
    public void Core_is_free_of(string rule) =>
        Assert.Empty(Purity.Breaches(rule, CoreMentions));

    [Theory]
    [InlineData(Purity.Frameworks, typeof(ImpureSamples.Frameworks))]
    [InlineData(Purity.Clock, typeof(ImpureSamples.Clock))]
    [InlineData(Purity.Chance, typeof(ImpureSamples.Chance))]
    [InlineData(Purity.InputOutput, typeof(ImpureSamples.InputOutput))]
    [InlineData(Purity.HashOrder, typeof(ImpureSamples.HashOrder))]
    public void A_breach_in_any_member_is_found(string rule, System.Type sample)
    {
        var breaches = Purity.Breaches(rule, Mentions.Of(sample));

        foreach (var member in sample.GetMethods(Declared).Select(method => method.Name))
            Assert.Contains(breaches, breach =>
                breach.Contains($"::{member}(", StringComparison.Ordinal)
                || breach.Contains($"<{member}>", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Pure_code_is_not_accused(string rule) =>
        Assert.Empty(Purity.Breaches(rule, Mentions.Of(typeof(PureSample))));

    [Fact]
    public void Core_is_read_whole() =>
        Assert.Contains(CoreMentions, mention =>
            mention.Place.Contains("MerkleHash::OfBytes(", StringComparison.Ordinal)
            && mention.Name.Contains("SHA256::HashData", StringComparison.Ordinal));

    [Fact]
    public void Core_depends_on_no_framework_and_not_on_the_app()
    {
        var rule = DependsOnNothingForeign(Types().That().ResideInAssembly(Core));

        Assert.True(rule.HasNoViolations(Everything), Explain(rule));
    }

    [Fact]
    public void A_dependency_on_a_framework_is_found()
    {
        var sample = Types().That().Are(typeof(ImpureSamples.Frameworks));

        Assert.False(DependsOnNothingForeign(sample).HasNoViolations(Everything));
    }

    [Fact]
    public void Core_is_built_on_the_base_library_numerics_and_signatures_alone() =>
        Assert.All(Core.GetReferencedAssemblies(), assembly => Assert.Matches(
            "^(System\\.|MathNet\\.Numerics$|NSec\\.Cryptography$)", assembly.Name));

    private const System.Reflection.BindingFlags Declared =
        System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.NonPublic
        | System.Reflection.BindingFlags.DeclaredOnly;

    /// <summary>The app's own namespace is Core's parent: what follows it must be Core.</summary>
    private const string Foreign =
        "^((Marten|JasperFx|Weasel|Wolverine|Npgsql)(\\.|$)"
        + "|Microsoft\\.(AspNetCore|Extensions)(\\.|$)"
        + "|PortfolioLedger($|\\.(?!Core(\\.|$))))";

    private static IArchRule DependsOnNothingForeign(IObjectProvider<IType> types) =>
        Types().That().Are(types).Should().NotDependOnAny(
            Types(true).That().ResideInNamespaceMatching(Foreign));

    private static string Explain(IArchRule rule) => string.Join('\n',
        rule.Evaluate(Everything).Where(result => !result.Passed)
            .Select(result => result.Description));
}
