using CsCheck;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Imports;

namespace PortfolioLedger.Tests.Imports;

/// <summary>Texts of a source become keys.</summary>
public sealed class SlugTests
{
    private static readonly Gen<string> Word = Gen.String[Gen.Char["abcXYZ019é"], 1, 20];

    private static readonly Gen<string> Long = Gen.Select(Word.Array[12, 30], Gen.Int[0, 3])
        .Select((words, at) => "a" + string.Join(((string[])[" ", " & ", ", ", "/"])[at], words))
        .Where(text => Slug.IsShortened(text, "x-"));

    [Theory]
    [InlineData("H+H", "", "h-h")]
    [InlineData("Mayor's Office", "", "mayor-s-office")]
    [InlineData("MOD_0106_1617-Q1", "uk-", "uk-mod-0106-1617-q1")]
    [InlineData("  (18) ", "nyc-", "nyc-18")]
    [InlineData("A department whose name has exactly as much as fits into a keyy", "",
        "a-department-whose-name-has-exactly-as-much-as-fits-into-a-keyy")]
    public void A_text_that_fits_is_its_own_words(string text, string prefix, string key)
    {
        Assert.True(Slug.TryOf(text, prefix, out var made));
        Assert.Equal((key, false), (made.Value, Slug.IsShortened(text, prefix)));
    }

    [Theory]
    [InlineData(
        "Indigenous Services Canada & Crown-Indigenous Relations and Northern Affairs Canada",
        "",
        "indigenous-services-canada-crown-indigenous--"
    )]
    [InlineData(
        "A department whose name has exactly one more than fits into a key",
        "",
        "a-department-whose-name-has-exactly-one-more-than--"
    )]
    [InlineData(
        "Donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunterbeamtengesellschaft",
        "x-",
        "x-donaudampfschifffahrtselektrizitaetenhauptbetrieb--"
    )]
    public void A_longer_one_keeps_its_first_words_and_ends_in_a_hash_of_the_whole_text(
        string text, string prefix, string words)
    {
        Assert.True(Slug.TryOf(text, prefix, out var key));
        Assert.Matches($"^{words}[0-9a-f]{{10}}$", key.Value);
        Assert.True(Slug.IsShortened(text, prefix));
    }

    [Fact]
    public void The_same_text_makes_the_same_key_in_every_run_and_release()
    {
        Assert.True(Slug.TryOf(YearlyLists.IndigenousServices.Text, "", out var key));
        Assert.Equal(YearlyLists.IndigenousServices.Key, key);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-- é --")]
    public void Without_letters_and_digits_there_is_no_key(string text) =>
        Assert.False(Slug.TryOf(text, "x-", out _));

    [Fact]
    public void What_is_shortened_is_a_key_and_known_as_one_that_was_shortened() =>
        Long.Sample(text =>
        {
            Assert.True(Slug.TryOf(text, "x-", out var key));
            Assert.True(Key.TryParse(key.Value, out _));
            Assert.True(Slug.IsShortenedKey(key.Value, out var same));
            Assert.Equal(key, same);
            Assert.StartsWith("x-a", key.Value, StringComparison.Ordinal);
            Slug.TryOf(text, "x-", out var again);
            Assert.Equal(key, again);
        });

    [Fact]
    public void Texts_that_begin_alike_and_go_on_otherwise_have_different_keys() =>
        Gen.Select(Long, Word, Word).Where((_, one, other) => one != other)
            .Sample((text, one, other) =>
            {
                Slug.TryOf($"{text} {one}", "x-", out var first);
                Slug.TryOf($"{text} {other}", "x-", out var second);
                Assert.NotEqual(first, second);
            });

    [Fact]
    public void No_text_that_fits_makes_the_key_of_one_that_does_not() =>
        Gen.Select(Long, Word).Sample((text, word) =>
        {
            Slug.TryOf(text, "x-", out var key);
            // The key itself, read as a text of the source, and with the prefix taken off.
            foreach (var other in (string[])[key.Value, key.Value[2..], word])
                if (Slug.TryOf(other, "x-", out var made))
                    Assert.NotEqual(key, made);
        });
}
