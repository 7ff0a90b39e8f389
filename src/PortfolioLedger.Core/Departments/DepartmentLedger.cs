namespace PortfolioLedger.Core.Departments;

/// <summary>A fact about a department or a customer segment.</summary>
public interface IDepartmentFact : IUnreported
{
    void IFact.PostTo(BookDraft book, in Stamp stamp) =>
        book.Set(book.Section<DepartmentLedger>().Post(this, stamp));
}

/// <summary>How a department or segment came to its end.</summary>
/// <param name="Into">What it was merged into; null when it was retired.</param>
public sealed record Ending(Key? Into);

/// <summary>An organisational unit, or a group of customers, through time.</summary>
/// <param name="Key">Of the unit; facts under it stay when it is merged.</param>
/// <param name="From">The effective day it became known.</param>
/// <param name="Name">For people.</param>
/// <param name="End">How it ended, if it did.</param>
public sealed record Unit(Key Key, DateOnly From, Register<string> Name, Register<Ending> End)
{
    /// <summary>
    /// The people a department has, in full-time equivalents by period and role.
    /// </summary>
    public ImmutableSortedDictionary<
        string,
        ImmutableSortedDictionary<string, Register<decimal>>
    > Capacity { get; init; } =
        Ordered.ByText<ImmutableSortedDictionary<string, Register<decimal>>>();

    /// <summary>Its name on a day.</summary>
    public string NameOn(DateOnly day) => Name.At(day)?.Value ?? Key.Value;

    /// <summary>It is neither merged nor retired on a day.</summary>
    public bool IsInBeingOn(DateOnly day) => End.At(day) is null;

    /// <summary>The capacity stated for a period and role; null when none is.</summary>
    public decimal? CapacityOn(DateOnly day, string period, string role) =>
        Capacity.GetValueOrDefault(period)?.GetValueOrDefault(role).At(day)?.Value;

    internal Unit Stated(CapacitySet f, in Stamp stamp)
    {
        var roles = Capacity.GetValueOrDefault(f.Period) ?? Ordered.ByText<Register<decimal>>();
        var stated = roles.GetValueOrDefault(f.Role).Set(f.Fte, stamp);
        return this with { Capacity = Capacity.SetItem(f.Period, roles.SetItem(f.Role, stated)) };
    }
}

/// <summary>Departments and customer segments.</summary>
public sealed record DepartmentLedger(
    ImmutableSortedDictionary<Key, Unit> All, ImmutableSortedDictionary<Key, Unit> Segments)
    : ISection<DepartmentLedger>
{
    /// <summary>None yet.</summary>
    public static DepartmentLedger Empty { get; } =
        new(Ordered.ByKey<Unit>(), Ordered.ByKey<Unit>());

    static ImmutableArray<SubjectKind> ISection<DepartmentLedger>.Named => [
        SubjectKind.Department, SubjectKind.CustomerSegment];

    string? ISection.NameOf(Subject subject, DateOnly day) => 
        (subject.Kind == SubjectKind.Department ? Find(subject.Key) : FindSegment(subject.Key))
            ?.NameOn(day);

    /// <summary>The department with this key, or null.</summary>
    public Unit? Find(Key key) => All.GetValueOrDefault(key);

    /// <summary>The segment with this key, or null.</summary>
    public Unit? FindSegment(Key key) => Segments.GetValueOrDefault(key);

    /// <summary>
    /// The department that stands for another on a day: itself, or what it was merged into. Sums by
    /// department are made by it.
    /// </summary>
    public Key SuccessorOn(Key department, DateOnly day) => SuccessorOn(All, department, day);

    /// <summary>The segment that stands for another on a day, as for departments.</summary>
    public Key SegmentSuccessorOn(Key segment, DateOnly day) => SuccessorOn(Segments, segment, day);

    /// <summary>The ledger after a fact.</summary>
    public DepartmentLedger Post(IDepartmentFact fact, Stamp stamp) =>
        fact switch
        {
            DepartmentRegistered f => this with
            {
                All = All.SetItem(f.Department, New(f.Department, f.Name, stamp)),
            },
            DepartmentRenamed f => this with { All = Renamed(All, f.Department, f.Name, stamp) },
            DepartmentMerged f => this with { All = Ended(All, f.Department, f.Into, stamp) },
            DepartmentRetired f => this with { All = Ended(All, f.Department, null, stamp) },
            CustomerSegmentRegistered f => this with
            {
                Segments = Segments.SetItem(f.Segment, New(f.Segment, f.Name, stamp)),
            },
            CustomerSegmentRenamed f => this with
            {
                Segments = Renamed(Segments, f.Segment, f.Name, stamp),
            },
            CustomerSegmentMerged f => this with
            {
                Segments = Ended(Segments, f.Segment, f.Into, stamp),
            },
            CustomerSegmentRetired f => this with
            {
                Segments = Ended(Segments, f.Segment, null, stamp),
            },
            CapacitySet f => this with { All = All.Change(f.Department, d => d.Stated(f, stamp)) },
            _ => throw new UnpostedFactException(nameof(DepartmentLedger), fact),
        };

    private static Key SuccessorOn(
        ImmutableSortedDictionary<Key, Unit> units,
        Key key,
        DateOnly day
    )
    {
        // Mergers cannot form a circle when decided live; imported ones are bounded by the count.
        for (var steps = 0; steps < units.Count; steps++)
        {
            if (units.GetValueOrDefault(key)?.End.At(day)?.Value.Into is not { } into)
                break;
            key = into;
        }
        return key;
    }

    private static Unit New(Key key, string name, in Stamp stamp) =>
        new(key, stamp.EffectiveOn, Register<string>.Start(name, stamp), default);

    private static ImmutableSortedDictionary<Key, Unit> Renamed(
        ImmutableSortedDictionary<Key, Unit> units, Key key, string name, Stamp stamp) =>
        units.Change(key, u => u with { Name = u.Name.Set(name, stamp) });

    private static ImmutableSortedDictionary<Key, Unit> Ended(
        ImmutableSortedDictionary<Key, Unit> units, Key key, Key? into, Stamp stamp) =>
        units.Change(key, u => u with { End = u.End.Set(new(into), stamp) });
}

/// <summary>Where a book keeps them.</summary>
public static class DepartmentSection
{
    extension(Book book)
    {
        /// <summary>Departments and customer segments.</summary>
        public DepartmentLedger Departments => book.Section<DepartmentLedger>();
    }
}
