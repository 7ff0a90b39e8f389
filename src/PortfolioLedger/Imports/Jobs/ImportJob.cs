using System.Collections.Immutable;
using System.Text.Json.Nodes;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Http.OpenApi;

namespace PortfolioLedger.Imports.Jobs;

/// <summary>Where an import over HTTP stands; stored by name.</summary>
public enum ImportState
{
    /// <summary>Others are before it.</summary>
    Waiting,
    /// <summary>It runs.</summary>
    Running,
    /// <summary>It has ended; its report says how.</summary>
    Succeeded,
    /// <summary>Nothing could be imported, or it was broken off; the fault says why.</summary>
    Failed,
}

/// <summary>How far an import is.</summary>
/// <param name="Step">What it does; null before it began.</param>
/// <param name="Done">How much of that.</param>
/// <param name="Total">Of how much.</param>
public sealed record JobProgress(string? Step, long Done, long Total);

/// <summary>Where the events of an import stand in the journal.</summary>
/// <param name="First">The position of the first.</param>
/// <param name="Last">The position of the last.</param>
public sealed record ImportedPositions(long First, long Last);

/// <summary>That an import was reversed.</summary>
/// <param name="Position">Of the event that did.</param>
/// <param name="At">When.</param>
/// <param name="By">Who.</param>
/// <param name="Rationale">Why.</param>
public sealed record ReversedImport(long Position, DateTimeOffset At, string By, string Rationale);

/// <summary>
/// An import as it is answered: over HTTP or, from the journal, by the command line.
/// </summary>
/// <param name="Id">Of this import.</param>
/// <param name="Portfolio">Into which portfolio.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Mapping">Which mapping reads the file.</param>
/// <param name="File">
/// What its sender calls it; what names its content, <c>sha256:…</c>, where the journal alone
/// tells.
/// </param>
/// <param name="Bytes">How large the file is; null where the journal alone tells.</param>
/// <param name="DryRun">Whether nothing is written.</param>
/// <param name="Strict">Whether one refused row refuses all.</param>
/// <param name="EffectiveOn">The day of the lists, if it was stated.</param>
/// <param name="RequestedBy">Who sent it.</param>
/// <param name="RequestedAt">When.</param>
/// <param name="EndedAt">When it ended; null before.</param>
/// <param name="Progress">How far it is.</param>
/// <param name="Fault">Why it failed.</param>
/// <param name="Report">What it did, or would do.</param>
public sealed record ImportJob(
    Guid Id, Key Portfolio, ImportState State, string Mapping, string File, long? Bytes,
    bool DryRun, bool Strict, DateOnly? EffectiveOn, string RequestedBy,
    DateTimeOffset RequestedAt, DateTimeOffset? EndedAt, JobProgress Progress, string? Fault,
    [property: SchemaOf(typeof(ImportReport), OrNull = true)] JsonNode? Report)
{
    /// <summary>Where its events stand; null when it recorded nothing.</summary>
    public ImportedPositions? Positions { get; init; }

    /// <summary>That it was reversed; null when it was not.</summary>
    public ReversedImport? Reversed { get; init; }

    /// <summary>How far its reversal is, while this node reverses it.</summary>
    public JobProgress? Reversing { get; init; }
}

/// <summary>The last imports.</summary>
/// <param name="Items">The newest first.</param>
/// <param name="NextCursor">Null: there is one page.</param>
public sealed record ImportPage(ImmutableArray<ImportJob> Items, string? NextCursor);

/// <summary>An import that is asked for.</summary>
/// <param name="Id">Of this import.</param>
/// <param name="Portfolio">Into which portfolio.</param>
/// <param name="Mapping">Reads the file.</param>
/// <param name="Path">Where the file lies on this node; it is deleted in the end.</param>
/// <param name="File">What its sender calls it.</param>
/// <param name="Bytes">How large it is.</param>
/// <param name="Options">How.</param>
/// <param name="RequestedBy">Who sent it.</param>
internal sealed record RequestedImport(
    Guid Id, Key Portfolio, IMapping Mapping, string Path, string File, long Bytes,
    ImportOptions Options, string RequestedBy)
{
    /// <summary>Whether the file stays: somebody who looked at it may import it yet.</summary>
    public bool KeepsFile { get; init; }
}
