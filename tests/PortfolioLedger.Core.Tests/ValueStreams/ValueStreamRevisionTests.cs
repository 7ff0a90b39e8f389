using PortfolioLedger.Core.Departments;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.ValueStreams;
using PortfolioLedger.Core.Views;
using static PortfolioLedger.Core.Tests.Sample;

namespace PortfolioLedger.Core.Tests.ValueStreams;

/// <summary>What a value stream was identified with is revised from a day on.</summary>
public sealed class ValueStreamRevisionTests
{
    private static readonly Subject AboutWater = new(SubjectKind.ValueStream, Water);

    private static readonly ReviseValueStream Rename = new(Water, Why, "Water and sewage");

    private static Journal Ready => Given.AStrategy()
        .With(Initiative() with { Kind = InitiativeKind.Program }, WaterSupply).On("2026-03-01");

    [Fact]
    public void A_name_is_revised_and_the_past_keeps_the_old_one()
    {
        var later = Why with { EffectiveOn = Day("2026-04-01") };
        var revised = Ready.When(Rename with { Grounds = later })
            .Then(new ValueStreamRevised(Water, new("Water supply", "Water and sewage"), null, null,
                null, null, null, null, later)).Recorded();

        Assert.Equal(["Water supply"], Names(revised.Book));
        Assert.Equal(["Water and sewage"], Names(revised.Book.On(Day("2026-04-01"))));
        Assert.Equal("Water and sewage", revised.Book.On(Day("2026-04-01")).NameOf(AboutWater));
    }

    [Fact]
    public void Everything_else_is_revised_and_cleared()
    {
        var set = Ready.When(new ReviseValueStream(Water, Why, null, ValueStreamKind.Development,
                ValueStreamLevel.Program, Croton, [Households], "Clean water", Transport))
            .Then(new ValueStreamRevised(Water, null,
                new(ValueStreamKind.Operational, ValueStreamKind.Development),
                new(null, ValueStreamLevel.Program), new(null, Croton), new(null, [Households]),
                new(null, "Clean water"), new(Waterworks, Transport), Why)).Recorded();
        var cleared = set.With(new ReviseValueStream(
            Water, Why, Clear: [.. Enum.GetValues<ValueStreamOption>()]));

        Assert.Equal("Changed the kind of Water supply from operational to development, set its "
            + "level to program, its program to Croton Falls, its segments to Households, its "
            + "proposition to \"Clean water\" and changed its department from Waterworks to "
            + "Transport", set.Entries[^1].Fact.Sentence(set.Book));
        var stream = cleared.Book.ValueStreams.Find(Water)!;
        var day = cleared.Today;
        Assert.Equal((null, null, null, null, null), (stream.Kind.On(day), stream.Level.On(day),
            stream.Program.On(day), stream.Proposition.On(day), stream.OwnerDepartment.On(day)));
        Assert.Empty(stream.Segments.On(day));
    }

    [Fact]
    public void Its_level_fits_its_program()
    {
        var within = Ready.With(
            new ReviseValueStream(Water, Why, Level: ValueStreamLevel.Program, Program: Croton));
        var up = new ReviseValueStream(Water, Why, Level: ValueStreamLevel.Portfolio);

        within.When(up).ThenRefused("level-of-program", AboutWater);
        Assert.Null(within.When(up with { Clear = [ValueStreamOption.Program] }).Refusal);
        Ready.With(Initiative(Key.Parse("delta")))
            .When(Rename with { Program = Key.Parse("delta") })
            .ThenRefused("not-a-program", About(Key.Parse("delta")));
    }

    [Fact]
    public void What_is_unknown_over_or_in_force_already_is_refused()
    {
        Ready.When(Rename with { ValueStream = Nobody }).ThenRefused("unknown-value-stream");
        Ready.When(Rename with { OwnerDepartment = Nobody }).ThenRefused("unknown-department");
        Ready.When(Rename with { Segments = [Nobody] }).ThenRefused("unknown-segment");
        Ready.With(new RetireCustomerSegment(Households))
            .When(Rename with { Segments = [Households] }).ThenRefused("segment-retired");
        Ready.When(Rename with { Name = "Water supply" })
            .ThenRefused("nothing-changed", AboutWater);
        Ready.With(new RetireValueStream(Water, Why)).When(Rename)
            .ThenRefused("value-stream-retired", AboutWater);
        Faulty.At(new ReviseValueStream(Water, Why), "/name");
        Faulty.At(Rename with { Proposition = "" }, "/proposition");
    }

    private static IEnumerable<string> Names(Book book) =>
        ValueStreamRanking.Compute(book).Items.Select(v => v.Name);
}
