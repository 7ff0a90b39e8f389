using PortfolioLedger.Core.Departments;
using PortfolioLedger.Core.ValueStreams;

namespace PortfolioLedger.Core.Initiatives;

/// <summary>What of an initiative can be without a value.</summary>
public enum InitiativeOption
{
    /// <summary>The departments that take part.</summary>
    ParticipatingDepartments,
    /// <summary>The value stream it serves.</summary>
    ValueStream,
    /// <summary>The program it belongs to.</summary>
    Parent,
}

/// <summary>
/// What an initiative was put forward with was revised; the past keeps what it was.
/// </summary>
/// <param name="Initiative">Which.</param>
/// <param name="Kind">Project, program or product.</param>
/// <param name="Sponsor">Opaque id of who answers for it.</param>
/// <param name="Department">Which leads it.</param>
/// <param name="ParticipatingDepartments">Which take part.</param>
/// <param name="ValueStream">Which it serves.</param>
/// <param name="Parent">The program it belongs to.</param>
/// <param name="Grounds">Why.</param>
public sealed record InitiativeRevised(
    Key Initiative,
    Revised<InitiativeKind?>? Kind,
    Revised<string>? Sponsor,
    Revised<Key?>? Department,
    Revised<ImmutableArray<Key>?>? ParticipatingDepartments,
    Revised<Key?>? ValueStream,
    Revised<Key?>? Parent,
    Grounds Grounds
) : IInitiativeChange, IGrounded, IOutsideProcess
{
    public ImmutableArray<Subject> Subjects() =>
    [
        new(SubjectKind.Initiative, Initiative),
        .. Named(SubjectKind.Department, Department?.To),
        .. (ParticipatingDepartments?.To ?? []).SelectMany(
            key => Named(SubjectKind.Department, key)),
        .. Named(SubjectKind.ValueStream, ValueStream?.To),
        .. Named(SubjectKind.Initiative, Parent?.To),
    ];

    public string Sentence(Book book) => new RevisionWords(book.InitiativeName(Initiative))
        .With("kind", Kind, static kind => Enumeration<InitiativeKind>.NameOf(kind!.Value))
        .With("sponsor", Sponsor, static id => id)
        .With("department", Department, NameIn(book, SubjectKind.Department))
        .WithSeveral("participating departments", ParticipatingDepartments,
            key => book.NameOf(new(SubjectKind.Department, key)))
        .With("value stream", ValueStream, NameIn(book, SubjectKind.ValueStream))
        .With("program", Parent, NameIn(book, SubjectKind.Initiative))
        .ToString();

    public Initiative Applied(Initiative initiative, in Stamp stamp) => initiative with
    {
        Kind = initiative.Kind.After(Kind, stamp),
        Sponsor = initiative.Sponsor.After(Sponsor, stamp),
        Department = initiative.Department.After(Department, stamp),
        ParticipatingDepartments =
            initiative.ParticipatingDepartments.After(ParticipatingDepartments, stamp),
        ValueStream = initiative.ValueStream.After(ValueStream, stamp),
        Parent = initiative.Parent.After(Parent, stamp),
    };

    public ChangeTopic? Topic() => ChangeTopic.Initiatives("revised");

    public ICommand Reconstruct(DateOnly effectiveOn) => new ReviseInitiative(
        Initiative, Grounds, Kind?.To, Sponsor?.To, Department?.To, ParticipatingDepartments?.To,
        ValueStream?.To, Parent?.To, RevisionRules.Cleared(
            (InitiativeOption.ParticipatingDepartments, ParticipatingDepartments is { To: null }),
            (InitiativeOption.ValueStream, ValueStream is { To: null }),
            (InitiativeOption.Parent, Parent is { To: null })));

    private static IEnumerable<Subject> Named(SubjectKind kind, Key? key) =>
        key is { } given ? [new(kind, given)] : [];

    private static Func<Key?, string> NameIn(Book book, SubjectKind kind) =>
        key => book.NameOf(new(kind, key!.Value));
}

/// <summary>
/// Revises what an initiative was put forward with, from a day on: what is left out stays. Not of
/// one that has ended.
/// </summary>
/// <param name="Initiative">Which.</param>
/// <param name="Grounds">Why.</param>
/// <param name="Kind">Project, program or product; a program that has parts stays one.</param>
/// <param name="Sponsor">Opaque id of who answers for it.</param>
/// <param name="Department">Which leads it.</param>
/// <param name="ParticipatingDepartments">All that take part from then on.</param>
/// <param name="ValueStream">Which it serves.</param>
/// <param name="Parent">The program it belongs to.</param>
/// <param name="Clear">Fields that have no value any more.</param>
public sealed record ReviseInitiative(
    Key Initiative,
    Grounds Grounds,
    InitiativeKind? Kind = null,
    string? Sponsor = null,
    Key? Department = null,
    ImmutableArray<Key>? ParticipatingDepartments = null,
    Key? ValueStream = null,
    Key? Parent = null,
    ImmutableArray<InitiativeOption>? Clear = null
) : IDecision, IChecked
{
    private static readonly string[] Fields =
    [
        "/kind", "/sponsor", "/department", "/participatingDepartments", "/valueStream", "/parent",
    ];

    public IEnumerable<FieldFault> Faults() =>
        RevisionRules.Faults(Clear, Fields, Kind is not null, Sponsor is not null,
                Department is not null, ParticipatingDepartments is not null,
                ValueStream is not null, Parent is not null)
            .Concat(Check.Text("/sponsor", Sponsor))
            .Concat(Check.Distinct("/participatingDepartments", ParticipatingDepartments));

    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseEnded(Initiative, caller)
            ?? RefuseNamed(book, caller)
            ?? Revised(book, new(book, Grounds.EffectiveOn), caller);

    private Verdict Revised(Book book, Revising from, Caller caller)
    {
        var held = book.Initiatives.Find(Initiative)!;
        var fact = new InitiativeRevised(
            Initiative,
            from.Of(Kind, held.Kind),
            from.Of(Sponsor is not null, held.Sponsor, Sponsor)!,
            from.Of(Department is not null, held.Department, Department),
            from.OfSet(ParticipatingDepartments is not null
                || Clear.Has(InitiativeOption.ParticipatingDepartments),
                held.ParticipatingDepartments, ParticipatingDepartments),
            from.Of(ValueStream is not null || Clear.Has(InitiativeOption.ValueStream),
                held.ValueStream, ValueStream),
            from.Of(Parent is not null || Clear.Has(InitiativeOption.Parent),
                held.Parent, Parent),
            Grounds);
        return RevisionRules.RefuseUnchanged(new(SubjectKind.Initiative, Initiative), fact.Kind,
                fact.Sponsor, fact.Department, fact.ParticipatingDepartments, fact.ValueStream,
                fact.Parent)
            ?? (fact.Parent is null ? null
                : book.RefuseParent(Initiative, Parent, from.Day, caller))
            ?? (fact.Kind?.To is null or InitiativeKind.Program || caller.Claims ? null
                : RefuseParts(book, from.Day))
            ?? Verdict.Accept(fact);
    }

    /// <summary>
    /// Refuses departments and streams that are unknown or over; claims may name ended ones.
    /// </summary>
    private Refusal? RefuseNamed(Book book, Caller caller) => caller.Claims
        ? book.RefuseUnknown(SubjectKind.Department, Department)
            ?? book.RefuseUnknown(SubjectKind.Department, ParticipatingDepartments ?? [])
            ?? book.RefuseUnknown(SubjectKind.ValueStream, ValueStream)
        : book.RefuseDepartment(Department)
            ?? book.RefuseDepartments(ParticipatingDepartments ?? [])
            ?? book.RefuseValueStream(ValueStream);

    /// <summary>Only programs have parts and value streams of their own.</summary>
    private Refusal? RefuseParts(Book book, DateOnly day)
    {
        var parts = book.Initiatives.All.Values.Where(i => IsHeld(i.Parent, day))
            .Select(i => i.Key.Value)
            .Concat(book.ValueStreams.All.Values.Where(v => IsHeld(v.Program, day))
                .Select(v => v.Key.Value)).ToArray();
        return parts.Length == 0 ? null : new("program-with-parts",
            $"The program '{Initiative}' has parts: {string.Join(", ", parts)}; give them another "
            + "program first, or leave its kind.", new Subject(SubjectKind.Initiative, Initiative));
    }

    /// <summary>Whether a parent is this one on a day or later.</summary>
    private bool IsHeld(Register<Key?> parent, DateOnly day)
    {
        if (parent.At(day)?.Value == Initiative)
            return true;
        foreach (var later in parent.Values)
            if (later.EffectiveOn > day && later.Value == Initiative)
                return true;
        return false;
    }
}
