using PortfolioLedger.Core.Departments;
using PortfolioLedger.Core.Valuation;

namespace PortfolioLedger.Core.Outcomes;

/// <summary>What of an outcome can be without a value.</summary>
public enum OutcomeOption
{
    /// <summary>Tangible or not.</summary>
    Kind,
    /// <summary>What it is about.</summary>
    Category,
    /// <summary>Who answers for it.</summary>
    Owner,
    /// <summary>Whose outcome it is.</summary>
    Segment,
    /// <summary>How often it is measured.</summary>
    Frequency,
    /// <summary>Which figure of the market it is.</summary>
    Metric,
}

/// <summary>
/// What an outcome was defined with was revised; the past keeps what it was. Its unit stays: all
/// its values are in it.
/// </summary>
/// <param name="Outcome">Which.</param>
/// <param name="Name">For people.</param>
/// <param name="Direction">Which way is better.</param>
/// <param name="Kind">Tangible or not.</param>
/// <param name="Category">What it is about.</param>
/// <param name="Owner">Opaque id of who answers for it.</param>
/// <param name="Segment">Whose outcome it is.</param>
/// <param name="Frequency">How often it is measured.</param>
/// <param name="Metric">Which figure of the market it is.</param>
/// <param name="Grounds">Why.</param>
public sealed record OutcomeRevised(
    Key Outcome,
    Revised<string>? Name,
    Revised<Direction?>? Direction,
    Revised<OutcomeKind?>? Kind,
    Revised<OutcomeCategory?>? Category,
    Revised<string>? Owner,
    Revised<Key?>? Segment,
    Revised<string>? Frequency,
    Revised<MarketMetric?>? Metric,
    Grounds Grounds
) : IOutcomeFact, IGrounded
{
    public ImmutableArray<Subject> Subjects() => Segment?.To is { } segment
        ? [About(Outcome), new(SubjectKind.CustomerSegment, segment)] : [About(Outcome)];

    public string Sentence(Book book) => new RevisionWords(book.NameOf(About(Outcome)))
        .WithText("name", Name)
        .With("direction", Direction, static d => Enumeration<Direction>.NameOf(d!.Value))
        .With("kind", Kind, static k => Enumeration<OutcomeKind>.NameOf(k!.Value))
        .With("category", Category, static c => Enumeration<OutcomeCategory>.NameOf(c!.Value))
        .With("owner", Owner, static id => id)
        .With("segment", Segment, s => book.NameOf(new(SubjectKind.CustomerSegment, s!.Value)))
        .WithText("frequency", Frequency)
        .With("market figure", Metric, static m => Enumeration<MarketMetric>.NameOf(m!.Value))
        .ToString();

    /// <summary>The outcome after this revision.</summary>
    internal Outcome Applied(Outcome o, in Stamp stamp) => o with
    {
        Name = Name?.To is { } name ? o.Name.Set(name, stamp) : o.Name,
        Direction = o.Direction.After(Direction, stamp),
        Kind = o.Kind.After(Kind, stamp),
        Category = o.Category.After(Category, stamp),
        Owner = o.Owner.After(Owner, stamp),
        Segment = o.Segment.After(Segment, stamp),
        Frequency = o.Frequency.After(Frequency, stamp),
        Metric = o.Metric.After(Metric, stamp),
    };

    public ChangeTopic? Topic() => ChangeTopic.Results;

    public ICommand Reconstruct(DateOnly effectiveOn) => new ReviseOutcome(
        Outcome, Grounds, Name?.To, Direction?.To, Kind?.To, Category?.To, Owner?.To, Segment?.To,
        Frequency?.To, Metric?.To, Clear: Cleared());

    private ImmutableArray<OutcomeOption>? Cleared() => RevisionRules.Cleared(
        (OutcomeOption.Kind, Kind is { To: null }),
        (OutcomeOption.Category, Category is { To: null }),
        (OutcomeOption.Owner, Owner is { To: null }),
        (OutcomeOption.Segment, Segment is { To: null }),
        (OutcomeOption.Frequency, Frequency is { To: null }),
        (OutcomeOption.Metric, Metric is { To: null }));

    private static Subject About(Key outcome) => new(SubjectKind.Outcome, outcome);
}

/// <summary>
/// Revises what an outcome was defined with, from a day on: what is left out stays. Its unit
/// cannot be revised, nor its direction once a target is set: what was measured would mean
/// something else. Define another outcome for that, and retire this one.
/// </summary>
/// <param name="Outcome">Which.</param>
/// <param name="Grounds">Why.</param>
/// <param name="Name">For people.</param>
/// <param name="Direction">Which way is better; only as long as no target was set.</param>
/// <param name="Kind">Tangible or not.</param>
/// <param name="Category">What it is about.</param>
/// <param name="Owner">Who answers for it.</param>
/// <param name="Segment">Whose outcome it is.</param>
/// <param name="Frequency">How often it is measured.</param>
/// <param name="Metric">Which figure of the market it is, if it is one.</param>
/// <param name="Unit">Cannot be revised: anything but the unit it has is refused.</param>
/// <param name="Clear">Fields that have no value any more.</param>
public sealed record ReviseOutcome(
    Key Outcome,
    Grounds Grounds,
    string? Name = null,
    Direction? Direction = null,
    OutcomeKind? Kind = null,
    OutcomeCategory? Category = null,
    string? Owner = null,
    Key? Segment = null,
    string? Frequency = null,
    MarketMetric? Metric = null,
    string? Unit = null,
    ImmutableArray<OutcomeOption>? Clear = null
) : IDecision, IChecked
{
    private static readonly string[] Fields =
    [
        "/name", "/direction", "/kind", "/category", "/owner", "/segment", "/frequency", "/metric",
    ];

    public IEnumerable<FieldFault> Faults() =>
        (Unit is null
            ? RevisionRules.Faults(Clear, Fields, Name is not null, Direction is not null,
                Kind is not null, Category is not null, Owner is not null, Segment is not null,
                Frequency is not null, Metric is not null)
            : [])
            .Concat(Check.Text("/name", Name))
            .Concat(Check.Text("/owner", Owner))
            .Concat(Check.Text("/frequency", Frequency));

    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseRetiredOutcome(Outcome, caller)
            ?? RefuseUnit(book)
            ?? (caller.Claims ? book.RefuseUnknown(SubjectKind.CustomerSegment, Segment)
                : book.RefuseSegment(Segment))
            ?? Revised(book.Outcomes.Find(Outcome)!, new(book, Grounds.EffectiveOn));

    private Verdict Revised(Outcome held, Revising from)
    {
        var fact = new OutcomeRevised(
            Outcome,
            from.Of(Name is not null, held.Name, Name!),
            from.Of(Direction, held.Direction),
            from.Of(Kind is not null || Clear.Has(OutcomeOption.Kind), held.Kind, Kind),
            from.Of(Category is not null || Clear.Has(OutcomeOption.Category),
                held.Category, Category),
            from.Of(Owner is not null || Clear.Has(OutcomeOption.Owner), held.Owner, Owner)!,
            from.Of(Segment is not null || Clear.Has(OutcomeOption.Segment),
                held.Segment, Segment),
            from.Of(Frequency is not null || Clear.Has(OutcomeOption.Frequency),
                held.Frequency, Frequency)!,
            from.Of(Metric is not null || Clear.Has(OutcomeOption.Metric), held.Metric, Metric),
            Grounds);
        return RevisionRules.RefuseUnchanged(About, fact.Name, fact.Direction, fact.Kind,
                fact.Category, fact.Owner, fact.Segment, fact.Frequency, fact.Metric)
            ?? (fact.Direction is null || held.Target.IsEmpty ? null
                : new Refusal("direction-in-use",
                    $"A target of '{Outcome}' is set: what was measured against it would mean the "
                    + "opposite. Define another outcome, and retire this one.", About))
            ?? Verdict.Accept(fact);
    }

    private Refusal? RefuseUnit(Book book) =>
        Unit is null || Unit == book.Outcomes.Find(Outcome)!.Unit ? null
        : new("unit-in-use",
            $"The unit of '{Outcome}' is {book.Outcomes.Find(Outcome)!.Unit ?? "not stated"} and "
            + "stays so: all its values are in it. Define another outcome in "
            + $"{Unit}, and retire this one.", About);

    private Subject About => new(SubjectKind.Outcome, Outcome);
}
