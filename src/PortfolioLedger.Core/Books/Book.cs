using System.Text.Json.Serialization;

namespace PortfolioLedger.Core.Books;

/// <summary>
/// The state of one portfolio at one position of its journal, on one business day. Immutable; a
/// pure fold of the journal: <c>book.Post(entry)</c> is total and uses only the entry. What there
/// is in it by area, like <c>book.Initiatives</c>, is said by the area: see <see cref="ISection"/>.
/// </summary>
[BookSections]
public sealed record Book
{
    /// <summary>
    /// Raised whenever the same journal folds into another book: stored snapshots of other
    /// versions are not read.
    /// </summary>
    public const int FoldVersion = 14;

    /// <summary>The key of the portfolio.</summary>
    public required Key Portfolio { get; init; }

    /// <summary>The position of the last entry posted; 0 for an empty book.</summary>
    public long Position { get; init; }

    /// <summary>The business day of the book: what takes effect later waits.</summary>
    public DateOnly Day { get; init; }

    /// <summary>
    /// True for a book that stays on its day while later entries are posted: the answer to
    /// "what was in force on that day, as known now".
    /// </summary>
    public bool Pinned { get; init; }

    /// <summary>When the last entry was known.</summary>
    public DateTimeOffset KnownAt { get; init; }

    /// <summary>When the last entry was recorded.</summary>
    public DateTimeOffset RecordedAt { get; init; }

    /// <summary>True when some entry is imported history: claimed by its source.</summary>
    public bool Claimed { get; init; }

    /// <summary>
    /// Everything that has a key: since when it exists, which event touched it last.
    /// </summary>
    public OrderedMap<Subject, Thing> Things { get; init; }

    /// <summary>
    /// Entries that were taken back, in the order in which they were; null before the first.
    /// </summary>
    public ImmutableArray<ReversedEntries>? Reversed { get; init; }

    /// <summary>The same; empty before the first.</summary>
    [JsonIgnore]
    public ImmutableArray<ReversedEntries> TakenBack => Reversed ?? [];

    /// <summary>
    /// The epoch of the audit log that was opened last; null while it is the first.
    /// </summary>
    public int? OpenedEpoch { get; init; }

    /// <summary>The epoch of the audit log, from 1.</summary>
    [JsonIgnore]
    public int Epoch => OpenedEpoch ?? 1;

    /// <summary>What each area keeps.</summary>
    internal Sections Sections { get; private set; } = Sections.Empty;

    /// <summary>The book before the first entry.</summary>
    public static Book Empty(Key portfolio) => new() { Portfolio = portfolio };

    /// <summary>An empty book that stays on a business day.</summary>
    public static Book EmptyOn(Key portfolio, DateOnly day) =>
        new() { Portfolio = portfolio, Day = day, Pinned = true };

    /// <summary>The same book on a later business day; an earlier one needs a new fold.</summary>
    public Book On(DateOnly day) => day == Day ? this
        : day > Day ? this with { Day = day }
        : throw new ArgumentOutOfRangeException(
            nameof(day),
            day,
            $"the book is on {Day:O} already"
        );

    /// <summary>Whether something with this key was ever recorded.</summary>
    public bool Has(Subject subject) => Things.ContainsKey(subject);

    /// <summary>What an area keeps in the book.</summary>
    public T Section<T>() where T : class, ISection<T> => Sections.Get<T>();

    /// <summary>The book with another section in place of its own.</summary>
    public Book With<T>(T section) where T : class, ISection<T> =>
        this with { Sections = Sections.With(section) };

    /// <summary>The section that answers questions of another area; null when none does.</summary>
    public T? Answering<T>() where T : class, ISection => Sections.First<T>();

    /// <summary>Whether evidence that has no key of its own is recorded.</summary>
    internal bool Holds(EvidenceKind kind, Key key) => Sections.Holding(kind, key) is not null;

    /// <summary>
    /// The first day recorded evidence can have been seen; null when that is the day its thing came
    /// into being.
    /// </summary>
    internal DateOnly? SeenFrom(EvidenceKind kind, Key key) =>
        Sections.Holding(kind, key)?.SeenFrom(kind, key);

    /// <summary>The book after the next entry.</summary>
    public Book Post(Entry entry) => Post(entry.Posting);

    /// <summary>
    /// The book after the next entry, of which it takes only this. What takes entries back is
    /// posted into the book without them: see <see cref="Posting.Without"/>.
    /// </summary>
    public Book Post(in Posting entry)
    {
        if (entry.Fact is not IReversesEntries reversal || reversal.First > Position)
            return Posted(entry);
        var without = entry.Without ?? throw new InvalidOperationException(
            $"position {entry.Position} of '{Portfolio}' takes entries back, and is posted without "
            + "the book that it leads back to");
        return without.Posted(entry) with
        {
            Reversed = without.TakenBack.Add(new(reversal.First, reversal.Last, entry.Position)),
        };
    }

    private Book Posted(in Posting entry)
    {
        var (knownAt, day) = TimeOf(entry);
        var stamp = new Stamp(entry.Position, entry.EffectiveOn, knownAt, day, entry.Actor);
        var sections = Sections.Draft();
        sections.Post(entry.Fact, stamp);
        return this with
        {
            Position = entry.Position,
            Day = day,
            KnownAt = knownAt,
            RecordedAt = entry.RecordedAt,
            Claimed = Claimed || entry.ReportedAt is not null,
            OpenedEpoch = entry.Fact is IOpensEpoch opening ? opening.Epoch : OpenedEpoch,
            Things = entry.Fact is IRecordOnly ? Things : Touched(entry.Fact, stamp),
            Sections = sections.Finished(),
        };
    }

    /// <summary>The book after an entry whose fact is left out: only time passes.</summary>
    public Book Skip(in Posting entry)
    {
        var (knownAt, day) = TimeOf(entry);
        return this with
        {
            Position = entry.Position, Day = day, KnownAt = knownAt, RecordedAt = entry.RecordedAt,
        };
    }

    /// <summary>Takes a section from stored JSON, before anybody else sees the book.</summary>
    internal void Read(int place, ISection section) => Sections = Sections.With(place, section);

    /// <summary>The book after these entries.</summary>
    public Book Post(IEnumerable<Entry> entries) =>
        entries.Aggregate(this, static (book, entry) => book.Post(entry));

    /// <summary>When an entry is known, and the day on which the book then stands.</summary>
    private (DateTimeOffset KnownAt, DateOnly Day) TimeOf(in Posting entry)
    {
        // Two nodes may commit in another order than their clocks say: known time never goes back.
        var knownAt = entry.ReportedAt ?? entry.RecordedAt;
        if (knownAt < KnownAt)
            knownAt = KnownAt;
        var knownOn = DateOnly.FromDateTime(knownAt.UtcDateTime);
        return (knownAt, Pinned || knownOn < Day ? Day : knownOn);
    }

    private OrderedMap<Subject, Thing> Touched(IFact fact, in Stamp stamp)
    {
        var things = Things;
        foreach (var subject in fact.Subjects())
            things = things.SetItem(subject, things.TryGetValue(subject, out var thing)
                ? thing with { Version = stamp.Position }
                : new Thing(stamp.EffectiveOn, stamp.Position));
        return things;
    }
}

/// <summary>Since when something exists, and the last event that touched it.</summary>
/// <param name="From">The effective day of the fact that brought it into being.</param>
/// <param name="Version">The position of the last event about it.</param>
public readonly record struct Thing(DateOnly From, long Version);
