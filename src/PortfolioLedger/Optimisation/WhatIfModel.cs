using System.Collections.Immutable;
using System.Globalization;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Scoring;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Optimisation;

/// <summary>A released version of a scoring model.</summary>
/// <param name="Model">With all its versions.</param>
/// <param name="Version">The one that is meant.</param>
public sealed record ReleasedModel(ScoringModel Model, ModelVersion Version)
{
    /// <summary>As an address names it, <c>board-2026@2</c>.</summary>
    public string Reference =>
        string.Create(CultureInfo.InvariantCulture, $"{Model.Key}@{Version.Version}");

    /// <summary>Whether its criteria are weighed: other formulas have no weights.</summary>
    public bool IsWeighted => Version.Formula == Formula.Weighted;

    /// <summary>The one in force in a book; null when there is none.</summary>
    public static ReleasedModel? InForce(Book book) =>
        book.Scoring.InForceOn(book.Day) is var (model, version) ? new(model, version) : null;

    /// <summary>The newest of each model in a book, and the one in force.</summary>
    public static ImmutableArray<ReleasedModel> In(Book book) =>
    [
        .. book.Scoring.Models.Values
            .Where(m => m.LatestReleased is not null)
            .Select(m => new ReleasedModel(m, m.LatestReleased!))
            .Concat(InForce(book) is { } now ? [now] : [])
            .DistinctBy(m => m.Reference).OrderBy(m => m.Reference, StringComparer.Ordinal),
    ];
}

/// <summary>The weight of a criterion, on the scale of its slider.</summary>
/// <param name="Criterion">Its id.</param>
/// <param name="Name">For people.</param>
/// <param name="Value">In percent as it was given, or as the model has it.</param>
/// <param name="Share">Scaled so that all of them add up to 1.</param>
/// <param name="Now">As the model has it, 0 to 1.</param>
public sealed record SliderWeight(
    string Criterion, string Name, string Value, decimal Share, decimal Now);

/// <summary>What a page asks: what if.</summary>
/// <param name="Model">By which it is ranked then; null when none is in force or named.</param>
/// <param name="IsOtherModel">Whether that is not the one in force.</param>
/// <param name="Weights">Of its criteria; empty where it has none.</param>
/// <param name="WeightsDiffer">Whether they are not those of the model.</param>
/// <param name="WeightsGiven">What the given ones add up to, in percent.</param>
/// <param name="Budget">Another budget of the portfolio; null for the one that is set.</param>
/// <param name="Include">What must be in the best set.</param>
/// <param name="Exclude">What must not be in it.</param>
/// <param name="Drops">Whether the best set may lack what is under way.</param>
/// <param name="Optimises">Whether the best set is asked for too.</param>
public sealed record WhatIfQuestion(
    ReleasedModel? Model, bool IsOtherModel, ImmutableArray<SliderWeight> Weights,
    bool WeightsDiffer, decimal WeightsGiven, decimal? Budget, ImmutableArray<Key> Include,
    ImmutableArray<Key> Exclude, bool Drops, bool Optimises)
{
    /// <summary>Whether the ranking is asked for under anything but what is in force.</summary>
    public bool ChangesRanking => IsOtherModel || WeightsDiffer || Budget is not null;

    /// <summary>The weights by criterion.</summary>
    public ImmutableSortedDictionary<string, Share> Shares => Weights.ToImmutableSortedDictionary(
        w => w.Criterion, w => new Share(w.Share), StringComparer.Ordinal);
}

/// <summary>The what-if page.</summary>
/// <param name="Question">What is asked.</param>
/// <param name="Given">As it was typed, by field.</param>
/// <param name="Faults">What is wrong with a field.</param>
/// <param name="Models">Of which one is chosen.</param>
/// <param name="InForce">The model in force; null when there is none.</param>
/// <param name="Initiatives">Which can be included or excluded.</param>
/// <param name="Budget">Of the portfolio; null when none is set.</param>
/// <param name="Effect">What it comes to; null where the question is wrong.</param>
/// <param name="Best">The best set; null when it was not asked for, or there is none.</param>
/// <param name="Save">Saving it as a scenario.</param>
/// <param name="Currency">Of all money.</param>
/// <param name="Links">Of the portfolio, of the time that is shown.</param>
public sealed record WhatIfContentModel(
    WhatIfQuestion Question, ParameterTextsModel Given, ImmutableArray<FieldFault> Faults,
    ImmutableArray<ReleasedModel> Models, ReleasedModel? InForce,
    ImmutableArray<(Key Key, string Name)> Initiatives, decimal? Budget,
    Scenarios.EffectModel? Effect, BestSetModel? Best, SaveModel Save, Currency Currency,
    Pages.PageLinks Links)
{
    /// <summary>What is wrong with a field; null when nothing is.</summary>
    public string? FaultOf(string field) =>
        Faults.Where(f => f.Pointer == field).Select(f => f.Detail).FirstOrDefault();
}

/// <summary>Texts of fields.</summary>
public sealed record ParameterTextsModel(
    ImmutableArray<(string Name, ImmutableArray<string> Texts)> All)
{
    /// <summary>The text of a field; empty where nothing was typed.</summary>
    public string this[string name] =>
        All.Where(g => g.Name == name).Select(g => string.Join(',', g.Texts)).FirstOrDefault("");
}

/// <summary>Saving a question as a scenario.</summary>
/// <param name="Obstacle">Why it cannot be saved here; null when it can.</param>
/// <param name="NotSaved">What of it no command can say.</param>
/// <param name="Token">Hidden field of the form, HTML.</param>
/// <param name="Position">Of the book it is forked from.</param>
/// <param name="Name">As typed.</param>
/// <param name="Rationale">As typed.</param>
/// <param name="Refusal">Why it was not saved; null when nothing was tried.</param>
public sealed record SaveModel(
    string? Obstacle, ImmutableArray<string> NotSaved, string Token, long Position,
    string Name = "", string Rationale = "", string? Refusal = null);

/// <summary>The best set beside what the ranking funds.</summary>
/// <param name="Found">The best set.</param>
/// <param name="Rows">All initiatives that one of the two has, or that must be out.</param>
public sealed record BestSetModel(
    Core.Optimisation.OptimisedFunding Found, ImmutableArray<BestSetRow> Rows)
{
    /// <summary>What the box says that lets work under way be dropped.</summary>
    public const string DropTitle = "Work under way may be dropped";
}

/// <summary>An initiative in the best set or in the funded set.</summary>
/// <param name="Initiative">Which.</param>
/// <param name="Name">For people.</param>
/// <param name="Value">What it is worth; null when unknown.</param>
/// <param name="Cost">What it takes; null when unknown.</param>
/// <param name="Funded">Whether the ranking funds it.</param>
/// <param name="Chosen">Whether the best set has it.</param>
/// <param name="Why">Why it is in it in any case, or why it is not.</param>
public sealed record BestSetRow(
    Key Initiative, string Name, decimal? Value, decimal? Cost, bool Funded, bool Chosen,
    string Why);
