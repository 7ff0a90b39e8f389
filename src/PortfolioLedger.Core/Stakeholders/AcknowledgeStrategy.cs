using PortfolioLedger.Core.Strategy;

namespace PortfolioLedger.Core.Stakeholders;

/// <summary>Somebody said that they know and understand objectives.</summary>
/// <param name="Objectives">Which objectives.</param>
/// <param name="Position">The position whose strategy they have read.</param>
/// <param name="Stakeholder">Who; the event's actor if absent.</param>
public sealed record StrategyAcknowledged(
    ImmutableArray<Key> Objectives,
    long Position,
    Key? Stakeholder
) : IStakeholderFact, ISelfContained, IReworded
{
    public ImmutableArray<Subject> Subjects() =>
        [
            .. Objectives.Select(key => new Subject(SubjectKind.Objective, key)),
            .. Stakeholder is { } key
                ? [new Subject(SubjectKind.Stakeholder, key)]
                : Array.Empty<Subject>(),
        ];

    public string Sentence(Book book) =>
        (Stakeholder is { } key ? $"Recorded that the stakeholder {key} acknowledged "
            : "Acknowledged ")
        + Prose.List(Objectives.Select(book.ObjectiveName))
        + $", as {(Objectives.Length == 1 ? "it" : "they")} stood at position {Position}";

    public string FormerSentence(Book book) =>
        $"Acknowledged {string.Join(", ", Objectives.Select(book.ObjectiveName))} as of position "
            + $"{Position}"
        + (Stakeholder is { } key ? $" for the stakeholder {key}" : "");
}

/// <summary>
/// Says that a stakeholder, or the caller, knows and understands objectives as they stood at a
/// position; now if absent.
/// </summary>
public sealed record AcknowledgeStrategy(
    ImmutableArray<Key> Objectives,
    long? Position = null,
    Key? Stakeholder = null,
    DateOnly? EffectiveOn = null
) : ICommand, IChecked
{
    public IEnumerable<FieldFault> Faults() => Check.Distinct<Key>("/objectives", Objectives)
        .Concat(Objectives.IsEmpty ? [new("/objectives", "must name at least one objective")] : [])
        .Concat(Position < 1 ? [new("/position", "must be 1 or more")] : []);

    public Verdict Decide(Book book, Caller caller) =>
        Objectives
            .Select(book.RefuseRetiredObjective)
            .FirstOrDefault(refusal => refusal is not null)
        ?? book.RefuseUnknown(SubjectKind.Stakeholder, Stakeholder)
        ?? RefusePosition(book)
        ?? Verdict.Accept(
            new StrategyAcknowledged(Objectives, Position ?? book.Position, Stakeholder)
        );

    private Refusal? RefusePosition(Book book) =>
        !(Position > book.Position)
            ? null
            : new Refusal(
                "unknown-position",
                $"Position {Position} is not recorded yet; name one up to {book.Position}."
            );
}
