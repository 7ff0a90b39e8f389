using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Portfolios;
using PortfolioLedger.Core.Valuation;

namespace PortfolioLedger.Core.Views;

/// <summary>A field that is not known, and why.</summary>
public sealed record UnknownField(string Field, string Reason);

/// <summary>
/// What one initiative is worth by the financial case in force. Money is in the portfolio's
/// currency, paybacks are in years, rates are shares (0.274 is 27.4 %).
/// </summary>
/// <param name="Initiative">Which.</param>
/// <param name="Name">For people.</param>
/// <param name="Currency">Of the money.</param>
/// <param name="DiscountRate">Per year.</param>
/// <param name="Npv">
/// Net present value; dated flows by days, flows of equally spaced years by years.
/// </param>
/// <param name="NpvMidPeriod">The same with flows in the middle of their years.</param>
/// <param name="Irr">All rates of return, ascending.</param>
/// <param name="IrrNote">What is unusual about them.</param>
/// <param name="Payback">Until the outlay has come back.</param>
/// <param name="DiscountedPayback">The same at present values.</param>
/// <param name="Arr">Accounting rate of return.</param>
/// <param name="ArrBase">What it is measured against.</param>
/// <param name="Ecv">Expected commercial value.</param>
/// <param name="ProductivityIndex">Expected commercial value by remaining development cost.</param>
/// <param name="ApprovedNpv">Net present value by the case it was approved with.</param>
/// <param name="ApprovedEcv">Expected commercial value by the case it was approved with.</param>
/// <param name="Budget">Approved over all periods; null when nothing is.</param>
/// <param name="RequestedBudget">Requested over all periods; null when nothing is.</param>
/// <param name="Unknown">Each field without a value, with the reason.</param>
public sealed record InitiativeFinancials(
    Key Initiative,
    string Name,
    Currency Currency,
    decimal? DiscountRate,
    decimal? Npv,
    decimal? NpvMidPeriod,
    ImmutableArray<decimal> Irr,
    string? IrrNote,
    decimal? Payback,
    decimal? DiscountedPayback,
    decimal? Arr,
    InvestmentBase? ArrBase,
    decimal? Ecv,
    decimal? ProductivityIndex,
    decimal? ApprovedNpv,
    decimal? ApprovedEcv,
    decimal? Budget,
    decimal? RequestedBudget,
    ImmutableArray<UnknownField> Unknown
)
{
    /// <summary>One initiative on a day.</summary>
    public static InitiativeFinancials From(Initiative i, Currency currency, DateOnly day)
    {
        var known = CaseMetrics.Compute(
            i.FinancialCase.At(day)?.Value,
            currency,
            CaseMetrics.NoCase
        );
        var approved = CaseMetrics.WorthOf(
            i.ApprovedCase.At(day)?.Value,
            currency,
            CaseMetrics.NotApproved
        );
        (string Field, Metric Metric)[] fields =
        [
            ("npv", known.Npv), ("npvMidPeriod", known.NpvMidPeriod), ("payback", known.Payback),
            ("discountedPayback", known.DiscountedPayback), ("arr", known.Arr), ("ecv", known.Ecv),
            ("productivityIndex", known.ProductivityIndex), ("approvedNpv", approved.Npv),
            ("approvedEcv", approved.Ecv),
        ];
        return new(
            i.Key,
            i.NameOn(day),
            currency,
            known.Case?.DiscountRate,
            known.Npv.Value,
            known.NpvMidPeriod.Value,
            known.Irr.Rates,
            known.Irr.Note,
            known.Payback.Value,
            known.DiscountedPayback.Value,
            known.Arr.Value,
            known.Case?.Arr?.Base,
            known.Ecv.Value,
            known.ProductivityIndex.Value,
            approved.Npv.Value,
            approved.Ecv.Value,
            i.BudgetOn(day),
            i.RequestedOn(day),
            [.. fields.Where(f => f.Metric.Unknown is not null)
                .Select(f => new UnknownField(f.Field, f.Metric.Unknown!))]);
    }
}

/// <summary>
/// What every initiative is worth, in every stage; unknown stays unknown, with the reason.
/// </summary>
public sealed record Financials(ImmutableArray<InitiativeFinancials> Items)
    : IView, IListView<Financials, InitiativeFinancials>
{
    /// <summary>Name of the view.</summary>
    public static string ViewName => "financials";

    /// <summary>Raised whenever fields or formula change.</summary>
    public static int ViewVersion => 2;

    public Financials Page(ImmutableArray<InitiativeFinancials> items) => new(items);

    /// <summary>The financials of a book.</summary>
    public static Financials Compute(Book book) => new([.. book.Initiatives.On(book.Day)
        .Select(i => InitiativeFinancials.From(i, book.Details.Currency, book.Day))]);
}
