using PortfolioLedger.Core.Departments;
using PortfolioLedger.Core.Valuation;

namespace PortfolioLedger.Core.Outcomes;

/// <summary>An outcome was defined.</summary>
/// <param name="Direction">Which way is better.</param>
/// <param name="Frequency">How often it is measured.</param>
public sealed record OutcomeDefined(
    Key Outcome,
    string Name,
    string? Unit,
    Direction Direction,
    OutcomeKind? Kind,
    OutcomeCategory? Category,
    string? Owner,
    Key? Segment,
    string? Frequency,
    MarketMetric? Metric = null
) : IOutcomeFact, ISelfContained, IUnreported
{
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.Outcome, Outcome)];

    public string Sentence(Book book) =>
        $"Defined the outcome {Name}" + (Unit is null ? "" : $", in {Unit}");

    internal Outcome Initially(in Stamp stamp) => new(
        Outcome, stamp.EffectiveOn,
        Register<string>.Start(Name, stamp), Unit,
        Register<Direction>.Start(Direction, stamp), Register<OutcomeKind?>.Start(Kind, stamp),
        Register<OutcomeCategory?>.Start(Category, stamp), Register<string?>.Start(Owner, stamp),
        Register<Key?>.Start(Segment, stamp), Register<string?>.Start(Frequency, stamp))
    {
        Metric = Register<MarketMetric?>.Start(Metric, stamp),
    };
}

/// <summary>Defines an outcome: what is measured, in which unit, and which way is better.</summary>
/// <param name="Key">Of the outcome.</param>
/// <param name="Name">For people.</param>
/// <param name="Direction">Which way is better.</param>
/// <param name="Unit">Of all its values.</param>
/// <param name="Kind">Tangible or not.</param>
/// <param name="Category">What it is about.</param>
/// <param name="Owner">Who answers for it.</param>
/// <param name="Segment">Whose outcome it is.</param>
/// <param name="Frequency">How often it is measured.</param>
/// <param name="EffectiveOn">The business day; today if absent.</param>
/// <param name="Metric">Which figure of the market it is, if it is one.</param>
public sealed record DefineOutcome(
    Key Key,
    string Name,
    Direction Direction = Direction.Increase,
    string? Unit = null,
    OutcomeKind? Kind = null,
    OutcomeCategory? Category = null,
    string? Owner = null,
    Key? Segment = null,
    string? Frequency = null,
    DateOnly? EffectiveOn = null,
    MarketMetric? Metric = null
) : ICreation, IChecked
{
    public Subject Created => new(SubjectKind.Outcome, Key);

    public IEnumerable<FieldFault> Faults() =>
        Check
            .Text("/name", Name)
            .Concat(Check.Text("/unit", Unit))
            .Concat(Check.Text("/owner", Owner))
            .Concat(Check.Text("/frequency", Frequency));

    public Verdict Decide(Book book, Caller caller) => book.RefuseSegment(Segment)
        ?? Verdict.Accept(new OutcomeDefined(
            Key, Name, Unit, Direction, Kind, Category, Owner, Segment, Frequency, Metric));
}
