using System.Globalization;

namespace PortfolioLedger.Benchmarks;

/// <summary>One line of the table.</summary>
/// <param name="What">Was measured.</param>
/// <param name="Subject">The ledger: median and all runs.</param>
/// <param name="Baseline">What it is compared with; none if null.</param>
/// <param name="Unit">Of both.</param>
/// <param name="Ratio">How the two compare, as the target words it; null without a baseline.</param>
/// <param name="Target">In words.</param>
/// <param name="Met">Whether the target is met.</param>
internal sealed record Result(
    string What, Runs Subject, Runs? Baseline, string Unit, double? Ratio, string Target, bool Met)
{
    /// <summary>As a row of a Markdown table.</summary>
    public string Row() => $"| {What} | {Subject} {Unit} | {(Baseline is null ? "—" : $"{Baseline} {Unit}")} | "
        + $"{(Ratio is { } ratio ? ratio.ToString("0.00", CultureInfo.InvariantCulture) + " ×" : "—")} | {Target} | {(Met ? "met" : "**missed**")} |";
}

/// <summary>The runs of one measurement.</summary>
internal sealed record Runs(params double[] All)
{
    /// <summary>The middle one.</summary>
    public double Median => All.Order().ElementAt(All.Length / 2);

    /// <inheritdoc/>
    public override string ToString() => All.Length == 1 ? Number(Median)
        : $"{Number(Median)} ({Number(All.Min())}–{Number(All.Max())})";

    private static string Number(double value) =>
        value.ToString(value < 100 ? "0.##" : "#,0", CultureInfo.InvariantCulture);
}
