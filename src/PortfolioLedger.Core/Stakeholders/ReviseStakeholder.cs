using PortfolioLedger.Core.Departments;

namespace PortfolioLedger.Core.Stakeholders;

/// <summary>What of a stakeholder can be without a value.</summary>
public enum StakeholderOption
{
    /// <summary>The name; clearing it does not erase what was sealed before.</summary>
    Name,
    /// <summary>What it is to the portfolio.</summary>
    Group,
    /// <summary>Of which department it is.</summary>
    Department,
}

/// <summary>
/// A stakeholder got another name, group or department; the past keeps what it was. The name is
/// sealed, and so was the one before: neither is said.
/// </summary>
/// <param name="Stakeholder">Opaque id.</param>
/// <param name="Name">The name from then on, sealed.</param>
/// <param name="Unnamed">True when no name is kept from then on.</param>
/// <param name="Group">What it is to the portfolio.</param>
/// <param name="Department">Of which department it is.</param>
public sealed record StakeholderRevised(
    Key Stakeholder, SealedText? Name, bool? Unnamed, Revised<StakeholderGroup?>? Group,
    Revised<Key?>? Department = null) : IStakeholderFact
{
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.Stakeholder, Stakeholder)];

    public string Sentence(Book book)
    {
        var named = Name is not null ? $"Gave the stakeholder {Stakeholder} another name"
            : Unnamed == true ? $"Took the name of the stakeholder {Stakeholder} away" : null;
        var group = Group is null && Department is null ? null
            : new RevisionWords($"the stakeholder {Stakeholder}", isNamed: named is not null)
                .With("group", Group, static g => Enumeration<StakeholderGroup>.NameOf(g!.Value))
                .With("department", Department,
                    key => book.NameOf(new(SubjectKind.Department, key!.Value)))
                .ToString();
        return (named, group) switch
        {
            ({ } said, { } moved) => $"{said} and {Prose.Inside(moved)}",
            _ => named ?? group ?? $"Revised the stakeholder {Stakeholder}",
        };
    }

    /// <summary>The stakeholder after this revision.</summary>
    internal Stakeholder Applied(Stakeholder s, in Stamp stamp) => s with
    {
        Name = Name is null && Unnamed != true ? s.Name : s.Name.Set(Name?.Commitment, stamp),
        Group = s.Group.After(Group, stamp),
        Department = s.Department.After(Department, stamp),
    };

    public ImmutableArray<SealedText> PersonalTexts() => Name is null ? [] : [Name];

    public ICommand Reconstruct(DateOnly effectiveOn) => new ReviseStakeholder(
        Stakeholder, Name, Group?.To, Cleared(), effectiveOn, Department?.To);

    private ImmutableArray<StakeholderOption>? Cleared() => RevisionRules.Cleared(
        (StakeholderOption.Name, Unnamed == true),
        (StakeholderOption.Group, Group is { To: null }),
        (StakeholderOption.Department, Department is { To: null }));
}

/// <summary>
/// Gives a stakeholder another name, group or department, from a day on: what is left out stays.
/// </summary>
/// <param name="Stakeholder">Opaque id.</param>
/// <param name="Name">The name; it can be erased later.</param>
/// <param name="Group">What it is to the portfolio.</param>
/// <param name="Clear">Fields that have no value any more.</param>
/// <param name="EffectiveOn">The business day; today if absent.</param>
/// <param name="Department">Of which department it is.</param>
public sealed record ReviseStakeholder(
    Key Stakeholder,
    SealedText? Name = null,
    StakeholderGroup? Group = null,
    ImmutableArray<StakeholderOption>? Clear = null,
    DateOnly? EffectiveOn = null,
    Key? Department = null
) : ICommand, IChecked
{
    private static readonly string[] Fields = ["/name", "/group", "/department"];

    public IEnumerable<FieldFault> Faults() =>
        RevisionRules
            .Faults(Clear, Fields, Name is not null, Group is not null, Department is not null)
            .Concat(Check.Text("/name", Name?.Opening?.Text));

    public Verdict Decide(Book book, Caller caller)
    {
        if (book.Stakeholders.Find(Stakeholder) is not { } held)
            return Refusal.Unknown(SubjectKind.Stakeholder, Stakeholder);
        var from = new Revising(book, EffectiveOn);
        // Each sealing has a salt of its own: whether a name is the same cannot be seen.
        var unnamed = Clear.Has(StakeholderOption.Name)
            && from.Of(true, held.Name, null) is not null;
        var group = from.Of(Group is not null || Clear.Has(StakeholderOption.Group),
            held.Group, Group);
        var department = from.Of(Department is not null || Clear.Has(StakeholderOption.Department),
            held.Department, Department);
        return book.RefuseDepartment(Department) ?? RevisionRules.RefuseUnchanged(
                new(SubjectKind.Stakeholder, Stakeholder), Name, unnamed ? true : null, group,
                department)
            ?? Verdict.Accept(new StakeholderRevised(
                Stakeholder, Name, unnamed ? true : null, group, department));
    }
}
