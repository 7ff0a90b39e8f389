using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using PortfolioLedger.Core.AuditLog;
using PortfolioLedger.Core.Tests.Documentation;

namespace PortfolioLedger.Core.Tests.AuditLog;

/// <summary>Laws of the canonical form, on generated JSON.</summary>
public sealed class CanonicalJsonPropertyTests
{
    [Fact]
    public void The_canonical_form_of_a_canonical_form_is_itself() =>
        JsonGen.Value.Sample(value =>
        {
            var once = CanonicalJson.Encode(Encoding.UTF8.GetBytes(value.Plain()));
            Assert.Equal(once, CanonicalJson.Encode(once));
        });

    [Fact]
    public void Order_of_keys_white_space_and_escapes_do_not_matter() =>
        Gen.Select(JsonGen.Value, Gen.Int).Sample((value, seed) =>
        {
            var plain = CanonicalJson.Encode(Encoding.UTF8.GetBytes(value.Plain()));
            var shuffled = CanonicalJson.Encode(Encoding.UTF8.GetBytes(value.Shuffled(new(seed))));
            Assert.Equal(Encoding.UTF8.GetString(plain), Encoding.UTF8.GetString(shuffled));
        });

    [Fact]
    public void What_is_read_back_is_what_was_written() =>
        JsonGen.Value.Sample(value =>
        {
            var plain = value.Plain();
            var canonical = CanonicalJson.Encode(Encoding.UTF8.GetBytes(plain));
            Assert.True(Same(JsonNode.Parse(plain), JsonNode.Parse(canonical)), plain);
        });

    [Fact]
    public void Different_values_have_different_forms() =>
        Gen.Select(JsonGen.Value, JsonGen.Value).Sample((one, other) =>
        {
            var (left, right) = (one.Plain(), other.Plain());
            var equal = CanonicalJson.Encode(Encoding.UTF8.GetBytes(left)).AsSpan()
                .SequenceEqual(CanonicalJson.Encode(Encoding.UTF8.GetBytes(right)));
            Assert.Equal(Same(JsonNode.Parse(left), JsonNode.Parse(right)), equal);
        });

    /// <summary>Equal as values: numbers as doubles, objects whatever their order.</summary>
    private static bool Same(JsonNode? one, JsonNode? other) => (one, other) switch
    {
        (null, null) => true,
        (JsonObject a, JsonObject b) => a.Count == b.Count && a.All(pair =>
            b.TryGetPropertyValue(pair.Key, out var value) && Same(pair.Value, value)),
        (JsonArray a, JsonArray b) => a.Count == b.Count && a.Zip(b, Same).All(same => same),
        (JsonValue a, JsonValue b) => a.GetValueKind() == b.GetValueKind() && Scalar(a, b),
        _ => false,
    };

    private static bool Scalar(JsonValue one, JsonValue other) => one.GetValueKind() switch
    {
        System.Text.Json.JsonValueKind.Number => one.GetValue<double>().Equals(
            other.GetValue<double>()),
        System.Text.Json.JsonValueKind.String => one.GetValue<string>() == other.GetValue<string>(),
        _ => true,
    };
}
