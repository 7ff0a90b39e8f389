using System.Collections.Immutable;
using PortfolioLedger.Core;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Imports;

/// <summary>How an import ended; stored by name.</summary>
public enum ImportOutcome
{
    /// <summary>It ran to the end; refused rows are reported.</summary>
    Imported,
    /// <summary>It ran to the end and wrote nothing, as asked.</summary>
    DryRun,
    /// <summary>
    /// Nothing was written: every row was refused, or one was and <c>--strict</c> was given.
    /// </summary>
    Refused,
    /// <summary>
    /// The ledger could not go on; repeating the import goes on where it stopped.
    /// </summary>
    BrokenOff,
}

/// <summary>Rows of the file by what became of them; they add up to <c>Read</c>.</summary>
/// <param name="Read">All rows of data.</param>
/// <param name="Imported">They gave events.</param>
/// <param name="Unchanged">They say nothing that was not known already.</param>
/// <param name="Recognised">They were imported before.</param>
/// <param name="Refused">They are reported.</param>
/// <param name="NotWritten">Importable, but the import was refused or broken off.</param>
public sealed record RowCounts(
    int Read, int Imported, int Unchanged, int Recognised, int Refused, int NotWritten)
{
    /// <summary>
    /// Rows with a cell that would overturn a later decision. They are counted above as well: as
    /// imported when another cell of theirs says something new.
    /// </summary>
    public int Conflicting { get; init; }

    /// <summary>
    /// Of those imported, rows about something that was not in the ledger; the others changed what
    /// was.
    /// </summary>
    public int New { get; init; }
}

/// <summary>A file as far as a report tells about it.</summary>
/// <param name="Path">Where it lies, or what its sender calls it.</param>
/// <param name="Sha256">Of all its bytes.</param>
/// <param name="Count">Rows of data.</param>
/// <param name="Readable">Some row could be read.</param>
/// <param name="IgnoredColumns">Columns that are there and not imported.</param>
internal sealed record ImportedFile(
    string Path, string Sha256, int Count, bool Readable, ImmutableArray<string> IgnoredColumns);

/// <summary>An event of an import, as a sentence.</summary>
/// <param name="Type">Stored name of the fact.</param>
/// <param name="Sentence">What it says.</param>
/// <param name="EffectiveOn">The business day it takes effect.</param>
/// <param name="Cause">The row it comes from.</param>
public sealed record PreviewedEvent(
    string Type, string Sentence, DateOnly EffectiveOn, string? Cause)
{
    /// <summary>How many events a report shows.</summary>
    public const int MaxListed = 20;

    /// <summary>The first events that were decided.</summary>
    internal static ImmutableArray<PreviewedEvent> First(Rehearsal rehearsal) =>
    [
        .. rehearsal.Entries.Take(MaxListed).Select(e => new PreviewedEvent(
            Catalogue.KindOf(e.Fact).Name, e.Fact.Sentence(rehearsal.Book), e.EffectiveOn,
            e.CausationId)),
    ];
}

/// <summary>What an import did.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Portfolio">Into which portfolio.</param>
/// <param name="Mapping">With which mapping.</param>
/// <param name="Source">Who published the file.</param>
/// <param name="File">The file.</param>
/// <param name="Sha256">Of the file.</param>
/// <param name="Rows">What became of its rows.</param>
/// <param name="Events">Recorded, by type; in a dry run those that would be.</param>
/// <param name="Refused">Every refused row with the reasons.</param>
/// <param name="IgnoredColumns">Columns of the file that are not imported.</param>
/// <param name="Notes">What was left out or brought together.</param>
/// <param name="Fault">Why it was broken off.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Readable">Some row could be read, whatever was decided about it.</param>
public sealed record ImportReport(
    ImportOutcome Outcome, Key Portfolio, Key Mapping, string Source, string File, string Sha256,
    RowCounts Rows, ImmutableSortedDictionary<string, int> Events,
    ImmutableArray<RefusedRow> Refused,
    ImmutableArray<string> IgnoredColumns, ImmutableArray<string> Notes, string? Fault,
    double Seconds,
    [property: System.Text.Json.Serialization.JsonIgnore] bool Readable)
{
    /// <summary>What matters most, in a sentence.</summary>
    public string Headline => ImportHeadline.Of(this);

    /// <summary>Every row was refused.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool AllRefused => Rows.Read > 0 && Rows.Refused == Rows.Read;

    /// <summary>Why rows are refused: equal faults as one cause with all its rows.</summary>
    public ImmutableArray<RefusalGroup> RefusedBecause { get; init; } = [];

    /// <summary>Cells that would overturn what was decided after the list spoke.</summary>
    public ImmutableArray<CellConflict> Conflicts { get; init; } = [];

    /// <summary>
    /// The id of the import, by which it can be reversed; null when it recorded nothing.
    /// </summary>
    public Guid? Import { get; init; }

    /// <summary>The first events, as sentences.</summary>
    public ImmutableArray<PreviewedEvent> Preview { get; init; } = [];

    /// <summary>Keys of texts that are too long for one, with the whole texts.</summary>
    public ImmutableArray<ShortenedKey> ShortenedKeys { get; init; } = [];

    /// <summary>The day of the lists; null for a history.</summary>
    public DateOnly? EffectiveOn { get; init; }

    /// <summary>What the file states beside what the ledger holds; empty for a history.</summary>
    public ImmutableArray<ControlTotal> ControlTotals { get; init; } = [];

    /// <summary>
    /// 0 when it ran to the end, 1 when it did not, no row could be read or every row was refused.
    /// </summary>
    public int ExitCode => Readable && !AllRefused
        && Outcome is (ImportOutcome.Imported or ImportOutcome.DryRun) ? 0 : 1;
}
