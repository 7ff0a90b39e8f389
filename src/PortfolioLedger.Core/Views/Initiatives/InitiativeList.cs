using PortfolioLedger.Core.Initiatives;

namespace PortfolioLedger.Core.Views;

/// <summary>
/// One initiative at a glance. Money is in the portfolio's currency, over all periods.
/// </summary>
/// <param name="Budget">Approved; null when nothing is.</param>
/// <param name="RequestedBudget">Requested; null when nothing is.</param>
public sealed record InitiativeItem(
    Key Initiative,
    string Name,
    InitiativeKind Kind,
    Stage Stage,
    Key? Department,
    Key? ValueStream,
    string? Phase,
    string? Sponsor,
    decimal? Budget,
    decimal? RequestedBudget,
    decimal? Spend,
    DateOnly? BaselineCompletion,
    DateOnly? ForecastCompletion,
    int? BoardPriority,
    long Version
)
{
    /// <summary>One initiative on a day.</summary>
    public static InitiativeItem From(Initiative i, DateOnly day) =>
        new(
            i.Key,
            i.NameOn(day),
            i.KindOn(day),
            i.StageOn(day),
            i.DepartmentOn(day),
            i.ValueStreamOn(day),
            i.Phase.At(day)?.Value,
            i.SponsorOn(day),
            i.BudgetOn(day),
            i.RequestedOn(day),
            i.Spend.On(day),
            i.BaselineCompletion.At(day)?.Value,
            i.ForecastCompletion.At(day)?.Value,
            i.Priority.At(day)?.Value,
            i.Version
        );
}

/// <summary>All initiatives, in every stage.</summary>
public sealed record InitiativeList(ImmutableArray<InitiativeItem> Items)
    : IView, IListView<InitiativeList, InitiativeItem>
{
    /// <summary>Name of the view.</summary>
    public static string ViewName => "initiatives";

    /// <summary>Raised whenever fields or formula change.</summary>
    public static int ViewVersion => 2;

    public InitiativeList Page(ImmutableArray<InitiativeItem> items) => new(items);

    /// <summary>The initiatives of a book.</summary>
    public static InitiativeList Compute(Book book) =>
        new([.. book.Initiatives.On(book.Day).Select(i => InitiativeItem.From(i, book.Day))]);
}
