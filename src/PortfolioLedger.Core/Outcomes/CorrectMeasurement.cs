namespace PortfolioLedger.Core.Outcomes;

/// <summary>A measurement was corrected; views as of before keep the mistake.</summary>
/// <param name="Method">How it was found.</param>
/// <param name="Reason">Why it was corrected.</param>
public sealed record MeasurementCorrected(
    Key Outcome, DateOnly On, decimal Value, long? N, string? Method, string? Reason)
    : IOutcomeFact, IReworded
{
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.Outcome, Outcome)];

    public string Sentence(Book book) =>
        $"Corrected the measurement of {book.NameOf(Subjects()[0])} on {On:O} to "
        + Prose.Number(Value);

    public string FormerSentence(Book book) => FormattableString.Invariant(
        $"Corrected the measurement of {book.NameOf(Subjects()[0])} on {On:O} to {Value:0.####}");

    public DateOnly? OwnDay() => On;

    public ICommand Reconstruct(DateOnly effectiveOn) =>
        new CorrectMeasurement(Outcome, On, Value, N, Method, Reason: Reason,
            EffectiveOn: effectiveOn);

    public ChangeTopic? Topic() => ChangeTopic.Results;
}

/// <summary>Corrects the value that was measured on a day.</summary>
public sealed record CorrectMeasurement(
    Key Outcome,
    DateOnly On,
    decimal Value,
    long? N = null,
    string? Method = null,
    string? Unit = null,
    string? Reason = null,
    DateOnly? EffectiveOn = null
) : ICommand, IChecked
{
    public IEnumerable<FieldFault> Faults() =>
        Check.Text("/method", Method).Concat(Check.Text("/reason", Reason));

    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseUnknown(SubjectKind.Outcome, Outcome)
        ?? book.RefuseUnit(Outcome, Unit)
        ?? RefuseUnmeasured(book)
        ?? Verdict.Accept(
            Corrected(book.Outcomes.Find(Outcome)!.Measurements[On].Values[^1].Value)
        );

    /// <summary>What is not corrected stays as it was measured.</summary>
    private MeasurementCorrected Corrected(Measurement measured) =>
        new(Outcome, On, Value, N ?? measured.N, Method ?? measured.Method, Reason);

    /// <summary>A correction takes effect with what it corrects, or it would not count.</summary>
    DateOnly? ICommand.DefaultDay(Book book) =>
        book
            .Outcomes.Find(Outcome)
            ?.Measurements.GetValueOrDefault(On)
            .Values.LastOrDefault()
            ?.EffectiveOn;

    private Refusal? RefuseUnmeasured(Book book) =>
        book.Outcomes.Find(Outcome)!.Measurements.ContainsKey(On)
            ? null
            : new Refusal(
                "unknown-measurement",
                $"'{Outcome}' was not measured on {On:O}; measure it first.",
                new Subject(SubjectKind.Outcome, Outcome)
            );
}
