using PortfolioLedger.Core.Initiatives;

namespace PortfolioLedger.Core.Views;

/// <summary>The people of a department in a role and period, and how many of them are given away.</summary>
/// <param name="Period">Which period.</param>
/// <param name="Department">Whose; what was merged into it is counted with it.</param>
/// <param name="Name">Of the department.</param>
/// <param name="Role">What they can do.</param>
/// <param name="Fte">Stated capacity, in full-time equivalents.</param>
/// <param name="Allocated">
/// The most that is allocated on a day of the period to initiatives that still count; null for a
/// period that names no days.
/// </param>
/// <param name="PeakOn">The first such day; null when nobody is allocated.</param>
/// <param name="OverAllocation">Allocated above capacity; 0 when it suffices.</param>
public sealed record CapacityItem(
    string Period, Key Department, string Name, string Role, decimal Fte, decimal? Allocated,
    DateOnly? PeakOn, decimal? OverAllocation);

/// <summary>Stated capacity by period, department and role, beside what is allocated of it.</summary>
public sealed record Capacities(ImmutableArray<CapacityItem> Items) : IListView<Capacities, CapacityItem>
{
    /// <summary>Name of the view.</summary>
    public const string Name = "capacity";

    /// <summary>Raised whenever fields or formula change.</summary>
    public const int Version = 2;

    /// <inheritdoc/>
    public Capacities Page(ImmutableArray<CapacityItem> items) => new(items);

    /// <summary>The capacity of a book, of one period or of all.</summary>
    public static Capacities Of(Book book, string? period = null)
    {
        var day = book.Day;
        var given = Given(book);
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
            .Select(g => ItemOf(book, g.Key.Period, g.Key.Department, g.Key.Role, g.Sum(s => s.Fte), given))]);
    }

    private static CapacityItem ItemOf(
        Book book, string period, Key department, string role, decimal fte,
        ImmutableSortedDictionary<string, ImmutableSortedDictionary<DateOnly, decimal>> given)
    {
        var name = book.NameOf(new(SubjectKind.Department, department));
        if (Periods.DaysOf(period) is not var (from, to))
            return new(period, department, name, role, fte, null, null, null);
        decimal sum = 0, peak = 0;
        DateOnly? peakOn = null;
        foreach (var (on, step) in given.GetValueOrDefault(Allocation.IdOf(department, role))
            ?? ImmutableSortedDictionary<DateOnly, decimal>.Empty)
        {
            if (on > to)
                break;
            sum += step;
            // What began before the period counts on its first day.
            if (on <= from)
                (peak, peakOn) = (sum, sum > 0 ? from : null);
            else if (sum > peak)
                (peak, peakOn) = (sum, on);
        }
        return new(period, department, name, role, fte, peak, peakOn, Math.Max(peak - fte, 0));
    }

    /// <summary>By department and role, by how many FTE more are allocated from a day on.</summary>
    private static ImmutableSortedDictionary<string, ImmutableSortedDictionary<DateOnly, decimal>> Given(
        Book book)
    {
        var given = Ordered.ByText<ImmutableSortedDictionary<DateOnly, decimal>>().ToBuilder();
        foreach (var initiative in book.CountedInitiatives())
            foreach (var allocation in initiative.Allocations.Values)
            {
                var id = Allocation.IdOf(
                    book.Departments.SuccessorOn(allocation.Department, book.Day), allocation.Role);
                var steps = given.GetValueOrDefault(id) ?? ImmutableSortedDictionary<DateOnly, decimal>.Empty;
                foreach (var (on, step) in allocation.Steps)
                    if (step.On(book.Day) is { } fte)
                        steps = steps.SetItem(on, steps.GetValueOrDefault(on) + fte);
                given[id] = steps;
            }
        return given.ToImmutable();
    }
}
