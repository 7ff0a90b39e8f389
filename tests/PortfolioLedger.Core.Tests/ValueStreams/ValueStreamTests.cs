using PortfolioLedger.Core.Strategy;
using PortfolioLedger.Core.ValueStreams;
using static PortfolioLedger.Core.Tests.Sample;

namespace PortfolioLedger.Core.Tests.ValueStreams;

public sealed class ValueStreamTests
{
    private static readonly Subject AboutWater = new(SubjectKind.ValueStream, Water);

    private static readonly IdentifyValueStream Full = new(
        Water, "Water supply", ValueStreamKind.Development, ValueStreamLevel.Program, Croton,
        [Households], "Clean water every day.", Waterworks);

    private static Journal AProgram => Given.AStrategy()
        .With(Initiative() with { Kind = Core.Initiatives.InitiativeKind.Program });

    private static Journal Identified => Given.AStrategy().With(WaterSupply);

    [Fact]
    public void A_value_stream_is_identified_with_all_that_is_known() =>
        AProgram.When(Full).Then(new ValueStreamIdentified(
            Water, "Water supply", ValueStreamKind.Development, ValueStreamLevel.Program, Croton,
            [Households], "Clean water every day.", Waterworks));

    [Fact]
    public void What_is_unknown_stays_unknown() =>
        Given.APortfolio().When(new IdentifyValueStream(Water, "Water supply")).Then(
            new ValueStreamIdentified(
                Water, "Water supply", null, null, null, null, null, null));

    [Fact]
    public void Its_key_must_be_free() =>
        Identified.When(WaterSupply).ThenRefused("already-exists", AboutWater);

    [Fact]
    public void What_it_names_must_be_known()
    {
        var journal = AProgram;

        journal.When(Full with { Segments = [Households, Nobody] })
            .ThenRefused("unknown-segment", new Subject(SubjectKind.CustomerSegment, Nobody));
        journal.When(Full with { OwnerDepartment = Nobody })
            .ThenRefused("unknown-department", new Subject(SubjectKind.Department, Nobody));
        journal.When(Full with { Program = Nobody })
            .ThenRefused("unknown-initiative", About(Nobody));
    }

    [Fact]
    public void Its_texts_say_something() =>
        Faulty.At(Full with { Name = "", Proposition = " " }, "/name", "/proposition");

    [Fact]
    public void Its_importance_is_assessed() =>
        Identified.When(new AssessImportance(Water, new Share(0.5m), Why, new Share(0.7m)))
            .Then(new ImportanceAssessed(Water, new Share(0.5m), new Share(0.7m), Why));

    [Fact]
    public void Its_resources_are_money_and_people() =>
        Identified.When(new StateResources(Water, "2026", new Money(4_000_000, default), 25.5m))
            .Then(new ResourcesStated(Water, "2026", Dollars(4_000_000), 25.5m));

    [Fact]
    public void Money_without_people_is_refused() =>
        Identified.When(new StateResources(Water, "2026", Dollars(1)))
            .ThenRefused("fte-missing", AboutWater);

    [Fact]
    public void People_without_money_are_refused() =>
        Identified.When(new StateResources(Water, "2026", Fte: 25))
            .ThenRefused("money-missing", AboutWater);

    [Fact]
    public void Resources_are_in_the_currency_of_the_portfolio() =>
        Identified.When(new StateResources(Water, "2026", Euros(1), 25))
            .ThenRefused("currency-mismatch");

    [Fact]
    public void Fields_of_resources_are_checked()
    {
        Faulty.At(new StateResources(Water, "2026!", Dollars(-1), -1),
            "/period", "/money/amount", "/fte");
        Faulty.At(new StateResources(Water, "2026", Dollars(0), 0));
    }

    [Fact]
    public void It_serves_an_objective_with_a_strength() =>
        Identified.When(new LinkValueStreamToObjective(Water, Service, Strength.Medium, Why))
            .Then(new ValueStreamLinkedToObjective(Water, Service, Strength.Medium, Why));

    [Fact]
    public void The_objective_it_serves_is_known_and_not_retired()
    {
        var link = new LinkValueStreamToObjective(Water, Service, Strength.Medium, Why);

        Identified.When(link with { Objective = Nobody }).ThenRefused("unknown-objective");
        Identified.With(new RetireObjective(Service, Why)).When(link)
            .ThenRefused("objective-retired");
    }

    [Fact]
    public void Nothing_is_said_about_an_unknown_value_stream()
    {
        var journal = Given.AStrategy();

        journal.When(new AssessImportance(Water, Share.Whole, Why))
            .ThenRefused("unknown-value-stream", AboutWater);
        journal.When(new StateResources(Water, "2026", Dollars(1), 1))
            .ThenRefused("unknown-value-stream", AboutWater);
        journal.When(new LinkValueStreamToObjective(Water, Service, Strength.None, Why))
            .ThenRefused("unknown-value-stream", AboutWater);
    }
}
