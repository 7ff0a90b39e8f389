using System.Collections.Immutable;
using PortfolioLedger.Imports.Lists;

namespace PortfolioLedger.Imports;

/// <summary>Looks at the beginning of a file without deciding anything about it.</summary>
internal static class FilePreview
{
    /// <summary>How many rows are shown.</summary>
    public const int MaxRows = 10;

    /// <summary>
    /// The tables of a file; an <see cref="ImportException"/> when it cannot be read at all.
    /// </summary>
    public static Task<ImmutableArray<PreviewedTable>> ReadAsync(
        IMapping mapping, string path, CancellationToken cancel) => mapping switch
        {
            ListMapping lists => new ListReader(lists, null).PreviewAsync(path, MaxRows, cancel),
            Mapping history => HistoryAsync(history, path, cancel),
            _ => throw new ArgumentException("is of no known kind", nameof(mapping)),
        };

    /// <summary>What the columns of a list can be mapped to.</summary>
    public static ImmutableArray<ColumnOption> OptionsOf(ListMapping mapping, MappedList list)
    {
        var kind = ListKinds.Find(list.Of)!;
        var known = ListTemplate.Columns(mapping, list).ToLookup(c => c.Column);
        TemplateColumn? Known(FieldColumn? column) =>
            column is null ? null : known[column.Column].FirstOrDefault();
        var id = Known(list.ExternalId)!;
        return
        [
            new(ColumnChoice.Id, id.Note, id.Form, id.Needed),
            .. kind.Fields.Select(f =>
                Known(list.Fields.GetValueOrDefault(f.Name)?.All[0]) is { } column
                    ? new ColumnOption(f.Name, column.Note, column.Form, column.Needed, f.Per)
                    : new ColumnOption(f.Name, f.Note, "", "", f.Per)),
        ];
    }

    /// <summary>What the columns of a history can be mapped to.</summary>
    public static ImmutableArray<ColumnOption> OptionsOf(Mapping mapping) =>
    [
        .. mapping.ReadColumns.Select(column =>
            new ColumnOption(column, HistoryTemplate.Meaning(mapping, column), "", "always")),
    ];

    private static async Task<ImmutableArray<PreviewedTable>> HistoryAsync(
        Mapping mapping, string path, CancellationToken cancel)
    {
        WorkbookStart.RefuseWorkbook(path, mapping.Name.Value);
        await using var file = File.OpenRead(path);
        using var lines = new CsvLines(file);
        CsvRecord? header = null;
        var rows = ImmutableArray.CreateBuilder<PreviewedRow>();
        await foreach (var record in new CsvRecords(lines.ReadAsync(cancel), mapping.Delimiter)
            .ReadAsync(cancel))
            if (header is null)
                header = record;
            else if (rows.Count < MaxRows)
                rows.Add(new(rows.Count + 1, record.Line, [.. record.Fields]));
            else
                break;
        if (header is null)
            throw new ImportException("The file is empty.");
        if (rows.Count == 0)
            throw new ImportException("The file has a header and no rows.");
        if (header.Fields.Length > ListWorkbook.MaxColumns)
            throw ListReader.TooWide(header.Fields.Length);
        return
        [
            new(null, null, [.. header.Fields.Select(h => Column(mapping, h))], rows.ToImmutable(),
                FaultsOf(header, mapping),
                [.. header.Fields.GroupBy(h => h, StringComparer.Ordinal)
                    .Where(g => g.Count() > 1 && !mapping.Ignored.Contains(g.Key))
                    .Select(g => g.Key)],
                OptionsOf(mapping)),
        ];
    }

    private static PreviewedColumn Column(Mapping mapping, string header) =>
        mapping.Ignored.Contains(header) ? new(header, ColumnChoice.Ignore, null)
        : mapping.ReadColumns.Contains(mapping.ColumnOf(header))
            ? new(header, mapping.ColumnOf(header), null)
        : new(header, null, null, mapping.ReadColumns.FirstOrDefault(c =>
            ListHeader.Alike(c, header)));

    private static ImmutableArray<string> FaultsOf(CsvRecord header, Mapping mapping)
    {
        try
        {
            HeaderCheck.Columns(header, mapping);
            return [];
        }
        catch (ImportException fault)
        {
            return [.. fault.Faults.Skip(fault.Faults.Length > 1 ? 1 : 0)];
        }
    }
}
