namespace PortfolioLedger.Core.Views;

/// <summary>One line of the audit history.</summary>
/// <param name="Position">In the journal.</param>
/// <param name="Type">The stored name of the fact.</param>
/// <param name="Sentence">What happened, in the words of the day.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="Actor">Who recorded it.</param>
/// <param name="Role">In which role.</param>
/// <param name="Department">Of which department.</param>
/// <param name="OnBehalfOf">For whom.</param>
/// <param name="KnownAt">When the ledger knew.</param>
/// <param name="RecordedAt">When it was written.</param>
/// <param name="EffectiveOn">When it takes effect.</param>
/// <param name="Rationale">Why; null for facts that are no decisions.</param>
/// <param name="Evidence">On what evidence.</param>
/// <param name="Decision">Which governance decision it carries out.</param>
/// <param name="Claimed">Imported: the source claims it.</param>
public sealed record TimelineItem(
    long Position,
    string Type,
    string Sentence,
    Subject Subject,
    string Actor,
    Role Role,
    string? Department,
    string? OnBehalfOf,
    DateTimeOffset KnownAt,
    DateTimeOffset RecordedAt,
    DateOnly EffectiveOn,
    string? Rationale,
    ImmutableArray<EvidenceReference> Evidence,
    Key? Decision,
    bool Claimed
)
{
    /// <summary>The line of an entry, in the words of a book.</summary>
    /// <param name="entry">The event.</param>
    /// <param name="book">Whose names.</param>
    /// <param name="wording">Whether as earlier versions of the view worded it.</param>
    public static TimelineItem From(Entry entry, Book book, Wording wording = Wording.Now) =>
        From(entry.Posting, book, wording);

    /// <inheritdoc cref="From(Entry, Book, Wording)"/>
    public static TimelineItem From(in Posting entry, Book book, Wording wording = Wording.Now)
    {
        var grounds = (entry.Fact as IGrounded)?.Grounds;
        return new(
            entry.Position,
            Composition.KindOf(entry.Fact).Name,
            entry.Fact.Told(book, wording),
            entry.Fact.Subjects()[0],
            entry.Actor.Id,
            entry.Actor.Role,
            entry.Actor.Department,
            entry.OnBehalfOf,
            entry.KnownAt,
            entry.RecordedAt,
            entry.EffectiveOn,
            grounds?.Rationale,
            grounds?.Evidence ?? [],
            grounds?.Decision,
            entry.ReportedAt is not null
        );
    }
}

/// <summary>Which lines of the audit history are asked for.</summary>
/// <param name="Actor">By whom.</param>
/// <param name="Department">Of whose department.</param>
/// <param name="About">
/// About one of these things: <c>initiative/croton</c>, and what was merged into it.
/// </param>
/// <param name="Type">Of which kind.</param>
/// <param name="DecisionsOnly">Only the decision class.</param>
public sealed record TimelineFilter(
    string? Actor = null, string? Department = null, ImmutableArray<Subject>? About = null,
    string? Type = null, bool DecisionsOnly = false)
{
    /// <summary>Whether an entry is asked for.</summary>
    public bool Matches(in Posting entry) =>
        (Actor is null || entry.Actor.Id == Actor)
        && (Department is null || entry.Actor.Department == Department)
        && (About is not { } things || entry.Fact.IndexedUnder().Any(s => things.Contains(s)))
        && (Type is null || Composition.KindOf(entry.Fact).Name == Type)
        && (!DecisionsOnly || entry.Fact is IGrounded);
}

/// <summary>The audit history: events of a range, newest first.</summary>
public sealed record Timeline(ImmutableArray<TimelineItem> Items)
    : IView, IListView<Timeline, TimelineItem>
{
    /// <summary>Name of the view.</summary>
    public static string ViewName => "timeline";

    /// <summary>
    /// Raised whenever fields or formula change. Since version 2 the history of a thing holds that
    /// of what was merged into it; since version 3 sentences are worded anew.
    /// </summary>
    public static int ViewVersion => 3;

    public Timeline Page(ImmutableArray<TimelineItem> items) => new(items);

    /// <summary>
    /// The lines of these entries that match, newest first, in the words of a book.
    /// </summary>
    /// <param name="book">Whose words.</param>
    /// <param name="entries">In the order of positions.</param>
    /// <param name="filter">Which of them; all if absent.</param>
    /// <param name="wording">Whether as versions before the third worded them.</param>
    public static Timeline Compute(
        Book book,
        IEnumerable<Posting> entries,
        TimelineFilter? filter = null,
        Wording wording = Wording.Now
    )
    {
        var lines = ImmutableArray.CreateBuilder<TimelineItem>();
        foreach (var entry in entries)
            if (filter?.Matches(entry) ?? true)
                lines.Add(TimelineItem.From(entry, book, wording));
        lines.Reverse();
        return new(lines.DrainToImmutable());
    }
}
