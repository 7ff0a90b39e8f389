using PortfolioLedger.Core.Initiatives;
using static PortfolioLedger.Core.Tests.Sample;

namespace PortfolioLedger.Core.Tests.Initiatives;

/// <summary>
/// proposed → submitted → approved → active ⇄ paused → completed → closed; reject from submitted;
/// defer from submitted or approved, back to submitted; kill or merge unless final or closed;
/// reopen from completed or closed.
/// </summary>
public sealed class LifeCycleTests
{
    private sealed record Step(ICommand Command, IFact Fact, Stage To, Stage[] From);

    private static readonly Key Delta = Key.Parse("delta");

    private static readonly Stage[] BeforeTheEnd =
    [
        Stage.Proposed, Stage.Submitted, Stage.Approved, Stage.Deferred, Stage.Active,
        Stage.Paused, Stage.Completed,
    ];

    private static readonly ImmutableSortedDictionary<string, Step> Steps =
        new Dictionary<string, Step>
        {
            ["submit"] = new(new SubmitInitiative(Croton), new InitiativeSubmitted(Croton),
                Stage.Submitted, [Stage.Proposed, Stage.Deferred]),
            ["approve"] = new(new ApproveInitiative(Croton, Why),
                new InitiativeApproved(Croton, null, Why), Stage.Approved, [Stage.Submitted]),
            ["reject"] = new(new RejectInitiative(Croton, Why),
                new InitiativeRejected(Croton, Why), Stage.Rejected, [Stage.Submitted]),
            ["defer"] = new(new DeferInitiative(Croton, Why, Day("2026-09-01")),
                new InitiativeDeferred(Croton, Day("2026-09-01"), Why), Stage.Deferred,
                [Stage.Submitted, Stage.Approved]),
            ["start"] = new(new StartInitiative(Croton), new InitiativeStarted(Croton),
                Stage.Active, [Stage.Approved]),
            ["pause"] = new(new PauseInitiative(Croton, Why), new InitiativePaused(Croton, Why),
                Stage.Paused, [Stage.Active]),
            ["resume"] = new(new ResumeInitiative(Croton, Why), new InitiativeResumed(Croton, Why),
                Stage.Active, [Stage.Paused]),
            ["complete"] = new(new CompleteInitiative(Croton), new InitiativeCompleted(Croton),
                Stage.Completed, [Stage.Active, Stage.Paused]),
            ["reopen"] = new(new ReopenInitiative(Croton, Why), new InitiativeReopened(Croton, Why),
                Stage.Active, [Stage.Completed, Stage.Closed]),
            ["close"] = new(new CloseInitiative(Croton, Why), new InitiativeClosed(Croton, Why),
                Stage.Closed, [Stage.Completed]),
            ["merge"] = new(new MergeInitiative(Croton, Delta, Why),
                new InitiativeMerged(Croton, Delta, Why), Stage.Merged, BeforeTheEnd),
            ["kill"] = new(new KillInitiative(Croton, Why, "too-late", Dollars(5)),
                new InitiativeKilled(Croton, "too-late", Dollars(5), Why), Stage.Killed,
                BeforeTheEnd),
        }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    [Fact]
    public void A_step_that_a_later_dated_step_would_undo_is_refused()
    {
        var later = new DeferInitiative(Croton, Why with { EffectiveOn = Day("2027-03-01") });
        var waiting = Given.AnInitiative(Stage.Submitted).With(later);
        waiting.When(new RejectInitiative(Croton, Why)).ThenRefused("illegal-transition");
        var then = new RejectInitiative(Croton, Why with { EffectiveOn = Day("2027-03-01") });
        waiting.When(then).Then(new InitiativeRejected(Croton, then.Grounds));
    }

    public static TheoryData<string> EveryStep => [.. Steps.Keys];

    /// <summary>The commands behind the steps, by name.</summary>
    internal static IEnumerable<string> StepCommands =>
        Steps.Values.Select(s => s.Command.GetType().Name);

    public static TheoryData<Stage> EveryStage => [.. Enum.GetValues<Stage>()];

    public static TheoryData<Stage, string, bool> EveryPair
    {
        get
        {
            var pairs = new TheoryData<Stage, string, bool>();
            foreach (var stage in Enum.GetValues<Stage>())
                foreach (var (name, step) in Steps)
                    pairs.Add(stage, name, step.From.Contains(stage));
            return pairs;
        }
    }

    [Theory]
    [MemberData(nameof(EveryPair))]
    public void A_step_is_taken_only_where_the_life_cycle_has_it(
        Stage stage, string name, bool possible)
    {
        var step = Steps[name];
        var ruling = In(stage).When(step.Command);

        if (possible)
            Assert.Equal(step.To, StageOf(ruling.Then(step.Fact).Recorded()));
        else
            ruling.ThenRefused("illegal-transition", About(Croton));
    }

    [Theory]
    [MemberData(nameof(EveryPair))]
    public void A_claimed_step_is_taken_from_any_stage(Stage stage, string name, bool _)
    {
        var step = Steps[name];
        var after = In(stage).WhenClaimed(step.Command).Then(step.Fact).Recorded();

        Assert.Equal(step.To, StageOf(after));
    }

    [Theory]
    [MemberData(nameof(EveryStage))]
    public void What_takes_another_up_is_neither_final_nor_closed(Stage stage)
    {
        var ruling = Given.AnInitiative(stage).With(Initiative(Delta))
            .When(new MergeInitiative(Delta, Croton, Why));

        if (stage is Stage.Rejected or Stage.Killed or Stage.Merged or Stage.Closed)
            ruling.ThenRefused("not-active", About(Croton));
        else
            ruling.Then(new InitiativeMerged(Delta, Croton, Why));
    }

    [Theory]
    [MemberData(nameof(EveryStep))]
    public void An_unknown_initiative_takes_no_step(string name) =>
        Given.AStrategy().When(Steps[name].Command)
            .ThenRefused("unknown-initiative", About(Croton));

    [Fact]
    public void An_unapproved_initiative_cannot_start() => Assert.Contains(
        "only one that is approved can",
        Given.AnInitiative(Stage.Submitted).When(new StartInitiative(Croton))
            .ThenRefused("illegal-transition").Detail, StringComparison.Ordinal);

    [Fact]
    public void A_step_that_takes_effect_later_waits_for_its_day()
    {
        var approved = Given.AnInitiative(Stage.Approved)
            .With(new StartInitiative(Croton, Day("2026-02-01")));

        approved.On("2026-01-31").When(new PauseInitiative(Croton, Why))
            .ThenRefused("illegal-transition");
        approved.On("2026-02-01").When(new PauseInitiative(Croton, Why))
            .Then(new InitiativePaused(Croton, Why));
    }

    [Fact]
    public void A_killed_initiative_must_have_been_paid_in_the_currency_of_the_portfolio() =>
        Given.AnInitiative().When(new KillInitiative(Croton, Why, "too-late", Euros(5)))
            .ThenRefused("currency-mismatch");

    [Fact]
    public void A_sunk_cost_without_a_currency_is_in_that_of_the_portfolio() =>
        Given.AnInitiative()
            .When(new KillInitiative(Croton, Why, "too-late", new Money(5, default)))
            .Then(new InitiativeKilled(Croton, "too-late", Dollars(5), Why));

    [Fact]
    public void A_kill_needs_a_reason_that_says_something() =>
        Faulty.At(new KillInitiative(Croton, Why, " "), "/reasonCode");

    /// <summary>With what approval asks for besides the stage.</summary>
    private static Journal In(Stage stage) =>
        Given.AnInitiative(stage).With(Initiative(Delta)) is var journal && stage is Stage.Submitted
            ? journal.With(Contribution(), FinancialCase())
            : journal;

    private static Stage StageOf(Journal journal) =>
        journal.Book.Initiatives.Find(Croton)!.StageOn(journal.Today);
}
