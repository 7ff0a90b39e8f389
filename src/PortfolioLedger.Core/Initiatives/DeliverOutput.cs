namespace PortfolioLedger.Core.Initiatives;

/// <summary>An initiative delivered something.</summary>
/// <param name="Output">Which output.</param>
/// <param name="PlannedOn">The day it was planned for.</param>
/// <param name="DeliveredOn">The day it was delivered.</param>
/// <param name="AcceptedBy">Who accepted it.</param>
public sealed record OutputDelivered(
    Key Initiative,
    Key Output,
    string? Name,
    string? Kind,
    DateOnly? PlannedOn,
    DateOnly DeliveredOn,
    string? AcceptedBy
) : IInitiativeFact, IOutsideProcess, IReworded
{
    public ImmutableArray<Subject> Subjects() =>
        [new(SubjectKind.Initiative, Initiative), new(SubjectKind.Output, Output)];

    public string Sentence(Book book) =>
        $"Delivered the output {Prose.Quoted(Name ?? Output.Value)} of "
        + book.InitiativeName(Initiative);

    public string FormerSentence(Book book) =>
        $"{book.InitiativeName(Initiative)} delivered {Name ?? Output.Value}";

    public DateOnly? OwnDay() => DeliveredOn;

    /// <summary>The output after delivery; what was planned stays as it was planned.</summary>
    internal Output Recorded(Output? planned, in Stamp stamp) => planned is null
        ? new(Output, Initiative, stamp.EffectiveOn, Name, Kind, PlannedOn,
            Register<DateOnly>.Start(DeliveredOn, stamp), AcceptedBy)
        : planned with
        {
            Name = planned.Name ?? Name,
            Kind = planned.Kind ?? Kind,
            PlannedOn = planned.PlannedOn ?? PlannedOn,
            DeliveredOn = planned.DeliveredOn.Set(DeliveredOn, stamp),
            AcceptedBy = AcceptedBy,
        };

    public ICommand Reconstruct(DateOnly effectiveOn) =>
        new DeliverOutput(Initiative, Output, DeliveredOn, Name, Kind, PlannedOn, AcceptedBy,
            effectiveOn);

    public ChangeTopic? Topic() => ChangeTopic.Results;
}

/// <summary>
/// Records a delivered output: it fulfils a plan, or comes unplanned. A plan is not rewritten by
/// its delivery.
/// </summary>
public sealed record DeliverOutput(
    Key Initiative,
    Key Output,
    DateOnly DeliveredOn,
    string? Name = null,
    string? Kind = null,
    DateOnly? PlannedOn = null,
    string? AcceptedBy = null,
    DateOnly? EffectiveOn = null
) : ICreation, IChecked
{
    public Subject Created => new(SubjectKind.Output, Output);

    public bool MayExist => true;

    public IEnumerable<FieldFault> Faults() =>
        Check.Text("/name", Name).Concat(Check.Text("/kind", Kind));

    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseEnded(Initiative, caller) ?? RefuseFuture(book) ?? RefusePlan(book)
            ?? Verdict.Accept(new OutputDelivered(
            Initiative, Output, Name, Kind, PlannedOn, DeliveredOn, AcceptedBy));

    private Refusal? RefusePlan(Book book) =>
        book.Initiatives.Outputs.GetValueOrDefault(Output) is not { } known ? null
        : known.Initiative != Initiative || !known.DeliveredOn.Values.IsEmpty
            ? Refusal.AlreadyExists(SubjectKind.Output, Output)
        : PlannedOn is null || PlannedOn == known.PlannedOn ? null
        : new Refusal(
            "stale-value",
            $"It was planned for {known.PlannedOn:O}, not for {PlannedOn:O}; leave plannedOn out.",
            Created
        );

    private Refusal? RefuseFuture(Book book) =>
        DeliveredOn <= book.Day
            ? null
            : new Refusal(
                "future-delivery",
                $"It cannot have been delivered on {DeliveredOn:O}, which is to come; "
                    + $"give {book.Day:O} or an earlier day.",
                new Subject(SubjectKind.Output, Output)
            );
}
