using System.Collections.Immutable;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Imports;

/// <summary>A history file as far as it can be read.</summary>
/// <param name="Rows">Sorted by (reported at, external id, row of the file).</param>
/// <param name="Refused">Rows that cannot be read, in the order of the file.</param>
/// <param name="Count">All rows of data.</param>
/// <param name="Sha256">Of the file, 64 hexadecimal digits.</param>
public sealed record ReadHistory(
    ImmutableArray<SnapshotRow> Rows, ImmutableArray<RefusedRow> Refused, int Count, string Sha256);

/// <summary>Reads a CSV file of periodic snapshots, row by row.</summary>
public static class SnapshotReader
{
    /// <summary>
    /// Everything that can be read, and why the rest cannot; an <see cref="ImportException"/> when
    /// that is nothing at all.
    /// </summary>
    /// <param name="file">UTF-8 text.</param>
    /// <param name="mapping">What its columns mean.</param>
    /// <param name="bytesRead">Told now and then.</param>
    /// <param name="cancel">Stops reading.</param>
    public static async Task<ReadHistory> ReadAsync(
        Stream file, Mapping mapping, Action<long>? bytesRead, CancellationToken cancel)
    {
        using var lines = new CsvLines(file);
        var rows = ImmutableArray.CreateBuilder<SnapshotRow>();
        var refused = ImmutableArray.CreateBuilder<RefusedRow>();
        ImmutableSortedDictionary<string, int>? columns = null;
        var count = 0;
        await foreach (var record in new CsvRecords(lines.ReadAsync(cancel), mapping.Delimiter)
            .ReadAsync(cancel))
        {
            if (columns is null)
            {
                columns = HeaderCheck.Columns(record, mapping);
                continue;
            }
            var (row, refusal) = Read(record, new(++count, record.Line), columns, mapping);
            if (row is not null)
                rows.Add(row);
            if (refusal is not null)
                refused.Add(refusal);
            bytesRead?.Invoke(lines.Offset);
        }
        if (columns is null)
            throw new ImportException("The file is empty.");
        if (count == 0)
            throw new ImportException("The file has a header and no rows.");
        return new(Ordered(rows, mapping), refused.ToImmutable(), count, lines.Sha256);
    }

    private static ImmutableArray<SnapshotRow> Ordered(
        IEnumerable<SnapshotRow> rows, Mapping mapping) => mapping.Changes is not null
        ? FieldChangeRows.Ordered(rows, mapping)
        : [.. rows.OrderBy(r => r.ReportedAt)
            .ThenBy(r => r.ExternalId, StringComparer.Ordinal).ThenBy(r => r.Place.Row)];

    private static (SnapshotRow?, RefusedRow?) Read(
        CsvRecord record, RowPlace place, ImmutableSortedDictionary<string, int> columns,
        Mapping mapping)
    {
        if (record.Broken is { } broken)
            return (null, place.Refuse(null, broken with
            {
                Column = columns.FirstOrDefault(c => c.Value == record.BrokenField).Key,
                Value = broken.Value ?? record.Fields.ElementAtOrDefault(record.BrokenField ?? -1),
            }));
        if (record.Fields.Length != columns.Count)
            return (null, place.Refuse(null, new CellFault("wrong-field-count",
                $"has {record.Fields.Length} fields where the header has {columns.Count}; a field "
                + "with a delimiter in it must be in quotes")));
        var cells = new Cells(columns, record);
        var row = mapping.Changes is { } changes
            ? FieldChangeRows.Read(cells, place, mapping, changes)
            : Read(cells, place, mapping);
        return cells.Faults is { IsEmpty: false } faults
            ? (null, new RefusedRow(
                place.Row, place.Line, row.ExternalId is "" ? null : row.ExternalId, faults))
            : (row, null);
    }

    private static SnapshotRow Read(Cells cells, RowPlace place, Mapping mapping)
    {
        var initiative = mapping.Initiative;
        var externalId = cells.Id(mapping.ExternalId);
        var unit = mapping.Budget?.Unit ?? MoneyUnit.One;
        return new(
            place, cells.RequiredInstant(mapping.ReportedAt), externalId,
            cells.Named(externalId, initiative.KeyPrefix, mapping.ExternalId.Column).Key,
            cells.Text(initiative.Name), cells.Text(initiative.Summary),
            cells.Named(initiative.Department),
            cells.Named(initiative.ParticipatingDepartments), cells.Named(initiative.ValueStream),
            cells.Text(mapping.Phase), cells.Money(mapping.Budget?.Total, unit),
            cells.Money(mapping.Budget?.Change, unit),
            cells.Date(mapping.Completion?.Date), cells.Days(mapping.Completion?.ChangeInDays));
    }
}
