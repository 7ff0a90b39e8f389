using PortfolioLedger.Core.Feedback;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Outcomes;
using PortfolioLedger.Core.Scoring;
using PortfolioLedger.Core.Strategy;
using PortfolioLedger.Core.Valuation;

namespace PortfolioLedger.Core.Views;

/// <summary>
/// What criteria of initiatives are on a book; of one model version; links are looked up
/// once for all of them.
/// </summary>
internal sealed class CriterionValues
{
    private readonly Book _book;
    private readonly Lazy<ImmutableSortedDictionary<Key, LinkedOutcomes>> _outcomes;
    private readonly Lazy<StrategicWeights> _weights;
    private readonly Lazy<LinkedFeedback> _voices;

    /// <summary>
    /// The initiatives whose outcomes can be others than before; null when that may be any.
    /// </summary>
    private readonly ImmutableSortedSet<Key>? _relinked;

    /// <summary>The same of voices.</summary>
    private readonly ImmutableSortedSet<Key>? _voiced;

    /// <summary>Those of a book.</summary>
    public CriterionValues(Book book)
    {
        _book = book;
        _outcomes = new(() => LinkedOutcomes.ByInitiative(book));
        _weights = new(() => StrategicWeights.Compute(book));
        _voices = new(() => LinkedFeedback.Compute(book));
    }

    /// <summary>
    /// Those of the next book: what rests on nothing that changed is not looked up again.
    /// </summary>
    /// <param name="book">Which.</param>
    /// <param name="before">Those of the book before it.</param>
    /// <param name="cause">What was said in between; null when only time passed.</param>
    public CriterionValues(Book book, CriterionValues before, IFact? cause) : this(book)
    {
        var was = before._book;
        var sameDay = was.Day == book.Day;
        if (sameDay && ReferenceEquals(was.Strategy, book.Strategy))
            _weights = before._weights;
        if (sameDay && ReferenceEquals(was.Outcomes, book.Outcomes)
            && was.Initiatives.Outputs == book.Initiatives.Outputs)
            _outcomes = before._outcomes;
        else if (sameDay && before._outcomes.IsValueCreated
            && LinkedOutcomes.Relinked(was, book, cause) is { } relinked)
            (_relinked, _outcomes) = (relinked, new(before._outcomes.Value
                .RemoveRange(relinked).SetItems(LinkedOutcomes.ByInitiative(book, relinked))));
        if (!before._voices.IsValueCreated || before._voices.Value.Until <= book.Day)
            return;
        if (ReferenceEquals(was.Feedback, book.Feedback))
            _voices = before._voices;
        else if (sameDay && cause is IFeedbackFact { Feedback: var voice })
            (_voices, _voiced) = (
                new(before._voices.Value.After(was, book, voice, out var voiced)),
                voiced
            );
    }

    /// <summary>Scales by criterion; writing one takes longer than all else here.</summary>
    private readonly SortedDictionary<string, string> _scales = new(StringComparer.Ordinal);

    /// <summary>The day the values are of.</summary>
    public DateOnly Day => _book.Day;

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
                ? _relinked ?? Differing(_outcomes.Value, earlier._outcomes.Value) : [],
            .. Asks(CriterionSource.Feedback) && _voices != earlier._voices
                ? _voiced ?? Differing(_voices.Value.Importance, earlier._voices.Value.Importance)
                : [],
        ];
    }

    /// <summary>The value of a criterion before mapping; null when it is missing.</summary>
    public decimal? Of(Initiative initiative, Criterion criterion) =>
        criterion.Source switch
        {
            CriterionSource.Alignment => Alignment(initiative),
            CriterionSource.Budget => initiative.BudgetOn(Day),
            CriterionSource.Spend => initiative.Spend.On(Day),
            CriterionSource.Attainment => _outcomes
                .Value.GetValueOrDefault(initiative.Key)
                ?.Attainment,
            CriterionSource.Npv => CaseOf(initiative, Day) is { } stated
                ? Npv.Compute(
                    CashFlowSeries.Compute(stated.Currency, stated.CashFlows),
                    stated.DiscountRate
                ).Value
                : null,
            CriterionSource.Ecv => CaseOf(initiative, Day) is { Ecv: { } ecv } stated
                ? Ecv.Compute(ecv, stated.Currency).Value
                : null,
            CriterionSource.EcvIndex => EcvIndex(initiative, Day)?.Value,
            CriterionSource.Feedback => _voices.Value.Importance.GetValueOrDefault(initiative.Key),
            null or CriterionSource.Scored => initiative
                .Scores.GetValueOrDefault(ScaleOf(criterion))
                .At(Day)
                ?.Value,
            { } other => throw Enumeration<CriterionSource>.Undeclared(other),
        };

    /// <summary>The alignment score, 0..100; nothing claimed is 0.</summary>
    public decimal Alignment(Initiative initiative) =>
        Views.Alignment.ScoreOf(initiative, _weights.Value);

    /// <summary>
    /// The productivity index of the case in force; null when it states no such inputs.
    /// </summary>
    public static Metric? EcvIndex(Initiative initiative, DateOnly day) =>
        CaseOf(initiative, day)?.Ecv is { } ecv ? Ecv.ProductivityIndex(ecv) : null;

    private static FinancialCase? CaseOf(Initiative initiative, DateOnly day) =>
        initiative.FinancialCase.At(day)?.Value;

    private static IEnumerable<Key> Differing<T>(
        ImmutableSortedDictionary<Key, T> now, ImmutableSortedDictionary<Key, T> before) =>
        now.Where(n => !before.TryGetValue(n.Key, out var was) || !Equals(was, n.Value))
            .Select(n => n.Key).Concat(before.Keys.Where(k => !now.ContainsKey(k)));

    private string ScaleOf(Criterion criterion) =>
        _scales.TryGetValue(criterion.Id, out var scale)
            ? scale
            : _scales[criterion.Id] = criterion.Scale;
}
