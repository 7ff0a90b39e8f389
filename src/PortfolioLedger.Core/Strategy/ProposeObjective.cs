namespace PortfolioLedger.Core.Strategy;

/// <summary>An objective was proposed.</summary>
/// <param name="Title">In a few words.</param>
/// <param name="Statement">In full.</param>
/// <param name="Parent">The objective above it.</param>
/// <param name="HorizonEnd">The day it is meant to be reached.</param>
public sealed record ObjectiveProposed(
    Key Objective, string Title, string Statement, ObjectiveLevel Level, Key? Parent, string Owner,
    DateOnly? HorizonEnd) : IStrategyFact, ISelfContained
{
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.Objective, Objective)];

    public string Sentence(Book book) =>
        $"Proposed the {Enumeration<ObjectiveLevel>.NameOf(Level)} objective {Title}";
}

/// <summary>Puts an objective forward; it carries no weight before it is approved.</summary>
public sealed record ProposeObjective(
    Key Key, string Title, string Statement, ObjectiveLevel Level, string Owner, Key? Parent = null,
    DateOnly? HorizonEnd = null, DateOnly? EffectiveOn = null) : ICreation, IChecked
{
    public Subject Created => new(SubjectKind.Objective, Key);

    public IEnumerable<FieldFault> Faults() => Check.Text("/title", Title)
        .Concat(Check.Text("/statement", Statement)).Concat(Check.Text("/owner", Owner));

    public Verdict Decide(Book book, Caller caller) =>
        Parent == Key
            ? ObjectiveRules.Cycle(Key)
            : (Parent is { } parent ? book.RefuseRetiredObjective(parent) : null)
                ?? Verdict.Accept(
                    new ObjectiveProposed(Key, Title, Statement, Level, Parent, Owner, HorizonEnd)
                );
}
