using System.Globalization;
using System.Text.Json;
using CsCheck;
using static PortfolioLedger.Core.Tests.Kernel.ValueJson;

namespace PortfolioLedger.Core.Tests.Kernel;

public sealed class NumberTests
{
    [Theory]
    [InlineData("1234.5", "1234.5")]
    [InlineData("\"1234.50\"", "1234.5")]
    [InlineData("1e3", "1000")]
    [InlineData("-0.0", "0")]
    [InlineData("\"-0\"", "0")]
    [InlineData("100", "100")]
    [InlineData("0.000", "0")]
    [InlineData("0.1000000000000000000000000001", "0.1000000000000000000000000001")]
    [InlineData("1000000000000000", "1000000000000000")]
    [InlineData("\"-1000000000000000.00\"", "-1000000000000000")]
    public void A_number_is_stored_as_a_string_in_one_form(string json, string stored) =>
        Assert.Equal($"\"{stored}\"", Write(Read<decimal>(json)));

    [Theory]
    [InlineData("\"1e3\"")]
    [InlineData("\"1,000\"")]
    [InlineData("\" 1\"")]
    [InlineData("\"\"")]
    [InlineData("\"NaN\"")]
    [InlineData("\"٣\"")]
    [InlineData("1e40")]
    [InlineData("null")]
    [InlineData("true")]
    [InlineData("{}")]
    public void Another_text_is_no_number(string json) =>
        Assert.Contains("must be a number like 1234.5", Refused<decimal>(json),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("1000000000000000.1")]
    [InlineData("\"-1000000000000001\"")]
    public void A_number_beyond_all_budgets_is_refused_when_it_is_given(string json) =>
        Assert.Contains("±1,000,000,000,000,000", Assert.ThrowsAny<System.Text.Json.JsonException>(
            () => System.Text.Json.JsonSerializer.Deserialize<decimal>(json, LedgerJson.Create()))
            .Message, StringComparison.Ordinal);

    [Fact]
    public void A_stored_sum_may_lie_beyond() =>
        Assert.Equal(1_800_000_000_000_000m, Read<decimal>("\"1800000000000000\""));

    [Fact]
    public void Any_decimal_survives_in_one_form() => Gen.Decimal.Where(
        d => Math.Abs(d) <= StoredDecimal.MaxValue).Sample(value =>
        {
            var stored = Write(value);
            Assert.Equal(value, Read<decimal>(stored));
            Assert.Matches("^\"-?(0|[1-9][0-9]*)(\\.[0-9]*[1-9])?\"$", stored);
            Assert.Equal(stored, Write(Read<decimal>(stored)));
        });

    [Fact]
    public void Numbers_are_property_names_too() => Assert.Equal("""{"1.5":"2"}""",
        Write(Read<ImmutableSortedDictionary<decimal, decimal>>("""{"1.50":2.0}""")));

    [Theory]
    [InlineData("0", "0")]
    [InlineData("1.0", "1")]
    [InlineData("\"0.25\"", "0.25")]
    public void A_share_lies_within_0_and_1(string json, string stored)
    {
        Assert.Equal(decimal.Parse(stored, CultureInfo.InvariantCulture), Read<Share>(json).Value);
        Assert.Equal($"\"{stored}\"", Write(Read<Share>(json)));
    }

    [Theory]
    [InlineData("-0.0001")]
    [InlineData("1.0001")]
    [InlineData("\"60\"")]
    public void More_or_less_is_no_share(string json) =>
        Assert.Contains("must be a share between 0 and 1", Refused<Share>(json),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("\"60 %\"")]
    [InlineData("null")]
    public void A_share_is_a_number(string json) =>
        Assert.Contains("must be a number", Refused<Share>(json), StringComparison.Ordinal);

    [Theory]
    [InlineData("0", Strength.None)]
    [InlineData("1", Strength.Weak)]
    [InlineData("3", Strength.Medium)]
    [InlineData("9", Strength.Strong)]
    public void A_strength_is_stored_as_its_number(string json, Strength strength)
    {
        Assert.Equal(strength, Read<Strength>(json));
        Assert.Equal(strength, Read<Strength>($"\"{json}\""));
        Assert.Equal(json, Write(strength));
    }

    [Theory]
    [InlineData("2")]
    [InlineData("-1")]
    [InlineData("9.5")]
    public void Another_number_is_no_strength(string json) =>
        Assert.Contains("must be 0, 1, 3 or 9", Refused<Strength>(json), StringComparison.Ordinal);

    [Theory]
    [InlineData("\"strong\"")]
    [InlineData("null")]
    public void A_name_is_no_strength(string json) => Assert.NotEmpty(Refused<Strength>(json));

    [Fact]
    public void An_unset_number_stays_unset()
    {
        Assert.Null(Read<decimal?>("null"));
        Assert.Null(Read<Share?>("null"));
        Assert.Null(JsonSerializer.Deserialize<Strength?>("null", LedgerJson.Stored));
    }
}
