using static PortfolioLedger.Core.Tests.Kernel.ValueJson;
using static PortfolioLedger.Core.Tests.Sample;

namespace PortfolioLedger.Core.Tests.Kernel;

public sealed class MoneyTests
{
    [Theory]
    [InlineData("""{"amount":1200.50,"currency":"USD"}""")]
    [InlineData("""{"currency":"USD","amount":"1200.5"}""")]
    public void Money_is_an_amount_in_a_currency(string json)
    {
        Assert.Equal(Dollars(1200.5m), Read<Money>(json));
        Assert.Equal("""{"amount":"1200.5","currency":"USD"}""", Write(Read<Money>(json)));
    }

    [Theory]
    [InlineData("1200.5")]
    [InlineData("\"1200.5\"")]
    [InlineData("""{"amount":1200.5}""")]
    public void Money_may_come_without_a_currency(string json) =>
        Assert.Equal(new Money(1200.5m, default), Read<Money>(json));

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"currency":"USD"}""")]
    [InlineData("""{"amount":1,"currency":"USD","year":2026}""")]
    [InlineData("""{"amount":1,"amount":2}""")]
    [InlineData("""{"Amount":1}""")]
    [InlineData("[1]")]
    [InlineData("true")]
    [InlineData("null")]
    public void Another_form_is_no_money(string json) =>
        Assert.Contains("""must be money like {"amount":1200.5,"currency":"USD"}""",
            Refused<Money>(json), StringComparison.Ordinal);

    [Fact]
    public void A_field_that_does_not_belong_there_is_named() =>
        Assert.Contains("'year'", Refused<Money>("""{"amount":1,"year":2026}"""),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"amount":"much","currency":"USD"}""")]
    [InlineData("\"much\"")]
    public void An_amount_is_a_number(string json) =>
        Assert.Contains("must be a number", Refused<Money>(json), StringComparison.Ordinal);

    [Theory]
    [InlineData("\"usd\"")]
    [InlineData("\"US\"")]
    [InlineData("\"USDT\"")]
    [InlineData("\"ÜSD\"")]
    [InlineData("840")]
    [InlineData("null")]
    public void A_currency_is_three_capital_letters(string json)
    {
        Assert.Contains("must be an ISO 4217 code", Refused<Currency>(json),
            StringComparison.Ordinal);
        Assert.Contains("must be an ISO 4217 code",
            Refused<Money>($$"""{"amount":1,"currency":{{json}}}"""), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1200.5", "1,200.5 USD")]
    [InlineData("-50000", "-50,000 USD")]
    [InlineData("0", "0 USD")]
    public void Money_reads_like_money(string amount, string text) =>
        Assert.Equal(text, Dollars(Read<decimal>($"\"{amount}\"")).ToString());
}
