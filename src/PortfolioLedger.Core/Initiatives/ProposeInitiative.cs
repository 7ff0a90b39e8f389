using PortfolioLedger.Core.Departments;
using PortfolioLedger.Core.ValueStreams;

namespace PortfolioLedger.Core.Initiatives;

/// <summary>An initiative was proposed.</summary>
public sealed record InitiativeProposed(
    Key Initiative, string Name, InitiativeKind Kind, Key? Parent, string? Sponsor, Key? Department,
    ImmutableArray<Key>? ParticipatingDepartments, Key? ValueStream, string? Summary)
    : IInitiativeFact, ISelfContained, IOutsideProcess
{
    public ImmutableArray<Subject> Subjects()
    {
        var subjects = ImmutableArray.CreateBuilder<Subject>(3);
        subjects.Add(new(SubjectKind.Initiative, Initiative));
        if (Department is { } department)
            subjects.Add(new(SubjectKind.Department, department));
        if (ValueStream is { } stream)
            subjects.Add(new(SubjectKind.ValueStream, stream));
        return subjects.DrainToImmutable();
    }

    public string Sentence(Book book) =>
        $"Proposed the {Enumeration<InitiativeKind>.NameOf(Kind)} {Name}";

    internal Initiative Initially(in Stamp stamp) =>
        new(
            Initiative,
            stamp.EffectiveOn,
            Register<string>.Start(Name, stamp),
            Kind,
            Parent,
            Sponsor,
            Department,
            ParticipatingDepartments ?? [],
            ValueStream,
            Summary,
            stamp.Actor.Id,
            Register<Stage>.Start(Stage.Proposed, stamp)
        )
        {
            Version = stamp.Position,
        };

    public ChangeTopic? Topic() => ChangeTopic.Initiatives("proposed");
}

/// <summary>Puts an initiative forward.</summary>
/// <param name="Key">Of the initiative.</param>
/// <param name="Name">For people.</param>
/// <param name="Kind">Project, program or product.</param>
/// <param name="Sponsor">Opaque id of who answers for it.</param>
/// <param name="Department">Which leads it.</param>
/// <param name="Parent">The program it belongs to.</param>
/// <param name="ParticipatingDepartments">Which take part.</param>
/// <param name="ValueStream">Which it serves.</param>
/// <param name="Summary">What it is about.</param>
/// <param name="EffectiveOn">The business day; today if absent.</param>
public sealed record ProposeInitiative(
    Key Key,
    string Name,
    InitiativeKind Kind,
    string Sponsor,
    Key Department,
    Key? Parent = null,
    ImmutableArray<Key>? ParticipatingDepartments = null,
    Key? ValueStream = null,
    string? Summary = null,
    DateOnly? EffectiveOn = null
) : ICreation, IChecked
{
    public Subject Created => new(SubjectKind.Initiative, Key);

    public IEnumerable<FieldFault> Faults() =>
        Check.Text("/name", Name).Concat(Check.Text("/summary", Summary))
            .Concat(Check.Distinct("/participatingDepartments", ParticipatingDepartments));

    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseDepartment(Department)
            ?? book.RefuseDepartments(ParticipatingDepartments ?? [])
            ?? RefuseParent(book, caller)
            ?? book.RefuseValueStream(ValueStream)
            ?? Verdict.Accept(new InitiativeProposed(Key, Name, Kind, Parent, Sponsor, Department,
                ParticipatingDepartments, ValueStream, Summary));

    private Refusal? RefuseParent(Book book, Caller caller) =>
        Parent is not { } parent ? null
        : parent == Key ? new Refusal("cycle-in-parents",
            "An initiative cannot be its own program; name another one.",
            new Subject(SubjectKind.Initiative, Key))
        : book.RefuseEnded(parent, caller)
            ?? (
                book.Initiatives.Find(parent)!.Kind == InitiativeKind.Program
                    ? null
                    : new Refusal(
                        "not-a-program",
                        $"'{parent}' is not a program; name one that is, or none.",
                        new Subject(SubjectKind.Initiative, parent)
                    )
            );
}

/// <summary>
/// Puts forward an initiative as a source publishes it: sponsor and department may be unknown.
/// </summary>
public sealed record ClaimInitiative(
    Key Key,
    string Name,
    InitiativeKind Kind,
    Key? Department,
    ImmutableArray<Key>? ParticipatingDepartments,
    Key? ValueStream,
    string? Summary,
    DateOnly? EffectiveOn = null,
    string? Sponsor = null,
    Key? Parent = null
) : ICreation
{
    public Subject Created => new(SubjectKind.Initiative, Key);

    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseUnknown(SubjectKind.Department, Department)
            ?? book.RefuseUnknown(SubjectKind.Department, ParticipatingDepartments ?? [])
            ?? book.RefuseUnknown(SubjectKind.Initiative, Parent)
            ?? book.RefuseUnknown(SubjectKind.ValueStream, ValueStream)
            ?? Verdict.Accept(new InitiativeProposed(Key, Name, Kind, Parent, Sponsor, Department,
                ParticipatingDepartments, ValueStream, Summary));
}
