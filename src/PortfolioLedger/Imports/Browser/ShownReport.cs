using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using PortfolioLedger.Core.Views;

namespace PortfolioLedger.Imports.Browser;

/// <summary>A kept report of an import, as pages show it.</summary>
/// <param name="Headline">What matters most.</param>
/// <param name="Rows">What became of its rows.</param>
/// <param name="Events">Recorded, by type.</param>
/// <param name="Refused">Refused rows, the first of them.</param>
/// <param name="RefusedBecause">The causes of it.</param>
/// <param name="Conflicts">Cells that would overturn later decisions.</param>
/// <param name="Preview">The first events as sentences.</param>
/// <param name="ControlTotals">What the file states beside what the ledger holds.</param>
/// <param name="Notes">What was left out or brought together.</param>
/// <param name="IgnoredColumns">Columns that are not imported.</param>
public sealed record ShownReport(
    string Headline, RowCounts Rows, ImmutableSortedDictionary<string, int>? Events,
    ImmutableArray<RefusedRow>? Refused, ImmutableArray<RefusalGroup>? RefusedBecause,
    ImmutableArray<CellConflict>? Conflicts, ImmutableArray<PreviewedEvent>? Preview,
    ImmutableArray<ControlTotal>? ControlTotals, ImmutableArray<string>? Notes,
    ImmutableArray<string>? IgnoredColumns)
{
    /// <summary>How many wrong cells a page lists.</summary>
    public const int MaxFaults = 200;

    /// <summary>Wrong cells and rows that are wrong as a whole, in the order of the file.
    /// </summary>
    public IEnumerable<(RefusedRow Row, CellFault Fault)> Faults =>
        (Refused ?? []).SelectMany(row => row.Faults, (row, fault) => (row, fault));

    /// <summary>Whether rows of several lists are refused.</summary>
    public bool IsOfSeveralLists =>
        (Refused ?? []).DistinctBy(row => row.List).Skip(1).Any();

    /// <summary>Whether nothing of it can be imported.</summary>
    public bool IsAllRefused => Rows.Read > 0 && Rows.Refused == Rows.Read;

    /// <summary>Rows that changed what was in the ledger.</summary>
    public int Changed => Rows.Imported - Rows.New;

    /// <summary>What was kept; null when nothing was.</summary>
    public static ShownReport? Of(JsonNode? kept) =>
        kept.Deserialize<ShownReport>(ViewJson.Options);
}
