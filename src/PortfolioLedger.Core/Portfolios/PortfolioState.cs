using System.Text.Json.Serialization;

namespace PortfolioLedger.Core.Portfolios;

/// <summary>A fact about the portfolio as a whole.</summary>
public interface IPortfolioFact : IFact
{
    void IFact.PostTo(BookDraft book, in Stamp stamp) =>
        book.Set(book.Section<PortfolioState>().Post(this, stamp));
}

/// <summary>Investment and running money of one period.</summary>
public sealed record PortfolioBudget(decimal Capex, decimal Opex)
{
    /// <summary>Both together.</summary>
    [JsonIgnore]
    public decimal Total => Capex + Opex;
}

/// <summary>Name, currency and budgets of the portfolio.</summary>
public sealed record PortfolioState(
    string Name,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] Currency Currency,
    string? FiscalYearStart,
    ImmutableSortedDictionary<string, Register<PortfolioBudget>> Budgets
) : ISection<PortfolioState>, IClosable
{
    /// <summary>Since when it is archived; null while it is open.</summary>
    public Archiving? Archived { get; init; }

    /// <summary>Review cycles by key.</summary>
    public ImmutableSortedDictionary<Key, ReviewCycle> Cycles { get; init; } =
        Ordered.ByKey<ReviewCycle>();

    /// <summary>Before the portfolio is opened.</summary>
    public static PortfolioState Empty { get; } =
        new("", default, null, Ordered.ByText<Register<PortfolioBudget>>());

    static ImmutableArray<SubjectKind> ISection<PortfolioState>.Named =>
        [SubjectKind.Portfolio, SubjectKind.ReviewCycle];

    string? ISection.NameOf(Subject subject, DateOnly day) =>
        subject.Kind == SubjectKind.Portfolio ? Name : FindCycle(subject.Key)?.Name;

    Refusal? IClosable.RefuseWriting(Book book, ICommand command) =>
        command is ReopenPortfolio or ITakenWhenClosed ? null
            : Archived?.Refuse(book.Portfolio);

    /// <summary>The review cycle with this key, or null.</summary>
    public ReviewCycle? FindCycle(Key key) => Cycles.GetValueOrDefault(key);

    /// <summary>
    /// The cycle that was closed last up to a position, on a day; null before the first.
    /// </summary>
    public ReviewCycle? LastClosedCycle(DateOnly day, long upTo) =>
        Cycles.Values.Where(c => c.ClosedAt(day) <= upTo).MaxBy(c => c.ClosedAt(day));

    /// <summary>Capex and opex of one period, or of all of them; null when none is set.</summary>
    public decimal? BudgetOn(DateOnly day, string? period = null)
    {
        decimal? sum = null;
        foreach (var (key, budget) in Budgets)
            if ((period is null || key == period) && budget.At(day) is { } set)
                sum = (sum ?? 0) + set.Value.Total;
        return sum;
    }

    /// <summary>The state after a fact about the portfolio.</summary>
    public PortfolioState Post(IPortfolioFact fact, Stamp stamp) =>
        fact switch
        {
            PortfolioOpened f => this with
            {
                Name = f.Name,
                Currency = f.Currency,
                FiscalYearStart = f.FiscalYearStart,
            },
            PortfolioBudgetSet f => this with
            {
                Budgets = Budgets.SetItem(
                    f.Period,
                    Budgets.GetValueOrDefault(f.Period).Set(new(f.Capex, f.Opex), stamp)
                ),
            },
            ReviewCycleOpened f => this with
            {
                Cycles = Cycles.SetItem(
                    f.Cycle,
                    new(f.Cycle, f.Name, f.From, f.To, stamp.EffectiveOn, stamp.Position)
                ),
            },
            ReviewCycleClosed f => this with
            {
                Cycles = Cycles.Change(f.Cycle, c => c with { Closed = c.Closed.Set(true, stamp) }),
            },
            PortfolioArchived f => this with
            {
                Archived = new(
                    stamp.EffectiveOn, stamp.Position, stamp.Actor.Id, f.Grounds.Rationale),
            },
            PortfolioReopened => this with { Archived = null },
            HistoryImported or ImportReversed or EventReversed or LedgerRestored
                or LogKeyRotated => this,
            _ => throw new UnpostedFactException(nameof(PortfolioState), fact),
        };
}

/// <summary>Where a book keeps them.</summary>
public static class PortfolioSection
{
    extension(Book book)
    {
        /// <summary>Name, currency and budgets.</summary>
        public PortfolioState Details => book.Section<PortfolioState>();
    }
}
