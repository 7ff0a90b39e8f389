using PortfolioLedger.Core.Departments;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Portfolios;
using PortfolioLedger.Core.Scoring;
using PortfolioLedger.Core.Valuation;
using PortfolioLedger.Core.Views;

namespace PortfolioLedger.Core.Optimisation;

/// <summary>An initiative with its numbers.</summary>
/// <param name="Said">What the book says of it.</param>
/// <param name="Candidate">As it may be chosen.</param>
/// <param name="Order">By what the ranking orders; null comes first.</param>
/// <param name="Unknown">Why it cannot be chosen, if a number is unknown.</param>
/// <param name="Held">Why it takes no money for now, unless it was asked for by name.</param>
/// <param name="UnderWay">What was spent on it, if it is under way.</param>
internal sealed record Weighed(
    Initiative Said, Candidate Candidate, decimal? Order, (string Reason, string Detail)? Unknown,
    HeldBack? Held, UnderWay? UnderWay)
{
    public RejectedInitiative Rejected(string reason, string detail) => new(
        Candidate.Initiative, Candidate.Name, reason, detail, Candidate.Value, Candidate.Cost,
        Candidate.Basis);
}

/// <summary>
/// Values, costs, people and needs of initiatives in a book, and the limits on them.
/// </summary>
internal sealed class FundingNumbers(Book book, FundingQuestion question)
{
    private readonly CriterionValues _known = new(book);
    private readonly StrategicWeights _weights = StrategicWeights.Compute(book);
    private readonly ModelVersion? _model = book.Scoring.InForceOn(book.Day)?.Version;

    /// <summary>
    /// The budget that limits the whole: the one asked about, else the portfolio's.
    /// </summary>
    public decimal? Budget { get; } = question.Budget?.Amount
        ?? (question.CostBasis == FundingCost.Budget ? book.Details.BudgetOn(book.Day) : null);

    private bool LimitsMoney => Budget is not null || !question.MoneyLimits.IsEmpty
        || question.Minimums.Values.Any(m => m.Share is not null);

    private bool LimitsPeople =>
        !question.PeopleLimits.IsEmpty || !question.PeopleOfPeriods.IsEmpty;

    /// <summary>The numbers of one initiative.</summary>
    public Weighed Weigh(Initiative initiative)
    {
        var asked = question.MustInclude?.Contains(initiative.Key) == true;
        var held = asked || question.Stages is not null ? null : initiative.HeldBackOn(book.Day);
        var (value, order, unvalued) = ValueOf(initiative);
        var (cost, basis) = CostOf(initiative);
        var underWay = UnderWay.From(initiative, book.Day, question.CostBasis, cost);
        var kept = underWay is not null && !asked && held is null && question.DropActive != true
            && question.MustExclude?.Contains(initiative.Key) != true;
        (string, string)? unknown =
            value is null && !asked && !kept ? ("unknown-value", unvalued!)
            : cost is null && LimitsMoney ? ("unknown-cost",
                question.CostBasis == FundingCost.Budget
                    ? "No budget is approved or requested for it."
                    : "No financial case states its development cost.")
            : LimitsPeople && initiative.Allocations.IsEmpty
                ? ("unknown-fte", "No people are allocated to it, nor stated to be none.")
            : null;
        return new(
            initiative,
            new(
                initiative.Key,
                initiative.NameOn(book.Day),
                value,
                cost,
                NeedsOf(initiative),
                asked || kept,
                kept,
                basis
            ),
            order,
            unknown,
            held,
            underWay
        );
    }

    private (decimal? Value, decimal? Order, string? Unknown) ValueOf(Initiative initiative)
    {
        switch (question.Objective)
        {
            case FundingObjective.Alignment:
                var aligned = _known.Alignment(initiative);
                return (aligned, aligned, null);
            case FundingObjective.Ecv:
                var ecv = initiative.FinancialCase.At(book.Day)?.Value is { Ecv: { } inputs } stated
                    ? Ecv.Compute(inputs, stated.Currency)
                    : null;
                return (
                    ecv?.Value,
                    CriterionValues.EcvIndex(initiative, book.Day)?.Value,
                    ecv?.Unknown
                        ?? "No financial case states the inputs of its expected commercial value."
                );
            default:
                var score = InitiativeScore.From(_known, initiative, _model!);
                return (
                    score.Total,
                    score.Total,
                    score.Missing.IsEmpty
                        ? "Its score has no number."
                        : $"Its score lacks {string.Join(", ", score.Missing)}."
                );
        }
    }

    private (decimal? Cost, CostBasis? Basis) CostOf(Initiative initiative) =>
        question.CostBasis != FundingCost.Budget
            ? (initiative.FinancialCase.At(book.Day)?.Value.Ecv?.DevelopmentCost, null)
            : initiative.CostOn(book.Day) is var (cost, basis) && cost is { } known
                ? (Math.Max(known, 0), basis) : (null, CostBasis.None);

    /// <summary>What it depends on, unless that is under way or done already.</summary>
    private ImmutableArray<Key> NeedsOf(Initiative initiative) =>
        [
            .. initiative
                .Dependencies.Where(d => d.Value.At(book.Day)?.Value is not null)
                .Select(d => d.Key)
                .Where(key =>
                    book.Initiatives.Find(key)?.StageOn(book.Day)
                        is not (Stage.Active or Stage.Completed or Stage.Closed)
                ),
        ];

    /// <summary>Every limit of the question.</summary>
    public IEnumerable<Limit> Limits(ImmutableArray<Weighed> open)
    {
        if (Budget is { } budget)
            yield return new(
                FundingProblem.Budget, Amounts(open, w => w.Candidate.Cost ?? 0), budget, null);
        foreach (var (period, most) in question.MoneyLimits)
            yield return new(
                $"budget/{period}",
                Amounts(open, w => Math.Max(w.Said.CostOn(book.Day, period).Amount ?? 0, 0)),
                most,
                null
            );
        foreach (var (department, most) in question.PeopleLimits)
            foreach (var limit in People(open, department, most, (book.Day, DateOnly.MaxValue)))
                yield return limit;
        foreach (var (department, periods) in question.PeopleOfPeriods)
            foreach (var (period, most) in periods)
                foreach (var limit in People(open, department, most, Periods.DaysOf(period)!.Value))
                    yield return limit;
        foreach (var (objective, minimum) in question.Minimums)
            foreach (var limit in Minimum(open, objective, minimum))
                yield return limit;
    }

    /// <summary>
    /// One limit for every day on which the people asked for change; equal ones once.
    /// </summary>
    private IEnumerable<Limit> People(
        ImmutableArray<Weighed> open,
        Key department,
        decimal most,
        (DateOnly From, DateOnly To) span
    )
    {
        var successor = book.Departments.SuccessorOn(department, book.Day);
        var allocated = open.SelectMany(w => w.Said.Allocations.Values
            .Where(a => book.Departments.SuccessorOn(a.Department, book.Day) == successor)
            .Select(a => (w.Candidate.Initiative, Allocation: a))).ToList();
        var days = allocated.SelectMany(a => a.Allocation.Steps.Keys)
            .Where(d => d > span.From && d <= span.To).Append(span.From).Distinct().Order();
        var before = Ordered.ByKey<decimal>();
        foreach (var day in days)
        {
            var amounts = Ordered.ByKey<decimal>().ToBuilder();
            foreach (var (initiative, allocation) in allocated)
                if (allocation.FteOn(day, book.Day) is not 0 and var fte)
                    amounts[initiative] = amounts.GetValueOrDefault(initiative) + fte;
            if (amounts.Values.Sum() > most && !amounts.SequenceEqual(before))
                yield return new($"fte/{department}/{day:O}", amounts.ToImmutable(), most, null);
            before = amounts.ToImmutable();
        }
    }

    private IEnumerable<Limit> Minimum(
        ImmutableArray<Weighed> open,
        Key objective,
        ObjectiveMinimum minimum
    )
    {
        if (minimum.Count is { } count)
            yield return new($"objective-count/{objective}",
                Amounts(open, w => ShareFor(w.Said, objective) > 0 ? 1 : 0), null, count);
        if (minimum.Share is { Value: var share })
            yield return new(
                $"objective-share/{objective}",
                Amounts(open, w => (w.Candidate.Cost ?? 0) * (ShareFor(w.Said, objective) - share)),
                null,
                0
            );
    }

    private decimal ShareFor(Initiative initiative, Key objective)
    {
        var aligned = Alignment.Compute(initiative, _weights);
        var sum = aligned.Contributions.Sum(SpendSplit.Effect);
        return sum == 0
            ? 0
            : aligned.Contributions.Where(c => c.Objective == objective).Sum(SpendSplit.Effect)
                / sum;
    }

    private static ImmutableSortedDictionary<Key, decimal> Amounts(
        ImmutableArray<Weighed> open, Func<Weighed, decimal> amount)
    {
        var amounts = Ordered.ByKey<decimal>().ToBuilder();
        foreach (var weighed in open)
            if (amount(weighed) is not 0 and var known)
                amounts[weighed.Candidate.Initiative] = known;
        return amounts.ToImmutable();
    }
}
