using System.Collections.Immutable;
using System.Text.Json;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Scenarios;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Journaling.Writing;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Scenarios;

/// <summary>One scenario as it is shown.</summary>
/// <param name="Scenario">Its key.</param>
/// <param name="Name">For people.</param>
/// <param name="State">open, evaluated, discarded or adopted.</param>
/// <param name="FromPosition">Where it was forked.</param>
/// <param name="Hypotheticals">How many commands it tries.</param>
/// <param name="EvaluatedOn">The position it was evaluated on; null when it is not.</param>
/// <param name="EvaluationDigest">Of that evaluation.</param>
/// <param name="Version">Of its stream; for If-Match.</param>
/// <param name="ForkedAt">When.</param>
/// <param name="ChangedAt">When its last fact was recorded.</param>
public sealed record ScenarioItem(
    Key Scenario,
    string Name,
    string State,
    long FromPosition,
    int Hypotheticals,
    long? EvaluatedOn,
    string? EvaluationDigest,
    int Version,
    DateTimeOffset ForkedAt,
    DateTimeOffset ChangedAt
)
{
    internal static ScenarioItem From(
        Scenario s,
        ImmutableArray<StoredScenarioFact> facts,
        Book head
    ) =>
        new(
            s.Key,
            s.Name,
            head.Has(s.About) ? "adopted"
                : s.IsDiscarded ? "discarded"
                : s.Evaluation is null ? "open"
                : "evaluated",
            s.FromPosition,
            s.Hypotheticals.Length,
            s.Evaluation?.OnPosition,
            s.Evaluation?.Digest,
            s.Version,
            facts[0].RecordedAt,
            facts[^1].RecordedAt
        );
}

/// <summary>What a scenario was changed by.</summary>
/// <param name="Scenario">Its key.</param>
/// <param name="Version">Of its stream from now on; for If-Match.</param>
/// <param name="Type">The stored name of what was recorded in it.</param>
/// <param name="RecordedAt">When.</param>
public sealed record ScenarioReceipt(
    Key Scenario,
    int Version,
    string Type,
    DateTimeOffset RecordedAt
);

/// <summary>The scenarios of a portfolio.</summary>
/// <param name="Portfolio">Whose.</param>
/// <param name="Items">All of them.</param>
public sealed record ScenarioPage(Key Portfolio, ImmutableArray<ScenarioItem> Items);

/// <summary>One scenario with its commands.</summary>
/// <param name="Portfolio">Whose.</param>
/// <param name="Scenario">What it is.</param>
/// <param name="Hypotheticals">The commands it tries, in order.</param>
/// <param name="Evaluation">What would come of it; null when it is not evaluated.</param>
public sealed record ScenarioDetail(
    Key Portfolio,
    ScenarioItem Scenario,
    ImmutableArray<ScenarioCommand> Hypotheticals,
    ScenarioOutcome? Evaluation
);

/// <summary>Scenarios side by side.</summary>
/// <param name="Portfolio">Whose.</param>
/// <param name="Items">In the order they were asked for.</param>
public sealed record ScenarioComparison(Key Portfolio, ImmutableArray<ScenarioOutcome> Items);

/// <summary>One command that a scenario tries.</summary>
public sealed record ScenarioCommand(int Index, string Path, JsonElement Body);

/// <summary>What came of a scenario, in figures that can stand beside those of others.</summary>
/// <param name="Scenario">Its key.</param>
/// <param name="Name">For people.</param>
/// <param name="OnPosition">The position of the book it is evaluated on.</param>
/// <param name="OnDay">The business day of that book.</param>
/// <param name="Digest">Of the rankings side by side.</param>
/// <param name="PortfolioScore">Alignment of the portfolio as it would be.</param>
/// <param name="StrategicFit">As it would be.</param>
/// <param name="Budget">Of the portfolio.</param>
/// <param name="BudgetUsed">Approved for the initiatives that count.</param>
/// <param name="ExceedsBudget">More is approved than there is, and more than before.</param>
/// <param name="Stages">Initiatives in these stages are ranked.</param>
/// <param name="Funded">The initiatives that the budget would cover, best first.</param>
/// <param name="Ranking">As it would be.</param>
/// <param name="Differences">To the ranking as it is.</param>
/// <param name="Refused">Commands that would be refused.</param>
public sealed record ScenarioOutcome(
    Key Scenario,
    string Name,
    long OnPosition,
    DateOnly OnDay,
    string Digest,
    decimal? PortfolioScore,
    decimal? StrategicFit,
    decimal? Budget,
    decimal? BudgetUsed,
    bool ExceedsBudget,
    ImmutableArray<Stage> Stages,
    ImmutableArray<Key> Funded,
    ImmutableArray<RankedItem> Ranking,
    ImmutableArray<RankingDifference> Differences,
    ImmutableArray<RefusedHypothetical> Refused
)
{
    internal static ScenarioOutcome From(Scenario s, Evaluated e) => new(
        s.Key, s.Name, e.Fact.OnPosition, e.Fact.OnDay, e.Fact.Digest, e.Alignment.PortfolioScore,
        e.Alignment.StrategicFit, e.Fact.Budget, e.Fact.BudgetUsed, e.Fact.ExceedsBudget,
        e.Ranking.Stages,
        [.. e.Ranking.Counterfactual.Where(i => i.Funded == true).Select(i => i.Initiative)],
        e.Ranking.Counterfactual, e.Ranking.Differences, e.Ranking.Refused);
}
