using System.Collections.Immutable;
using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Imports.Reversals;

/// <summary>What the reversal of an import takes back, or would.</summary>
/// <param name="Import">The id of the import.</param>
/// <param name="Portfolio">Of which portfolio.</param>
/// <param name="DryRun">Whether nothing was recorded.</param>
/// <param name="Position">Of the event that records it; null in a dry run.</param>
/// <param name="First">The position of the first event that is taken back.</param>
/// <param name="Last">The position of the last.</param>
/// <param name="Events">How many are taken back, by type.</param>
/// <param name="Preview">The first of them, as sentences.</param>
/// <param name="Kept">What stays: a portfolio that the import opened.</param>
/// <param name="Seconds">How long it took.</param>
public sealed record ImportReversal(
    Guid Import, Key Portfolio, bool DryRun, long? Position, long First, long Last,
    ImmutableSortedDictionary<string, int> Events, ImmutableArray<ReversedEvent> Preview,
    ImmutableArray<string> Kept, double Seconds);

/// <summary>An event that is taken back, as a sentence.</summary>
/// <param name="Position">Of the event.</param>
/// <param name="Type">Stored name of the fact.</param>
/// <param name="Sentence">What it said.</param>
public sealed record ReversedEvent(long Position, string Type, string Sentence);
