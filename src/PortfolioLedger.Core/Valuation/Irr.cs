namespace PortfolioLedger.Core.Valuation;

/// <summary>The rates at which cash flows are worth nothing.</summary>
/// <param name="Formula">Id and version.</param>
/// <param name="Inputs">What they were computed from.</param>
/// <param name="Rates">
/// Per year, ascending; all real ones greater than −1, rounded to ten decimals.
/// </param>
/// <param name="Note">What is unusual: none, several, a double one; null for a single one.</param>
public sealed record RatesOfReturn(
    string Formula, ImmutableArray<Input> Inputs, ImmutableArray<decimal> Rates, string? Note);

/// <summary>
/// Internal rate of return: the r with <c>Σ CF_t / (1 + r)^t = 0</c>. There may be none, or several
/// when the flows change sign more than once (Descartes): all are given, never one silently. For
/// dated flows it is what spreadsheets call XIRR.
/// </summary>
public static class Irr
{
    /// <summary>Beyond so many changes of sign nobody means a rate of return.</summary>
    private const int MaxSignChanges = 50;

    /// <summary>
    /// Greater rates are no rates of return; without a bound they leave the range of decimals.
    /// </summary>
    private const double MaxRate = 1e9;

    private const int Decimals = 10;

    /// <summary>All rates of return of a series.</summary>
    public static RatesOfReturn Compute(CashFlowSeries flows)
    {
        var result = new RatesOfReturn(flows.IsDated ? "xirr/1" : "irr/1", flows.Inputs, [], null);
        var value = new PresentValue([.. flows.Flows.Where(f => f.Amount != 0).Select(f =>
            ((double)f.Amount, (double)f.Period / flows.PeriodsPerYear))]);
        if (flows.Flows.IsEmpty)
            return result with { Note = "there are no cash flows" };
        if (value.SignChanges == 0)
            return result with { Note = "no sign change" };
        if (value.SignChanges > MaxSignChanges)
            return result with
            {
                Note = $"more than {MaxSignChanges} changes of sign: not searched",
            };
        var rates = value
            .Roots()
            .Select(r => (Rate: Math.Exp(-r.LogFactor) - 1, r.Touches))
            .Where(r => r.Rate <= MaxRate)
            .Reverse()
            .ToList();
        return result with
        {
            Rates = [.. rates.Select(r => Math.Round((decimal)r.Rate, Decimals))],
            Note = Note(value.SignChanges, rates.Count, rates.Any(r => r.Touches)),
        };
    }

    private static string? Note(int signChanges, int rates, bool touches) => (rates, touches) switch
    {
        (0, _) => "no rate: the present value does not reach zero",
        (1, false) => null,
        (1, true) => "a double rate: the present value touches zero without crossing it",
        _ => $"{rates} rates: the cash flows change sign {signChanges} times",
    };
}
