using System.Text.Json.Serialization;

namespace PortfolioLedger.Core.Scenarios;

/// <summary>
/// Something that happened to a scenario. It stands in a stream of the scenario's own and is never
/// part of the portfolio's journal: what is tried is data here, not a fact.
/// </summary>
[JsonDerivedType(typeof(ScenarioForked), "scenario-forked")]
[JsonDerivedType(typeof(HypotheticalApplied), "hypothetical-applied")]
[JsonDerivedType(typeof(ScenarioEvaluated), "scenario-evaluated")]
[JsonDerivedType(typeof(ScenarioDiscarded), "scenario-discarded")]
public abstract record ScenarioFact;

/// <summary>Somebody began to try something, on the portfolio as it was at a position.</summary>
public sealed record ScenarioForked(string Name, long FromPosition) : ScenarioFact;

/// <summary>A command was added, and would be accepted after the ones before it.</summary>
/// <param name="Path">As in a batch.</param>
/// <param name="Body">The JSON of its body.</param>
public sealed record HypotheticalApplied(string Path, string Body) : ScenarioFact;

/// <summary>What would come of it was computed.</summary>
/// <param name="OnPosition">On the book at this position.</param>
/// <param name="OnDay">The business day of that book.</param>
/// <param name="Digest">Of the ranking as it would be beside the ranking as it was.</param>
/// <param name="Touches">What the commands change and the book had already.</param>
/// <param name="Refused">How many commands would be refused on that book.</param>
/// <param name="Budget">Of the portfolio; null when none is set.</param>
/// <param name="BudgetUsed">Approved for the initiatives that count.</param>
/// <param name="BudgetUsedBefore">The same without the scenario.</param>
public sealed record ScenarioEvaluated(
    long OnPosition, DateOnly OnDay, string Digest, ImmutableArray<Subject> Touches, int Refused,
    decimal? Budget, decimal? BudgetUsed, decimal? BudgetUsedBefore) : ScenarioFact
{
    /// <summary>
    /// It approves more than the portfolio's budget, and more than was approved before.
    /// </summary>
    [JsonIgnore]
    public bool ExceedsBudget =>
        Budget is { } budget && BudgetUsed > budget && BudgetUsed > (BudgetUsedBefore ?? 0);
}

/// <summary>It is not pursued any more.</summary>
public sealed record ScenarioDiscarded(string? Reason) : ScenarioFact;

/// <summary>Commands that are tried together on a past or present state of a portfolio.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Name">For people.</param>
/// <param name="FromPosition">Where it was forked.</param>
/// <param name="Hypotheticals">What is tried, in order.</param>
/// <param name="Evaluation">Of exactly these commands; null when they changed since.</param>
/// <param name="IsDiscarded">Whether it was given up.</param>
/// <param name="Version">How many facts it has.</param>
public sealed record Scenario(
    Key Key, string Name, long FromPosition, ImmutableArray<HypotheticalApplied> Hypotheticals,
    ScenarioEvaluated? Evaluation, bool IsDiscarded, int Version)
{
    /// <summary>The scenario after its facts, the fork first; null when there are none.</summary>
    public static Scenario? Fold(Key key, IEnumerable<ScenarioFact> facts) =>
        facts.Aggregate(default(Scenario), (scenario, fact) => fact is ScenarioForked f
            ? new(key, f.Name, f.FromPosition, [], null, false, 1) : scenario?.Post(fact));

    /// <summary>Refuses to go on with one that came to an end.</summary>
    public Refusal? RefuseEnded(Book head) =>
        head.Has(About) ? new("scenario-ended", "The scenario is adopted; fork another one.", About)
        : IsDiscarded ? new("scenario-ended", "The scenario is discarded; fork another one.", About)
        : null;

    /// <summary>Its subject in the ledger, which comes into being with its adoption.</summary>
    [JsonIgnore]
    public Subject About => new(SubjectKind.Scenario, Key);

    private Scenario Post(ScenarioFact fact)
    {
        var next = this with { Version = Version + 1 };
        return fact switch
        {
            HypotheticalApplied f => next with
            {
                Hypotheticals = Hypotheticals.Add(f),
                Evaluation = null,
            },
            ScenarioEvaluated f => next with { Evaluation = f },
            ScenarioDiscarded => next with { IsDiscarded = true },
            _ => throw new InvalidOperationException(
                $"a scenario does not say what a {fact.GetType().Name} changes; add an arm"),
        };
    }
}
