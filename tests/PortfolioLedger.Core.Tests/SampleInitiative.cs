using PortfolioLedger.Core.Initiatives;

namespace PortfolioLedger.Core.Tests;

/// <summary>The initiative Croton Falls, and the steps that bring it to each stage.</summary>
public static partial class Sample
{
    /// <summary>What a merged initiative is taken up into.</summary>
    private static readonly Key Successor = Key.Parse("successor");

    public static ProposeInitiative Initiative(Key? key = null) =>
        new(key ?? Croton, "Croton Falls", InitiativeKind.Project, "maria", Waterworks);

    public static ClaimContribution Contribution(Key? initiative = null) =>
        new(initiative ?? Croton, Resilience, Strength.Strong, Why, Share.Whole);

    public static SubmitFinancialCase FinancialCase(Key? initiative = null) => new(
        initiative ?? Croton,
        [new(Day("2026-01-01"), -200_000), new(Day("2027-01-01"), 260_000)], Dollar, 0.12m);

    public static ApproveBudget Budget(decimal amount, string period = "2026") =>
        new(Croton, period, Dollars(amount), Why);

    /// <summary>What follows the proposal until the initiative is in a stage.</summary>
    public static ICommand[] StepsTo(Stage stage, Key? initiative = null)
    {
        var key = initiative ?? Croton;
        return stage switch
        {
            Stage.Proposed => [],
            Stage.Submitted => [new SubmitInitiative(key)],
            Stage.Approved =>
            [
                .. StepsTo(Stage.Submitted, key), Contribution(key), FinancialCase(key),
                new ApproveInitiative(key, Why),
            ],
            Stage.Deferred => [.. StepsTo(Stage.Submitted, key), new DeferInitiative(key, Why)],
            Stage.Rejected => [.. StepsTo(Stage.Submitted, key), new RejectInitiative(key, Why)],
            Stage.Active => [.. StepsTo(Stage.Approved, key), new StartInitiative(key)],
            Stage.Paused => [.. StepsTo(Stage.Active, key), new PauseInitiative(key, Why)],
            Stage.Completed => [.. StepsTo(Stage.Active, key), new CompleteInitiative(key)],
            Stage.Closed => [.. StepsTo(Stage.Completed, key), new CloseInitiative(key, Why)],
            Stage.Merged => [Initiative(Successor), new MergeInitiative(key, Successor, Why)],
            Stage.Killed => [new KillInitiative(key, Why, "superseded")],
            _ => throw new ArgumentOutOfRangeException(
                nameof(stage), stage, "no command leads there"),
        };
    }

    /// <summary>The subject of an initiative.</summary>
    public static Subject About(Key initiative) => new(SubjectKind.Initiative, initiative);
}
