using System.Globalization;
namespace PortfolioLedger.Core.Scenarios;

/// <summary>A scenario was adopted; the events that follow in its batch carry it out.</summary>
/// <param name="Scenario">Its key.</param>
/// <param name="Name">For people.</param>
/// <param name="EvaluatedOn">The position of the book it was evaluated on.</param>
/// <param name="Digest">Of that evaluation.</param>
/// <param name="Commands">How many commands it carries out.</param>
/// <param name="Grounds">Why.</param>
public sealed record ScenarioAdopted(
    Key Scenario, string Name, long EvaluatedOn, string Digest, int Commands, Grounds Grounds)
    : IGrounded, ISelfContained, IUnreported
{
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.Scenario, Scenario)];

    public string Sentence(Book book) =>
        $"Adopted the scenario \"{Name}\" with {Commands} command{(Commands == 1 ? "" : "s")}";
}

/// <summary>
/// Carries out a scenario; its commands follow in the same submission. Decided on the newest book,
/// under the journal's lock: nothing that it touches may have changed since it was evaluated.
/// </summary>
public sealed record AdoptScenario(Scenario Scenario, Grounds Grounds) : IDecision
{
    public DateOnly? EffectiveOn => Grounds.EffectiveOn;

    public Verdict Decide(Book book, Caller caller) =>
        Scenario.RefuseEnded(book) is { } ended ? ended
        : Scenario.Hypotheticals.IsEmpty
            ? new Refusal(
                "scenario-empty",
                "The scenario tries no command, so there is nothing to carry out; add one first.",
                Scenario.About
            )
        : Scenario.Evaluation is not { } evaluation
            ? new Refusal(
                "not-evaluated",
                "Evaluate the scenario first: its commands changed since, or it never was.",
                Scenario.About
            )
        : evaluation.ExceedsBudget
            ? new Refusal(
                "constraint-violated",
                $"It approves {Prose.Number(evaluation.BudgetUsed ?? 0)} in all, more than the "
                    + "budget "
                    + $"of {Prose.Number(evaluation.Budget ?? 0)}; take something out, or raise "
                    + "the budget first.",
                Scenario.About
            )
        : Moved(book, evaluation) is { } moved
            ? new Refusal(
                "base-moved",
                $"The {Prose.Of(moved.Kind)} '{moved.Key}' changed at position "
                    + $"{book.Things[moved].Version}, after position "
                    + $"{evaluation.OnPosition} on which the scenario was evaluated; evaluate it "
                    + "on a newer one.",
                Scenario.About
            )
        : Verdict.Accept(
            new ScenarioAdopted(
                Scenario.Key,
                Scenario.Name,
                evaluation.OnPosition,
                evaluation.Digest,
                Scenario.Hypotheticals.Length,
                Grounds
            )
        );

    private static Subject? Moved(Book book, ScenarioEvaluated evaluation)
    {
        foreach (var subject in evaluation.Touches)
            if (
                book.Things.TryGetValue(subject, out var thing)
                && thing.Version > evaluation.OnPosition
            )
                return subject;
        return null;
    }
}
