namespace PortfolioLedger.Core.Initiatives;

/// <summary>An initiative delivered something.</summary>
public sealed record OutputDelivered(
    Key Initiative, Key Output, string? Name, string? Kind, DateOnly? PlannedOn, DateOnly DeliveredOn,
    string? AcceptedBy) : IInitiativeFact
{
    /// <inheritdoc/>
    public ImmutableArray<Subject> Subjects() =>
        [new(SubjectKind.Initiative, Initiative), new(SubjectKind.Output, Output)];

    /// <inheritdoc/>
    public string Sentence(Book book) => $"{book.InitiativeName(Initiative)} delivered {Name ?? Output.Value}";

    /// <inheritdoc/>
    public DateOnly? OwnDay() => DeliveredOn;

    internal Output Recorded(in Stamp stamp) => new(
        Output, Initiative, stamp.EffectiveOn, Name, Kind, PlannedOn,
        Register<DateOnly>.Of(DeliveredOn, stamp), AcceptedBy);
}

/// <summary>Records a delivered output, planned before or not.</summary>
public sealed record DeliverOutput(
    Key Initiative, Key Output, DateOnly DeliveredOn, string? Name = null, string? Kind = null,
    DateOnly? PlannedOn = null, string? AcceptedBy = null, DateOnly? EffectiveOn = null) : ICreation, IChecked
{
    /// <inheritdoc/>
    public Subject Created => new(SubjectKind.Output, Output);

    /// <inheritdoc/>
    public IEnumerable<FieldFault> Faults() => Check.Text("/name", Name).Concat(Check.Text("/kind", Kind));

    /// <inheritdoc/>
    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseEnded(Initiative, caller) ?? RefuseFuture(book) ?? Verdict.Of(new OutputDelivered(
            Initiative, Output, Name, Kind, PlannedOn, DeliveredOn, AcceptedBy));

    private Refusal? RefuseFuture(Book book) => DeliveredOn <= book.Day ? null
        : new Refusal("future-delivery", $"It cannot have been delivered on {DeliveredOn:O}, which is to come.",
            new Subject(SubjectKind.Output, Output));
}
