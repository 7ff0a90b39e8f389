namespace PortfolioLedger.Core.Views;

/// <summary>The people of a department in a role and period.</summary>
/// <param name="Period">Which period.</param>
/// <param name="Department">Whose; what was merged into it is counted with it.</param>
/// <param name="Name">Of the department.</param>
/// <param name="Role">What they can do.</param>
/// <param name="Fte">Stated capacity, in full-time equivalents.</param>
public sealed record CapacityItem(string Period, Key Department, string Name, string Role, decimal Fte);

/// <summary>Stated capacity by period, department and role.</summary>
public sealed record Capacities(ImmutableArray<CapacityItem> Items) : IListView<Capacities, CapacityItem>
{
    /// <summary>Name of the view.</summary>
    public const string Name = "capacity";

    /// <summary>Raised whenever fields or formula change.</summary>
    public const int Version = 1;

    /// <inheritdoc/>
    public Capacities Page(ImmutableArray<CapacityItem> items) => new(items);

    /// <summary>The capacity of a book, of one period or of all.</summary>
    public static Capacities Of(Book book, string? period = null)
    {
        var day = book.Day;
        var stated =
            from unit in book.Departments.All.Values
            from periods in unit.Capacity
            where period is null || periods.Key == period
            from role in periods.Value
            let fte = role.Value.At(day)
            where fte is not null
            select (Period: periods.Key, Department: book.Departments.SuccessorOn(unit.Key, day),
                Role: role.Key, Fte: fte.Value);
        return new([.. stated.GroupBy(s => (s.Period, s.Department, s.Role))
            .OrderBy(g => g.Key.Period, StringComparer.Ordinal).ThenBy(g => g.Key.Department)
            .ThenBy(g => g.Key.Role, StringComparer.Ordinal)
            .Select(g => new CapacityItem(g.Key.Period, g.Key.Department,
                book.NameOf(new(SubjectKind.Department, g.Key.Department)), g.Key.Role, g.Sum(s => s.Fte)))]);
    }
}
