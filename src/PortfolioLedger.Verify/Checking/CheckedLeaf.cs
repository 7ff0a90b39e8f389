using System.Text.Json;
using PortfolioLedger.Core.Portfolios;
using PortfolioLedger.Verify.Sources;

namespace PortfolioLedger.Verify.Checking;

/// <summary>A leaf, as far as it can be checked by itself.</summary>
/// <param name="Leaf">What it says.</param>
/// <param name="Hash">Its hash.</param>
/// <param name="Fact">
/// What was said; null where nobody folds, but for the beginning of an epoch.
/// </param>
/// <param name="Actor">Who said it; null where nobody folds.</param>
/// <param name="Fault">Why it is no good leaf.</param>
/// <param name="Unknown">Why this release cannot read it.</param>
internal readonly record struct CheckedLeaf(
    ReadLeaf Leaf, MerkleHash Hash, IFact? Fact, Actor? Actor, string? Fault, string? Unknown)
{
    /// <summary>The type of the events that begin an epoch.</summary>
    public static readonly string Restored = Catalogue.NameOf<LedgerRestored>();

    /// <summary>Checks a line of a log by itself.</summary>
    public static CheckedLeaf Of(
        LogSource source, ReadOnlyMemory<byte> line, bool isFolded, CancellationToken cancel)
    {
        ReadLeaf leaf = default;
        try
        {
            var (bytes, beside) = source.LeafOf(line);
            if (bytes.Length > LeafBatch.LongestLeaf)
                throw new FormatException("It is longer than a leaf can be.");
            leaf = ReadLeaf.Parse(bytes);
            var hash = MerkleHash.OfLeaf(bytes.Span);
            var data = leaf.DataSha256 is null ? leaf.Data : beside
                ?? source.DataAsync(leaf.Envelope.Position, cancel).GetAwaiter().GetResult();
            var fault = leaf.Fault(bytes.Span, data.Span);
            return fault is null ? Known(leaf, hash, data.Span, isFolded)
                : new(leaf, hash, null, null, fault, null);
        }
        catch (FormatException e)
        {
            return new(leaf, default, null, null, e.Message, null);
        }
    }

    private static CheckedLeaf Known(
        in ReadLeaf leaf, in MerkleHash hash, ReadOnlySpan<byte> data, bool isFolded)
    {
        var said = leaf.Envelope;
        if (Catalogue.Find(said.Type) is not { } kind || said.SchemaVersion > kind.SchemaVersion)
            return new(leaf, hash, null, null, null,
                $"this release does not know '{said.Type}' of schema version "
                + $"{said.SchemaVersion}; take a newer one");
        if (!isFolded && said.Type != Restored)
            return new(leaf, hash, null, null, null, null);
        try
        {
            if (!Enumeration<Role>.TryParse(said.ActorRole, out var role))
                return new(leaf, hash, null, null, null,
                    $"this release does not know the role '{said.ActorRole}'; take a newer one");
            var actor = new Actor(said.ActorId, role, said.ActorDepartment);
            return new(leaf, hash, kind.Read(said.SchemaVersion, data), actor, null, null);
        }
        catch (Exception e) when (e is JsonException or FormatException or ArgumentException
            or InvalidOperationException or OverflowException or KeyNotFoundException)
        {
            return new(leaf, hash, null, null, $"its data are not those of '{said.Type}'", null);
        }
    }
}
