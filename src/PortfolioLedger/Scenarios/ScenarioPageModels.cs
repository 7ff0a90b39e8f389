using System.Collections.Immutable;
using System.Text.Json;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Pages;

namespace PortfolioLedger.Scenarios;

/// <summary>The list of scenarios.</summary>
/// <param name="Items">All of them.</param>
/// <param name="Obstacle">Why none can be begun here; null when one can.</param>
/// <param name="Token">Hidden field of forms, HTML.</param>
/// <param name="Name">As typed.</param>
/// <param name="Refusal">Why it was not begun; null when nothing was tried.</param>
/// <param name="Links">Of the portfolio.</param>
public sealed record ScenarioListModel(
    ImmutableArray<ScenarioItem> Items, string? Obstacle, string Token, string Name,
    string? Refusal, PageLinks Links);

/// <summary>What a form of a scenario sent, and why it was not taken.</summary>
/// <param name="Form">Which: the last part of its address.</param>
/// <param name="Refusal">Why.</param>
/// <param name="Text">The reason or rationale, as typed.</param>
public sealed record RefusedForm(string Form, string Refusal, string Text = "");

/// <summary>One scenario: what it tries, what comes of it, what can be done with it.</summary>
/// <param name="Item">What it is.</param>
/// <param name="Commands">In order.</param>
/// <param name="Outcome">What comes of it; null when it is not evaluated.</param>
/// <param name="Effect">The rankings side by side; null when it is not evaluated.</param>
/// <param name="Last">The last position of the journal.</param>
/// <param name="Meanwhile">
/// The first events after the book it stands on, and whether each changed what it changes.
/// </param>
/// <param name="MeanwhileCount">How many there are.</param>
/// <param name="Moved">
/// What it changes and was changed meanwhile: adopting it would be refused; null when nothing.
/// </param>
/// <param name="SeenMeanwhile">
/// What was recorded while a form was open: to be looked at before it is sent again.
/// </param>
/// <param name="Ended">Why nothing can be done with it; null when something can.</param>
/// <param name="Contributes">Whether who looks may change it.</param>
/// <param name="Approves">Whether who looks may adopt it.</param>
/// <param name="Token">Hidden field of forms, HTML.</param>
/// <param name="Refused">What was not taken; null when nothing was tried.</param>
/// <param name="Currency">Of all money.</param>
/// <param name="Links">Of the portfolio.</param>
public sealed record ScenarioContentModel(
    ScenarioItem Item, ImmutableArray<ScenarioCommand> Commands, ScenarioOutcome? Outcome,
    EffectModel? Effect, long Last, ImmutableArray<(TimelineItem Event, bool Touches)> Meanwhile,
    long MeanwhileCount, string? Moved, ImmutableArray<TimelineItem> SeenMeanwhile, string? Ended,
    bool Contributes, bool Approves, string Token, RefusedForm? Refused, Currency Currency,
    PageLinks Links)
{
    /// <summary>On which book it stands.</summary>
    public long Base => Item.EvaluatedOn ?? Item.FromPosition;

    /// <summary>What was typed into a form that was not taken; null for any other.</summary>
    public RefusedForm? RefusedIn(string form) => Refused?.Form == form ? Refused : null;
}

/// <summary>Scenarios side by side.</summary>
/// <param name="All">Of which some are chosen.</param>
/// <param name="Now">The ranking as it is.</param>
/// <param name="NowFigures">Alignment, fit, budget and its use as they are.</param>
/// <param name="Items">Those that are chosen.</param>
/// <param name="Rows">All initiatives of one of the rankings.</param>
/// <param name="Currency">Of all money.</param>
/// <param name="Links">Of the portfolio.</param>
public sealed record ScenarioComparisonModel(
    ImmutableArray<ScenarioItem> All, Ranking Now, ComparedFigures NowFigures,
    ImmutableArray<ScenarioOutcome> Items, ImmutableArray<ComparedRow> Rows, Currency Currency,
    PageLinks Links);

/// <summary>Figures that can stand beside those of a scenario.</summary>
public sealed record ComparedFigures(
    decimal? PortfolioScore, decimal? StrategicFit, decimal? Budget, decimal? BudgetUsed);

/// <summary>One initiative in several rankings.</summary>
/// <param name="Initiative">Which.</param>
/// <param name="Name">For people.</param>
/// <param name="Now">As it is ranked; null when it is not.</param>
/// <param name="Then">As each scenario ranks it.</param>
public sealed record ComparedRow(
    Key Initiative, string Name, RankedItem? Now, ImmutableArray<RankedItem?> Then);
