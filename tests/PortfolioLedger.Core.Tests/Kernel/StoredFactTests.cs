using System.Text;
using System.Text.Json;
using PortfolioLedger.Core.Tests.AuditLog;

namespace PortfolioLedger.Core.Tests.Kernel;

public sealed class StoredFactTests
{
    private static ImmutableArray<IFact> All => [.. FactSamples.Full, .. FactSamples.Sparse];

    public static TheoryData<int> EverySample => [.. Enumerable.Range(0, All.Length)];

    [Fact]
    public void There_is_a_sample_of_every_kind() => Assert.Equal(
        Catalogue.All.Select(k => k.Name).Order(StringComparer.Ordinal),
        FactSamples.Full.Select(f => Catalogue.KindOf(f).Name).Order(StringComparer.Ordinal));

    /// <summary>A renamed or lost field would make old journals unreadable.</summary>
    [Fact]
    public void Facts_are_stored_in_the_agreed_form() => Assert.Equal(
        Golden.Lines("stored-facts"), All.Select(f => $"{Catalogue.KindOf(f).Name} {Json(f)}"));

    [Fact]
    public void The_agreed_form_is_read_and_written_alike() =>
        Assert.All(Golden.Lines("stored-facts"), line =>
        {
            var parts = line.Split(' ', 2);
            var fact = Catalogue.Read(parts[0], 1, Encoding.UTF8.GetBytes(parts[1]));

            Assert.Equal(parts[1], Json(fact));
        });

    [Theory]
    [MemberData(nameof(EverySample))]
    public void A_fact_survives_storing(int index)
    {
        var fact = All[index];
        var kind = Catalogue.KindOf(fact);
        var read = Catalogue.Read(kind.Name, kind.SchemaVersion, Catalogue.Write(fact));

        Assert.IsType(fact.GetType(), read);
        Assert.Equal(Json(fact), Json(read));
        Assert.Equal(fact.Subjects().AsEnumerable(), read.Subjects());
        Assert.Equal(fact.OwnDay(), read.OwnDay());
    }

    [Theory]
    [MemberData(nameof(EverySample))]
    public void Stored_numbers_are_small_integers_and_nothing_is_null(int index)
    {
        using var json = JsonDocument.Parse(Catalogue.Write(All[index]));

        Assert.All(Leaves(json.RootElement), leaf =>
        {
            Assert.NotEqual(JsonValueKind.Null, leaf.ValueKind);
            if (leaf.ValueKind == JsonValueKind.Number)
                Assert.Matches("^-?[0-9]{1,15}$", leaf.GetRawText());
        });
    }

    [Theory]
    [MemberData(nameof(EverySample))]
    public void A_fact_names_what_it_is_about_once(int index)
    {
        var subjects = All[index].Subjects();

        Assert.NotEmpty(subjects);
        Assert.Distinct(subjects);
        Assert.All(subjects, s => Assert.NotEqual("", s.Key.Value));
    }

    [Fact]
    public void A_field_of_a_later_release_does_not_hinder_reading() => Assert.Equal(
        """{"department":"transport","name":"Transport"}""",
        Json(Catalogue.Read("department-registered", 1,
            """{"department":"transport","name":"Transport","colour":"blue"}"""u8)));

    [Fact]
    public void Decision_class_facts_carry_the_grounds_of_their_decision() =>
        Assert.All(FactSamples.Full.OfType<IGrounded>(),
            f => Assert.Same(FactSamples.Grounds, f.Grounds));

    private static string Json(IFact fact) => Encoding.UTF8.GetString(Catalogue.Write(fact));

    private static IEnumerable<JsonElement> Leaves(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(p => Leaves(p.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Leaves),
        _ => [element],
    };
}
