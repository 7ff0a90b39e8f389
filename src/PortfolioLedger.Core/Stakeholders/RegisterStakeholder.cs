namespace PortfolioLedger.Core.Stakeholders;

/// <summary>A stakeholder became known. The key is an opaque id; the name is kept beside the journal.</summary>
/// <param name="Stakeholder">Opaque id.</param>
/// <param name="Name">The name, sealed.</param>
/// <param name="Group">What it is to the portfolio.</param>
public sealed record StakeholderRegistered(Key Stakeholder, SealedText? Name, StakeholderGroup? Group)
    : IStakeholderFact, ISelfContained
{
    /// <inheritdoc/>
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.Stakeholder, Stakeholder)];

    /// <inheritdoc/>
    public string Sentence(Book book) => $"Registered the stakeholder {Stakeholder}"
        + (Group is { } group ? $" of the group {Enumeration<StakeholderGroup>.NameOf(group)}" : "");

    /// <inheritdoc/>
    public ImmutableArray<SealedText> PersonalTexts() => Name is null ? [] : [Name];
}

/// <summary>Registers a stakeholder under an opaque id; the name can be erased later.</summary>
public sealed record RegisterStakeholder(
    Key Key, SealedText? Name = null, StakeholderGroup? Group = null, DateOnly? EffectiveOn = null)
    : ICreation, IChecked
{
    /// <inheritdoc/>
    public Subject Created => new(SubjectKind.Stakeholder, Key);

    /// <inheritdoc/>
    public IEnumerable<FieldFault> Faults() => Check.Text("/name", Name?.Opening?.Text);

    /// <inheritdoc/>
    public Verdict Decide(Book book, Caller caller) => Verdict.Of(new StakeholderRegistered(Key, Name, Group));
}
