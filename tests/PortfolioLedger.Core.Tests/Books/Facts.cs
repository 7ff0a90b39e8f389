using System.Globalization;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Outcomes;
using PortfolioLedger.Core.Portfolios;
using PortfolioLedger.Core.Scoring;
using PortfolioLedger.Core.Strategy;
using PortfolioLedger.Core.Valuation;
using PortfolioLedger.Core.ValueStreams;

namespace PortfolioLedger.Core.Tests.Books;

/// <summary>Facts in few words.</summary>
internal static class Facts
{
    public static readonly Grounds Why = new("Decided by the board in its meeting.");

    public static PortfolioOpened Opened() =>
        new(History.Portfolio, "Capital plan", Currency.Parse("USD"), null);

    public static PortfolioBudgetSet PortfolioBudget(decimal capex, string period = "2026") =>
        new(History.Portfolio, period, capex, 0, Why);

    public static IFact[] Objective(string key, ObjectiveLevel level = ObjectiveLevel.Strategic) =>
        [Proposed(key, level), new ObjectiveApproved(Key.Parse(key), Why)];

    public static ObjectiveProposed Proposed(
        string key, ObjectiveLevel level = ObjectiveLevel.Strategic, string? parent = null) =>
        new(Key.Parse(key), key, "To be reached.", level, Maybe(parent), "ceo", null);

    public static ObjectiveRetired Retired(string key) => new(Key.Parse(key), null, Why);

    public static ObjectivesReweighted Weights(
        params (string Objective, decimal Weight)[] weights
    ) =>
        new(
            weights.ToImmutableSortedDictionary(w => Key.Parse(w.Objective), w => w.Weight),
            WeightingMethod.Direct,
            Why
        );

    public static InitiativeProposed Initiative(string key, string? department = null) =>
        new(
            Key.Parse(key),
            key,
            InitiativeKind.Project,
            null,
            "sponsor",
            Maybe(department),
            null,
            null,
            null
        );

    public static ContributionClaimed Claim(
        string initiative, string objective, Strength strength, decimal? confidence = 1) =>
        new(Key.Parse(initiative), Key.Parse(objective), strength,
            confidence is { } q ? new Share(q) : null, Why);

    public static BudgetApproved Budget(
        string initiative,
        decimal amount,
        string period = "2026"
    ) => new(Key.Parse(initiative), period, Usd(amount), Why);

    public static BudgetRequested Request(
        string initiative, decimal amount, string period = "2026") =>
        new(Key.Parse(initiative), period, Usd(amount));

    public static BudgetChanged BudgetChange(
        string initiative, decimal delta, decimal newTotal, string period = "2026") =>
        new(Key.Parse(initiative), period, Usd(delta), Usd(newTotal), Why);

    public static SpendRecorded Spend(string initiative, decimal amount) =>
        new(Key.Parse(initiative), "2026-01", Usd(amount), null, null);

    public static OutputDelivered Delivered(
        string initiative, string output, string on, string? planned = null) =>
        new(Key.Parse(initiative), Key.Parse(output), null, null,
            planned is null ? null : History.Day(planned), History.Day(on), null);

    public static OutputPlanned Planned(
        string initiative,
        string output,
        string on,
        decimal? share = null,
        string? outcome = null
    ) =>
        new(
            Key.Parse(initiative),
            Key.Parse(output),
            null,
            null,
            History.Day(on),
            share is { } part ? new Share(part) : null,
            Maybe(outcome)
        );

    /// <summary>An outcome to bring from 10 down to 0, linked to initiatives.</summary>
    public static IFact[] Outcome(string key, params string[] initiatives) =>
        [
            new OutcomeDefined(
                Key.Parse(key),
                key,
                "hours",
                Direction.Decrease,
                null,
                null,
                null,
                null,
                null
            ),
            new BaselineSet(Key.Parse(key), 10, new(2026, 1, 1), Why),
            new TargetSet(Key.Parse(key), null, 0, new(2026, 12, 31), Why),
            .. initiatives.Select(i => Linked(key, i)),
        ];

    public static OutcomeLinked Linked(string outcome, string initiative, decimal weight = 1) =>
        new(Key.Parse(outcome), new(SubjectKind.Initiative, Key.Parse(initiative)), weight, Why);

    public static OutcomeMeasured Measured(string outcome, decimal value, string on) =>
        new(Key.Parse(outcome), value, History.Day(on), null, null);

    public static IFact[] Released(string key, int version, params Criterion[] criteria) =>
    [
        new ScoringModelDrafted(Key.Parse(key), version, Formula.Weighted, [.. criteria]),
        new ScoringModelReleased(Key.Parse(key), version, Why),
    ];

    public static ScoringModelAdopted Adopted(string key, int version) =>
        new(Key.Parse(key), version, Why);

    public static Criterion Criterion(
        string id, decimal weight, Preference direction = Preference.Higher, decimal min = 0,
        decimal max = 10, CriterionSource? source = null) =>
        new(id, min, max, new Share(weight), direction, null, source);

    public static CriterionScored Score(
        string initiative, string criterion, decimal value, decimal min = 0, decimal max = 10) =>
        new(Key.Parse(initiative), Key.Parse("board"), criterion, min, max, value, Why);

    public static PriorityShifted Priority(string initiative, int to) =>
        new(Key.Parse(initiative), null, to, Why);

    public static ValueStreamIdentified ValueStream(string key) =>
        new(Key.Parse(key), key, null, null, null, null, null, null);

    public static ImportanceAssessed Importance(string stream, decimal importance) =>
        new(Key.Parse(stream), new Share(importance), null, Why);

    public static ResourcesStated Resources(string stream, decimal money, decimal fte) =>
        new(Key.Parse(stream), "2026", Usd(money), fte);

    public static IFact StageReached(string initiative, Stage stage)
    {
        var key = Key.Parse(initiative);
        return stage switch
        {
            Stage.Submitted => new InitiativeSubmitted(key),
            Stage.Approved => new InitiativeApproved(key, null, Why),
            Stage.Deferred => new InitiativeDeferred(key, null, Why),
            Stage.Rejected => new InitiativeRejected(key, Why),
            Stage.Active => new InitiativeStarted(key),
            Stage.Paused => new InitiativePaused(key, Why),
            Stage.Completed => new InitiativeCompleted(key),
            Stage.Closed => new InitiativeClosed(key, Why),
            Stage.Merged => new InitiativeMerged(key, Key.Parse("another"), Why),
            Stage.Killed => new InitiativeKilled(key, "no-need", null, Why),
            _ => throw new ArgumentOutOfRangeException(nameof(stage), stage, "no fact leads there"),
        };
    }

    public static Money Usd(decimal amount) => new(amount, Currency.Parse("USD"));

    private static Key? Maybe(string? key) => key is null ? null : Key.Parse(key);
}
