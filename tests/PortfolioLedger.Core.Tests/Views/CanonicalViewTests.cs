using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using PortfolioLedger.Core.AuditLog;
using PortfolioLedger.Core.Tests.Books;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Core.Tests.AuditLog;

namespace PortfolioLedger.Core.Tests.Views;

/// <summary>
/// Digests are hashed as views are written, without a text in between: they must be those of the
/// canonical form of the JSON that a reader of the view has.
/// </summary>
public sealed class CanonicalViewTests
{
    private static readonly Gen<decimal> Number =
        Gen.Select(Gen.Long, Gen.Int[0, 28]).Select((digits, scale) =>
            new decimal((int)digits, (int)(digits >> 32), 0, digits < 0, (byte)scale));

    private static readonly Gen<Key> Keys = Gen.Char['a', 'z']
        .Array[1, 3]
        .Select(c => Key.Parse(new(c)));

    private static readonly Gen<Awkward> Views = Gen.Select(
            JsonGen.Text,
            Number,
            Gen.Long,
            Gen.Double.Where(double.IsFinite),
            Gen.Select(JsonGen.Text, Number).Array[0, 5],
            Gen.Select(Keys, JsonGen.Text).Array[0, 5],
            Gen.Int[0, 3]
        )
        .Select(
            (text, number, whole, real, texts, keys, sort) =>
                new Awkward(
                    text,
                    number,
                    sort == 0 ? null : -number,
                    whole,
                    real,
                    (SubjectKind)sort,
                    sort == 1
                        ? null
                        : new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(2)),
                    texts
                        .DistinctBy(t => t.Item1)
                        .ToImmutableSortedDictionary(
                            t => t.Item1,
                            t => t.Item2,
                            StringComparer.Ordinal
                        ),
                    keys.DistinctBy(k => k.Item1)
                        .ToImmutableSortedDictionary(
                            k => new Subject(
                                (SubjectKind)((sort + k.Item1.Value.Length) % 4),
                                k.Item1
                            ),
                            k => k.Item2
                        ),
                    [new(text, null), new("", Key.Parse("k"))]
                )
        );

    [Fact]
    public void A_digest_is_the_hash_of_the_canonical_form_of_the_view() =>
        Views.Sample(
            view => Assert.Equal(Slowly(view, Empty), ViewDigest.Of("awkward", 1, view, Empty)),
            iter: 2_000
        );

    [Fact]
    public void A_long_view_is_hashed_whole() =>
        Views.Sample(
            view =>
            {
                var longer = view with
                {
                    Items =
                    [
                        .. Enumerable
                            .Range(0, 5_000)
                            .Select(i => new Inner($"{i} {view.Zeta}", Key.Parse("k"))),
                    ],
                };

        Assert.Equal(Slowly(longer, Empty), ViewDigest.Of("awkward", 1, longer, Empty));
    }, iter: 5);

    [Fact]
    public void A_field_that_has_no_canonical_form_is_refused() =>
        Assert.Throws<NotSupportedException>(() =>
            ViewDigest.Of("foreign", 1, new Foreign(1), Empty)
        );

    [Fact]
    public void A_field_named_like_the_envelope_is_refused() =>
        Assert.Throws<ArgumentException>(() => ViewDigest.Of("double", 1, new Doubled("x"), Empty));

    private static Book Empty => Book.EmptyOn(History.Portfolio, new(2026, 1, 1));

    private static string Slowly<T>(T view, Book book)
    {
        var json = JsonSerializer.SerializeToNode(view, ViewJson.Options)!.AsObject();
        json["portfolio"] = book.Portfolio.Value;
        json["asOf"] = new JsonObject
        {
            ["position"] = 0,
            ["knownAt"] = null,
            ["effectiveOn"] = "2026-01-01",
            ["claimed"] = false,
        };
        var canonical = CanonicalJson.Encode(JsonSerializer.SerializeToUtf8Bytes(json));
        return $"awkward/1:sha256:{Convert.ToHexStringLower(SHA256.HashData(canonical))}";
    }

    private sealed record Awkward(
        string Zeta, decimal Number, decimal? Maybe, long Whole, double Real, SubjectKind Kind,
        DateTimeOffset? KnownAt, ImmutableSortedDictionary<string, decimal> Texts,
        ImmutableSortedDictionary<Subject, string> Subjects, ImmutableArray<Inner> Items);

    private sealed record Inner(string B, Key? A);

    private sealed record Foreign(float Value);

    private sealed record Doubled(string Portfolio);
}
