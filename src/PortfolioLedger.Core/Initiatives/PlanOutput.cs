using System.Globalization;
using PortfolioLedger.Core.Outcomes;

namespace PortfolioLedger.Core.Initiatives;

/// <summary>An initiative promised a deliverable for a day.</summary>
/// <param name="Initiative">Which promised.</param>
/// <param name="Output">What is to be delivered.</param>
/// <param name="Name">For people.</param>
/// <param name="Kind">In the words of the initiative.</param>
/// <param name="PlannedOn">The day it is planned for.</param>
/// <param name="ShareOfInitiative">Which part of the initiative it is.</param>
/// <param name="Outcome">Which outcome it is meant to bring about.</param>
public sealed record OutputPlanned(
    Key Initiative, Key Output, string? Name, string? Kind, DateOnly PlannedOn,
    Share? ShareOfInitiative, Key? Outcome)
    : IInitiativeFact, IUnreported, IOutsideProcess, IReworded
{
    public ImmutableArray<Subject> Subjects() => Outcome is { } outcome
        ? [new(SubjectKind.Initiative, Initiative), new(SubjectKind.Output, Output),
            new(SubjectKind.Outcome, outcome)]
        : [new(SubjectKind.Initiative, Initiative), new(SubjectKind.Output, Output)];

    public string Sentence(Book book) =>
        $"Planned the output {Prose.Quoted(Name ?? Output.Value)} of "
        + $"{book.InitiativeName(Initiative)} for {PlannedOn:O}";

    public string FormerSentence(Book book) =>
        $"{book.InitiativeName(Initiative)} planned {Name ?? Output.Value} for {PlannedOn:O}";

    internal Output Recorded(in Stamp stamp) => new(
        Output, Initiative, stamp.EffectiveOn, Name, Kind, PlannedOn, default, null)
    {
        ShareOfInitiative = ShareOfInitiative,
        Outcome = Outcome,
    };

    public ICommand Reconstruct(DateOnly effectiveOn) =>
        new PlanOutput(Initiative, Output, PlannedOn, Name, Kind, ShareOfInitiative, Outcome,
            effectiveOn);
}

/// <summary>Promises a deliverable for a day; delivering it fulfils the plan.</summary>
public sealed record PlanOutput(
    Key Initiative, Key Output, DateOnly PlannedOn, string? Name = null, string? Kind = null,
    Share? ShareOfInitiative = null, Key? Outcome = null, DateOnly? EffectiveOn = null)
    : ICreation, IChecked
{
    public Subject Created => new(SubjectKind.Output, Output);

    public IEnumerable<FieldFault> Faults() =>
        Check.Text("/name", Name).Concat(Check.Text("/kind", Kind));

    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseEnded(Initiative, caller) ?? RefuseOutcome(book, caller)
            ?? RefuseShare(book)
            ?? Verdict.Accept(new OutputPlanned(
                Initiative, Output, Name, Kind, PlannedOn, ShareOfInitiative, Outcome));

    private Refusal? RefuseOutcome(Book book, Caller caller) =>
        Outcome is { } outcome ? book.RefuseRetiredOutcome(outcome, caller) : null;

    private Refusal? RefuseShare(Book book)
    {
        if (ShareOfInitiative is not { } share)
            return null;
        var taken = book.Initiatives.Outputs.Values.Where(o => o.Initiative == Initiative)
            .Sum(o => o.ShareOfInitiative?.Value ?? 0);
        return taken + share.Value <= 1
            ? null
            : new(
                "shares-above-one",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Other outputs make up {taken:0.####} of the initiative; "
                        + $"give a share of at most {1 - taken:0.####}."
                ),
                new Subject(SubjectKind.Output, Output)
            );
    }
}
