using PortfolioLedger.Core.Departments;

namespace PortfolioLedger.Core.Stakeholders;

/// <summary>
/// A stakeholder was registered. The key is an opaque id; the name is kept in a side table.
/// </summary>
/// <param name="Stakeholder">Opaque id.</param>
/// <param name="Name">The name, sealed.</param>
/// <param name="Group">What it is to the portfolio.</param>
/// <param name="Department">Of which department it is.</param>
public sealed record StakeholderRegistered(
    Key Stakeholder,
    SealedText? Name,
    StakeholderGroup? Group,
    Key? Department = null
) : IStakeholderFact, ISelfContained
{
    public ImmutableArray<Subject> Subjects() =>
        [
            new(SubjectKind.Stakeholder, Stakeholder),
            .. Department is { } key
                ? [new Subject(SubjectKind.Department, key)]
                : Array.Empty<Subject>(),
        ];

    public string Sentence(Book book) =>
        $"Registered the stakeholder {Stakeholder}"
        + (
            Group is { } group ? $" of the group {Enumeration<StakeholderGroup>.NameOf(group)}" : ""
        )
        + (
            Department is { } key
                ? $" in {book.NameOf(new(SubjectKind.Department, key))}"
                : ""
        );

    internal Stakeholder Initially(in Stamp stamp) => new(
        Stakeholder, stamp.EffectiveOn, Register<string?>.Start(Name?.Commitment, stamp),
        Register<StakeholderGroup?>.Start(Group, stamp),
        Register<Key?>.Start(Department, stamp));

    public ImmutableArray<SealedText> PersonalTexts() => Name is null ? [] : [Name];
}

/// <summary>
/// Registers a stakeholder under an opaque id; the name can be erased later. What a stakeholder of
/// a department is told and acknowledges, the department was told and acknowledged.
/// </summary>
public sealed record RegisterStakeholder(
    Key Key, SealedText? Name = null, StakeholderGroup? Group = null, DateOnly? EffectiveOn = null,
    Key? Department = null) : ICreation, IChecked
{
    public Subject Created => new(SubjectKind.Stakeholder, Key);

    public IEnumerable<FieldFault> Faults() => Check.Text("/name", Name?.Opening?.Text);

    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseDepartment(Department)
        ?? Verdict.Accept(new StakeholderRegistered(Key, Name, Group, Department));
}
