using CsCheck;

namespace PortfolioLedger.Core.Tests.Kernel;

public sealed class ProseTests
{
    [Theory]
    [InlineData(0, "0 rows")]
    [InlineData(1, "1 row")]
    [InlineData(2259, "2,259 rows")]
    [InlineData(0.5, "0.5 rows")]
    public void Things_are_counted_with_their_number(decimal count, string said) =>
        Assert.Equal(said, Prose.Count(count, "row"));

    [Theory]
    [InlineData("", "")]
    [InlineData("a", "a")]
    [InlineData("a,b", "a and b")]
    [InlineData("a,b,c", "a, b and c")]
    [InlineData("a,b,c,d", "a, b, c and 1 other")]
    [InlineData("a,b,c,d,e", "a, b, c and 2 others")]
    public void Few_of_many_are_named(string items, string said) => Assert.Equal(said,
        Prose.Few(items.Split(',', StringSplitOptions.RemoveEmptyEntries), 3));

    [Theory]
    [InlineData("7.39583333333333", "7.4")]
    [InlineData("0.004", "0.004")]
    [InlineData("-0.0049", "-0.005")]
    [InlineData("64285939.2", "64,285,939.2")]
    [InlineData("0", "0")]
    public void A_number_is_rounded_as_people_read_it_and_never_to_nothing(
        string number, string said) =>
        Assert.Equal(said, Prose.Number(decimal.Parse(
            number, System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void Shares_that_differ_do_not_look_equal()
    {
        Assert.Equal(("30 %", "30.4 %"), Prose.PercentApart(.3m, .304m));
        Assert.Equal(("30 %", "30.004 %"), Prose.PercentApart(.3m, .30004m));
        Assert.Equal("16.1 %", Prose.Percent(.161m));
    }

    [Fact]
    public void Two_numbers_look_equal_only_when_they_are()
    {
        var number = Gen.Int[-2_000_000, 2_000_000].Select(n => n / 10000m);
        Gen.Select(number, number).Sample((a, b) =>
        {
            var (from, to) = Prose.Apart(a, b);
            Assert.Equal(a == b, from == to);
            Assert.Equal(a == 0, from == "0");
        });
        Gen.Select(number, Gen.Int[1, 9]).Sample((a, unit) =>
        {
            var (from, to) = Prose.Apart(a, a + (unit * .0001m));
            Assert.NotEqual(from, to);
        });
    }

    [Fact]
    public void A_text_with_quotation_marks_is_put_between_others()
    {
        Assert.Equal("\"Fund it?\"", Prose.Quoted("Fund it?"));
        Assert.Equal("“NEW 48\" MAIN”", Prose.Quoted("NEW 48\" MAIN"));
    }

    [Fact]
    public void A_long_reason_is_cut_at_a_word_and_a_short_one_is_whole()
    {
        var text = string.Join(' ', Enumerable.Repeat("reason", 40));

        Assert.Equal("\"Agreed in January\"", Prose.Reason("Agreed in\n January."));
        Assert.Matches("^\"(reason )+reason…\"$", Prose.Reason(text));
        Assert.InRange(Prose.Reason(text).Length, 60, 93);
        Gen.String.Sample(any => Assert.InRange(Prose.Reason(any).Length, 2, 93));
    }
}
