namespace PortfolioLedger.Core.Portfolios;

/// <summary>All money of a portfolio is in one currency.</summary>
public static class CurrencyRules
{
    /// <summary>Refuses money in another currency than the portfolio's.</summary>
    public static Refusal? RefuseCurrency(this Book book, Money? money) =>
        money is not { } given || given.Currency == default
            || given.Currency == book.Details.Currency
            ? null
        : new Refusal("currency-mismatch",
            $"The portfolio is kept in {book.Details.Currency}, not in {money.Value.Currency}; "
                + "give the amount in "
                + $"{book.Details.Currency}.");

    /// <summary>Money given without a currency is in the portfolio's.</summary>
    public static Money InCurrency(this Book book, Money money) =>
        money with { Currency = book.Details.Currency };
}
