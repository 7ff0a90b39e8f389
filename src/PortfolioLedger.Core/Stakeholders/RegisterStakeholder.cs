namespace PortfolioLedger.Core.Stakeholders;

/// <summary>
/// A stakeholder was registered. The key is an opaque id; the name is kept in a side table.
/// </summary>
/// <param name="Stakeholder">Opaque id.</param>
/// <param name="Name">The name, sealed.</param>
/// <param name="Group">What it is to the portfolio.</param>
public sealed record StakeholderRegistered(
    Key Stakeholder,
    SealedText? Name,
    StakeholderGroup? Group
) : IStakeholderFact, ISelfContained
{
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.Stakeholder, Stakeholder)];

    public string Sentence(Book book) =>
        $"Registered the stakeholder {Stakeholder}"
        + (
            Group is { } group ? $" of the group {Enumeration<StakeholderGroup>.NameOf(group)}" : ""
        );

    public ImmutableArray<SealedText> PersonalTexts() => Name is null ? [] : [Name];
}

/// <summary>Registers a stakeholder under an opaque id; the name can be erased later.</summary>
public sealed record RegisterStakeholder(
    Key Key, SealedText? Name = null, StakeholderGroup? Group = null, DateOnly? EffectiveOn = null)
    : ICreation, IChecked
{
    public Subject Created => new(SubjectKind.Stakeholder, Key);

    public IEnumerable<FieldFault> Faults() => Check.Text("/name", Name?.Opening?.Text);

    public Verdict Decide(Book book, Caller caller) =>
        Verdict.Accept(new StakeholderRegistered(Key, Name, Group));
}
