using PortfolioLedger.Core.Initiatives;

namespace PortfolioLedger.Core.Explanation;

/// <summary>A step of an initiative through its life cycle, as a walk came upon it.</summary>
/// <param name="Entry">The event.</param>
/// <param name="Initiative">Whose.</param>
/// <param name="From">Null when it came into being.</param>
/// <param name="To">Where it stood after it.</param>
internal sealed record StageStep(Posting Entry, Key Initiative, Stage? From, Stage To)
{
    /// <summary>The steps that an entry made.</summary>
    public static IEnumerable<StageStep> Of(Posting entry, Book before, Book after)
    {
        if (entry.Fact is IInitiativeFact { Initiative: var key }
            && In(after, key) is { } to && In(before, key) is var from && from != to)
            yield return new(entry, key, from, to);
    }

    /// <summary>It came into the stages that are ranked, or left them.</summary>
    public bool ComesOrGoes => (From?.Counts() ?? false) != To.Counts();

    private static Stage? In(Book book, Key key) =>
        book.Initiatives.Find(key) is { } initiative && initiative.From <= book.Day
            ? initiative.StageOn(book.Day) : null;
}

/// <summary>A step of an initiative through its life cycle.</summary>
/// <param name="Initiative">Whose.</param>
/// <param name="Name">For people.</param>
/// <param name="From">Where it stood before; null when it came into being.</param>
/// <param name="To">Where it stood then.</param>
/// <param name="Position">Of the event.</param>
/// <param name="Type">Its stored name.</param>
/// <param name="EffectiveOn">When it takes effect.</param>
/// <param name="Until">When a deferred one is looked at again.</param>
/// <param name="Actor">Who recorded it.</param>
/// <param name="Rationale">Why; null for facts that are no decisions.</param>
/// <param name="Claimed">Imported: the source claims it.</param>
public sealed record StageChange(
    Key Initiative,
    string Name,
    Stage? From,
    Stage To,
    long Position,
    string Type,
    DateOnly EffectiveOn,
    DateOnly? Until,
    string Actor,
    string? Rationale,
    bool Claimed
)
{
    /// <summary>
    /// Of the initiative a walk explains all of them; of those before it, at the start or now, the
    /// ones that can move its rank or what is left of the budget.
    /// </summary>
    internal static ImmutableArray<StageChange> Of(RankWalk walk)
    {
        var around = walk.AheadAtStart.Union(walk.AheadNow);
        return
        [
            .. walk.Steps.Where(s => s.Initiative == walk.Initiative
                || (around.Contains(s.Initiative) && Matters(s))).Select(s => Told(s, walk.Book)),
        ];
    }

    private static bool Matters(StageStep step) =>
        step.ComesOrGoes && step.From is not null || step.To == Stage.Deferred
            || step.From is Stage.Deferred or Stage.Paused || step.To == Stage.Paused;

    private static StageChange Told(StageStep step, Book book) => new(
        step.Initiative, book.InitiativeName(step.Initiative), step.From, step.To,
        step.Entry.Position, Composition.KindOf(step.Entry.Fact).Name, step.Entry.EffectiveOn,
        (step.Entry.Fact as InitiativeDeferred)?.RevisitOn, step.Entry.Actor.Id,
        (step.Entry.Fact as IGrounded)?.Grounds.Rationale, step.Entry.ReportedAt is not null);
}
