namespace PortfolioLedger.Core.Initiatives;

/// <summary>An initiative got another name; its key stays.</summary>
public sealed record InitiativeRenamed(Key Initiative, string Name)
    : IInitiativeChange, ISelfContained, IOutsideProcess
{
    /// <inheritdoc/>
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.Initiative, Initiative)];

    /// <inheritdoc/>
    public string Sentence(Book book) => $"Renamed the initiative {Initiative} to {Name}";

    /// <inheritdoc/>
    public Initiative Applied(Initiative initiative, in Stamp stamp) =>
        initiative with { Name = initiative.Name.Set(Name, stamp) };

    /// <inheritdoc/>
    public ChangeTopic? Topic() => ChangeTopic.Initiatives("renamed");
}

/// <summary>Gives an initiative another name, from a day on.</summary>
public sealed record RenameInitiative(Key Initiative, string Name, DateOnly? EffectiveOn = null)
    : ICommand, IChecked
{
    /// <inheritdoc/>
    public IEnumerable<FieldFault> Faults() => Check.Text("/name", Name);

    /// <inheritdoc/>
    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseEnded(Initiative, caller) ?? Verdict.Of(new InitiativeRenamed(Initiative, Name));
}
