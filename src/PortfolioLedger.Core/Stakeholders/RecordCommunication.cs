namespace PortfolioLedger.Core.Stakeholders;

/// <summary>Something was communicated to stakeholders.</summary>
/// <param name="Communication">Which communication.</param>
/// <param name="Audience">Who was informed.</param>
/// <param name="Channel">How.</param>
/// <param name="About">What it was about.</param>
/// <param name="On">The day it happened.</param>
/// <param name="Summary">What was said.</param>
public sealed record CommunicationRecorded(
    Key Communication,
    ImmutableArray<Key> Audience,
    string? Channel,
    ImmutableArray<Subject>? About,
    DateOnly On,
    string? Summary
) : IStakeholderFact, ISelfContained, IReworded
{
    public ImmutableArray<Subject> Subjects() =>
        [
            .. new[] { new Subject(SubjectKind.Communication, Communication) }
                .Concat(Audience.Select(key => new Subject(SubjectKind.Stakeholder, key)))
                .Concat(About ?? [])
                .Distinct(),
        ];

    public string Sentence(Book book) =>
        "Told " + Prose.Count(Audience.Length, "stakeholder")
        + (Channel is null ? "" : $" by {Channel}")
        + (About is { IsEmpty: false } about
            ? $" about {Prose.List(about.Select(book.NameOf))}" : "");

    public string FormerSentence(Book book) =>
        $"Told {Audience.Length} stakeholder{(Audience.Length == 1 ? "" : "s")}"
        + (Channel is null ? "" : $" by {Channel}")
        + (
            About is { IsEmpty: false } about
                ? $" about {string.Join(", ", about.Select(book.NameOf))}"
                : ""
        );

    public DateOnly? OwnDay() => On;
}

/// <summary>Records a communication to stakeholders. Name no persons in the summary.</summary>
/// <param name="Key">Of the communication.</param>
/// <param name="Audience">Stakeholders who were informed.</param>
/// <param name="On">The day it happened, not in the future; the business day if absent.</param>
/// <param name="Channel">How, for example <c>newsletter</c>.</param>
/// <param name="Subjects">What it was about, like <c>initiative/croton</c>.</param>
/// <param name="Summary">What was said.</param>
/// <param name="EffectiveOn">The business day; the day it happened if absent.</param>
public sealed record RecordCommunication(
    Key Key, ImmutableArray<Key> Audience, DateOnly? On = null, string? Channel = null,
    ImmutableArray<Subject>? Subjects = null, string? Summary = null, DateOnly? EffectiveOn = null)
    : ICreation, IChecked
{
    public Subject Created => new(SubjectKind.Communication, Key);

    public IEnumerable<FieldFault> Faults() =>
        Check
            .Text("/channel", Channel)
            .Concat(Check.Text("/summary", Summary))
            .Concat(
                Audience.IsEmpty ? [new("/audience", "must name at least one stakeholder")] : []
            )
            .Concat(Check.Distinct<Key>("/audience", Audience))
            .Concat(Check.Distinct("/subjects", Subjects));

    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseUnknown(SubjectKind.Stakeholder, Audience)
        ?? book.RefuseUnknown(Subjects ?? [])
        ?? RefuseFuture(book)
        ?? Verdict.Accept(
            new CommunicationRecorded(Key, Audience, Channel, Subjects, DayIn(book), Summary)
        );

    private Refusal? RefuseFuture(Book book) => DayIn(book) <= book.Day ? null
        : new Refusal("future-communication",
            $"{DayIn(book):O} is to come; record it when it has happened.", Created);

    private DateOnly DayIn(Book book) => On ?? EffectiveOn ?? book.Day;
}
