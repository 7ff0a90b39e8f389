using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Core.Tests.Kernel;

/// <summary>Texts without case and accents.</summary>
public sealed class PlainTextTests
{
    [Theory]
    [InlineData("München", "munchen")]
    [InlineData("Müesli ÇA VA", "muesli ca va")]
    [InlineData("Straße", "strasse")]
    [InlineData("Łódź", "lodz")]
    [InlineData("Ærø Œuvre", "aero oeuvre")]
    [InlineData("Đorđe Þór", "dorde thor")]
    [InlineData("Việt Nam", "viet nam")]
    [InlineData("e\u0301cole", "ecole")]
    [InlineData("Ñandú 2 × 3", "nandu 2 × 3")]
    [InlineData("Ωμέγα", "ωμέγα")]
    [InlineData("水道", "水道")]
    [InlineData("", "")]
    public void It_is_small_and_without_accents(string text, string plain) =>
        Assert.Equal(plain, PlainText.Of(text));

    [Fact]
    public void Every_letter_of_the_tables_stays_one_that_can_be_typed() =>
        Assert.All(Enumerable.Range(0xC0, 0x180 - 0xC0).Select(c => (char)c)
            .Where(char.IsLetter), letter => Assert.All(PlainText.Of(letter.ToString()),
            c => Assert.True(c < '\u0080' || c is 'ĸ' or 'ŀ', $"{letter} is {c}")));
}
