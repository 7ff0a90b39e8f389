using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.ValueStreams;
using PortfolioLedger.Core.Views;
using static PortfolioLedger.Core.Tests.Sample;

namespace PortfolioLedger.Core.Tests.ValueStreams;

/// <summary>Value streams that are given up, and those within a program.</summary>
public sealed class RetirementTests
{
    private static Journal Retired =>
        Given.AStrategy().With(WaterSupply).With(new RetireValueStream(Water, Why));

    [Fact]
    public void A_value_stream_is_retired_once()
    {
        Given.AStrategy().With(WaterSupply).When(new RetireValueStream(Water, Why))
            .Then(new ValueStreamRetired(Water, Why));
        Retired
            .When(new RetireValueStream(Water, Why))
            .ThenRefused("value-stream-retired", new Subject(SubjectKind.ValueStream, Water));
        Given
            .AStrategy()
            .When(new RetireValueStream(Water, Why))
            .ThenRefused("unknown-value-stream");
    }

    [Fact]
    public void Nothing_new_is_said_about_a_retired_value_stream()
    {
        Retired
            .When(new AssessImportance(Water, new Share(0.5m), Why))
            .ThenRefused("value-stream-retired");
        Retired
            .When(new StateResources(Water, "2026", Dollars(1), 1))
            .ThenRefused("value-stream-retired");
        Retired
            .When(new LinkValueStreamToObjective(Water, Growth, Strength.Strong, Why))
            .ThenRefused("value-stream-retired");
        Retired.When(Initiative() with { ValueStream = Water }).ThenRefused("value-stream-retired");
    }

    [Fact]
    public void Importance_is_divided_among_those_that_are_not_retired()
    {
        var power = Key.Parse("power");
        var both = Given.AStrategy()
            .With(WaterSupply, new IdentifyValueStream(power, "Power supply"))
            .With(
                new AssessImportance(Water, new Share(0.3m), Why),
                new AssessImportance(power, new Share(0.3m), Why)
            );
        var one = both.With(
            new RetireValueStream(Water, Why with { EffectiveOn = Day("2026-02-01") })
        );

        Assert.Equal([("power", 0.5m), ("water", 0.5m)], Rows(one.Book));
        Assert.Equal([("power", 1m)], Rows(one.Book.On(Day("2026-02-01"))));

        static IEnumerable<(string, decimal?)> Rows(Book book) =>
            ValueStreamRanking.Compute(book).Items.Select(v => (v.ValueStream.Value, v.Importance));
    }

    [Fact]
    public void A_value_stream_of_a_program_names_an_initiative_that_is_one()
    {
        var journal = Given
            .AnInitiative()
            .With(Initiative(Key.Parse("supply")) with { Kind = InitiativeKind.Program });
        var within = WaterSupply with { Level = ValueStreamLevel.Program };

        journal.With(within with { Program = Key.Parse("supply") });
        journal.With(within);
        journal.When(within with { Program = Croton }).ThenRefused("not-a-program", About(Croton));
        journal
            .When(within with { Program = Nobody })
            .ThenRefused("unknown-initiative", About(Nobody));
        Faulty.At(
            WaterSupply with
            {
                Level = ValueStreamLevel.Portfolio,
                Program = Croton,
            },
            "/program"
        );
    }
}
