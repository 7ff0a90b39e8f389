using System.Globalization;

namespace PortfolioLedger.Benchmarks;

/// <summary>One line of the table.</summary>
/// <param name="What">Was measured.</param>
/// <param name="Subject">The ledger: median and all runs; null when it was not measured.</param>
/// <param name="Baseline">What it is compared with; none if null.</param>
/// <param name="Unit">Of both.</param>
/// <param name="Ratio">
/// How the two compare, as the target words it; null without a baseline.
/// </param>
/// <param name="Target">In words.</param>
/// <param name="Met">Whether the target is met; null where there is none.</param>
internal sealed record Result(
    string What,
    Runs? Subject,
    Runs? Baseline,
    string Unit,
    double? Ratio,
    string Target,
    bool? Met
)
{
    /// <summary>Why it was not measured.</summary>
    public string? Missing { get; private init; }

    /// <summary>When it is a view: its path, and the milliseconds of its digest.</summary>
    public (string Path, Runs Digests)? View { get; init; }

    /// <summary>The section of the page that it stands in; null for the headlines.</summary>
    public string? Section { get; init; }

    /// <summary>
    /// A rate against a baseline's, with the least ratio that is wanted; none if null.
    /// </summary>
    public static Result AtLeast(
        string what, Runs subject, Runs baseline, string unit, double? target, string against)
    {
        var ratio = subject.Median / baseline.Median;
        return new(what, subject, baseline, unit, ratio, TargetOf(target, against),
            target is null ? null : ratio >= target);
    }

    /// <summary>The least ratio that is wanted, in words.</summary>
    public static string TargetOf(double? target, string against) => target is null ? "—"
        : string.Create(CultureInfo.InvariantCulture, $"≥ {target:0.##} × {against}");

    /// <summary>What could not be measured here.</summary>
    public static Result NotMeasured(string what, string target, string why) =>
        new(what, null, null, "", null, target, null) { Missing = why };

    /// <summary>As a row of a Markdown table.</summary>
    public string Row() => $"| {What} | {Figure(Subject)} | {Figure(Baseline)} | "
        + $"{Share} | {Target} | {Verdict} |";

    private string Share => Ratio is { } ratio
        ? ratio.ToString("0.00", CultureInfo.InvariantCulture) + " ×" : "—";

    /// <summary>A view as a row of its table; a missed p99 in bold.</summary>
    public string ViewRow()
    {
        var p99 = Runs.Number(Subject!.P99);
        return $"| `{View!.Value.Path}` | {Runs.Number(Subject.Median)} | "
            + $"{(Met == false ? $"**{p99}**" : p99)} | {Runs.Number(View.Value.Digests.Median)} |";
    }

    private string Verdict => Missing is not null ? $"not measured: {Missing}"
        : Met is { } met ? met ? "met" : "**missed**" : "for comparison";

    private string Figure(Runs? runs) => runs is null ? "—" : $"{runs} {Unit}";
}

/// <summary>The runs of one measurement.</summary>
internal sealed record Runs(params double[] All)
{
    /// <summary>The middle one.</summary>
    public double Median => All.Order().ElementAt(All.Length / 2);

    /// <summary>Which 99 of 100 do not exceed.</summary>
    public double P99 => All.Order().ElementAt((int)Math.Ceiling(All.Length * 0.99) - 1);

    public override string ToString() => All.Length == 1 ? Number(Median)
        : $"{Number(Median)} ({Number(All.Min())}–{Number(All.Max())})";

    /// <summary>As the tables show it.</summary>
    public static string Number(double value) =>
        value.ToString(value < 100 ? "0.##" : "#,0", CultureInfo.InvariantCulture);
}
