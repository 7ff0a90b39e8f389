namespace PortfolioLedger.Core.Strategy;

/// <summary>A fact about objectives and their weights.</summary>
public interface IStrategyFact : IFact
{
    ChangeTopic? IFact.Topic() => ChangeTopic.Strategy;

    void IFact.PostTo(BookDraft book, in Stamp stamp) =>
        book.Set(book.Section<StrategyLedger>().Post(this, stamp));
}

/// <summary>How far an objective reaches; only strategic ones carry a weight.</summary>
public enum ObjectiveLevel
{
    /// <summary>Why the organisation exists.</summary>
    Mission,
    /// <summary>Where it wants to be.</summary>
    Vision,
    /// <summary>What it aims at; carries a weight.</summary>
    Strategic,
    /// <summary>What serves a strategic objective; counts through its parent.</summary>
    Operational,
}

/// <summary>Where an objective stands; stored by name.</summary>
public enum ObjectiveStatus
{
    /// <summary>Put forward, not yet decided.</summary>
    Proposed,
    /// <summary>In force.</summary>
    Approved,
    /// <summary>No longer pursued.</summary>
    Retired,
}

/// <summary>One objective through time.</summary>
public sealed record Objective(
    Key Key,
    DateOnly From,
    ObjectiveLevel Level,
    Register<string> Title,
    Register<string> Statement,
    Register<string> Owner,
    Register<Key?> Parent,
    Register<DateOnly?> HorizonEnd,
    Register<ObjectiveStatus> Status,
    Key? Successor)
{
    /// <summary>Where it stands on a day.</summary>
    public ObjectiveStatus StatusOn(DateOnly day) =>
        Status.At(day)?.Value ?? ObjectiveStatus.Proposed;

    /// <summary>Its title on a day.</summary>
    public string TitleOn(DateOnly day) => Title.At(day)?.Value ?? Key.Value;
}

/// <summary>Objectives, and the set of weights in force.</summary>
public sealed record StrategyLedger(
    ImmutableSortedDictionary<Key, Objective> All,
    Register<ImmutableSortedDictionary<Key, decimal>> Weights)
    : ISection<StrategyLedger>
{
    /// <summary>No objectives yet.</summary>
    public static StrategyLedger Empty { get; } = new(Ordered.ByKey<Objective>(), default);

    static ImmutableArray<SubjectKind> ISection<StrategyLedger>.Named => [SubjectKind.Objective];

    string? ISection.NameOf(Subject subject, DateOnly day) => 
        Find(subject.Key)?.TitleOn(day);

    /// <summary>The objective with this key, or null.</summary>
    public Objective? Find(Key key) => All.GetValueOrDefault(key);

    /// <summary>Objectives that exist on a day, by key.</summary>
    public IEnumerable<Objective> On(DateOnly day) => All.Values.Where(o => o.From <= day);

    /// <summary>
    /// The approved, unretired strategic objectives on a day: those that carry weight.
    /// </summary>
    public IEnumerable<Objective> ActiveOn(DateOnly day) => On(day).Where(o =>
        o.Level == ObjectiveLevel.Strategic && o.StatusOn(day) == ObjectiveStatus.Approved);

    /// <summary>The weights in force on a day, as decided; empty before the first.</summary>
    public ImmutableSortedDictionary<Key, decimal> WeightsOn(DateOnly day) =>
        Weights.At(day)?.Value ?? Ordered.ByKey<decimal>();

    /// <summary>
    /// The strategic objective an objective counts for: itself, or for an operational one that is
    /// not retired its parent's. Mission and vision count for none.
    /// </summary>
    public Key? StrategicFor(Key key, DateOnly day)
    {
        // Parents cannot form a cycle when decided live; imported ones are bounded by the count.
        for (var steps = 0; steps <= All.Count && Find(key) is { } objective; steps++)
        {
            if (objective.Level == ObjectiveLevel.Strategic)
                return key;
            if (objective.Level != ObjectiveLevel.Operational
                || objective.StatusOn(day) == ObjectiveStatus.Retired
                || objective.Parent.At(day)?.Value is not { } parent)
                return null;
            key = parent;
        }
        return null;
    }

    /// <summary>The ledger after a fact.</summary>
    public StrategyLedger Post(IStrategyFact fact, Stamp stamp) => fact switch
    {
        ObjectiveProposed f => this with { All = All.SetItem(f.Objective, Proposed(f, stamp)) },
        ObjectiveApproved f => Change(f.Objective, o => o with
        {
            Status = o.Status.Set(ObjectiveStatus.Approved, stamp),
        }),
        ObjectiveRevised f => Change(f.Objective, o => f.Applied(o, stamp)),
        ObjectiveRetired f => Change(f.Objective, o => o with
        {
            Status = o.Status.Set(ObjectiveStatus.Retired, stamp),
            Successor = f.Successor,
        }),
        ObjectivesReweighted f => this with { Weights = Weights.Set(f.Weights, stamp) },
        _ => throw new UnpostedFactException(nameof(StrategyLedger), fact),
    };

    private StrategyLedger Change(Key key, Func<Objective, Objective> change) =>
        this with { All = All.Change(key, change) };

    private static Objective Proposed(ObjectiveProposed f, in Stamp stamp) => new(
        f.Objective, stamp.EffectiveOn, f.Level,
        Register<string>.Start(f.Title, stamp), Register<string>.Start(f.Statement, stamp),
        Register<string>.Start(f.Owner, stamp), Register<Key?>.Start(f.Parent, stamp),
        Register<DateOnly?>.Start(f.HorizonEnd, stamp),
        Register<ObjectiveStatus>.Start(ObjectiveStatus.Proposed, stamp), null);
}

/// <summary>Where a book keeps them.</summary>
public static class StrategySection
{
    extension(Book book)
    {
        /// <summary>Objectives and their weights.</summary>
        public StrategyLedger Strategy => book.Section<StrategyLedger>();
    }
}
