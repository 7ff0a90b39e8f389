using System.Collections.Immutable;
using System.Text.Json;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Scenarios;
using PortfolioLedger.Core.Views;

namespace PortfolioLedger.WhatIf;

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
    Key Scenario, string Name, string State, long FromPosition, int Hypotheticals, long? EvaluatedOn,
    string? EvaluationDigest, int Version, DateTimeOffset ForkedAt, DateTimeOffset ChangedAt)
{
    internal static ScenarioItem Of(Scenario s, ImmutableArray<StoredScenarioFact> facts, Book head) => new(
        s.Key, s.Name,
        head.Has(s.About) ? "adopted" : s.IsDiscarded ? "discarded" : s.Evaluation is null ? "open" : "evaluated",
        s.FromPosition, s.Hypotheticals.Length, s.Evaluation?.OnPosition, s.Evaluation?.Digest, s.Version,
        facts[0].RecordedAt, facts[^1].RecordedAt);
}

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
/// <param name="PassesBudget">More is approved than there is, and more than before.</param>
/// <param name="Funded">The initiatives that the budget would cover, best first.</param>
/// <param name="Ranking">As it would be.</param>
/// <param name="Differences">To the ranking as it is.</param>
/// <param name="Refused">Commands that would be refused.</param>
public sealed record ScenarioOutcome(
    Key Scenario, string Name, long OnPosition, DateOnly OnDay, string Digest, decimal? PortfolioScore,
    decimal? StrategicFit, decimal? Budget, decimal? BudgetUsed, bool PassesBudget, ImmutableArray<Key> Funded,
    ImmutableArray<RankedItem> Ranking, ImmutableArray<RankingDifference> Differences,
    ImmutableArray<RefusedHypothetical> Refused)
{
    internal static ScenarioOutcome Of(Scenario s, Evaluated e) => new(
        s.Key, s.Name, e.Fact.OnPosition, e.Fact.OnDay, e.Fact.Digest, e.Alignment.PortfolioScore,
        e.Alignment.StrategicFit, e.Fact.Budget, e.Fact.BudgetUsed, e.Fact.PassesBudget,
        [.. e.Ranking.Counterfactual.Where(i => i.Funded == true).Select(i => i.Initiative)],
        e.Ranking.Counterfactual, e.Ranking.Differences, e.Ranking.Refused);
}
