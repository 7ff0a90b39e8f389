using PortfolioLedger.Core.Valuation;

namespace PortfolioLedger.Core.Views;

/// <summary>How far expectations of some initiatives were from what came.</summary>
/// <param name="By"><c>all</c>, <c>department</c> or <c>criterion</c>.</param>
/// <param name="Group">
/// Null for all, the department that leads, or the half of those scored on a criterion:
/// <c>value [0..10] upper</c> for those at or above its median, else <c>lower</c>.
/// </param>
/// <param name="Measure">
/// <c>budget</c>, <c>completion</c> (days from approval) or <c>benefits</c>.
/// </param>
/// <param name="N">Of how many both are known.</param>
/// <param name="Wmape">Σ |expected − actual| / Σ |actual|.</param>
/// <param name="Bias">
/// Σ (expected − actual) / Σ actual: negative when too little was expected.
/// </param>
/// <param name="Unknown">Why there is no number, or no bias.</param>
/// <param name="Cases">The initiatives.</param>
public sealed record ForecastError(
    string By, string? Group, string Measure, int N, decimal? Wmape, decimal? Bias, string? Unknown,
    ImmutableArray<Key> Cases)
{
    internal static ImmutableArray<ForecastError> AllOf(ImmutableArray<HindsightCase> cases) =>
        [
            .. From("all", null, cases),
            .. cases
                .Select(c => c.Department)
                .OfType<Key>()
                .Distinct()
                .Order()
                .SelectMany(key =>
                    From("department", key.Value, [.. cases.Where(c => c.Department == key)])
                ),
            .. cases
                .SelectMany(c => c.Scores.Keys)
                .Distinct()
                .Order(StringComparer.Ordinal)
                .SelectMany(criterion => Halves(criterion, cases)),
        ];

    private static IEnumerable<ForecastError> Halves(
        string criterion,
        ImmutableArray<HindsightCase> cases
    )
    {
        var scored = cases.Where(c => c.Scores.ContainsKey(criterion)).ToImmutableArray();
        var median = scored.Select(c => c.Scores[criterion]).Order().ElementAt(scored.Length / 2);
        return From(
                "criterion",
                $"{criterion} upper",
                [.. scored.Where(c => c.Scores[criterion] >= median)]
            )
            .Concat(
                From(
                    "criterion",
                    $"{criterion} lower",
                    [.. scored.Where(c => c.Scores[criterion] < median)]
                )
            );
    }

    private static IEnumerable<ForecastError> From(
        string by, string? group, ImmutableArray<HindsightCase> cases) =>
    [
        From(by, group, "budget", cases, c => (c.ExpectedBudget, c.ActualBudget)),
        From(by, group, "completion", cases, c => (c.ExpectedDays, c.ActualDays)),
        From(by, group, "benefits", cases, c => (c.ExpectedBenefits, c.ActualBenefits)),
    ];

    private static ForecastError From(string by, string? group, string measure,
        ImmutableArray<HindsightCase> cases, Func<HindsightCase, (decimal?, decimal?)> values)
    {
        var known = cases.Where(c => values(c) is ({ }, { })).ToImmutableArray();
        decimal[] expected = [.. known.Select(c => values(c).Item1!.Value)],
            actual = [.. known.Select(c => values(c).Item2!.Value)];
        Metric error = ForecastAccuracy.Wmape(expected, actual),
            bias = ForecastAccuracy.Bias(expected, actual);
        return new(
            by,
            group,
            measure,
            known.Length,
            error.Value,
            bias.Value,
            known.IsEmpty
                ? "of none both what was expected and what came are known"
                : error.Unknown ?? (bias.Unknown is { } why ? $"bias: {why}" : null),
            [.. known.Select(c => c.Initiative)]);
    }
}

/// <summary>Whether a criterion told at the approval what would be attained.</summary>
/// <param name="Criterion">With its scale.</param>
/// <param name="N">Initiatives with a score then and an attainment now.</param>
/// <param name="Spearman">Rank correlation of the two, −1 to 1.</param>
/// <param name="KendallTauB">The same, by pairs.</param>
/// <param name="Unknown">Why there is no number.</param>
/// <param name="Cases">The initiatives.</param>
public sealed record CriterionPrediction(
    string Criterion,
    int N,
    decimal? Spearman,
    decimal? KendallTauB,
    string? Unknown,
    ImmutableArray<Key> Cases
)
{
    private const int MinSamples = 3;

    internal static ImmutableArray<CriterionPrediction> AllOf(
        ImmutableArray<HindsightCase> cases
    ) =>
        [
            .. cases
                .SelectMany(c => c.Scores.Keys)
                .Distinct()
                .Order(StringComparer.Ordinal)
                .Select(criterion => From(criterion, cases)),
        ];

    private static CriterionPrediction From(string criterion, ImmutableArray<HindsightCase> cases)
    {
        var known = cases.Where(c => c.Attainment is not null && c.Scores.ContainsKey(criterion))
            .ToImmutableArray();
        decimal[] scores = [.. known.Select(c => c.Scores[criterion])],
            attained = [.. known.Select(c => c.Attainment!.Value)];
        ImmutableArray<Key> keys = [.. known.Select(c => c.Initiative)];
        if (known.Length < MinSamples)
            return new(
                criterion,
                known.Length,
                null,
                null,
                $"fewer than {MinSamples} initiatives have a score then and an attainment now",
                keys
            );
        var spearman = RankAgreement.Spearman(scores, attained);
        return new(criterion, known.Length, spearman.Value,
            RankAgreement.KendallTauB(scores, attained).Value, spearman.Unknown, keys);
    }
}
