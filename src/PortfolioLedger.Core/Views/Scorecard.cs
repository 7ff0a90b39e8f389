using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Scoring;

namespace PortfolioLedger.Core.Views;

/// <summary>
/// The score of one initiative under one model version: the weighted mean of its criteria, each
/// mapped linearly from its scale to the first criterion's; lower-is-better counts
/// <c>max + min − s</c>.
/// </summary>
/// <param name="Total">Null when a criterion is missing.</param>
/// <param name="Values">What each criterion was before mapping.</param>
/// <param name="Missing">Criteria without a value.</param>
/// <param name="Clamped">Computed criteria that lay outside their scale.</param>
internal sealed record Scorecard(
    decimal? Total, ImmutableSortedDictionary<string, decimal> Values, ImmutableArray<string> Missing,
    ImmutableArray<string> Clamped)
{
    public static Scorecard Of(CriterionValues known, Initiative initiative, ModelVersion model)
    {
        var values = Ordered.ByText<decimal>().ToBuilder();
        ImmutableArray<string> missing = [], clamped = [];
        decimal sum = 0, weights = 0;
        foreach (var criterion in model.Criteria)
        {
            if (known.Of(initiative, criterion) is not { } value)
            {
                missing = missing.Add(criterion.Id);
                continue;
            }
            values[criterion.Id] = value;
            var inside = Math.Clamp(value, criterion.Min, criterion.Max);
            if (inside != value)
                clamped = clamped.Add(criterion.Id);
            sum += criterion.Weight.Value * Mapped(criterion, model.Criteria[0], inside);
            weights += criterion.Weight.Value;
        }
        return new(missing.IsEmpty && weights > 0 ? sum / weights : null, values.ToImmutable(), missing, clamped);
    }

    private static decimal Mapped(Criterion from, Criterion to, decimal value)
    {
        if (from.Direction == Preference.Lower)
            value = from.Max + from.Min - value;
        return from.Min == to.Min && from.Max == to.Max
            ? value
            : to.Min + (value - from.Min) * (to.Max - to.Min) / (from.Max - from.Min);
    }
}

/// <summary>
/// What criteria of initiatives are on a book; of one model version; links are looked up
/// once for all of them.
/// </summary>
internal sealed class CriterionValues(Book book)
{
    private readonly Lazy<ImmutableSortedDictionary<Key, LinkedOutcomes>> _outcomes =
        new(() => LinkedOutcomes.ByInitiative(book));

    private readonly Lazy<StrategicWeights> _weights = new(() => StrategicWeights.Of(book));

    /// <summary>Scales by criterion; writing one takes longer than all else here.</summary>
    private readonly SortedDictionary<string, string> _scales = new(StringComparer.Ordinal);

    /// <summary>The value of a criterion before mapping; null when it is missing.</summary>
    public decimal? Of(Initiative initiative, Criterion criterion) => criterion.Source switch
    {
        CriterionSource.Alignment => Alignment.ScoreOf(initiative, _weights.Value),
        CriterionSource.Budget => initiative.BudgetOn(book.Day),
        CriterionSource.Spend => initiative.Spend.On(book.Day),
        CriterionSource.Attainment => _outcomes.Value.GetValueOrDefault(initiative.Key)?.Attainment,
        _ => initiative.Scores.GetValueOrDefault(ScaleOf(criterion)).At(book.Day)?.Value,
    };

    private string ScaleOf(Criterion criterion) =>
        _scales.TryGetValue(criterion.Id, out var scale) ? scale : _scales[criterion.Id] = criterion.Scale;
}
