using System.Collections.Immutable;
using System.Text.Json.Serialization;
using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.AuditLog;

/// <summary>How a portfolio's audit log stands.</summary>
/// <param name="Portfolio">Its key.</param>
/// <param name="Origin">Which log it is, as its checkpoints say.</param>
/// <param name="Epoch">From 1; the next one begins when a restore is acknowledged.</param>
/// <param name="Size">How many events are signed.</param>
/// <param name="Root">The root over them, base64.</param>
/// <param name="SignedAt">When.</param>
/// <param name="Position">The last position of the journal.</param>
/// <param name="Keys">The public keys, the current one first (C2SP vkey).</param>
/// <param name="Witnesses">Who is asked to cosign, in the order of the settings.</param>
/// <param name="TimeStamps">Left out when no authority stamps checkpoints.</param>
/// <param name="ReadOnly">Why nothing is recorded; left out while all is well.</param>
internal sealed record AuditLogAnswer(
    Key Portfolio, string Origin, int Epoch, long Size, string Root, DateTimeOffset SignedAt,
    long Position, ImmutableArray<string> Keys, ImmutableArray<AuditLogWitness> Witnesses,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    AuditLogTimeStamps? TimeStamps,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    AuditLogHalt? ReadOnly);

/// <summary>How far a witness has cosigned the log in its epoch.</summary>
/// <param name="Name">Of its key.</param>
/// <param name="Key">Its public key (C2SP vkey).</param>
/// <param name="Size">Of the newest checkpoint it cosigned; null before the first.</param>
/// <param name="CosignedAt">The time it stated then.</param>
/// <param name="Trouble">Why there is no newer one; null while all is well.</param>
internal sealed record AuditLogWitness(
    string Name, string Key, long? Size, DateTimeOffset? CosignedAt, AuditLogTrouble? Trouble);

/// <summary>How far a time-stamp authority (RFC 3161) has stamped the log in its epoch.</summary>
/// <param name="Size">Of the newest checkpoint it stamped; null before the first.</param>
/// <param name="StampedAt">The time it stated then.</param>
/// <param name="Trouble">Why there is no newer one; null while all is well.</param>
internal sealed record AuditLogTimeStamps(
    long? Size, DateTimeOffset? StampedAt, AuditLogTrouble? Trouble);

/// <summary>What is wrong with a witness, or with time stamps.</summary>
/// <param name="Kind">
/// unreachable, refused, invalid (what came is not what it should be), or contradicts (the witness
/// has seen another history).
/// </param>
/// <param name="Detail">The same for people.</param>
/// <param name="Since">When it was noticed.</param>
internal sealed record AuditLogTrouble(string Kind, string Detail, DateTimeOffset Since);

/// <summary>Why nothing is recorded in a portfolio.</summary>
/// <param name="Detail">What differs from what was signed.</param>
/// <param name="LostFrom">The first position that is lost, or may be another.</param>
/// <param name="LastCheckpoint">What was signed and is not there.</param>
/// <param name="FoundAt">When it was noticed.</param>
internal sealed record AuditLogHalt(
    string Detail, long LostFrom, string LastCheckpoint, DateTimeOffset FoundAt);

/// <summary>
/// A proof that the log at one size extends it at a smaller one (RFC 6962, 2.1.2).
/// </summary>
/// <param name="Portfolio">Its key.</param>
/// <param name="From">The smaller size.</param>
/// <param name="To">The larger size.</param>
/// <param name="Hashes">Base64.</param>
internal sealed record ConsistencyAnswer(
    Key Portfolio, long From, long To, ImmutableArray<string> Hashes);

/// <summary>
/// Acknowledges that the journal does not hold what was signed of it; recording goes on in the next
/// epoch.
/// </summary>
/// <param name="Grounds">What happened.</param>
internal sealed record RestorationRequest(Grounds Grounds)
{
    /// <summary>A body that is understood.</summary>
    public const string Example =
        """{"grounds":{"rationale":"The backup of Friday was restored after the disk failed"}}""";
}
