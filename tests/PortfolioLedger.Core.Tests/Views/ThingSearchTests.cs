using CsCheck;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Tests.Books;
using PortfolioLedger.Core.Views;
using static PortfolioLedger.Core.Tests.Books.Facts;

namespace PortfolioLedger.Core.Tests.Views;

/// <summary>Finding things by key and name.</summary>
public sealed class ThingSearchTests
{
    private readonly History _journal = new History().Record(Opened());

    private void Name(string key, string name) => _journal.Record(new InitiativeProposed(
        Key.Parse(key), name, InitiativeKind.Project, null, "sponsor", null, null, null, null));

    private string[] Find(string text, int limit = 10) =>
        [.. ThingSearch.In(_journal.Book, text, limit).Items.Select(i => i.Subject.Key.Value)];

    [Theory]
    [InlineData("MUNCHEN")]
    [InlineData("münchen")]
    [InlineData("  München, ")]
    [InlineData("wasser munchen")]
    public void Case_accents_and_order_of_words_do_not_matter(string text)
    {
        Name("m", "Münchens Wasser");
        Name("other", "Zürichs Wasser");

        Assert.Equal(["m"], Find(text));
    }

    [Fact]
    public void What_is_called_exactly_so_comes_first_then_what_begins_so()
    {
        Name("a", "An old water main");
        Name("b", "Underwater works");
        Name("c", "Water mains");
        Name("d", "Water");
        Name("water", "The east");

        Assert.Equal(["d", "water", "c", "a", "b"], Find("water"));
    }

    [Fact]
    public void Everything_with_a_key_is_found_by_it_in_the_order_of_kinds()
    {
        _journal.Record(Objective("flood")).Record(Initiative("flood"))
            .Record(Outcome("flood", "flood"));

        Assert.Equal(
            ["objective/flood", "initiative/flood", "outcome/flood"],
            ThingSearch.In(_journal.Book, "flood", 10).Items.Select(i => i.Subject.ToString()));
    }

    [Fact]
    public void The_past_knows_only_what_was_there()
    {
        _journal.On("2026-02-01").Record(Initiative("early"));
        _journal.On("2026-03-01").Record(Initiative("early-too"));

        Assert.Equal(["early"], ThingSearch.In(_journal.AsOf("2026-02-15"), "early", 10).Items
            .Select(i => i.Subject.Key.Value));
        Assert.Equal(["early", "early-too"], Find("early"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("–&/")]
    public void A_text_without_words_finds_nothing(string text)
    {
        Name("a", "Anything");

        Assert.Empty(Find(text));
    }

    [Fact]
    public void How_many_were_found_beside_those_that_are_shown_is_said()
    {
        foreach (var key in (string[])["a", "b", "c"])
            Name(key, "Water");

        var found = ThingSearch.In(_journal.Book, "water", 2);

        Assert.Equal((2, 1), (found.Items.Length, found.More));
    }

    [Fact]
    public void A_name_is_found_by_any_part_of_its_words() =>
        Gen.Select(Gen.String[Gen.Char["aäbcß Éz-"], 1, 12], Gen.Int[0, 11], Gen.Int[1, 12])
            .Sample((name, start, length) =>
            {
                var journal = new History().Record(Opened()).Record(new InitiativeProposed(
                    Key.Parse("thing"), name, InitiativeKind.Project, null, "sponsor", null, null,
                    null, null));
                var part = name[Math.Min(start, name.Length - 1)..];
                part = part[..Math.Min(length, part.Length)];
                var found = ThingSearch.In(journal.Book, part, 10).Items;
                return part.Any(char.IsLetter) ? found.Length == 1 : found.IsEmpty;
            }, iter: 300);
}
