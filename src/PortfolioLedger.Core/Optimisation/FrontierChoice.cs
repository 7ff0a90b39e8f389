using PortfolioLedger.Core.Portfolios;

namespace PortfolioLedger.Core.Optimisation;

/// <summary>What a book says about a frontier: one problem for each budget.</summary>
/// <param name="Funding">
/// The problem with a budget of everything, what cannot be chosen, and the order of the ranking.
/// </param>
/// <param name="Whole">What all that can be chosen costs together.</param>
/// <param name="Budget">
/// Within which funding in rank order is compared; null without one.
/// </param>
public sealed record FrontierChoice(FundingChoice Funding, decimal Whole, decimal? Budget)
{
    /// <summary>What cannot be chosen within any budget.</summary>
    public ImmutableArray<RejectedInitiative> Rejected => Funding.Rejected;

    /// <summary>The candidates in the order of the ranking.</summary>
    public ImmutableArray<Key> Order => Funding.Order;

    /// <summary>The problem within a budget.</summary>
    public FundingProblem Within(decimal budget) => Funding.Problem.Within(budget);

    /// <summary>What a set costs.</summary>
    public decimal CostOf(IReadOnlySet<Key> chosen) =>
        Funding.Problem.Candidates.Where(c => chosen.Contains(c.Initiative)).Sum(c => c.Cost ?? 0);

    /// <summary>
    /// The problems in a book; refused when the question names what is not there.
    /// </summary>
    public static (FrontierChoice? Choice, Refusal? Refusal) Prepare(
        Book book, FrontierQuestion question)
    {
        // Any budget will do: it makes unknown costs count as unknown, and is replaced.
        var (choice, refusal) = FundingChoice.Prepare(
            book, question.Within(question.Budget ?? new Money(0, default)));
        if (choice is null)
            return (null, refusal);
        var whole = choice.Problem.Candidates.Sum(c => c.Cost ?? 0);
        return (new(
            choice with { Problem = choice.Problem.Within(whole), Budget = null }, whole,
            question.Budget?.Amount
                ?? (question.Within(null).CostBasis == FundingCost.Budget
                    ? book.Details.BudgetOn(book.Day) : null)), null);
    }
}
