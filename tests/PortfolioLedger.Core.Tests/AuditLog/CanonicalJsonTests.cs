using System.Buffers;
using System.Text;
using System.Text.Json;
using PortfolioLedger.Core.AuditLog;
using PortfolioLedger.Core.Tests.Documentation;

namespace PortfolioLedger.Core.Tests.AuditLog;

public sealed class CanonicalJsonTests
{
    [Theory]
    [InlineData(" { \"b\" : 1 , \"a\" : [ true , false , null ] } ",
        "{\"a\":[true,false,null],\"b\":1}")]
    [InlineData("{}", "{}")]
    [InlineData("[ ]", "[]")]
    [InlineData("{\"\":0,\"a\":1,\"aa\":2}", "{\"\":0,\"a\":1,\"aa\":2}")]
    [InlineData("{\"aa\":2,\"a\":1,\"\":0}", "{\"\":0,\"a\":1,\"aa\":2}")]
    [InlineData("[1.0,-0,-0.0,1e2,100,1E-7,-5,123456789012345]",
        "[1,0,0,100,100,1e-7,-5,123456789012345]")]
    [InlineData("[9007199254740993,12345678901234567890]",
        "[9007199254740992,12345678901234567000]")]
    [InlineData("\"plain\"", "\"plain\"")]
    public void White_space_order_and_numbers_become_canonical(string json, string expected) =>
        Assert.Equal(expected, Of(json));

    [Theory]
    [InlineData("\"\\u0000\\u001F\\u007f\"", "\"\\u0000\\u001f\u007f\"")]
    [InlineData("\"\\u0008\\u0009\\u000a\\u000c\\u000d\"", "\"\\b\\t\\n\\f\\r\"")]
    [InlineData("\"\\/ \\\" \\\\ \\u0022 \\u005c\"", "\"/ \\\" \\\\ \\\" \\\\\"")]
    [InlineData("\"\\u20ac \\ud83d\\ude02 <>&'\\u2028\"", "\"€ 😂 <>&'\u2028\"")]
    public void Strings_escape_only_what_the_standard_escapes(string json, string expected) =>
        Assert.Equal(expected, Of(json));

    [Theory]
    [InlineData("{\"\\ud83d\\ude02\":1,\"\\ufb33\":2,\"\\u20ac\":3}")]
    [InlineData("{\"😂\":1,\"\ufb33\":2,\"€\":3}")]
    [InlineData("{\"\ufb33\":2,\"\\ud83d\\ude02\":1,\"€\":3}")]
    public void Keys_are_ordered_by_UTF_16_code_units(string json) =>
        Assert.Equal("{\"€\":3,\"😂\":1,\"\ufb33\":2}", Of(json));

    [Theory]
    [InlineData("{\"a\":1,\"a\":1}")]
    [InlineData("{\"a\":1,\"\\u0061\":2}")]
    [InlineData("{\"b\":0,\"a\":1,\"c\":0,\"a\":2}")]
    [InlineData("[{\"x\":{\"a\":1,\"a\":1}}]")]
    public void A_key_that_comes_twice_is_refused(string json) =>
        Assert.Contains("\"a\" comes twice", Refused(json), StringComparison.Ordinal);

    [Theory]
    [InlineData("\"\\ud800\"")]
    [InlineData("\"\\udc00\"")]
    [InlineData("\"\\ud800x\"")]
    [InlineData("\"\\ude02\\ud83d\"")]
    [InlineData("{\"\\ud800\":1}")]
    [InlineData("{\"b\":0,\"a\":1,\"\\ud800\":1}")]
    [InlineData("{\"\\ud800\":1,\"\\ud800\":1}")]
    public void A_lone_surrogate_is_refused(string json) =>
        Assert.Contains("lone surrogate", Refused(json), StringComparison.Ordinal);

    [Theory]
    [InlineData("22EDA08022")]
    [InlineData("22FF22")]
    [InlineData("225C6EFF22")]
    [InlineData("7B22FF223A312C22FF223A317D")]
    [InlineData("7B22FF223A317D")]
    public void Bytes_that_are_not_UTF_8_are_refused(string hex) =>
        Assert.Throws<FormatException>(() => CanonicalJson.Encode(Convert.FromHexString(hex)));

    [Theory]
    [InlineData("1e309")]
    [InlineData("[-1e400]")]
    public void A_number_beyond_a_double_is_refused(string json) =>
        Assert.Contains("too large", Refused(json), StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{} {}")]
    [InlineData("1 x")]
    [InlineData("[1,]")]
    [InlineData("// note\n1")]
    [InlineData("NaN")]
    [InlineData("01")]
    [InlineData("\"a\tb\"")]
    [InlineData("\uFEFF{}")]
    public void Text_that_is_not_one_JSON_value_is_refused(string json) =>
        Assert.StartsWith("No canonical JSON", Refused(json), StringComparison.Ordinal);

    [Fact]
    public void Sixty_four_levels_are_canonical_and_one_more_is_refused()
    {
        Assert.Equal(Nested(64), Of(Nested(64)));
        Assert.Contains("64", Refused(Nested(65)), StringComparison.Ordinal);
        Assert.Contains("64", Refused(Nested(100_000)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_parsed_with_a_larger_limit_is_refused_beyond_64_levels()
    {
        using var deep = JsonDocument.Parse(Nested(65), new() { MaxDepth = 100 });

        var refused = Assert.Throws<FormatException>(() => CanonicalJson.Encode(deep.RootElement));

        Assert.Contains("deeper than 64", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_value_is_refused() =>
        Assert.Throws<FormatException>(() => CanonicalJson.Encode(default(JsonElement)));

    [Fact]
    public void A_parsed_value_is_written_as_its_text_is()
    {
        const string json = "{\"b\":[1.50,\"\\u00e9\"],\"a\":{\"z\":null,\"y\":true}}";
        using var document = JsonDocument.Parse(json);
        var output = new ArrayBufferWriter<byte>();

        CanonicalJson.Write(document.RootElement, output);

        Assert.Equal(Of(json), Encoding.UTF8.GetString(output.WrittenSpan));
        Assert.Equal(Of(json), Encoding.UTF8.GetString(CanonicalJson.Encode(document.RootElement)));
    }

    [Fact]
    public void A_large_value_outgrows_every_buffer_and_stays_whole()
    {
        var keys = Enumerable.Range(0, 5_000).Select(i => $"k{i:D5}").ToList();
        var members = keys.Select(key => $"\"{key}\":\"{new string('x', 100)}\"").ToList();
        var sorted = "{" + string.Join(',', members) + "}";
        members.Reverse();

        Assert.Equal(sorted, Of("{" + string.Join(" , ", members) + "}"));
    }

    [Fact]
    public void Values_are_canonical_in_parallel_as_they_are_alone()
    {
        var texts = Enumerable.Range(0, 2_000)
            .Select(i => $"{{\"b\":\"{new string('y', i % 700)}\",\"a\":{i}}}").ToList();
        var expected = texts.Select((_, i) =>
            $"{{\"a\":{i},\"b\":\"{new string('y', i % 700)}\"}}");

        Assert.Equal(expected, texts.AsParallel().AsOrdered().Select(Of));
    }

    private static string Nested(int levels) => new string('[', levels) + new string(']', levels);

    private static string Of(string json) =>
        Encoding.UTF8.GetString(CanonicalJson.Encode(Encoding.UTF8.GetBytes(json)));

    private static string Refused(string json) =>
        Assert.Throws<FormatException>(() => Of(json)).Message;
}
