using PortfolioLedger.Core.Departments;

namespace PortfolioLedger.Core.ValueStreams;

/// <summary>What of a value stream can be without a value.</summary>
public enum ValueStreamOption
{
    /// <summary>What it does.</summary>
    Kind,
    /// <summary>Where it is managed.</summary>
    Level,
    /// <summary>The program it belongs to.</summary>
    Program,
    /// <summary>The customer segments it serves.</summary>
    Segments,
    /// <summary>What it promises them.</summary>
    Proposition,
    /// <summary>The department that answers for it.</summary>
    OwnerDepartment,
}

/// <summary>
/// What a value stream was identified with was revised; the past keeps what it was.
/// </summary>
/// <param name="ValueStream">Which.</param>
/// <param name="Name">For people.</param>
/// <param name="Kind">What it does.</param>
/// <param name="Level">Where it is managed.</param>
/// <param name="Program">The program it belongs to.</param>
/// <param name="Segments">Customer segments it serves.</param>
/// <param name="Proposition">What it promises them.</param>
/// <param name="OwnerDepartment">The department that answers for it.</param>
/// <param name="Grounds">Why.</param>
public sealed record ValueStreamRevised(
    Key ValueStream,
    Revised<string>? Name,
    Revised<ValueStreamKind?>? Kind,
    Revised<ValueStreamLevel?>? Level,
    Revised<Key?>? Program,
    Revised<ImmutableArray<Key>?>? Segments,
    Revised<string>? Proposition,
    Revised<Key?>? OwnerDepartment,
    Grounds Grounds
) : IValueStreamFact, IGrounded
{
    public ImmutableArray<Subject> Subjects()
    {
        var subjects = ImmutableArray.CreateBuilder<Subject>();
        subjects.Add(new(SubjectKind.ValueStream, ValueStream));
        if (OwnerDepartment?.To is { } department)
            subjects.Add(new(SubjectKind.Department, department));
        if (Program?.To is { } program)
            subjects.Add(new(SubjectKind.Initiative, program));
        foreach (var segment in Segments?.To ?? [])
            subjects.Add(new(SubjectKind.CustomerSegment, segment));
        return subjects.DrainToImmutable();
    }

    public string Sentence(Book book) => new RevisionWords(
            book.NameOf(new(SubjectKind.ValueStream, ValueStream)))
        .WithText("name", Name)
        .With("kind", Kind, static k => Enumeration<ValueStreamKind>.NameOf(k!.Value))
        .With("level", Level, static l => Enumeration<ValueStreamLevel>.NameOf(l!.Value))
        .With("program", Program, p => book.InitiativeName(p!.Value))
        .WithSeveral("segments", Segments,
            s => book.NameOf(new(SubjectKind.CustomerSegment, s)))
        .WithText("proposition", Proposition)
        .With("department", OwnerDepartment,
            d => book.NameOf(new(SubjectKind.Department, d!.Value)))
        .ToString();

    /// <summary>The value stream after this revision.</summary>
    internal ValueStream Applied(ValueStream v, in Stamp stamp) => v with
    {
        Name = Name?.To is { } name ? v.Name.Set(name, stamp) : v.Name,
        Kind = v.Kind.After(Kind, stamp),
        Level = v.Level.After(Level, stamp),
        Program = v.Program.After(Program, stamp),
        Segments = v.Segments.After(Segments, stamp),
        Proposition = v.Proposition.After(Proposition, stamp),
        OwnerDepartment = v.OwnerDepartment.After(OwnerDepartment, stamp),
    };

    public ICommand Reconstruct(DateOnly effectiveOn) => new ReviseValueStream(
        ValueStream, Grounds, Name?.To, Kind?.To, Level?.To, Program?.To, Segments?.To,
        Proposition?.To, OwnerDepartment?.To, Cleared());

    private ImmutableArray<ValueStreamOption>? Cleared() => RevisionRules.Cleared(
        (ValueStreamOption.Kind, Kind is { To: null }),
        (ValueStreamOption.Level, Level is { To: null }),
        (ValueStreamOption.Program, Program is { To: null }),
        (ValueStreamOption.Segments, Segments is { To: null }),
        (ValueStreamOption.Proposition, Proposition is { To: null }),
        (ValueStreamOption.OwnerDepartment, OwnerDepartment is { To: null }));
}

/// <summary>
/// Revises what a value stream was identified with, from a day on: what is left out stays.
/// </summary>
/// <param name="ValueStream">Which.</param>
/// <param name="Grounds">Why.</param>
/// <param name="Name">For people.</param>
/// <param name="Kind">What it does.</param>
/// <param name="Level">Where it is managed.</param>
/// <param name="Program">The program it belongs to; only at the level of programs.</param>
/// <param name="Segments">All customer segments it serves from then on.</param>
/// <param name="Proposition">What it promises them.</param>
/// <param name="OwnerDepartment">The department that answers for it.</param>
/// <param name="Clear">Fields that have no value any more.</param>
public sealed record ReviseValueStream(
    Key ValueStream,
    Grounds Grounds,
    string? Name = null,
    ValueStreamKind? Kind = null,
    ValueStreamLevel? Level = null,
    Key? Program = null,
    ImmutableArray<Key>? Segments = null,
    string? Proposition = null,
    Key? OwnerDepartment = null,
    ImmutableArray<ValueStreamOption>? Clear = null
) : IDecision, IChecked
{
    private static readonly string[] Fields =
    [
        "/name", "/kind", "/level", "/program", "/segments", "/proposition", "/ownerDepartment",
    ];

    public IEnumerable<FieldFault> Faults() =>
        RevisionRules.Faults(Clear, Fields, Name is not null, Kind is not null, Level is not null,
                Program is not null, Segments is not null, Proposition is not null,
                OwnerDepartment is not null)
            .Concat(Check.Text("/name", Name))
            .Concat(Check.Text("/proposition", Proposition))
            .Concat(Check.Distinct("/segments", Segments));

    public Verdict Decide(Book book, Caller caller) =>
        RefuseRetired(book, caller)
            ?? RefuseNamed(book, caller)
            ?? Revised(book.ValueStreams.Find(ValueStream)!, new(book, Grounds.EffectiveOn));

    private Verdict Revised(ValueStream held, Revising from)
    {
        var fact = new ValueStreamRevised(
            ValueStream,
            from.Of(Name is not null, held.Name, Name!),
            from.Of(Kind is not null || Clear.Has(ValueStreamOption.Kind), held.Kind, Kind),
            from.Of(Level is not null || Clear.Has(ValueStreamOption.Level), held.Level, Level),
            from.Of(Program is not null || Clear.Has(ValueStreamOption.Program),
                held.Program, Program),
            from.OfSet(Segments is not null || Clear.Has(ValueStreamOption.Segments),
                held.Segments, Segments),
            from.Of(Proposition is not null || Clear.Has(ValueStreamOption.Proposition),
                held.Proposition, Proposition)!,
            from.Of(OwnerDepartment is not null || Clear.Has(ValueStreamOption.OwnerDepartment),
                held.OwnerDepartment, OwnerDepartment),
            Grounds);
        return RevisionRules.RefuseUnchanged(About, fact.Name, fact.Kind, fact.Level, fact.Program,
                fact.Segments, fact.Proposition, fact.OwnerDepartment)
            ?? RefuseLevel(
                fact.Level is null ? held.Level.On(from.Day) : fact.Level.To,
                fact.Program is null ? held.Program.On(from.Day) : fact.Program.To)
            ?? Verdict.Accept(fact);
    }

    private Refusal? RefuseLevel(ValueStreamLevel? level, Key? program) =>
        level != ValueStreamLevel.Portfolio || program is null ? null
        : new("level-of-program",
            $"'{ValueStream}' would be managed for the whole portfolio and within the program "
            + $"'{program}' at once; clear the program, or give the level program.", About);

    /// <summary>One that is unknown or given up; what a source says is taken as it is.</summary>
    private Refusal? RefuseRetired(Book book, Caller caller) => caller.Claims
        ? book.RefuseUnknown(SubjectKind.ValueStream, ValueStream)
        : book.RefuseValueStream(ValueStream);

    private Refusal? RefuseNamed(Book book, Caller caller) => caller.Claims
        ? book.RefuseUnknown(SubjectKind.CustomerSegment, Segments ?? [])
            ?? book.RefuseUnknown(SubjectKind.Department, OwnerDepartment)
            ?? book.RefuseUnknown(SubjectKind.Initiative, Program)
        : book.RefuseSegments(Segments ?? [])
            ?? book.RefuseDepartment(OwnerDepartment)
            ?? book.RefuseProgram(Program);

    private Subject About => new(SubjectKind.ValueStream, ValueStream);
}
