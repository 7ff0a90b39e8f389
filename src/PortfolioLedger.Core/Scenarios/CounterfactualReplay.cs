using PortfolioLedger.Core.Scoring;

namespace PortfolioLedger.Core.Scenarios;

/// <summary>A later event that could not have happened without what was left out.</summary>
/// <param name="Position">Of the event.</param>
/// <param name="Type">Its stored name.</param>
/// <param name="Code">Why, as the ledger would have refused it.</param>
/// <param name="Detail">The same for people.</param>
public sealed record NotApplicable(long Position, string Type, string Code, string Detail);

/// <summary>
/// Folds a journal once more without some of its events. A later event is looked at again only when
/// something it rests on is otherwise, and is left out too when that is why it could not have
/// happened: what it names or cites is missing, or the command behind it is refused on the book as
/// it would be and accepted on the book as it is. An event that the rules would refuse on both was
/// decided by no command of the ledger, and stays. Claims of a source are held to the rules for
/// claims.
/// </summary>
/// <param name="without">Positions of the events to leave out.</param>
/// <param name="refold">
/// What was taken back since: it is in neither book. The replay begins where it begins. Nothing if
/// absent.
/// </param>
public sealed class CounterfactualReplay(
    ImmutableSortedSet<long> without, Refold? refold = null)
{
    private readonly SortedSet<long> _leftOut = [];
    private readonly SortedSet<Subject> _disturbed = [];
    private readonly SortedSet<SubjectKind> _disturbedKinds = [];
    private readonly ImmutableArray<NotApplicable>.Builder _notApplicable =
        ImmutableArray.CreateBuilder<NotApplicable>();

    /// <summary>The book as it is; null as long as nothing was left out.</summary>
    private Book? _actual;

    /// <summary>
    /// More than so many are counted and not listed: without a scoring model a million scores fall.
    /// </summary>
    public const int MaxListed = 1_000;

    /// <summary>The first events that could not have happened any more, in order.</summary>
    public ImmutableArray<NotApplicable> NotApplicable => _notApplicable.ToImmutable();

    /// <summary>How many could not have happened any more.</summary>
    public int NotApplicableCount { get; private set; }

    /// <summary>The book after the next entry, or after time has passed without it.</summary>
    public Book Post(Book book, in Posting entry)
    {
        var actual = _actual ?? book;
        if (IsRecord(entry))
            return Note(actual, book, entry);
        if (without.Contains(entry.Position))
            book = LeaveOut(book, entry);
        else if (_actual is null)
            return book.Post(entry);
        else if (Refuse(actual, book, entry) is { } refusal)
        {
            if (NotApplicableCount++ < MaxListed)
                _notApplicable.Add(new(
                    entry.Position, Composition.KindOf(entry.Fact).Name, refusal.Code,
                    refusal.Detail));
            book = LeaveOut(book, entry);
        }
        else
            book = book.Post(entry);
        _actual = actual.Post(entry);
        return book;
    }

    /// <summary>
    /// Whether an entry is the same for both books: it was taken back, takes back, or says that
    /// something was.
    /// </summary>
    private bool IsRecord(in Posting entry) => refold?.IsLeftOut(entry.Position) == true
        || entry.Fact is IReversesEntries or IRecordOnly;

    private Book Note(Book actual, Book book, in Posting entry)
    {
        if (refold?.IsLeftOut(entry.Position) == true)
        {
            _actual = _actual is null ? null : actual.Skip(entry);
            return book.Skip(entry);
        }
        _actual = _actual is null ? null : actual.Post(Refold.Noted(actual, entry));
        return book.Post(Refold.Noted(book, entry));
    }

    private Book LeaveOut(Book book, in Posting entry)
    {
        _leftOut.Add(entry.Position);
        foreach (var subject in entry.Fact.Changed())
        {
            _disturbed.Add(subject);
            _disturbedKinds.Add(subject.Kind);
        }
        return book.Skip(entry);
    }

    private Refusal? Refuse(Book actual, Book book, in Posting entry)
    {
        var evidence = entry.Fact.Cited();
        if (!IsTouched(entry.Fact, evidence))
            return null;
        foreach (var cited in evidence)
            if (cited.Position is { } position && _leftOut.Contains(position))
                return new(
                    "unknown-evidence",
                    $"It cites the event at position {position}, which is left out."
                );
        var command = entry.Fact.Reconstruct(entry.EffectiveOn);
        foreach (var subject in entry.Fact.Subjects())
            if (
                !book.Has(subject)
                && actual.Has(subject)
                && (command as ICreation)?.Created != subject
            )
                return Refusal.Unknown(subject);
        return Decide(book, command, entry) is { } refusal && Decide(actual, command, entry) is null
            ? refusal : null;
    }

    /// <summary>Whether something that the fact rests on is otherwise.</summary>
    private bool IsTouched(IFact fact, ImmutableArray<EvidenceReference> evidence)
    {
        if (fact.RestsOnAll() is { } kind && _disturbedKinds.Contains(kind))
            return true;
        foreach (var subject in fact.Subjects())
            if (_disturbed.Contains(subject))
                return true;
        if (fact is IGrounded { Grounds.Decision: { } decision }
            && _disturbed.Contains(new(SubjectKind.Decision, decision)))
            return true;
        foreach (var cited in evidence)
            if ((cited.Position is { } position && _leftOut.Contains(position))
                || (cited.About() is { } about && _disturbed.Contains(about)))
                return true;
        return false;
    }

    /// <summary>
    /// It is decided as it was then: on the day it became known. Without a command only what it
    /// cites is looked for.
    /// </summary>
    private static Refusal? Decide(Book book, ICommand? command, in Posting entry)
    {
        var then = book.Skip(entry) with { Position = book.Position };
        if (command is null)
            return RefuseCited(then, entry.Fact);
        var decided = then.Decide(
            command, new Caller(entry.Actor, Claims: entry.ReportedAt is not null));
        return decided.Refusal ?? RefuseVersion(entry.Fact, decided.Facts[0].Fact);
    }

    /// <summary>The command may now speak of another version than the fact does.</summary>
    private static Refusal? RefuseVersion(IFact fact, IFact decided) => (fact, decided) switch
    {
        (ScoringModelReleased was, ScoringModelReleased now) when was.Version != now.Version =>
            Unreleased(was.Model, was.Version),
        (ScoringModelAdopted was, ScoringModelAdopted now) when was.Version != now.Version =>
            Unreleased(was.Model, was.Version),
        _ => null,
    };

    private static Refusal Unreleased(Key model, int version) => new("model-not-released",
        $"Version {version} of '{model}' is not there to be released or adopted.",
        new Subject(SubjectKind.ScoringModel, model));

    private static Refusal? RefuseCited(Book book, IFact fact) =>
        fact is IGrounded { Grounds.Decision: { } decision }
            && book.RefuseUnknown(SubjectKind.Decision, decision) is { } undecided
            ? undecided : book.RefuseEvidence(fact.Cited());
}
