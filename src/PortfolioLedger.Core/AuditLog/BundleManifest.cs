using System.Text.Json;
using System.Text.Json.Serialization;

namespace PortfolioLedger.Core.AuditLog;

/// <summary>What an evidence bundle says of itself: its last file.</summary>
/// <param name="Bundle">The version of the format.</param>
/// <param name="Portfolio">Of which portfolio.</param>
/// <param name="Origin">Of which log; portfolio and epoch are in it.</param>
/// <param name="From">The first position.</param>
/// <param name="To">The last position.</param>
/// <param name="Decision">
/// The governance decision whose events they are; null for all from the first to the last.
/// </param>
/// <param name="Checkpoint">Of the tree in which the events are proven.</param>
/// <param name="Key">The verifier key of the log. Who trusts it has it from elsewhere.</param>
/// <param name="Files">All files before this one, in their order.</param>
/// <param name="Views">Views that the ledger computed, to be computed again.</param>
public sealed record BundleManifest(
    int Bundle, string Portfolio, string Origin, long From, long To, string? Decision,
    BundleCheckpoint Checkpoint, string Key, ImmutableArray<BundleFile> Files,
    ImmutableArray<BundleView> Views)
{
    /// <summary>The version of the format that is written.</summary>
    public const int Version = 1;

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        AllowDuplicateProperties = false,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        MaxDepth = 8,
    };

    /// <summary>The manifest in RFC 8785 form.</summary>
    public byte[] ToBytes() =>
        CanonicalJson.Encode(JsonSerializer.SerializeToUtf8Bytes(this, Options));

    /// <summary>Reads a manifest.</summary>
    /// <exception cref="FormatException">It is none, or not in RFC 8785 form.</exception>
    public static BundleManifest Parse(ReadOnlySpan<byte> bytes)
    {
        BundleManifest read;
        try
        {
            read = JsonSerializer.Deserialize<BundleManifest>(bytes, Options)
                ?? throw new FormatException("The manifest is null.");
        }
        catch (JsonException e)
        {
            throw new FormatException($"The manifest is none: {Words(e)}", e);
        }
        if (read.Bundle != Version)
            throw new FormatException(
                $"The bundle is of format {read.Bundle}; this release reads format {Version}.");
        return bytes.SequenceEqual(read.ToBytes()) ? read
            : throw new FormatException("The manifest is not in canonical form.");
    }

    private static string Words(JsonException e) => e.Path is { } path
        ? $"'{path}' is missing or is not what it should be." : "it is not JSON.";
}

/// <summary>Size and root of a checkpoint.</summary>
/// <param name="Size">How many entries.</param>
/// <param name="Root">In base64, as the checkpoint has it.</param>
public sealed record BundleCheckpoint(long Size, string Root);

/// <summary>A file in a bundle.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Bytes">How long it is.</param>
/// <param name="Sha256">Lower-case hexadecimal digits.</param>
public sealed record BundleFile(string Name, long Bytes, string Sha256);

/// <summary>A view as the ledger computed it.</summary>
/// <param name="View">Its path below the portfolio, like <c>ranking</c>.</param>
/// <param name="Version">Of its fields and formula.</param>
/// <param name="AsOfPosition">The last position in it.</param>
/// <param name="EffectiveOn">Its business day.</param>
/// <param name="Digest">Over all of it.</param>
public sealed record BundleView(
    string View, int Version, long AsOfPosition, DateOnly EffectiveOn, string Digest);
