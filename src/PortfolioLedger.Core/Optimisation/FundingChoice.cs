using PortfolioLedger.Core.Departments;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Portfolios;
using PortfolioLedger.Core.Scoring;
using PortfolioLedger.Core.Strategy;
using PortfolioLedger.Core.Valuation;
using PortfolioLedger.Core.Views;

namespace PortfolioLedger.Core.Optimisation;

/// <summary>An initiative that is not chosen, and why.</summary>
/// <param name="Initiative">Which.</param>
/// <param name="Name">For people.</param>
/// <param name="Reason">
/// <c>excluded</c>, <c>deferred</c>, <c>paused</c>, <c>unknown-value</c>, <c>unknown-cost</c>,
/// <c>unknown-fte</c>,
/// <c>needs-unavailable</c>, <c>did-not-fit</c>, <c>adds-nothing</c> or <c>not-in-best-set</c>.
/// </param>
/// <param name="Detail">What is missing, or what it would break.</param>
/// <param name="Value">What it would be worth; null when unknown.</param>
/// <param name="Cost">What it would cost; null when unknown.</param>
/// <param name="CostBasis">
/// Whose word the cost is, of a budget; null when development costs count.
/// </param>
public sealed record RejectedInitiative(
    Key Initiative, string Name, string Reason, string Detail, decimal? Value, decimal? Cost,
    CostBasis? CostBasis);

/// <summary>
/// What a book says about a question: the problem to solve, and what cannot be chosen.
/// </summary>
/// <param name="Problem">Exactly.</param>
/// <param name="Rejected">What cannot be chosen whatever the rest.</param>
/// <param name="Order">The candidates in the order of the ranking.</param>
/// <param name="Budget">The budget that limits the whole; null without one.</param>
/// <param name="Conflicts">
/// Mandatory initiatives, and those kept because they are under way, that cannot be chosen, with
/// what stands against it.
/// </param>
/// <param name="UnderWay">Those covered on which money was spent, by key.</param>
/// <param name="Currency">Of all money.</param>
public sealed record FundingChoice(
    FundingProblem Problem, ImmutableArray<RejectedInitiative> Rejected, ImmutableArray<Key> Order,
    decimal? Budget, ImmutableArray<(string Rule, string Detail)> Conflicts,
    ImmutableArray<UnderWay> UnderWay, Currency Currency)
{
    /// <summary>
    /// Names and amounts of what is kept by some of these rules only because it is under way, and
    /// how that can be given up; null when there is none.
    /// </summary>
    public string? Remedy(IEnumerable<string> rules)
    {
        var named = rules.ToImmutableSortedSet(StringComparer.Ordinal);
        var kept = UnderWay.Where(u => named.Contains(FundingProblem.UnderWay(u.Initiative)))
            .Select(u => u.Said(Currency)).ToList();
        var (are, they) = kept.Count == 1 ? ("it is", "it") : ("they are", "they");
        return kept.Count == 0 ? null
            : $"Kept because {are} under way: {string.Join(", ", kept)}. "
                + $"With dropActive true {they} may be dropped.";
    }

    /// <summary>The problem in a book; refused when it names what is not there.</summary>
    public static (FundingChoice? Choice, Refusal? Refusal) Prepare(
        Book book,
        FundingQuestion question
    )
    {
        if (Refuse(book, question) is { } refusal)
            return (null, refusal);
        var numbers = new FundingNumbers(book, question);
        ImmutableArray<Weighed> weighed =
        [
            .. book.CountedInitiatives(question.Stages).Select(numbers.Weigh),
        ];
        if (RefusePeriod(book, question, weighed) is { } unused)
            return (null, unused);
        var (open, rejected) = Sift(book, question, weighed);
        ImmutableArray<Candidate> candidates = [.. open.Select(w => w.Candidate)];
        return (new(
            new(candidates, [.. numbers.Limits(open)]), rejected,
            [.. open.OrderByDescending(w => w.Order is null).ThenByDescending(w => w.Order)
                .ThenBy(w => w.Candidate.Initiative).Select(w => w.Candidate.Initiative)],
            numbers.Budget, ConflictsOf(weighed, question, candidates, rejected),
            [.. weighed.Select(w => w.UnderWay).OfType<UnderWay>().OrderBy(u => u.Initiative)],
            book.Details.Currency), null);
    }

    private static Refusal? Refuse(Book book, FundingQuestion question)
    {
        foreach (var key in (question.MustInclude ?? []).Concat(question.MustExclude ?? []))
            if (book.Initiatives.Find(key) is null)
                return Refusal.Unknown(SubjectKind.Initiative, key);
        foreach (var key in question.PeopleLimits.Keys.Concat(question.PeopleOfPeriods.Keys))
            if (book.Departments.Find(key) is null)
                return Refusal.Unknown(SubjectKind.Department, key);
        foreach (var key in question.Minimums.Keys)
            if (!book.Strategy.All.ContainsKey(key))
                return Refusal.Unknown(SubjectKind.Objective, key);
        if (
            question.Budget is { } budget
            && budget.Currency != default
            && budget.Currency != book.Details.Currency
        )
            return new(
                "currency-mismatch",
                $"The portfolio is kept in {book.Details.Currency}, not in {budget.Currency}; "
                    + $"give the budget in {book.Details.Currency}."
            );
        return
            question.Objective == FundingObjective.Score && book.Scoring.InForceOn(book.Day) is null
            ? new(
                "model-not-released",
                "No scoring model is in force; adopt one, or choose another objective."
            )
            : null;
    }

    /// <summary>
    /// Refuses a limit on a period for which no budget is approved or requested: it would limit
    /// nothing.
    /// </summary>
    private static Refusal? RefusePeriod(
        Book book, FundingQuestion question, ImmutableArray<Weighed> weighed)
    {
        var periods = weighed.SelectMany(w => w.Said.Budgets.Keys.Concat(w.Said.Requested.Keys)
            .Where(period => w.Said.CostOn(book.Day, period).Amount is not null))
            .ToImmutableSortedSet(StringComparer.Ordinal);
        foreach (var period in question.MoneyLimits.Keys)
            if (!periods.Contains(period))
                return new(
                    "unknown-period",
                    $"/budgetByPeriod/{period} limits nothing: no initiative "
                        + "that could be chosen has a budget of that period; "
                        + (
                            periods.IsEmpty
                                ? "approve one first."
                                : $"choose {Prose.List(periods, "or")}."
                        )
                );
        return null;
    }

    /// <summary>
    /// Takes out what cannot be chosen, and then what needs such a one, until none is left.
    /// </summary>
    private static (ImmutableArray<Weighed> Open, ImmutableArray<RejectedInitiative> Rejected) Sift(
        Book book, FundingQuestion question, ImmutableArray<Weighed> weighed)
    {
        List<RejectedInitiative> rejected = [];
        var open = ImmutableSortedDictionary.CreateBuilder<Key, Weighed>();
        foreach (var w in weighed)
            if (question.MustExclude?.Contains(w.Candidate.Initiative) == true)
                rejected.Add(w.Rejected("excluded", "It is in mustExclude."));
            else if (w.Held is { } held)
                rejected.Add(w.Rejected(
                    Enumeration<HoldReason>.NameOf(held.Reason), held.ToString()));
            else if (w.Unknown is var (reason, detail))
                rejected.Add(w.Rejected(reason, detail));
            else
                open[w.Candidate.Initiative] = w;
        while (
            open.Values.FirstOrDefault(w => w.Candidate.Needs.Any(n => !open.ContainsKey(n)))
                is { } stuck
        )
        {
            open.Remove(stuck.Candidate.Initiative);
            rejected.Add(
                stuck.Rejected(
                    "needs-unavailable",
                    "It needs "
                        + string.Join(
                            ", ",
                            stuck
                                .Candidate.Needs.Where(n => !open.ContainsKey(n))
                                .Select(n => Standing(book, n))
                        )
                        + ", which cannot be chosen."
                )
            );
        }
        return ([.. open.Values], [.. rejected.OrderBy(r => r.Initiative)]);
    }

    private static string Standing(Book book, Key key) =>
        book.Initiatives.Find(key) is { } initiative
            ? $"'{key}' ({Enumeration<Stage>.NameOf(initiative.StageOn(book.Day))})"
            : $"'{key}'";

    private static ImmutableArray<(string, string)> ConflictsOf(
        ImmutableArray<Weighed> weighed, FundingQuestion question,
        ImmutableArray<Candidate> candidates, ImmutableArray<RejectedInitiative> rejected) =>
        [.. (question.MustInclude ?? []).Select(k => (Key: k, Rule: FundingProblem.MustInclude(k)))
            .Concat(weighed.Where(w => w.Candidate.Kept)
                .Select(w => (Key: w.Candidate.Initiative, Rule: w.Candidate.RequiredBy)))
            .Where(k => candidates.All(c => c.Initiative != k.Key))
            .Select(k => (k.Rule, rejected.FirstOrDefault(r => r.Initiative == k.Key)?.Detail
                ?? "It is in none of the stages that count."))];
}
