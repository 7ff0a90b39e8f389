using PortfolioLedger.Core.Initiatives;
using static PortfolioLedger.Core.Tests.Sample;

namespace PortfolioLedger.Core.Tests.Initiatives;

public sealed class ProgramTests
{
    private static readonly Key Program = Key.Parse("program");

    private static readonly Journal Ready = Given.AStrategy()
        .With(Initiative(Program) with { Kind = InitiativeKind.Program });

    [Fact]
    public void A_part_names_its_program() => Assert.Equal(Program,
        Ready.With(Initiative() with { Parent = Program }).Book.Initiatives.Find(Croton)!
            .ParentOn(Start));

    [Fact]
    public void Only_a_program_has_parts() => Ready.With(Initiative())
        .When(Initiative(Nobody) with { Parent = Croton })
        .ThenRefused("not-a-program", About(Croton));

    [Fact]
    public void None_is_its_own_program() =>
        Ready.When(Initiative() with { Kind = InitiativeKind.Program, Parent = Croton })
            .ThenRefused("cycle-in-parents", About(Croton));

    [Fact]
    public void An_ended_program_takes_no_more_parts() =>
        Ready.With(new KillInitiative(Program, Why, "too-late"))
            .When(Initiative() with { Parent = Program }).ThenRefused("not-active", About(Program));

    [Fact]
    public void A_merger_stands_in_the_history_of_both()
    {
        var merged = Ready.With(Initiative()).When(new MergeInitiative(Croton, Program, Why))
            .Then(new InitiativeMerged(Croton, Program, Why)).Recorded();

        Assert.Equal([About(Croton), About(Program)], merged.Entries[^1].Fact.Subjects());
        Assert.Equal(merged.Book.Position, merged.Book.Things[About(Program)].Version);
        Assert.Equal(Stage.Merged, merged.Book.Initiatives.Find(Croton)!.StageOn(merged.Today));
    }

    [Fact]
    public void Nothing_is_merged_into_itself_or_what_has_ended()
    {
        Faulty.At(new MergeInitiative(Croton, Croton, Why), "/into");
        var two = Ready.With(Initiative());

        two.When(new MergeInitiative(Croton, Nobody, Why))
            .ThenRefused("unknown-initiative", About(Nobody));
        two.With(new KillInitiative(Program, Why, "too-late"))
            .When(new MergeInitiative(Croton, Program, Why))
            .ThenRefused("not-active", About(Program));
    }

    [Fact]
    public void A_day_that_has_passed_is_no_deadline()
    {
        var june = Ready.With(Initiative(), new SubmitInitiative(Croton)).On("2026-06-01");

        june.When(new ExemptFromGate(Croton, Gate.StrategicLink, Day("2026-05-31"), Why))
            .ThenRefused("day-passed", About(Croton));
        june.When(new DeferInitiative(Croton, Why, Day("2026-05-31")))
            .ThenRefused("day-passed", About(Croton));
        Assert.Null(june.When(new DeferInitiative(Croton, Why, Day("2026-06-01"))).Refusal);
        // What was decided in May may have named a day in May.
        Assert.Null(june.When(new DeferInitiative(
            Croton, Why with { EffectiveOn = Day("2026-05-02") }, Day("2026-05-31"))).Refusal);
        Assert.Null(june.WhenClaimed(
            new DeferInitiative(Croton, Why, Day("2026-05-31")), "2026-06-01").Refusal);
    }

    [Fact]
    public void A_sunk_cost_is_not_negative() =>
        Faulty.At(new KillInitiative(Croton, Why, "late", Dollars(-1)), "/sunkCost/amount");
}
