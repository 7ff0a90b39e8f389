namespace PortfolioLedger.Core.Initiatives;

/// <summary>
/// People of one department and role given to an initiative, in full-time equivalents (FTE), day by
/// day: only the days on which the number changes are kept.
/// </summary>
/// <param name="Department">Which provides the staff.</param>
/// <param name="Role">What they do.</param>
/// <param name="Steps">By day: how many FTE more from that day on.</param>
public sealed record Allocation(
    Key Department, string Role, OrderedMap<DateOnly, Account> Steps)
{
    /// <summary>Nobody yet.</summary>
    public static Allocation Nobody(Key department, string role) =>
        new(department, role, default);

    /// <summary>What an allocation is found by.</summary>
    public static string IdOf(Key department, string role) => $"{department}/{role}";

    /// <summary>The allocation with more FTE from a day to another, both included.</summary>
    /// <param name="fte">Negative for people released.</param>
    /// <param name="from">The first day.</param>
    /// <param name="to">The last day; without end if absent.</param>
    /// <param name="stamp">Of the fact that says so.</param>
    public Allocation Add(decimal fte, DateOnly from, DateOnly? to, in Stamp stamp)
    {
        var steps = Steps.SetItem(from, At(from).Add(fte, stamp));
        if (to is { } last && last < DateOnly.MaxValue)
            steps = steps.SetItem(last.AddDays(1),
                (steps.GetValueOrDefault(last.AddDays(1)) ?? Account.Empty).Add(-fte, stamp));
        return this with { Steps = steps };
    }

    /// <summary>FTE on a date, as decided by the day of the book.</summary>
    public decimal FteOn(DateOnly date, DateOnly day)
    {
        decimal fte = 0;
        foreach (var (on, step) in Steps)
            if (on <= date)
                fte += step.On(day) ?? 0;
        return fte;
    }

    /// <summary>FTE times days between two dates, both included, as decided by the day.</summary>
    public decimal FteDays(DateOnly from, DateOnly to, DateOnly day)
    {
        decimal sum = 0;
        foreach (var (on, step) in Steps)
            if (on <= to)
                sum += (step.On(day) ?? 0)
                    * (to.DayNumber - (on > from ? on : from).DayNumber + 1);
        return sum;
    }

    /// <summary>
    /// The first day between two dates with less FTE than asked for, after all events so far.
    /// </summary>
    public DateOnly? ShortOf(decimal fte, DateOnly from, DateOnly? to)
    {
        decimal sum = 0;
        foreach (var (on, step) in Steps)
        {
            if (on > from && sum < fte)
                return from;
            if (on > to)
                return null;
            sum += step.Total;
            if (on >= from)
                from = on;
        }
        return sum < fte ? from : null;
    }

    private Account At(DateOnly day) => Steps.GetValueOrDefault(day) ?? Account.Empty;
}
