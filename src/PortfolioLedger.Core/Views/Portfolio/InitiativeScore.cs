using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Scoring;
using PortfolioLedger.Core.Valuation;

namespace PortfolioLedger.Core.Views;

/// <summary>
/// The score of one initiative under one model version. Weighted: the weighted mean of its
/// criteria, each mapped linearly from its scale to the first criterion's; lower-is-better counts
/// <c>max + min − s</c>. The other formulas take values as they are.
/// </summary>
/// <param name="Total">Null when something is missing, or undefined.</param>
/// <param name="Values">What each criterion was before mapping.</param>
/// <param name="Missing">Criteria without a value.</param>
/// <param name="Clamped">Computed criteria that lay outside their scale, or are undefined.</param>
internal sealed record InitiativeScore(
    decimal? Total,
    ImmutableSortedDictionary<string, decimal> Values,
    ImmutableArray<string> Missing,
    ImmutableArray<string> Clamped
)
{
    /// <summary>No remaining cost divides its value: it has no number and comes first.</summary>
    public bool Undefined => Total is null && Missing.IsEmpty;

    /// <summary>It has a rank.</summary>
    public bool Complete => Missing.IsEmpty;

    public static InitiativeScore From(
        CriterionValues known,
        Initiative initiative,
        ModelVersion model
    ) =>
        model.Formula switch
        {
            Formula.Wsjf => Read(known, initiative, model)
                .Divided(model, at =>
                    Wsjf.Compute(
                        at(FormulaCriteria.BusinessValue),
                        at(FormulaCriteria.TimeCriticality),
                        at(FormulaCriteria.RiskReduction),
                        at(FormulaCriteria.JobSize)
                    )
                ),
            Formula.Rice => Read(known, initiative, model)
                .Divided(model, at =>
                    Rice.Compute(
                        at(FormulaCriteria.Reach),
                        at(FormulaCriteria.Impact),
                        at(FormulaCriteria.Confidence),
                        at(FormulaCriteria.Effort),
                        model.Criterion(FormulaCriteria.Reach).Period
                    )
                ),
            Formula.EcvIndex => OfIndex(CriterionValues.EcvIndex(initiative, known.Day)),
            Formula.Alignment => OfOne("alignment", known.Alignment(initiative)),
            Formula.Weighted => Weighted(known, initiative, model),
            _ => throw Enumeration<Formula>.Undeclared(model.Formula),
        };

    private static InitiativeScore Weighted(
        CriterionValues known,
        Initiative initiative,
        ModelVersion model
    )
    {
        var read = Read(known, initiative, model);
        if (!read.Complete)
            return read;
        decimal sum = 0, weights = 0;
        foreach (var criterion in model.Criteria)
        {
            var weight = criterion.Weight?.Value ?? 0;
            sum += weight * Mapped(criterion, model.Criteria[0], read.Inside(criterion));
            weights += weight;
        }
        return weights > 0 ? read with { Total = sum / weights }
            : read with { Missing = [.. model.Criteria.Select(c => c.Id)] };
    }

    /// <summary>The values of the criteria, and which are missing or outside their scale.</summary>
    private static InitiativeScore Read(
        CriterionValues known,
        Initiative initiative,
        ModelVersion model
    )
    {
        var values = Ordered.ByText<decimal>().ToBuilder();
        ImmutableArray<string> missing = [.. FormulaCriteria.For(model.Formula)
            .Where(id => model.Criteria.All(c => c.Id != id))], clamped = [];
        foreach (var criterion in model.Criteria)
        {
            if (criterion.Source == CriterionSource.EcvIndex
                && CriterionValues.EcvIndex(initiative, known.Day)?.Unknown == Ecv.NoCostRemains)
            {
                clamped = clamped.Add(criterion.Id);
                continue;
            }
            if (known.Of(initiative, criterion) is not { } value)
            {
                missing = missing.Add(criterion.Id);
                continue;
            }
            values[criterion.Id] = value;
            if (value < criterion.Min || value > criterion.Max)
                clamped = clamped.Add(criterion.Id);
        }
        return new(null, values.ToImmutable(), missing, clamped);
    }

    /// <summary>
    /// By a formula that divides; without a result its divisor is what is missing.
    /// </summary>
    private InitiativeScore Divided(
        ModelVersion model,
        Func<Func<string, decimal>, Metric> formula
    ) =>
        !Complete ? this
        : formula(id => Inside(model.Criterion(id))) is { Value: { } value }
            ? this with
            {
                Total = value,
            }
        : this with { Missing = [FormulaCriteria.DivisorOf(model.Formula)!] };

    /// <summary>A value on its scale; an undefined index is as good as the scale allows.</summary>
    private decimal Inside(Criterion criterion) => Values.TryGetValue(criterion.Id, out var value)
        ? Math.Clamp(value, criterion.Min, criterion.Max) : criterion.Max;

    /// <summary>
    /// The values of a complete score by criterion, in the order of a model by weights, as they go
    /// into the mean: on the scale of the first, where more is better.
    /// </summary>
    public ImmutableArray<decimal> OnScaleOfScore(ModelVersion model) =>
        [.. model.Criteria.Select(c => Mapped(c, model.Criteria[0], Inside(c)))];

    private static InitiativeScore OfIndex(Metric? index) => index?.Unknown == Ecv.NoCostRemains
        ? new(null, Ordered.ByText<decimal>(), [], ["ecv-index"])
        : OfOne("ecv-index", index?.Value);

    private static InitiativeScore OfOne(string id, decimal? value) => value is { } known
        ? new(known, Ordered.ByText<decimal>().Add(id, known), [], [])
        : new(null, Ordered.ByText<decimal>(), [id], []);

    private static decimal Mapped(Criterion from, Criterion to, decimal value)
    {
        if (from.Direction == Preference.Lower)
            value = from.Max + from.Min - value;
        return from.Min == to.Min && from.Max == to.Max
            ? value
            : to.Min + (value - from.Min) * (to.Max - to.Min) / (from.Max - from.Min);
    }
}
