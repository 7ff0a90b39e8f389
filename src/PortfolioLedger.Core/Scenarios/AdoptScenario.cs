namespace PortfolioLedger.Core.Scenarios;

/// <summary>What a scenario tried is carried out; the events behind this one in its batch are it.</summary>
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
    /// <inheritdoc/>
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.Scenario, Scenario)];

    /// <inheritdoc/>
    public string Sentence(Book book) =>
        $"Adopted the scenario \"{Name}\" with {Commands} command{(Commands == 1 ? "" : "s")}";
}

/// <summary>
/// Carries out a scenario; its commands follow in the same submission. Decided on the newest book,
/// under the journal's lock: nothing that it touches may have changed since it was evaluated.
/// </summary>
public sealed record AdoptScenario(Scenario Scenario, Grounds Grounds) : IDecision
{
    /// <inheritdoc/>
    public DateOnly? EffectiveOn => Grounds.EffectiveOn;

    /// <inheritdoc/>
    public Verdict Decide(Book book, Caller caller) =>
        Scenario.RefuseEnded(book) is { } ended ? ended
        : Scenario.Hypotheticals.IsEmpty ? new Refusal("scenario-empty",
            "The scenario tries no command, so there is nothing to carry out; add one first.",
            Scenario.About)
        : Scenario.Evaluation is not { } evaluation ? new Refusal("not-evaluated",
            "Evaluate the scenario first: its commands changed since, or it never was.", Scenario.About)
        : evaluation.PassesBudget ? new Refusal("constraint-violated", FormattableString.Invariant(
            $"It approves {evaluation.BudgetUsed:0.##} in all, more than the budget of {evaluation.Budget:0.##}."),
            Scenario.About)
        : Moved(book, evaluation) is { } moved ? new Refusal("base-moved",
            $"The {moved.KindName} '{moved.Key}' changed at position {book.Things[moved].Version}, after position "
            + $"{evaluation.OnPosition} on which the scenario was evaluated; evaluate it on a newer one.",
            Scenario.About)
        : Verdict.Of(new ScenarioAdopted(Scenario.Key, Scenario.Name, evaluation.OnPosition,
            evaluation.Digest, Scenario.Hypotheticals.Length, Grounds));

    private static Subject? Moved(Book book, ScenarioEvaluated evaluation)
    {
        foreach (var subject in evaluation.Touches)
            if (book.Things.TryGetValue(subject, out var thing) && thing.Version > evaluation.OnPosition)
                return subject;
        return null;
    }
}
