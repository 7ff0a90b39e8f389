using static PortfolioLedger.Core.Tests.Kernel.ValueJson;

namespace PortfolioLedger.Core.Tests.Kernel;

public sealed class KeyTests
{
    public static TheoryData<string> Keys =>
        ["a", "0", "croton", "2026-q1", "a-", "a--b", new string('x', 63)];

    public static TheoryData<string> Others =>
        ["", "-a", "A", "croton falls", "croton_falls",
         "é", "a/b", "a\n", "٣", new string('x', 64)];

    [Theory]
    [MemberData(nameof(Keys))]
    public void A_key_is_read_and_written_as_its_text(string text)
    {
        Assert.Equal(text, Key.Parse(text).Value);
        Assert.Equal($"\"{text}\"", Write(Read<Key>($"\"{text}\"")));
    }

    [Theory]
    [MemberData(nameof(Others))]
    public void Another_text_is_no_key(string text)
    {
        Assert.False(Key.TryParse(text, out var key));
        Assert.Equal(default, key);
        Assert.Contains(Key.Form, Assert.Throws<FormatException>(() => Key.Parse(text)).Message,
            StringComparison.Ordinal);
        Assert.Contains(Key.Form, Refused<Key>(System.Text.Json.JsonSerializer.Serialize(text)),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("null")]
    [InlineData("true")]
    [InlineData("{}")]
    public void Only_a_string_is_a_key(string json) =>
        Assert.Contains("must be a string", Refused<Key>(json), StringComparison.Ordinal);

    [Fact]
    public void Keys_are_property_names_in_ordinal_order()
    {
        var map = Read<ImmutableSortedDictionary<Key, int>>("""{"b":1,"a-z":2,"a0":3}""");

        Assert.Equal("""{"a-z":2,"a0":3,"b":1}""", Write(map));
        Assert.Contains(Key.Form, Refused<ImmutableSortedDictionary<Key, int>>("""{"B":1}"""),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("initiative/croton", SubjectKind.Initiative, "croton")]
    [InlineData("value-stream/water", SubjectKind.ValueStream, "water")]
    [InlineData("customer-segment/a", SubjectKind.CustomerSegment, "a")]
    public void A_subject_is_kind_and_key(string text, SubjectKind kind, string key)
    {
        Assert.Equal(new Subject(kind, Key.Parse(key)), Read<Subject>($"\"{text}\""));
        Assert.Equal($"\"{text}\"", Write(new Subject(kind, Key.Parse(key))));
        Assert.Equal($$"""{"{{text}}":1}""",
            Write(Read<ImmutableSortedDictionary<Subject, int>>($$"""{"{{text}}":1}""")));
    }

    [Theory]
    [InlineData("\"croton\"")]
    [InlineData("\"/croton\"")]
    [InlineData("\"initiative/\"")]
    [InlineData("\"initiative/Croton\"")]
    [InlineData("\"initiative/a/b\"")]
    [InlineData("\"Initiative/croton\"")]
    [InlineData("\"project/croton\"")]
    [InlineData("null")]
    public void Another_text_is_no_subject(string json) =>
        Assert.Contains("must be <kind>/<key>", Refused<Subject>(json), StringComparison.Ordinal);

    [Fact]
    public void A_number_is_no_subject() => Assert.NotEmpty(Refused<Subject>("1"));
}
