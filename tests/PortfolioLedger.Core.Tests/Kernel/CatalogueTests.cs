using System.Text;
using System.Text.Json;
using PortfolioLedger.Core.Initiatives;
using static PortfolioLedger.Core.Tests.Sample;

namespace PortfolioLedger.Core.Tests.Kernel;

/// <summary>
/// Stored names and shapes never change their meaning: journals outlive releases.
/// </summary>
public sealed class CatalogueTests
{
    private static readonly ImmutableArray<Type> FactTypes =
    [
        .. typeof(IFact).Assembly.GetTypes()
            .Where(t => t is { IsClass: true, IsAbstract: false })
            .Where(t => t.IsAssignableTo(typeof(IFact))),
    ];

    [Fact]
    public void Every_fact_is_catalogued_exactly_once() => Assert.Equal(
        FactTypes.Select(t => t.FullName).Order(StringComparer.Ordinal),
        Catalogue.All.Select(k => k.Type.FullName).Order(StringComparer.Ordinal));

    [Fact]
    public void Names_are_unique_and_in_kebab_case()
    {
        Assert.Distinct(Catalogue.All.Select(k => k.Name));
        Assert.All(Catalogue.All, k => Assert.Matches("^[a-z]+(-[a-z]+)+$", k.Name));
    }

    [Fact]
    public void Names_versions_and_types_are_the_agreed_ones() => Assert.Equal(
        Golden.Lines("stored-names"),
        Catalogue.All.Select(k => $"{k.Name} {k.SchemaVersion} {k.Type.Name}")
            .Order(StringComparer.Ordinal));

    [Fact]
    public void Every_version_but_the_newest_has_a_way_to_the_next() => Assert.All(
        Catalogue.All, k => Assert.Equal(k.SchemaVersion - 1, k.Upcasts.Length));

    [Fact]
    public void A_kind_is_found_by_name_and_by_fact()
    {
        var kind = Catalogue.KindOf(new InitiativeSubmitted(Croton));

        Assert.Equal("initiative-submitted", kind.Name);
        Assert.Same(kind, Catalogue.Find("initiative-submitted"));
        Assert.Null(Catalogue.Find("Initiative-Submitted"));
    }

    [Theory]
    [InlineData("initiative-sumbitted", 1)]
    [InlineData("", 1)]
    [InlineData("initiative-submitted", 2)]
    [InlineData("initiative-submitted", 0)]
    public void An_unknown_name_or_version_is_never_skipped(string name, int version)
    {
        var unknown = Assert.Throws<UnknownFactException>(() =>
            Catalogue.Read(name, version, """{"initiative":"croton"}"""u8));

        Assert.Contains($"'{name}'", unknown.Message, StringComparison.Ordinal);
        Assert.Contains($"version {version}", unknown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"initiative":null}""")]
    [InlineData("""{"initiative":"Croton Falls"}""")]
    [InlineData("""{"initiative":"croton","initiative":"delta"}""")]
    [InlineData("""{"initiative":"croton"} {}""")]
    public void A_damaged_fact_is_not_read(string json) => Assert.ThrowsAny<JsonException>(
        () => Catalogue.Read("initiative-submitted", 1, Encoding.UTF8.GetBytes(json)));
}
