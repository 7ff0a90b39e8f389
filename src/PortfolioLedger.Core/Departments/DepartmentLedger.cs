namespace PortfolioLedger.Core.Departments;

/// <summary>A fact about a department or a customer segment.</summary>
public interface IDepartmentFact : IFact;

/// <summary>An organisational unit.</summary>
public sealed record Department(Key Key, DateOnly From, string Name);

/// <summary>A group of customers.</summary>
public sealed record CustomerSegment(Key Key, DateOnly From, string Name);

/// <summary>Departments and customer segments.</summary>
public sealed record DepartmentLedger(
    ImmutableSortedDictionary<Key, Department> All,
    ImmutableSortedDictionary<Key, CustomerSegment> Segments)
{
    /// <summary>None yet.</summary>
    public static readonly DepartmentLedger Empty =
        new(Ordered.ByKey<Department>(), Ordered.ByKey<CustomerSegment>());

    /// <summary>The department with this key, or null.</summary>
    public Department? Find(Key key) => All.GetValueOrDefault(key);

    /// <summary>The segment with this key, or null.</summary>
    public CustomerSegment? FindSegment(Key key) => Segments.GetValueOrDefault(key);

    /// <summary>The ledger after a fact.</summary>
    public DepartmentLedger Post(IDepartmentFact fact, in Stamp stamp) => fact switch
    {
        DepartmentRegistered f => this with
        {
            All = All.SetItem(f.Department, new(f.Department, stamp.EffectiveOn, f.Name)),
        },
        CustomerSegmentRegistered f => this with
        {
            Segments = Segments.SetItem(f.Segment, new(f.Segment, stamp.EffectiveOn, f.Name)),
        },
        _ => this,
    };
}
