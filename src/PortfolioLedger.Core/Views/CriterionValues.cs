using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Scoring;
using PortfolioLedger.Core.Valuation;

namespace PortfolioLedger.Core.Views;

/// <summary>
/// What criteria of initiatives are on a book; of one model version; links are looked up
/// once for all of them.
/// </summary>
internal sealed class CriterionValues(Book book)
{
    private readonly Lazy<ImmutableSortedDictionary<Key, LinkedOutcomes>> _outcomes =
        new(() => LinkedOutcomes.ByInitiative(book));

    private readonly Lazy<StrategicWeights> _weights = new(() => StrategicWeights.Of(book));

    private readonly Lazy<ImmutableSortedDictionary<Key, decimal>> _voices = new(() => VoicesOf(book));

    /// <summary>Scales by criterion; writing one takes longer than all else here.</summary>
    private readonly SortedDictionary<string, string> _scales = new(StringComparer.Ordinal);

    /// <summary>The day the values are of.</summary>
    public DateOnly Day => book.Day;

    /// <summary>The value of a criterion before mapping; null when it is missing.</summary>
    public decimal? Of(Initiative initiative, Criterion criterion) => criterion.Source switch
    {
        CriterionSource.Alignment => Alignment(initiative),
        CriterionSource.Budget => initiative.BudgetOn(Day),
        CriterionSource.Spend => initiative.Spend.On(Day),
        CriterionSource.Attainment => _outcomes.Value.GetValueOrDefault(initiative.Key)?.Attainment,
        CriterionSource.Npv => CaseOf(initiative, Day) is { } stated
            ? Npv.Of(CashFlowSeries.Of(stated.Currency, stated.CashFlows), stated.DiscountRate).Value : null,
        CriterionSource.Ecv => CaseOf(initiative, Day) is { Ecv: { } ecv } stated
            ? Ecv.Of(ecv, stated.Currency).Value : null,
        CriterionSource.EcvIndex => EcvIndex(initiative, Day)?.Value,
        CriterionSource.Feedback => _voices.Value.GetValueOrDefault(initiative.Key),
        _ => initiative.Scores.GetValueOrDefault(ScaleOf(criterion)).At(Day)?.Value,
    };

    /// <summary>The alignment score, 0..100; nothing claimed is 0.</summary>
    public decimal Alignment(Initiative initiative) => Views.Alignment.ScoreOf(initiative, _weights.Value);

    /// <summary>The productivity index of the case in force; null when it states no such inputs.</summary>
    public static Metric? EcvIndex(Initiative initiative, DateOnly day) =>
        CaseOf(initiative, day)?.Ecv is { } ecv ? Ecv.ProductivityIndex(ecv) : null;

    private static FinancialCase? CaseOf(Initiative initiative, DateOnly day) =>
        initiative.FinancialCase.At(day)?.Value;

    private static ImmutableSortedDictionary<Key, decimal> VoicesOf(Book book)
    {
        var sums = Ordered.ByKey<decimal>().ToBuilder();
        foreach (var voice in book.Feedback.On(book.Day))
            foreach (var (initiative, link) in voice.Links)
                if (link.At(book.Day)?.Value is { } importance)
                    sums[initiative] = sums.GetValueOrDefault(initiative) + importance;
        return sums.ToImmutable();
    }

    private string ScaleOf(Criterion criterion) =>
        _scales.TryGetValue(criterion.Id, out var scale) ? scale : _scales[criterion.Id] = criterion.Scale;
}
