using static PortfolioLedger.Core.Tests.Sample;

namespace PortfolioLedger.Core.Tests.Kernel;

/// <summary>Values that are well formed and that nobody can mean.</summary>
public sealed class CheckTests
{
    [Theory]
    [InlineData("\u200b")]
    [InlineData(" \u2060\t")]
    [InlineData("\ufeff")]
    public void A_text_of_which_nobody_sees_anything_is_blank(string text) =>
        Assert.Equal("must not be blank", Assert.Single(Check.Text("/name", text)).Detail);

    [Theory]
    [InlineData("a\u0007b", '\u0007')]
    [InlineData("\u001b[31mred", '\u001b')]
    [InlineData("a\u0085b", '\u0085')]
    [InlineData("a\uffff", '\uffff')]
    [InlineData("a\tb\r\nc", null)]
    [InlineData("Straße 漢字 עברית 👩‍🔧", null)]
    public void Characters_that_steer_devices_are_no_text(string text, char? first) =>
        Assert.Equal(
            first is { } character ? $"must not contain the character U+{(int)character:X4}" : null,
            Check.UnsupportedCharacters(text)
        );

    [Fact]
    public void More_people_than_any_organisation_has_are_not_meant()
    {
        Assert.Empty(Check.Fte("/fte", 1_000_000));
        Assert.Equal(["/fte", "/fte"],
            Check.Fte("/fte", 1_000_001).Concat(Check.Fte("/fte", -1)).Select(f => f.Pointer));
    }

    [Fact]
    public void Each_repetition_in_a_long_list_is_named()
    {
        var items = Enumerable.Range(0, 200_000).Append(7).Append(7).ToImmutableArray();

        Assert.Equal(["/items/200000", "/items/200001"],
            Check.Distinct("/items", (ImmutableArray<int>?)items).Select(f => f.Pointer));
        Assert.Empty(Check.Distinct<int>("/items", default(ImmutableArray<int>)));
        Assert.Empty(Check.Distinct<int>("/items", null));
    }

    [Fact]
    public void A_list_that_nobody_can_read_is_too_long() => Assert.Equal(["/options"],
        Check.Texts("/options", [.. Enumerable.Repeat("fund", 1_001)]).Select(f => f.Pointer));

    [Fact]
    public void A_rationale_is_no_book() =>
        Assert.Equal(
            ["/grounds/rationale"],
            (Why with { Rationale = new('x', Check.MaxTextLength + 1) })
                .Faults()
                .Select(f => f.Pointer)
        );
}
