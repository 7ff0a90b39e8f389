namespace PortfolioLedger.Core.Valuation;

/// <summary>A named input of a formula; several numbers when it is a series.</summary>
public sealed record Input(string Name, params ImmutableArray<decimal> Values);

/// <summary>
/// What a formula gave: a number with its unit and the inputs it came from, or the reason why
/// there is none. Never zero for what is unknown, never rounded before it is shown.
/// </summary>
/// <param name="Formula">Id and version, <c>npv/1</c>.</param>
/// <param name="Unit">A currency, <c>years</c>, <c>share</c>, <c>points</c> …</param>
/// <param name="Inputs">What it was computed from.</param>
/// <param name="Value">Null when unknown.</param>
/// <param name="Unknown">Why there is no value; null when there is one.</param>
public sealed record Metric(
    string Formula, string Unit, ImmutableArray<Input> Inputs, decimal? Value, string? Unknown)
{
    internal const string TooLarge = "the numbers are too large to be computed exactly";

    /// <summary>A question to a formula, not answered yet.</summary>
    internal static Metric Start(
        string formula,
        string unit,
        params ImmutableArray<Input> inputs
    ) => new(formula, unit, inputs, null, "not computed");

    /// <summary>Answered with this number.</summary>
    internal Metric Is(decimal value) => this with { Value = value, Unknown = null };

    /// <summary>Not answerable, for this reason.</summary>
    internal Metric IsUnknown(string because) => this with { Value = null, Unknown = because };

    /// <summary>
    /// Answered with what the function gives, unless that leaves the range of decimals.
    /// </summary>
    internal Metric Is(Func<decimal> compute)
    {
        try
        {
            return Is(compute());
        }
        catch (OverflowException)
        {
            return IsUnknown(TooLarge);
        }
    }
}
