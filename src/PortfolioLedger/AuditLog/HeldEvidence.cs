using System.Collections.Immutable;
using PortfolioLedger.Core.AuditLog;

namespace PortfolioLedger.AuditLog;

/// <summary>
/// What was kept outside the database, and must be found in it: by the ledger itself, and by
/// whoever verifies.
/// </summary>
/// <param name="Keys">Public keys that checkpoints must be signed by.</param>
/// <param name="Checkpoints">Signed checkpoints of any portfolio.</param>
/// <param name="Leaves">Leaf hashes, from receipts.</param>
internal sealed record HeldEvidence(
    ImmutableArray<VerifierKey> Keys, ImmutableArray<HeldCheckpoint> Checkpoints,
    ImmutableArray<HeldLeaf> Leaves)
{
    /// <summary>Nothing.</summary>
    public static HeldEvidence None { get; } = new([], [], []);
}

/// <summary>A checkpoint that somebody kept.</summary>
/// <param name="Origin">Of which log.</param>
/// <param name="Checkpoint">What it says.</param>
/// <param name="Where">Where it is kept, for people.</param>
/// <param name="Edge">
/// The hashes of the leaves behind the last whole tile at its size; empty where they are not kept.
/// </param>
internal sealed record HeldCheckpoint(
    LogOrigin Origin, Checkpoint Checkpoint, string Where, ImmutableArray<MerkleHash> Edge);

/// <summary>The leaf hash of an event that somebody kept.</summary>
/// <param name="Portfolio">In whose journal.</param>
/// <param name="Position">Where.</param>
/// <param name="Hash">Of the leaf.</param>
/// <param name="Where">Where it is kept, for people.</param>
internal sealed record HeldLeaf(string Portfolio, long Position, MerkleHash Hash, string Where);
