using PortfolioLedger.Core.Views;

namespace PortfolioLedger.Core.Explanation;

/// <summary>One decision that moved the score or the rank.</summary>
/// <param name="Entry">The event; null when only time passed.</param>
/// <param name="Book">After it.</param>
/// <param name="Before">Where the initiative stood before.</param>
/// <param name="After">And after.</param>
/// <param name="CameIntoEffect">It was recorded earlier and its day came.</param>
/// <param name="Changes">What was said otherwise.</param>
internal sealed record Move(
    Posting? Entry,
    Book Book,
    Standing Before,
    Standing After,
    bool CameIntoEffect,
    ImmutableArray<CauseChange> Changes
);

/// <summary>
/// Walks from one book to a later one, event by event and, for decisions that wait for their day,
/// day by day, and notes what moved one initiative. Ends on exactly the later book, so the
/// changes add up to the whole difference.
/// </summary>
public sealed class RankWalk
{
    private readonly ScoreBoard _board;
    private readonly List<Move> _moves = [];
    private readonly List<StageStep> _steps = [];
    private readonly List<Posting> _relevant = [];
    private readonly SortedDictionary<(DateOnly Day, long Position), Posting> _waiting = [];
    private Standing _standing;
    private ImmutableSortedDictionary<string, decimal> _values;

    /// <summary>Begins on a book.</summary>
    /// <param name="initiative">Whose rank is explained.</param>
    /// <param name="from">The earlier book.</param>
    /// <param name="waiting">
    /// Entries it holds that take effect later: see <see cref="WaitingDecisions"/>.
    /// </param>
    /// <param name="question">How the ranking is asked for.</param>
    public RankWalk(
        Key initiative,
        Book from,
        IEnumerable<Posting> waiting,
        RankingQuestion question
    )
    {
        Initiative = initiative;
        Question = question;
        _board = new(initiative, question);
        From = Book = from;
        foreach (var entry in waiting)
            _waiting.Add((entry.EffectiveOn, entry.Position), entry);
        WaitingAtStart = [.. _waiting.Values.Where(e => IsRelevant(e.Fact))];
        _board.Take(from);
        Start = _standing = _board.Standing;
        _values = _board.Values;
        AheadAtStart = _board.Ahead;
        RankedAtStart = _board.Ranked;
    }

    /// <summary>Whose rank is explained.</summary>
    public Key Initiative { get; }

    /// <summary>How the ranking is asked for.</summary>
    public RankingQuestion Question { get; }

    /// <summary>Where it began.</summary>
    public Book From { get; }

    /// <summary>Where it is now.</summary>
    public Book Book { get; private set; }

    /// <summary>Where the initiative stood at the start.</summary>
    internal Standing Start { get; }

    /// <summary>Where it stands now.</summary>
    internal Standing End => _standing;

    /// <summary>What stood before it at the start.</summary>
    internal ImmutableSortedSet<Key> AheadAtStart { get; }

    /// <summary>What stands before it now.</summary>
    internal ImmutableSortedSet<Key> AheadNow => _board.Ahead;

    /// <summary>What was ranked at the start.</summary>
    internal ImmutableSortedSet<Key> RankedAtStart { get; }

    /// <summary>What is ranked now.</summary>
    internal ImmutableSortedSet<Key> RankedNow => _board.Ranked;

    /// <summary>The stages initiatives went through, in order.</summary>
    internal IReadOnlyList<StageStep> Steps => _steps;

    /// <summary>What moved it, in order.</summary>
    internal IReadOnlyList<Move> Moves => _moves;

    /// <summary>
    /// What waited for its day at the start and its score can rest on, by that day.
    /// </summary>
    internal ImmutableArray<Posting> WaitingAtStart { get; }

    /// <summary>The events of the walk that its score can rest on.</summary>
    internal IReadOnlyList<Posting> Relevant => _relevant;

    /// <summary>The next event.</summary>
    public void Post(in Posting entry)
    {
        var knownAt = entry.KnownAt < Book.KnownAt ? Book.KnownAt : entry.KnownAt;
        if (DateOnly.FromDateTime(knownAt.UtcDateTime) is var day && day > Book.Day
            && !Book.Pinned)
            GoTo(day);
        var before = Book;
        Book = Book.Post(entry);
        if (entry.EffectiveOn > Book.Day)
            _waiting.Add((entry.EffectiveOn, entry.Position), entry);
        if (IsRelevant(entry.Fact))
            _relevant.Add(entry);
        _steps.AddRange(StageStep.Of(entry, before, Book));
        if (_board.Take(Book, entry.Fact))
            Note(entry, before, cameIntoEffect: false);
    }

    /// <summary>Lets time pass; decisions that waited for a day until then take effect.</summary>
    public void GoTo(DateOnly day)
    {
        while (_waiting.Count > 0 && _waiting.First().Key.Day is var next && next <= day)
        {
            var due = _waiting.TakeWhile(w => w.Key.Day == next).Select(w => w.Value).ToList();
            foreach (var entry in due)
                _waiting.Remove((next, entry.Position));
            TakeEffect(due, next);
        }
        if (day <= Book.Day)
            return;
        var before = Book;
        Book = Book.On(day);
        if (_board.TakeDay(Book))
            Note(null, before, cameIntoEffect: false);
    }

    /// <summary>What the walk found.</summary>
    /// <param name="orderFree">Also share the change out independently of the order.</param>
    public RankingExplanation Explained(bool orderFree = false) =>
        RankingExplanation.From(this, orderFree);

    /// <summary>The same as version 2 of the view told it.</summary>
    /// <inheritdoc cref="Explained"/>
    public RankingExplanationV2 ExplainedByVersion2(bool orderFree = false) =>
        RankingExplanationV2.From(this, orderFree);

    /// <summary>The same as version 1 of the view told it.</summary>
    /// <inheritdoc cref="Explained"/>
    public RankingExplanationV2 ExplainedByVersion1(bool orderFree = false) =>
        RankingExplanationV1.From(this, orderFree);

    /// <summary>
    /// Decisions of one day take effect in the order in which they were recorded.
    /// </summary>
    private void TakeEffect(List<Posting> due, DateOnly day)
    {
        var eve = Book;
        for (var i = 0; i < due.Count; i++)
        {
            var before = Book;
            var later = due.Skip(i + 1).Select(e => e.Position).ToImmutableSortedSet();
            Book = new ExcludedDecisions(later).Of(eve).On(day);
            _steps.AddRange(StageStep.Of(due[i], before, Book));
            if (_board.Take(Book, due[i].Fact))
                Note(due[i], before, cameIntoEffect: true);
        }
    }

    private void Note(Posting? entry, Book before, bool cameIntoEffect)
    {
        var now = _board.Standing;
        if (now != _standing)
            _moves.Add(new(entry, Book, _standing, now, cameIntoEffect,
                CauseChanges.Of(entry?.Fact, before, Book, _values, _board.Values)));
        (_standing, _values) = (now, _board.Values);
    }

    /// <summary>Facts about other initiatives cannot change this one's score.</summary>
    private bool IsRelevant(IFact fact) =>
        fact is not Initiatives.IInitiativeFact
        || fact.Subjects().Contains(new Subject(SubjectKind.Initiative, Initiative));
}
