using System.Collections.Immutable;
using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Imports;

/// <summary>What is wrong with one cell, or with a row as a whole.</summary>
/// <param name="Code">Stable: of this importer, or of the ledger's refusal.</param>
/// <param name="Detail">What was wrong and what would be right.</param>
/// <param name="Column">The header of the column; null for the row as a whole.</param>
/// <param name="Value">What stands in the cell.</param>
public sealed record CellFault(
    string Code, string Detail, string? Column = null, string? Value = null);

/// <summary>A row that was not imported.</summary>
/// <param name="Row">Row of data, from 1; the header does not count.</param>
/// <param name="Line">Line of the file on which it begins, from 1.</param>
/// <param name="ExternalId">What the source calls the initiative, if it could be read.</param>
/// <param name="Faults">Why, at least one.</param>
/// <param name="List">In which list of the file; null when it holds one history.</param>
public sealed record RefusedRow(
    int Row, long Line, string? ExternalId, ImmutableArray<CellFault> Faults,
    string? List = null);

/// <summary>A row that can be imported.</summary>
public interface IImportedRow
{
    /// <summary>Where it stands.</summary>
    RowPlace Place { get; }

    /// <summary>What the source calls it.</summary>
    string ExternalId { get; }

    /// <summary>
    /// What it is about, when it can bring that into the ledger; null when it must be there.
    /// </summary>
    Subject? Begins { get; }
}

/// <summary>Where a row stands.</summary>
/// <param name="Row">Row of data, from 1.</param>
/// <param name="Line">Line of the file on which it begins, from 1.</param>
/// <param name="List">In which list of the file; null when it holds one history.</param>
public readonly record struct RowPlace(int Row, long Line, string? List = null)
{
    /// <summary>The row refused.</summary>
    public RefusedRow Refuse(string? externalId, params ReadOnlySpan<CellFault> faults) =>
        new(Row, Line, externalId, [.. faults], List);
}

/// <summary>A file of which nothing can be imported.</summary>
public sealed class ImportException(params ImmutableArray<string> faults)
    : Exception(string.Join(Environment.NewLine, faults))
{
    /// <summary>Everything that is wrong.</summary>
    public ImmutableArray<string> Faults { get; } = faults;

    /// <summary>What it is that is wrong.</summary>
    public FileFault Kind { get; init; }
}

/// <summary>What is wrong with a file of which nothing can be imported.</summary>
public enum FileFault
{
    /// <summary>What it says.</summary>
    Content,
    /// <summary>It is a file of another kind.</summary>
    Type,
    /// <summary>It is too large.</summary>
    Size,
}
