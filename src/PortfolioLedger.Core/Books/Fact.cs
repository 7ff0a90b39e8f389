namespace PortfolioLedger.Core.Books;

/// <summary>
/// Something that was said or decided, in the past tense; the data of an event. It holds nothing
/// that can be derived, and is never changed: a correction is another fact.
/// </summary>
public interface IFact
{
    /// <summary>What the fact is about, the main thing first.</summary>
    ImmutableArray<Subject> Subjects();

    /// <summary>
    /// Under what the journal finds the fact: its subjects, and the governance decision it carries
    /// out.
    /// </summary>
    IEnumerable<Subject> IndexedUnder() => this is IGrounded { Grounds.Decision: { } decision }
        ? Subjects().Append(new(SubjectKind.Decision, decision)).Distinct() : Subjects().Distinct();

    /// <summary>Posts it into the sections that it changes; by default into none.</summary>
    /// <param name="book">The sections of the book after it.</param>
    /// <param name="stamp">Where it stands.</param>
    void PostTo(BookDraft book, in Stamp stamp)
    {
    }

    /// <summary>One sentence for the audit history, in the words of the day of the book.</summary>
    string Sentence(Book book);

    /// <summary>
    /// The business day the fact itself names (measured on, delivered on), if any.
    /// </summary>
    DateOnly? OwnDay() => null;

    /// <summary>
    /// A later day on which it changes a state without another event: a target is due. Null when
    /// there is none.
    /// </summary>
    DateOnly? DueOn() => null;

    /// <summary>
    /// Personal texts that were sealed at the edge and are stored beside the journal.
    /// </summary>
    ImmutableArray<SealedText> PersonalTexts() => [];

    /// <summary>
    /// The command it came from, so that it can be decided once more on another book; null when it
    /// is <see cref="ISelfContained"/>.
    /// </summary>
    /// <param name="effectiveOn">
    /// The day it took effect; grounds have it, where there are some.
    /// </param>
    ICommand? Reconstruct(DateOnly effectiveOn);

    /// <summary>
    /// The kind of things of which it rests on all, named or not; null when on none.
    /// </summary>
    SubjectKind? RestsOnAll() => null;

    /// <summary>What it cites.</summary>
    ImmutableArray<EvidenceReference> Cited() => [];

    /// <summary>
    /// The things that are otherwise without it: the one it is about, others of the same kind, and
    /// what it brings into being. Everything else it only names: a score changes no scoring model.
    /// </summary>
    IEnumerable<Subject> Changed()
    {
        var subjects = Subjects();
        foreach (var subject in subjects)
            if (subject.Kind == subjects[0].Kind || subject.Kind == SubjectKind.Output)
                yield return subject;
    }

    /// <summary>
    /// Under what a board is told of it in the changes since its last meeting; null when it is
    /// <see cref="IUnreported"/>.
    /// </summary>
    ChangeTopic? Topic();
}

/// <summary>A fact of the decision class: it says why, and on what evidence.</summary>
public interface IGrounded : IFact
{
    /// <summary>Why it was decided.</summary>
    Grounds Grounds { get; }

    ImmutableArray<EvidenceReference> IFact.Cited() => Grounds.Evidence ?? [];
}

/// <summary>
/// A fact that rests on nothing but the things it names: without others before it, it could have
/// been said all the same. Steps of a life cycle, and changes of what was approved, claimed or
/// measured before, are not.
/// </summary>
public interface ISelfContained : IFact
{
    ICommand? IFact.Reconstruct(DateOnly effectiveOn) => null;
}

/// <summary>A fact of which the changes since the last meeting of the board tell nothing.</summary>
public interface IUnreported : IFact
{
    ChangeTopic? IFact.Topic() => null;
}

/// <summary>A fact as it stands in the journal.</summary>
/// <param name="Position">Its place in the order of the portfolio's journal, dense from 1.</param>
/// <param name="Id">UUIDv7.</param>
/// <param name="RecordedAt">The database's clock, UTC, whole microseconds.</param>
/// <param name="ReportedAt">When the source says it knew; only for imported history.</param>
/// <param name="EffectiveOn">The business day it takes effect.</param>
/// <param name="Actor">Who recorded it.</param>
/// <param name="OnBehalfOf">Whom they acted for.</param>
/// <param name="CorrelationId">The request it belongs to.</param>
/// <param name="CausationId">What caused it.</param>
/// <param name="SchemaVersion">Of the stored JSON, see <see cref="FactKind"/>.</param>
/// <param name="Fact">What was said.</param>
public sealed record Entry(
    long Position,
    Guid Id,
    DateTimeOffset RecordedAt,
    DateTimeOffset? ReportedAt,
    DateOnly EffectiveOn,
    Actor Actor,
    string? OnBehalfOf,
    string? CorrelationId,
    string? CausationId,
    int SchemaVersion,
    IFact Fact)
{
    /// <summary>Of the audit log, from 1.</summary>
    public int Epoch { get; init; } = 1;

    /// <summary>When the ledger knew; never decreases along positions.</summary>
    public DateTimeOffset KnownAt => ReportedAt ?? RecordedAt;

    /// <summary>What of it a book and its history need.</summary>
    public Posting Posting => new(Position, RecordedAt, ReportedAt, EffectiveOn, Actor, Fact)
    {
        OnBehalfOf = OnBehalfOf, Without = Without,
    };

    /// <summary>As of a posting; not stored.</summary>
    public Book? Without { get; init; }
}

/// <summary>
/// What of an entry goes into a book, and what its line in the history says beside.
/// </summary>
/// <param name="Position">Its place in the order of the portfolio's journal, dense from 1.</param>
/// <param name="RecordedAt">The database's clock, UTC, whole microseconds.</param>
/// <param name="ReportedAt">When the source says it knew; only for imported history.</param>
/// <param name="EffectiveOn">The business day it takes effect.</param>
/// <param name="Actor">Who recorded it.</param>
/// <param name="Fact">What was said.</param>
public readonly record struct Posting(
    long Position,
    DateTimeOffset RecordedAt,
    DateTimeOffset? ReportedAt,
    DateOnly EffectiveOn,
    Actor Actor,
    IFact Fact
)
{
    /// <summary>Whom they acted for; books do not hold it.</summary>
    public string? OnBehalfOf { get; init; }

    /// <summary>
    /// For a fact that takes entries back: the book before it as it would be without them. Whoever
    /// folds a journal gives it, because an entry alone does not hold it: see <see cref="Refold"/>.
    /// </summary>
    public Book? Without { get; init; }

    /// <summary>When the ledger knew; never decreases along positions.</summary>
    public DateTimeOffset KnownAt => ReportedAt ?? RecordedAt;
}
