using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PortfolioLedger.Core.AuditLog;
using PortfolioLedger.Core.Tests.Documentation;

namespace PortfolioLedger.Core.Tests.AuditLog;

public sealed class LeafTests
{
    private static readonly LeafEnvelope Approval = new(
        Portfolio: "capital",
        Epoch: 1,
        Position: 42,
        Id: new Guid("0198F0C2-7A1B-7C3D-8E4F-0123456789AB"),
        Type: "initiative_approved",
        SchemaVersion: 2,
        RecordedAt: new DateTimeOffset(2026, 3, 31, 12, 15, 30, TimeSpan.FromHours(2))
            .AddMicroseconds(123_456),
        ReportedAt: null,
        EffectiveOn: new DateOnly(2026, 3, 31),
        ActorId: "u-17",
        ActorRole: "approver",
        ActorDepartment: "Finance",
        OnBehalfOf: null,
        CorrelationId: "c-1",
        CausationId: null);

    private const string Data =
        "{\"weeks\": 12, \"initiative\": \"rail-é\", \"note\": \"a\\u0022b\\n\", "
        + "\"budget\": \"1250000.50\"}";

    private const string GoldenLeaf =
        "{\"actor\":{\"department\":\"Finance\",\"id\":\"u-17\",\"role\":\"approver\"},"
        + "\"causationId\":null,\"correlationId\":\"c-1\",\"data\":{\"budget\":\"1250000.50\","
        + "\"initiative\":\"rail-é\",\"note\":\"a\\\"b\\n\",\"weeks\":12},"
        + "\"effectiveOn\":\"2026-03-31\",\"epoch\":1,"
        + "\"id\":\"0198f0c2-7a1b-7c3d-8e4f-0123456789ab\",\"onBehalfOf\":null,"
        + "\"portfolio\":\"capital\",\"position\":42,"
        + "\"recordedAt\":\"2026-03-31T10:15:30.123456Z\",\"reportedAt\":null,"
        + "\"schemaVersion\":2,\"type\":\"initiative_approved\",\"v\":1}";

    /// <summary>Computed with another implementation of JSON and SHA-256.</summary>
    private const string GoldenHash =
        "1e47253701bfa629b34d0efeb388b7f147d59df3a43793a2ad8c14e2f67cc5c4";

    [Fact]
    public void A_known_event_has_its_known_leaf_and_hash()
    {
        var leaf = BytesOf(Approval);

        Assert.Equal(GoldenLeaf, Encoding.UTF8.GetString(leaf));
        Assert.Equal(GoldenHash, Convert.ToHexStringLower(MerkleHash.OfLeaf(leaf).ToArray()));
        Assert.Equal(
            "HkclNwG/pimzTQ7+s4i38UfVnfOkN5OirYwU4vZ8xcQ=", MerkleHash.OfLeaf(leaf).ToString());
        Assert.Equal(MerkleHash.OfLeaf(leaf), Leaf.Hash(Approval, Encoding.UTF8.GetBytes(Data)));
    }

    [Fact]
    public void The_empty_leaf_has_the_hash_of_RFC_6962() =>
        Assert.Equal("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            Convert.ToHexStringLower(MerkleHash.OfLeaf([]).ToArray()));

    [Fact]
    public void A_leaf_is_its_own_canonical_form()
    {
        foreach (var envelope in Changed.Append(Approval))
            Assert.Equal(CanonicalJson.Encode(BytesOf(envelope)), BytesOf(envelope));
    }

    [Fact]
    public void Any_changed_member_changes_the_hash()
    {
        var hashes = Changed.Append(Approval).Select(e => MerkleHash.OfLeaf(BytesOf(e)))
            .Append(MerkleHash.OfLeaf(BytesOf(Approval, Data.Replace("12", "13"))));

        Assert.Equal(Changed.Count + 2, hashes.Distinct().Count());
        Assert.Equal(
            typeof(LeafEnvelope).GetProperties().Length, Changed.Count);
    }

    [Theory]
    [InlineData("{\"budget\":\"1250000.50\",\"initiative\":\"rail-\\u00e9\",\"note\":\"a\\\"b\\n\","
        + "\"weeks\":12}")]
    [InlineData("{\"note\":\"a\\\"b\\u000A\",\"weeks\":12.0,\"budget\":\"1250000.50\","
        + "\"initiative\":\"rail-é\"}")]
    public void Another_form_of_the_same_data_gives_the_same_leaf(string data) =>
        Assert.Equal(BytesOf(Approval), BytesOf(Approval, data));

    [Fact]
    public void An_instant_is_the_same_in_every_offset() =>
        Assert.Equal(
            BytesOf(Approval),
            BytesOf(Approval with { RecordedAt = Approval.RecordedAt.ToUniversalTime() }));

    [Fact]
    public void An_absent_text_differs_from_an_empty_one() =>
        Assert.NotEqual(BytesOf(Approval), BytesOf(Approval with { CausationId = "" }));

    [Fact]
    public void Texts_cannot_forge_other_members()
    {
        var forged = Approval with { Portfolio = "capital\",\"position\":1,\"x\":\"" };

        using var leaf = JsonDocument.Parse(BytesOf(forged));

        Assert.Equal(forged.Portfolio, leaf.RootElement.GetProperty("portfolio").GetString());
        Assert.Equal(42, leaf.RootElement.GetProperty("position").GetInt64());
        Assert.Equal(15, leaf.RootElement.GetPropertyCount());
    }

    [Fact]
    public void An_instant_finer_than_a_microsecond_is_refused() =>
        Assert.Throws<ArgumentException>(
            () => BytesOf(Approval with { ReportedAt = Approval.RecordedAt.AddTicks(1) }));

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData((1L << 53))]
    public void A_position_that_is_no_index_is_refused(long position) =>
        Assert.Throws<ArgumentOutOfRangeException>(
            () => BytesOf(Approval with { Position = position }));

    [Fact]
    public void The_last_exact_position_is_written_whole() =>
        Assert.Contains("\"position\":9007199254740991,", Encoding.UTF8.GetString(
            BytesOf(Approval with { Position = (1L << 53) - 1 })), StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("{\"a\":1,\"a\":1}")]
    [InlineData("1} , {")]
    public void Data_without_canonical_form_is_refused(string data) =>
        Assert.Throws<FormatException>(() => BytesOf(Approval, data));

    [Fact]
    public void A_lone_surrogate_in_a_text_is_refused() =>
        Assert.Throws<FormatException>(() => BytesOf(Approval with { ActorId = "u\ud800" }));

    [Fact]
    public void Long_data_stands_beside_its_leaf_which_holds_its_hash()
    {
        // {"a":"…"} is eight bytes longer than its text.
        var longest = $"{{\"a\":\"{new string('x', Leaf.LongestData - 8)}\"}}";
        var longer = $"{{\"a\":\"{new string('x', Leaf.LongestData - 7)}\"}}";

        using var inside = JsonDocument.Parse(BytesOf(Approval, longest));
        using var beside = JsonDocument.Parse(BytesOf(Approval, longer));

        Assert.Equal(1, inside.RootElement.GetProperty("v").GetInt32());
        Assert.True(inside.RootElement.TryGetProperty("data", out _));
        Assert.Equal(2, beside.RootElement.GetProperty("v").GetInt32());
        Assert.False(beside.RootElement.TryGetProperty("data", out _));
        Assert.Equal(
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(longer))),
            beside.RootElement.GetProperty("dataSha256").GetString());
        Assert.Equal(15, beside.RootElement.GetPropertyCount());
    }

    [Fact]
    public void A_leaf_whose_data_stands_beside_it_is_its_own_canonical_form_too()
    {
        var leaf = BytesOf(Approval, $"[\"{new string('é', Leaf.LongestData)}\"]");

        Assert.Equal(CanonicalJson.Encode(leaf), leaf);
        Assert.True(leaf.Length < EntryBundle.MaxEntry);
    }

    /// <summary>One envelope for each member, with that member changed.</summary>
    private static readonly IReadOnlyList<LeafEnvelope> Changed =
    [
        Approval with { Portfolio = "Capital" },
        Approval with { Epoch = 2 },
        Approval with { Position = 43 },
        Approval with { Id = new Guid("0198f0c2-7a1b-7c3d-8e4f-0123456789ac") },
        Approval with { Type = "initiative_refused" },
        Approval with { SchemaVersion = 3 },
        Approval with { RecordedAt = Approval.RecordedAt.AddMicroseconds(1) },
        Approval with { ReportedAt = Approval.RecordedAt },
        Approval with { EffectiveOn = new DateOnly(2026, 4, 1) },
        Approval with { ActorId = "u-18" },
        Approval with { ActorRole = "owner" },
        Approval with { ActorDepartment = null },
        Approval with { OnBehalfOf = "u-9" },
        Approval with { CorrelationId = "c-2" },
        Approval with { CausationId = "c-1" },
    ];

    private static byte[] BytesOf(LeafEnvelope envelope, string data = Data) =>
        Leaf.Bytes(envelope, Encoding.UTF8.GetBytes(data));
}
