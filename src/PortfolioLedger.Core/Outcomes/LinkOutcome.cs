using PortfolioLedger.Core.Strategy;

namespace PortfolioLedger.Core.Outcomes;

/// <summary>An outcome was linked to what is meant to bring it about.</summary>
/// <param name="Outcome">Which.</param>
/// <param name="To">An objective, initiative or output.</param>
/// <param name="Weight">Among all outcomes linked to the same thing; 0 unlinks.</param>
/// <param name="Grounds">Why.</param>
public sealed record OutcomeLinked(Key Outcome, Subject To, decimal Weight, Grounds Grounds)
    : IOutcomeFact, IGrounded, ISelfContained, IUnreported
{
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.Outcome, Outcome), To];

    public string Sentence(Book book) =>
        $"Linked the outcome {book.NameOf(Subjects()[0])} to {book.NameOf(To)}";
}

/// <summary>Links an outcome to one objective, initiative or output.</summary>
public sealed record LinkOutcome(
    Key Outcome, Grounds Grounds, Key? Objective = null, Key? Initiative = null, Key? Output = null,
    decimal Weight = 1) : IDecision, IChecked
{
    public IEnumerable<FieldFault> Faults() =>
        Check
            .NotNegative("/weight", Weight)
            .Concat(
                new[] { Objective, Initiative, Output }.Count(k => k is not null) == 1
                    ? []
                    :
                    [
                        new(
                            "/initiative",
                            "must be given alone: exactly one of initiative, objective and output"
                        ),
                    ]
            );

    public Verdict Decide(Book book, Caller caller)
    {
        var to = Objective is { } objective ? new Subject(SubjectKind.Objective, objective)
            : Initiative is { } initiative ? new Subject(SubjectKind.Initiative, initiative)
            : new Subject(SubjectKind.Output, Output.GetValueOrDefault());
        return book.RefuseRetiredOutcome(Outcome, caller) ?? book.RefuseUnknown(to.Kind, to.Key)
            ?? (to.Kind == SubjectKind.Objective ? book.RefuseRetiredObjective(to.Key) : null)
            ?? Verdict.Accept(new OutcomeLinked(Outcome, to, Weight, Grounds));
    }
}
