using System.Globalization;
using PortfolioLedger.Core.Valuation;

namespace PortfolioLedger.Core.Tests.Documentation.Metrics;

/// <summary>A worked example: how the heading of its section begins, and its words.</summary>
internal sealed record MetricExample(string Heading, Func<string> Words);

/// <summary>Numbers as the page of metrics writes them; results stand in bold.</summary>
internal static class Words
{
    /// <summary>A given number.</summary>
    public static string N(decimal? number, int digits = 4) => number is { } known
        ? known.ToString("#,0." + new string('#', digits), CultureInfo.InvariantCulture)
            .Replace('-', '−')
        : "unknown";

    /// <summary>Given numbers in a row.</summary>
    public static string L(params IEnumerable<decimal> numbers) =>
        string.Join(", ", numbers.Select(n => N(n)));

    /// <summary>A share in percent.</summary>
    public static string P(decimal share) => N(share * 100) + " %";

    /// <summary>A result.</summary>
    public static string R(decimal? number, int digits = 4) => $"**{N(number, digits)}**";

    /// <summary>A result of a formula.</summary>
    public static string R(Metric metric, int digits = 4) => R(metric.Value, digits);

    /// <summary>Results in a row.</summary>
    public static string R(IEnumerable<decimal> numbers, int digits = 4) =>
        string.Join(", ", numbers.Select(n => R(n, digits)));
}
