using PortfolioLedger.Core.Departments;
using PortfolioLedger.Core.Initiatives;

namespace PortfolioLedger.Core.Views;

/// <summary>
/// The people of a department in a role and period, and how many of them are allocated.
/// </summary>
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

/// <summary>
/// Staff allocated on days for which no capacity is stated: nobody can say whether it suffices.
/// </summary>
/// <param name="Department">Whose; what was merged into it is counted with it.</param>
/// <param name="Name">Of the department.</param>
/// <param name="Role">What they do.</param>
/// <param name="Allocated">
/// The most that is allocated on such a day, of the period asked for or of any, to initiatives that
/// still count.
/// </param>
/// <param name="PeakOn">The first day with so many.</param>
public sealed record UnstatedCapacity(
    Key Department, string Name, string Role, decimal Allocated, DateOnly PeakOn);

/// <summary>
/// Stated capacity by period, department and role, beside what is allocated of it; apart from them
/// what is allocated without any capacity stated.
/// </summary>
/// <param name="Unstated">Departments and roles for which nothing is stated.</param>
/// <param name="Outside">
/// Departments and roles for which something is stated, on days that lie outside every period it is
/// stated for. A stated period that names no days may be about any day, so nobody is outside of it.
/// </param>
/// <param name="Items">What is stated.</param>
public sealed record Capacities(
    ImmutableArray<UnstatedCapacity> Unstated, ImmutableArray<UnstatedCapacity> Outside,
    ImmutableArray<CapacityItem> Items)
    : IView, IListView<Capacities, CapacityItem>
{
    /// <summary>Name of the view.</summary>
    public static string ViewName => "capacity";

    /// <summary>Raised whenever fields or formula change.</summary>
    public static int ViewVersion => 4;

    public Capacities Page(ImmutableArray<CapacityItem> items) => this with { Items = items };

    /// <summary>The capacity of a book, of one period or of all.</summary>
    public static Capacities Compute(Book book, string? period = null)
    {
        var day = book.Day;
        var given = Given.Compute(book);
        var stated = (
            from unit in book.Departments.All.Values
            from periods in unit.Capacity
            where period is null || periods.Key == period
            from role in periods.Value
            let fte = role.Value.At(day)
            where fte is not null
            select (Period: periods.Key, Department: book.Departments.SuccessorOn(unit.Key, day),
                Role: role.Key, Fte: fte.Value)).ToImmutableArray();
        var known = stated.GroupBy(s => Allocation.IdOf(s.Department, s.Role), s => s.Period)
            .ToImmutableSortedDictionary(g => g.Key, g => g.Distinct().ToImmutableArray(),
                StringComparer.Ordinal);
        var asked = (period is null ? null : Periods.DaysOf(period))
            ?? (DateOnly.MinValue, DateOnly.MaxValue);
        return new(
            [.. given.Where(g => !known.ContainsKey(g.Key))
                .Select(g => PeakOf(book, g.Value, [asked])).OfType<UnstatedCapacity>()],
            [.. given.Where(g => known.ContainsKey(g.Key))
                .Select(g => PeakOf(book, g.Value, DaysOutside(known[g.Key], asked)))
                .OfType<UnstatedCapacity>()],
            [.. stated.GroupBy(s => (s.Period, s.Department, s.Role))
                .OrderBy(g => g.Key.Period, StringComparer.Ordinal).ThenBy(g => g.Key.Department)
                .ThenBy(g => g.Key.Role, StringComparer.Ordinal)
                .Select(g => ItemOf(book, g.Key.Period, g.Key.Department, g.Key.Role,
                    g.Sum(s => s.Fte), given))]);
    }

    private static CapacityItem ItemOf(
        Book book, string period, Key department, string role, decimal fte,
        ImmutableSortedDictionary<string, Given> given)
    {
        var name = NameOf(book, department);
        if (Periods.DaysOf(period) is not var (from, to))
            return new(period, department, name, role, fte, null, null, null);
        var (peak, on) = given.GetValueOrDefault(Allocation.IdOf(department, role))?.Peak(from, to)
            ?? default;
        return new(period, department, name, role, fte, peak, on, Math.Max(peak - fte, 0));
    }

    /// <summary>The most that is allocated on days of these spans; null when nobody is.</summary>
    private static UnstatedCapacity? PeakOf(
        Book book, Given given, IEnumerable<(DateOnly From, DateOnly To)> spans)
    {
        (decimal Fte, DateOnly? On) most = default;
        foreach (var (from, to) in spans)
            if (given.Peak(from, to) is var peak && peak.Fte > most.Fte)
                most = peak;
        return most.On is { } first
            ? new(given.Department, NameOf(book, given.Department), given.Role, most.Fte, first)
            : null;
    }

    /// <summary>The spans of days in none of the periods, in order.</summary>
    private static IEnumerable<(DateOnly From, DateOnly To)> DaysOutside(
        ImmutableArray<string> periods, (DateOnly From, DateOnly To) asked)
    {
        if (periods.Any(p => Periods.DaysOf(p) is null))
            yield break;
        var next = asked.From;
        foreach (var (from, to) in periods.Select(p => Periods.DaysOf(p)!.Value).Order())
        {
            if (from > asked.To)
                break;
            if (from > next)
                yield return (next, from.AddDays(-1));
            if (to >= asked.To)
                yield break;
            if (to >= next)
                next = to.AddDays(1);
        }
        yield return (next, asked.To);
    }

    private static string NameOf(Book book, Key department) =>
        book.NameOf(new(SubjectKind.Department, department));
}

/// <summary>The people of a department and role that are allocated.</summary>
/// <param name="Department">Which provides the staff.</param>
/// <param name="Role">What they do.</param>
/// <param name="Steps">By day: how many FTE more from that day on.</param>
internal sealed record Given(
    Key Department, string Role, ImmutableSortedDictionary<DateOnly, decimal> Steps)
{
    /// <summary>By department and role; only what goes to initiatives that still count.</summary>
    public static ImmutableSortedDictionary<string, Given> Compute(Book book)
    {
        var given = Ordered.ByText<Given>().ToBuilder();
        foreach (var initiative in book.CountedInitiatives())
            foreach (var allocation in initiative.Allocations.Values)
            {
                var department = book.Departments.SuccessorOn(allocation.Department, book.Day);
                var id = Allocation.IdOf(department, allocation.Role);
                var before = given.GetValueOrDefault(id) ?? new(department, allocation.Role,
                    ImmutableSortedDictionary<DateOnly, decimal>.Empty);
                given[id] = before.And(allocation, book.Day);
            }
        return given.ToImmutable();
    }

    /// <summary>
    /// The most on a day between two, both included, and the first such day; none if 0.
    /// </summary>
    public (decimal Fte, DateOnly? On) Peak(DateOnly from, DateOnly to)
    {
        decimal sum = 0, peak = 0;
        DateOnly? peakOn = null;
        foreach (var (on, step) in Steps)
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
        return (peak, peakOn);
    }

    private Given And(Allocation allocation, DateOnly day)
    {
        var steps = Steps;
        foreach (var (on, step) in allocation.Steps)
            if (step.On(day) is { } fte)
                steps = steps.SetItem(on, steps.GetValueOrDefault(on) + fte);
        return this with { Steps = steps };
    }
}
