using System.Collections.Immutable;
using PortfolioLedger.Pages;

namespace PortfolioLedger.AuditLog;

/// <summary>How an audit log stands, as its page shows it.</summary>
/// <param name="Size">How many events are signed.</param>
/// <param name="Position">The last position of the journal.</param>
/// <param name="Root">The root over what is signed.</param>
/// <param name="Origin">Which log it is.</param>
/// <param name="SignedAt">When it was signed.</param>
/// <param name="Keys">The public keys, the current one first.</param>
/// <param name="Witnesses">Who cosigns, up to which size, and what is wrong.</param>
/// <param name="ReadOnly">Why nothing is recorded; null while all is well.</param>
/// <param name="Links">Of the portfolio.</param>
/// <param name="Address">Where the ledger is reached.</param>
public sealed record AuditContentModel(
    long Size, long Position, string Root, string Origin, DateTimeOffset SignedAt,
    ImmutableArray<string> Keys,
    ImmutableArray<(string Name, long? Size, string? Trouble)> Witnesses, string? ReadOnly,
    PageLinks Links, string Address);
