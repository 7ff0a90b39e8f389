namespace PortfolioLedger.Core.Outcomes;

/// <summary>An outcome was measured.</summary>
public sealed record OutcomeMeasured(
    Key Outcome, decimal Value, DateOnly On, long? N, string? Method)
    : IOutcomeFact, ISelfContained, IReworded
{
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.Outcome, Outcome)];

    public string Sentence(Book book) =>
        $"Measured {book.NameOf(Subjects()[0])}: {Prose.Number(Value)} on {On:O}";

    public string FormerSentence(Book book) => FormattableString.Invariant(
        $"Measured {book.NameOf(Subjects()[0])}: {Value:0.####} on {On:O}");

    public DateOnly? OwnDay() => On;

    public ChangeTopic? Topic() => ChangeTopic.Results;
}

/// <summary>Records a measured value.</summary>
/// <param name="Outcome">Which.</param>
/// <param name="Value">In the unit of the outcome.</param>
/// <param name="On">The day it was measured on.</param>
/// <param name="N">How many observations it rests on.</param>
/// <param name="Method">How it was measured.</param>
/// <param name="Unit">If given, must be the unit of the outcome.</param>
/// <param name="EffectiveOn">The business day; the day of measuring if absent.</param>
public sealed record MeasureOutcome(
    Key Outcome,
    decimal Value,
    DateOnly On,
    long? N = null,
    string? Method = null,
    string? Unit = null,
    DateOnly? EffectiveOn = null
) : ICommand, IChecked
{
    public IEnumerable<FieldFault> Faults() => Check.Text("/method", Method)
        .Concat(N is < 1 ? [new("/n", "must be at least 1")] : []);

    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseRetiredOutcome(Outcome, caller) ?? book.RefuseFutureMeasurement(Outcome, On)
            ?? book.RefuseUnit(Outcome, Unit) ?? RefuseDuplicate(book)
            ?? Verdict.Accept(new OutcomeMeasured(Outcome, Value, On, N, Method));

    private Refusal? RefuseDuplicate(Book book) =>
        !book.Outcomes.Find(Outcome)!.Measurements.ContainsKey(On)
            ? null
            : new Refusal(
                "duplicate-measurement",
                $"'{Outcome}' was measured on {On:O} already; correct that measurement.",
                new Subject(SubjectKind.Outcome, Outcome)
            );
}
