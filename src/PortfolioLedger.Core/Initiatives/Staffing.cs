using PortfolioLedger.Core.Departments;

namespace PortfolioLedger.Core.Initiatives;

/// <summary>Rules and changes that allocating and releasing people share.</summary>
public static class Staffing
{
    /// <summary>
    /// The greatest FTE of a department and role on any day between two dates, over all
    /// initiatives that still count, after all events so far; and the first such day.
    /// </summary>
    public static (decimal Fte, DateOnly On) PeakFte(
        this Book book, Key department, string role, DateOnly from, DateOnly to)
    {
        var steps = ImmutableSortedDictionary.CreateBuilder<DateOnly, decimal>();
        foreach (var allocation in book.AllocationsOf(department, role))
            foreach (var (on, step) in allocation.Steps)
                if (on <= to)
                    steps[on] = steps.GetValueOrDefault(on) + step.Total;
        return Peak(steps, from);
    }

    /// <summary>
    /// The FTE a department has in a role, by period, with those of departments merged into it.
    /// </summary>
    public static ImmutableSortedDictionary<string, decimal> StatedCapacity(
        this Book book, Key department, string role)
    {
        var stated = Ordered.ByText<decimal>().ToBuilder();
        var successor = book.Departments.SuccessorOn(department, book.Day);
        foreach (var unit in book.Departments.All.Values)
            if (book.Departments.SuccessorOn(unit.Key, book.Day) == successor)
                foreach (var period in unit.Capacity.Keys)
                    if (unit.CapacityOn(book.Day, period, role) is { } fte)
                        stated[period] = stated.GetValueOrDefault(period) + fte;
        return stated.ToImmutable();
    }

    /// <summary>
    /// Allocations of a department, and of those merged into it, in a role, to initiatives that
    /// still count.
    /// </summary>
    private static IEnumerable<Allocation> AllocationsOf(
        this Book book,
        Key department,
        string role
    )
    {
        var successor = book.Departments.SuccessorOn(department, book.Day);
        foreach (var initiative in book.Initiatives.All.Values)
            if (!initiative.Allocations.IsEmpty && initiative.StageOn(book.Day).Counts())
                foreach (var allocation in initiative.Allocations.Values)
                    if (
                        allocation.Role == role
                        && book.Departments.SuccessorOn(allocation.Department, book.Day)
                            == successor
                    )
                        yield return allocation;
    }

    internal static Initiative WithFte(
        this Initiative initiative, Key department, string role, decimal fte, DateOnly from,
        DateOnly? to, in Stamp stamp)
    {
        var id = Allocation.IdOf(department, role);
        var before = initiative.Allocations.GetValueOrDefault(id)
            ?? Allocation.Nobody(department, role);
        return initiative with
        {
            Allocations = initiative.Allocations.SetItem(id, before.Add(fte, from, to, stamp)),
        };
    }

    internal static IEnumerable<FieldFault> Faults(
        string role, decimal fte, DateOnly from, DateOnly? to) => Check.Text("/role", role)
        .Concat(fte > 0 ? Check.Fte("/fte", fte) : [new("/fte", "must be greater than 0")])
        .Concat(to < from ? [new("/to", "must not be before from")] : []);

    internal static string Span(DateOnly from, DateOnly? to) =>
        to is { } last ? $"from {from:O} to {last:O}" : $"from {from:O} on";

    private static (decimal, DateOnly) Peak(
        IEnumerable<KeyValuePair<DateOnly, decimal>> steps, DateOnly from)
    {
        decimal sum = 0, peak = 0;
        var peakOn = from;
        foreach (var (on, step) in steps)
        {
            sum += step;
            // What is allocated before the span counts on its first day.
            if (on <= from)
                peak = sum;
            else if (sum > peak)
                (peak, peakOn) = (sum, on);
        }
        return (peak, peakOn);
    }
}
