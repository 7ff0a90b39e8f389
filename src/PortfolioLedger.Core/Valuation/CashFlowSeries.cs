namespace PortfolioLedger.Core.Valuation;

/// <summary>Money of one day, so many periods after the first.</summary>
public readonly record struct PeriodFlow(int Period, decimal Amount);

/// <summary>
/// Cash flows of one currency in order, with the time of each. Flows on the same day of the year
/// are timed in whole years when the years are equally spaced; all others in days, 365 a year.
/// </summary>
/// <param name="Currency">Of all of them.</param>
/// <param name="PeriodsPerYear">1 for years, 365 for days.</param>
/// <param name="Flows">In order, one a day, the first in period 0.</param>
public sealed record CashFlowSeries(
    Currency Currency, int PeriodsPerYear, ImmutableArray<PeriodFlow> Flows)
{
    private const int DaysPerYear = 365;

    /// <summary>True when flows are timed in days.</summary>
    public bool IsDated => PeriodsPerYear != 1;

    /// <summary>There is one flow in each year from the first to the last.</summary>
    public bool IsEveryYear =>
        !IsDated && Flows.Select((flow, i) => flow.Period == i).All(same => same);

    /// <summary>Flows at the end of years 0, 1, 2 ….</summary>
    public static CashFlowSeries Yearly(Currency currency, params ReadOnlySpan<decimal> amounts)
    {
        var flows = ImmutableArray.CreateBuilder<PeriodFlow>(amounts.Length);
        foreach (var amount in amounts)
            flows.Add(new(flows.Count, amount));
        return new(currency, 1, flows.MoveToImmutable());
    }

    /// <summary>Flows in the order of their days; those of one day are one.</summary>
    public static CashFlowSeries Compute(Currency currency, ImmutableArray<CashFlow> flows)
    {
        var days = ImmutableArray.CreateBuilder<CashFlow>();
        foreach (var flow in flows)
            if (days.Count > 0 && days[^1].On == flow.On)
                days[^1] = flow with { Amount = days[^1].Amount + flow.Amount };
            else
                days.Add(flow);
        return AreYearly(days)
            ? new(
                currency,
                1,
                [.. days.Select(f => new PeriodFlow(f.On.Year - days[0].On.Year, f.Amount))]
            )
            : new(
                currency,
                DaysPerYear,
                [
                    .. days.Select(f => new PeriodFlow(
                        f.On.DayNumber - days[0].On.DayNumber,
                        f.Amount
                    )),
                ]
            );
    }

    /// <summary>How many years after the first a flow comes.</summary>
    public decimal YearsOf(PeriodFlow flow) => (decimal)flow.Period / PeriodsPerYear;

    /// <summary>The flows as inputs of a formula.</summary>
    internal ImmutableArray<Input> Inputs { get; } = [
        new Input("cash-flows", [.. Flows.Select(f => f.Amount)]),
        new Input(
            PeriodsPerYear == 1 ? "years" : "days",
            [.. Flows.Select(f => (decimal)f.Period)]
        ),
    ];

    /// <summary>Why present values cannot be computed; null when they can.</summary>
    internal string? Refused(decimal rate) =>
        Flows.IsEmpty ? "there are no cash flows"
        : rate <= -1 ? "the discount rate is not greater than -1"
        : null;

    /// <summary>
    /// The flows at their present values; overflows when a rate near −1 inflates them.
    /// </summary>
    internal IEnumerable<PeriodFlow> Discounted(decimal rate)
    {
        var factor = DecimalPower.Root(1 / (1 + rate), PeriodsPerYear);
        return Flows.Select(f =>
            f with
            {
                Amount = f.Amount * DecimalPower.Raise(factor, f.Period),
            }
        );
    }

    /// <summary>29 February counts as the 28th in other years.</summary>
    private static bool AreYearly(IReadOnlyList<CashFlow> days)
    {
        for (var i = 1; i < days.Count; i++)
        {
            var years = days[i].On.Year - days[0].On.Year;
            if (
                days[0].On.AddYears(years) != days[i].On
                || years != i * (days[1].On.Year - days[0].On.Year)
            )
                return false;
        }
        return true;
    }
}
