using PortfolioLedger.Core.Departments;

namespace PortfolioLedger.Core.ValueStreams;

/// <summary>A value stream was identified.</summary>
/// <param name="Program">The program it belongs to.</param>
/// <param name="Segments">Customer segments it serves.</param>
/// <param name="Proposition">What it promises them.</param>
/// <param name="OwnerDepartment">The department that answers for it.</param>
public sealed record ValueStreamIdentified(
    Key ValueStream, string Name, ValueStreamKind? Kind, ValueStreamLevel? Level, Key? Program,
    ImmutableArray<Key>? Segments, string? Proposition, Key? OwnerDepartment)
    : IValueStreamFact, ISelfContained
{
    public ImmutableArray<Subject> Subjects() => OwnerDepartment is { } department
        ? [new(SubjectKind.ValueStream, ValueStream), new(SubjectKind.Department, department)]
        : [new(SubjectKind.ValueStream, ValueStream)];

    public string Sentence(Book book) => $"Identified the value stream {Name}";
}

/// <summary>Identifies a value stream: whom it serves, with what, who owns it.</summary>
public sealed record IdentifyValueStream(
    Key Key,
    string Name,
    ValueStreamKind? Kind = null,
    ValueStreamLevel? Level = null,
    Key? Program = null,
    ImmutableArray<Key>? Segments = null,
    string? Proposition = null,
    Key? OwnerDepartment = null,
    DateOnly? EffectiveOn = null
) : ICreation, IChecked
{
    public Subject Created => new(SubjectKind.ValueStream, Key);

    public IEnumerable<FieldFault> Faults() =>
        Check.Text("/name", Name).Concat(Check.Text("/proposition", Proposition))
            .Concat(Check.Distinct("/segments", Segments))
            .Concat(
                Level == ValueStreamLevel.Portfolio && Program is not null
                    ?
                    [
                        new(
                            "/program",
                            "belongs to level program; leave it out for level portfolio"
                        ),
                    ]
                    : []
            );

    public Verdict Decide(Book book, Caller caller) =>
        RefuseSegments(book) ?? book.RefuseDepartment(OwnerDepartment)
            ?? book.RefuseUnknown(SubjectKind.Initiative, Program) ?? RefuseProgram(book)
            ?? Verdict.Accept(new ValueStreamIdentified(
                Key, Name, Kind, Level, Program, Segments, Proposition, OwnerDepartment));

    private Refusal? RefuseProgram(Book book) =>
        Program is not { } key || book.Answering<IPrograms>()?.IsProgram(key) == true
            ? null
            : new Refusal(
                "not-a-program",
                $"'{key}' is not a program; name one that is.",
                new Subject(SubjectKind.Initiative, key)
            );

    private Refusal? RefuseSegments(Book book)
    {
        foreach (var segment in Segments ?? [])
            if (book.RefuseSegment(segment) is { } refusal)
                return refusal;
        return null;
    }
}
