namespace PortfolioLedger.Core.Initiatives;

/// <summary>An initiative was renamed; its key stays.</summary>
public sealed record InitiativeRenamed(Key Initiative, string Name)
    : IInitiativeChange, ISelfContained, IOutsideProcess, IReworded
{
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.Initiative, Initiative)];

    public string Sentence(Book book) =>
        $"Renamed the initiative {Prose.Quoted(Initiative.Value)} to {Prose.Quoted(Name)}";

    public string FormerSentence(Book book) => $"Renamed the initiative {Initiative} to {Name}";

    public Initiative Applied(Initiative initiative, in Stamp stamp) =>
        initiative with { Name = initiative.Name.Set(Name, stamp) };

    public ChangeTopic? Topic() => ChangeTopic.Initiatives("renamed");
}

/// <summary>Gives an initiative another name, from a day on.</summary>
public sealed record RenameInitiative(Key Initiative, string Name, DateOnly? EffectiveOn = null)
    : ICommand, IChecked
{
    public IEnumerable<FieldFault> Faults() => Check.Text("/name", Name);

    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseEnded(Initiative, caller)
        ?? Verdict.Accept(new InitiativeRenamed(Initiative, Name));
}
