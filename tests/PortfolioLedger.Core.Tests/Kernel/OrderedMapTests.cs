using System.Text.Json;
using CsCheck;

namespace PortfolioLedger.Core.Tests.Kernel;

/// <summary>The map of the books against the sorted dictionary of the base library.</summary>
public sealed class OrderedMapTests
{
    private static readonly Gen<string> Texts = Gen.Char['A', 'f']
        .Array[0, 2]
        .Select(c => new string(c));

    /// <summary>Few keys, often again, in runs that rise: all ways to grow and to split.</summary>
    private static readonly Gen<(int Key, int Value, bool Removed)[]> Steps = Gen.Select(
            Gen.Int[0, 600],
            Gen.Int[1, 40],
            Gen.Bool
        )
        .Array[0, 60]
        .Select(runs =>
            runs.SelectMany(run =>
                    Enumerable
                        .Range(run.Item1, run.Item2)
                        .Select(key => (key, run.Item2, run.Item3 && run.Item2 < 12))
                )
                .ToArray()
        );

    [Fact]
    public void It_holds_what_a_sorted_dictionary_holds_after_the_same_changes() =>
        Steps.Sample(steps =>
        {
            var map = OrderedMap<int, int>.Empty;
            var expected = ImmutableSortedDictionary<int, int>.Empty;
            foreach (var (key, value, removed) in steps)
                (map, expected) = removed ? (map.Remove(key), expected.Remove(key))
                    : (map.SetItem(key, value), expected.SetItem(key, value));

                AssertEqual(expected, map);
                Assert.All(Enumerable.Range(-1, 700), key =>
                {
                    Assert.Equal(
                        expected.TryGetValue(key, out var value),
                        map.TryGetValue(key, out var found)
                    );
                    Assert.Equal(value, found);
                });
            },
            iter: 300
        );

    [Fact]
    public void Backwards_it_is_the_same_from_the_end() => Steps.Sample(steps =>
    {
        var map = OrderedMap<int, int>.Empty;
        foreach (var (key, value, removed) in steps)
            map = removed ? map.Remove(key) : map.SetItem(key, value);

        Assert.Equal(map.Reverse(), map.Backwards());
    }, iter: 100);

    [Fact]
    public void A_change_leaves_every_earlier_version_as_it_was() =>
        Steps.Sample(
            steps =>
            {
                var versions = new List<(
                    OrderedMap<int, int> Map,
                    ImmutableSortedDictionary<int, int> Expected
                )>
                {
                    (default, ImmutableSortedDictionary<int, int>.Empty),
                };
                foreach (var (key, value, removed) in steps)
                    versions.Add(
                        removed
                            ? (versions[^1].Map.Remove(key), versions[^1].Expected.Remove(key))
                            : (
                                versions[^1].Map.SetItem(key, value),
                                versions[^1].Expected.SetItem(key, value)
                            )
                    );

            foreach (var (map, expected) in versions.Where((_, i) => i % 7 == 0))
                AssertEqual(expected, map);
        }, iter: 50);

    [Fact]
    public void Texts_are_sorted_by_code_unit_in_memory_and_in_JSON() =>
        Texts.Array[0, 80].Sample(texts =>
        {
            var map = OrderedMap<string, int>.Empty;
            foreach (var text in texts)
                map = map.SetItem(text, text.Length);
            var expected = texts.Distinct().Order(StringComparer.Ordinal).ToArray();

                    Assert.Equal(expected, map.Keys);
                    Assert.Equal(
                        expected,
                        ValueJson.Read<OrderedMap<string, int>>(ValueJson.Write(map)).Keys
                    );
                },
                iter: 200
            );

    [Fact]
    public void It_is_stored_as_a_sorted_dictionary_is()
    {
        var plain = ImmutableSortedDictionary<Key, Share>.Empty
            .Add(Key.Parse("b"), new(0.5m)).Add(Key.Parse("a"), new(1));

        Assert.Equal(ValueJson.Write(plain), ValueJson.Write(plain.ToOrderedMap()));
        Assert.Equal("{}", ValueJson.Write(default(OrderedMap<Key, int>)));
    }

    [Theory]
    [InlineData("""{"a":1,"a":2}""", "'a' is there twice")]
    [InlineData("[]", "must be an object")]
    [InlineData("""{"A":1}""", Key.Form)]
    public void What_is_no_map_is_refused(string json, string why) =>
        Assert.Contains(why, Assert.Throws<JsonException>(
            () => ValueJson.Read<OrderedMap<Key, int>>(json)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_missing_key_is_named() =>
        Assert.Contains(
            "'nobody'",
            Assert
                .Throws<KeyNotFoundException>(() => OrderedMap<Key, int>.Empty[Key.Parse("nobody")])
                .Message,
            StringComparison.Ordinal
        );

    private static void AssertEqual(
        ImmutableSortedDictionary<int, int> expected, OrderedMap<int, int> map)
    {
        Assert.Equal(expected, map);
        Assert.Equal(expected.Count, map.Count);
        Assert.Equal(expected.IsEmpty, map.IsEmpty);
        Assert.Equal(expected.Keys, map.Keys);
        Assert.Equal(expected.Values, map.Values);
    }
}
