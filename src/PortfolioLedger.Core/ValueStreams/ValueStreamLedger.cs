namespace PortfolioLedger.Core.ValueStreams;

/// <summary>A fact about a value stream.</summary>
public interface IValueStreamFact : IFact
{
    ChangeTopic? IFact.Topic() => ChangeTopic.Strategy;

    void IFact.PostTo(BookDraft book, in Stamp stamp) =>
        book.Set(book.Section<ValueStreamLedger>().Post(this, stamp));
}

/// <summary>What a value stream does; stored by name.</summary>
public enum ValueStreamKind
{
    /// <summary>It serves customers every day.</summary>
    Operational,
    /// <summary>It builds what the operational ones use.</summary>
    Development,
}

/// <summary>Where a value stream is managed; stored by name.</summary>
public enum ValueStreamLevel
{
    /// <summary>For the whole portfolio.</summary>
    Portfolio,
    /// <summary>Within one program.</summary>
    Program,
}

/// <summary>How much a value stream matters, and how tangible its value is.</summary>
public sealed record Importance(Share Value, Share? TangibleShare);

/// <summary>What a value stream needs in one period.</summary>
public sealed record Resources(Money Money, decimal Fte);

/// <summary>One value stream through time.</summary>
public sealed record ValueStream(
    Key Key,
    DateOnly From,
    Register<string> Name,
    Register<ValueStreamKind?> Kind,
    Register<ValueStreamLevel?> Level,
    Register<Key?> Program,
    Register<ImmutableArray<Key>> Segments,
    Register<string?> Proposition,
    Register<Key?> OwnerDepartment,
    Register<Importance> Importance,
    ImmutableSortedDictionary<string, Register<Resources>> Resources,
    ImmutableSortedDictionary<Key, Register<int>> Objectives)
{
    /// <summary>Set when it was given up.</summary>
    public Register<bool> Retired { get; init; }

    /// <summary>Its name on a day.</summary>
    public string NameOn(DateOnly day) => Name.On(day);

    /// <summary>It is given up on a day.</summary>
    public bool IsRetiredOn(DateOnly day) => Retired.At(day) is not null;
}

/// <summary>Value streams with importance, resources and links to objectives.</summary>
public sealed record ValueStreamLedger(ImmutableSortedDictionary<Key, ValueStream> All)
    : ISection<ValueStreamLedger>
{
    /// <summary>None yet.</summary>
    public static ValueStreamLedger Empty { get; } = new(Ordered.ByKey<ValueStream>());

    static ImmutableArray<SubjectKind> ISection<ValueStreamLedger>.Named =>
        [SubjectKind.ValueStream];

    string? ISection.NameOf(Subject subject, DateOnly day) =>
        Find(subject.Key)?.NameOn(day);

    /// <summary>The value stream with this key, or null.</summary>
    public ValueStream? Find(Key key) => All.GetValueOrDefault(key);

    /// <summary>Value streams that exist on a day, by key.</summary>
    public IEnumerable<ValueStream> On(DateOnly day) => All.Values.Where(v => v.From <= day);

    /// <summary>Those of them that are not given up.</summary>
    public IEnumerable<ValueStream> ActiveOn(DateOnly day) =>
        On(day).Where(v => !v.IsRetiredOn(day));

    /// <summary>The ledger after a fact.</summary>
    public ValueStreamLedger Post(IValueStreamFact fact, Stamp stamp) => fact switch
    {
        ValueStreamIdentified f => new(All.SetItem(f.ValueStream, f.Initially(stamp))),
        ValueStreamRevised f => new(All.Change(f.ValueStream, v => f.Applied(v, stamp))),
        ImportanceAssessed f => new(All.Change(f.ValueStream, v => v with
        {
            Importance = v.Importance.Set(new(f.Importance, f.TangibleShare), stamp),
        })),
        ResourcesStated f => new(All.Change(f.ValueStream, v => v with
        {
            Resources = v.Resources.SetItem(f.Period,
                v.Resources.GetValueOrDefault(f.Period).Set(new(f.Money, f.Fte), stamp)),
        })),
        ValueStreamLinkedToObjective f => new(All.Change(f.ValueStream, v => v with
        {
            Objectives = v.Objectives.SetItem(f.Objective,
                v.Objectives.GetValueOrDefault(f.Objective).Set((int)f.Strength, stamp)),
        })),
        ValueStreamRetired f => new(All.Change(f.ValueStream, v => v with
        {
            Retired = v.Retired.Set(true, stamp),
        })),
        _ => throw new UnpostedFactException(nameof(ValueStreamLedger), fact),
    };
}

/// <summary>Where a book keeps them.</summary>
public static class ValueStreamSection
{
    extension(Book book)
    {
        /// <summary>Value streams, their importance and resources.</summary>
        public ValueStreamLedger ValueStreams => book.Section<ValueStreamLedger>();
    }
}
