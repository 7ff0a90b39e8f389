using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Portfolios;
using PortfolioLedger.Core.Process;

namespace PortfolioLedger.Core.Views;

/// <summary>One figure a board looks at first.</summary>
/// <param name="Figure">Which.</param>
/// <param name="Value">Null when unknown.</param>
/// <param name="Of">The whole it is a part of; null when it is part of nothing, or unknown.</param>
/// <param name="Unit"><c>count</c>, <c>points</c> (0 to 100), or a currency.</param>
/// <param name="ExplainedIn">The view that holds what it is made of.</param>
public sealed record KeyFigure(
    string Figure, decimal? Value, decimal? Of, string Unit, string ExplainedIn);

/// <summary>
/// The portfolio on one page: its key figures, and where the board's priorities and the ranking
/// disagree. Compute it at two times to see what changed.
/// </summary>
/// <param name="Figures">In reading order.</param>
/// <param name="Items">Initiatives on which priority and rank disagree, by rank.</param>
public sealed record Overview(
    ImmutableArray<KeyFigure> Figures, ImmutableArray<PriorityDisagreement> Items)
    : IView, IListView<Overview, PriorityDisagreement>
{
    /// <summary>Name of the view.</summary>
    public static string ViewName => "overview";

    /// <summary>What the open initiatives request, over all periods.</summary>
    internal const string RequestedBudgets = "requested-budgets";

    /// <summary>Raised whenever fields or formula change.</summary>
    public static int ViewVersion => 2;

    public Overview Page(ImmutableArray<PriorityDisagreement> items) => this with { Items = items };

    /// <summary>The overview of a book.</summary>
    public static Overview Compute(Book book) => new(
        [.. FiguresOf(book)], PriorityDisagreement.Among(Ranking.Compute(book).Items));

    private static IEnumerable<KeyFigure> FiguresOf(Book book)
    {
        var (alignment, currency) = (Alignment.Compute(book), book.Details.Currency.ToString());
        yield return new("initiatives", alignment.Items.Length,
            book.Initiatives.On(book.Day).Count(), "count", InitiativeList.ViewName);
        yield return new("approved-budgets", Sums.OfKnown(alignment.Items.Select(i => i.Spend)),
            book.Details.BudgetOn(book.Day), currency, InitiativeList.ViewName);
        yield return new(RequestedBudgets,
            Sums.OfKnown(book.CountedInitiatives().Select(i => i.RequestedOn(book.Day))),
            book.Details.BudgetOn(book.Day), currency, InitiativeList.ViewName);
        yield return new("alignment", alignment.PortfolioScore, 100, "points", Alignment.ViewName);
        yield return new(
            "strategic-fit", alignment.StrategicFit, 100, "points", Alignment.ViewName);
        var met = ScorecardObjectives.TargetsMet(book);
        yield return new(
            "outcomes-met", met.Numerator, met.Denominator, "count", OutcomeList.ViewName);
        var quarter = new DateOnly(book.Day.Year, (3 * ((book.Day.Month - 1) / 3)) + 1, 1);
        yield return new("decisions-this-quarter",
            book.Process.Between(quarter, book.Day).Decisions, null, "count", Timeline.ViewName);
    }
}
