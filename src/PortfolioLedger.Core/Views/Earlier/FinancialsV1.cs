using PortfolioLedger.Core.Valuation;

namespace PortfolioLedger.Core.Views.Earlier;

/// <summary>Version 1 of <see cref="InitiativeFinancials"/>: without budgets.</summary>
public sealed record InitiativeFinancialsV1(
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
    ImmutableArray<UnknownField> Unknown
);

/// <summary>Version 1 of <see cref="Financials"/>.</summary>
public sealed record FinancialsV1(ImmutableArray<InitiativeFinancialsV1> Items)
    : IVersionedView, IListView<FinancialsV1, InitiativeFinancialsV1>
{
    /// <summary>The version.</summary>
    public static int ViewVersion => 1;

    public FinancialsV1 Page(ImmutableArray<InitiativeFinancialsV1> items) => new(items);

    /// <summary>What it says of the same book.</summary>
    public static FinancialsV1 From(Financials now) => new([.. now.Items.Select(i =>
        new InitiativeFinancialsV1(i.Initiative, i.Name, i.Currency, i.DiscountRate, i.Npv,
            i.NpvMidPeriod, i.Irr, i.IrrNote, i.Payback, i.DiscountedPayback, i.Arr, i.ArrBase,
            i.Ecv, i.ProductivityIndex, i.ApprovedNpv, i.ApprovedEcv, i.Unknown))]);
}
