using PortfolioLedger.Core.Feedback;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Scoring;
using PortfolioLedger.Core.Valuation;

namespace PortfolioLedger.Core.Views;

/// <summary>
/// What criteria of initiatives are on a book; of one model version; links are looked up
/// once for all of them.
/// </summary>
/// <param name="book">Which.</param>
/// <param name="before">
/// Those of the book before it: what rests on nothing that changed since is not looked up again.
/// </param>
/// <param name="cause">What was said in between; null when that is not known.</param>
internal sealed class CriterionValues(Book book, CriterionValues? before = null, IFact? cause = null)
{
    private readonly Lazy<ImmutableSortedDictionary<Key, LinkedOutcomes>> _outcomes =
        before?.Day == book.Day && ReferenceEquals(before.Book.Outcomes, book.Outcomes)
            && before.Book.Initiatives.Outputs == book.Initiatives.Outputs ? before._outcomes
            : new(() => LinkedOutcomes.ByInitiative(book));

    private readonly Lazy<StrategicWeights> _weights =
        before?.Day == book.Day && ReferenceEquals(before.Book.Strategy, book.Strategy)
            ? before._weights : new(() => StrategicWeights.Of(book));

    private readonly Lazy<ImmutableSortedDictionary<Key, decimal>> _voices =
        before?.Day != book.Day ? new(() => VoicesOf(book))
        : ReferenceEquals(before.Book.Feedback, book.Feedback) ? before._voices
        : cause is IFeedbackFact { Feedback: var key } && before._voices.IsValueCreated
            ? new(Moved(before._voices.Value, before.Book.Feedback.Find(key),
                book.Feedback.Find(key), book.Day))
        : new(() => VoicesOf(book));

    /// <summary>The initiatives whose voices can be others than before; null when that may be any.</summary>
    private readonly ImmutableArray<Key>? _voiced =
        before?.Day == book.Day && cause is IFeedbackFact { Feedback: var said }
            ? [.. LinksOf(before.Book.Feedback.Find(said), book.Day)
                .Concat(LinksOf(book.Feedback.Find(said), book.Day)).Select(l => l.Key).Distinct()]
            : null;

    /// <summary>Scales by criterion; writing one takes longer than all else here.</summary>
    private readonly SortedDictionary<string, string> _scales = new(StringComparer.Ordinal);

    /// <summary>The day the values are of.</summary>
    public DateOnly Day => book.Day;

    private Book Book => book;

    /// <summary>
    /// The initiatives for which a model's criteria that look beyond the initiative itself say
    /// something else than before; null when that may be any.
    /// </summary>
    public IEnumerable<Key>? ChangedSince(CriterionValues earlier, ModelVersion model)
    {
        bool Asks(CriterionSource source) => model.Criteria.Any(c => c.Source == source);
        if ((Asks(CriterionSource.Alignment) || model.Formula == Formula.Alignment)
            && _weights != earlier._weights && !_weights.Value.SameAs(earlier._weights.Value))
            return null;
        return [
            .. Asks(CriterionSource.Attainment) && _outcomes != earlier._outcomes
                ? Differing(_outcomes.Value, earlier._outcomes.Value) : [],
            .. Asks(CriterionSource.Feedback) && _voices != earlier._voices
                ? _voiced ?? Differing(_voices.Value, earlier._voices.Value) : [],
        ];
    }

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

    /// <summary>The sums after one voice said other links.</summary>
    private static ImmutableSortedDictionary<Key, decimal> Moved(
        ImmutableSortedDictionary<Key, decimal> sums, Voice? before, Voice? after, DateOnly day)
    {
        foreach (var (initiative, importance) in LinksOf(before, day))
            sums = sums.SetItem(initiative, sums.GetValueOrDefault(initiative) - importance);
        foreach (var (initiative, importance) in LinksOf(after, day))
            sums = sums.SetItem(initiative, sums.GetValueOrDefault(initiative) + importance);
        return sums;
    }

    private static IEnumerable<(Key Key, int Importance)> LinksOf(Voice? voice, DateOnly day) =>
        voice is null || voice.From > day ? [] : voice.LinksOn(day);

    private static IEnumerable<Key> Differing<T>(
        ImmutableSortedDictionary<Key, T> now, ImmutableSortedDictionary<Key, T> before) =>
        now.Where(n => !before.TryGetValue(n.Key, out var was) || !Equals(was, n.Value))
            .Select(n => n.Key).Concat(before.Keys.Where(k => !now.ContainsKey(k)));

    private string ScaleOf(Criterion criterion) =>
        _scales.TryGetValue(criterion.Id, out var scale) ? scale : _scales[criterion.Id] = criterion.Scale;
}
