using System.Buffers;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Imports.Lists;

/// <summary>Lists as far as they can be read.</summary>
/// <param name="Rows">In the order they are imported.</param>
/// <param name="Refused">Rows that cannot be read, in the order of the file.</param>
/// <param name="Count">All rows of data.</param>
/// <param name="Sha256">Of the file, 64 hexadecimal digits.</param>
/// <param name="Ignored">Columns that are there and not imported.</param>
/// <param name="Notes">What a reader of the report should know.</param>
internal sealed record ReadLists(
    ImmutableArray<ListRow> Rows, ImmutableArray<RefusedRow> Refused, int Count, string Sha256,
    ImmutableArray<string> Ignored, ImmutableArray<string> Notes);

/// <summary>Reads the lists of a file, row by row.</summary>
internal sealed class ListReader(ListMapping mapping, Action<ImportProgress>? progress)
{
    /// <summary>The most rows of a file; they are decided in memory.</summary>
    public const int MaxRows = 250_000;

    private const string NoRows = "The file has a header and no rows.";

    private readonly ImmutableArray<ListRow>.Builder _rows =
        ImmutableArray.CreateBuilder<ListRow>();
    private readonly ImmutableArray<RefusedRow>.Builder _refused =
        ImmutableArray.CreateBuilder<RefusedRow>();
    private readonly SortedSet<string> _ignored = new(StringComparer.Ordinal);
    private readonly List<string> _notes = [];
    private int _count;

    /// <summary>
    /// Everything that can be read, and why the rest cannot; an <see cref="ImportException"/> when
    /// that is nothing at all.
    /// </summary>
    public async Task<ReadLists> ReadAsync(string path, CancellationToken cancel)
    {
        var (sha256, start, survey) = await SurveyAsync(path, cancel);
        await foreach (var (table, lists) in TablesAsync(path, start, survey, cancel))
            await ReadAsync(table, lists, cancel);
        if (_count == 0)
            throw new ImportException(NoRows);
        return new(ListOrder.From(_rows), _refused.ToImmutable(), _count, sha256, [.. _ignored],
            [.. _notes]);
    }

    /// <summary>
    /// The columns and the first rows of each table, whether or not they fit; an
    /// <see cref="ImportException"/> when there are none.
    /// </summary>
    public async Task<ImmutableArray<PreviewedTable>> PreviewAsync(
        string path, int maxRows, CancellationToken cancel)
    {
        var (_, start, survey) = await SurveyAsync(path, cancel);
        var tables = ImmutableArray.CreateBuilder<PreviewedTable>();
        await foreach (var (table, lists) in TablesAsync(path, start, survey, cancel))
            if (await PreviewAsync(table, lists, maxRows, cancel) is { } previewed)
                tables.Add(previewed);
        return tables.Any(t => !t.Rows.IsEmpty) ? tables.ToImmutable()
            : throw new ImportException(NoRows);
    }

    private async Task<PreviewedTable?> PreviewAsync(
        ListTable table, ImmutableArray<MappedList> lists, int maxRows, CancellationToken cancel)
    {
        (MappedList, ListHeader, ImmutableArray<string>)? read = null;
        var rows = ImmutableArray.CreateBuilder<PreviewedRow>();
        await foreach (var record in table.Records.WithCancellation(cancel))
            if (read is null)
            {
                RefuseBroken(record);
                if (record.Cells.Length > ListWorkbook.MaxColumns)
                    throw TooWide(record.Cells.Length);
                var (list, header) = Best(record, lists);
                read = (list, header, HeadersOf(record));
            }
            else if (record.Broken is null && record.Cells.All(IsBlank))
                continue;
            else if (rows.Count < maxRows)
                rows.Add(new(rows.Count + 1, record.Line,
                    [.. record.Cells.Select(c => ListCells.TextOf(c) ?? "")]));
            else
                break;
        return read is var (found, fit, headers) ? new(
            table.Sheet, found.Of,
            [.. headers.Select((header, at) => fit.Shown(found, header, at))], rows.ToImmutable(),
            fit.Faults, fit.Repeated(headers), FilePreview.OptionsOf(mapping, found)) : null;
    }

    /// <summary>The tables of a file, each with the lists that it can be.</summary>
    private IAsyncEnumerable<(ListTable, ImmutableArray<MappedList>)> TablesAsync(
        string path, byte[] start, ByteSurvey survey, CancellationToken cancel)
    {
        WorkbookStart.RefuseOld(start);
        return WorkbookStart.IsWorkbook(start)
            ? SheetsOf(path, cancel).ToAsyncEnumerable()
            : start.Length > 0 ? TextAsync(path, survey, cancel)
            : throw new ImportException("The file is empty.");
    }

    private IEnumerable<(ListTable, ImmutableArray<MappedList>)> SheetsOf(
        string path, CancellationToken cancel)
    {
        var sheets = ListWorkbook.Sheets(path);
        var found = mapping.Lists.Select(list => (List: list, Sheet: SheetOf(list, sheets)))
            .Where(l => l.Sheet is not null).ToArray();
        if (found.Length == 0)
            throw new ImportException("The workbook has none of the sheets "
                + string.Join(", ", mapping.Lists.Select(l => $"'{l.Sheet ?? l.Of}'"))
                + $"; it has {string.Join(", ", sheets.Select(s => $"'{s}'"))}.");
        foreach (var sheet in sheets.Where(s => found.All(f => f.Sheet != s)))
            _notes.Add($"The sheet '{sheet}' is not imported.");
        foreach (var (list, sheet) in found)
            yield return (new(sheet, ListWorkbook.ReadAsync(path, sheet!, cancel)), [list]);
    }

    private string? SheetOf(MappedList list, ImmutableArray<string> sheets) =>
        sheets.FirstOrDefault(s => s.Equals(list.Sheet ?? list.Of,
            StringComparison.OrdinalIgnoreCase))
        ?? (mapping.Lists.Length == 1 && list.Sheet is null ? sheets[0] : null);

    private async IAsyncEnumerable<(ListTable, ImmutableArray<MappedList>)> TextAsync(
        string path, ByteSurvey survey, [EnumeratorCancellation] CancellationToken cancel)
    {
        var encoding = ListText.EncodingOf(mapping.Text.Encoding, survey);
        if (mapping.Text.Encoding == "auto" && encoding is not System.Text.UTF8Encoding)
            _notes.Add($"The file is read as {encoding.WebName}.");
        await using var file = File.OpenRead(path);
        var records = ListText.ReadAsync(file, encoding, mapping.Text.Delimiter,
            read => progress?.Invoke(new("Reading", read, file.Length)), cancel);
        yield return (new(null, records), mapping.Lists);
    }

    private async Task ReadAsync(
        ListTable table, ImmutableArray<MappedList> lists, CancellationToken cancel)
    {
        MappedList? list = null;
        ListHeader? header = null;
        var row = 0;
        await foreach (var record in table.Records.WithCancellation(cancel))
        {
            if (list is null || header is null)
                (list, header) = Chosen(record, lists, table.Sheet);
            else if (record.Broken is null && record.Cells.All(IsBlank))
                continue;
            else if (++_count > MaxRows)
                throw new ImportException($"The file has more than {MaxRows} rows; divide it.");
            else
                Read(record, new(++row, record.Line), list, header, table.Sheet is null);
        }
    }

    /// <summary>The list whose columns a header has best; of several the first.</summary>
    private (MappedList, ListHeader) Chosen(
        ListRecord record, ImmutableArray<MappedList> lists, string? sheet)
    {
        RefuseBroken(record);
        var (list, header) = Best(record, lists);
        if (!header.Faults.IsEmpty)
            throw new ImportException(
                [$"The header {(sheet is null ? "" : $"of the sheet '{sheet}' ")}does not fit "
                    + $"{list.Of} of the mapping '{mapping.Name}':", .. header.Faults]);
        _ignored.UnionWith(header.Ignored);
        if (!header.Missing.IsEmpty)
            _notes.Add($"The list of {list.Of} has no column "
                + string.Join(", ", header.Missing.Select(m => $"'{m}'")) + ".");
        return (list, header);
    }

    /// <summary>The list whose columns a header has best, whether or not it fits.</summary>
    private (MappedList, ListHeader) Best(ListRecord record, ImmutableArray<MappedList> lists)
    {
        // Exports of other programs have hundreds of columns that nobody wants.
        if (record.Cells.Length > ListWorkbook.MaxColumns && !lists.All(l => l.IgnoreOthers))
            throw TooWide(record.Cells.Length);
        var headers = HeadersOf(record);
        var mayBeWords = mapping.Lists.Any(l => ListKinds.Find(l.Of)!.HoldsWords);
        var (list, header) = lists.Select(l => (List: l, Header: ListHeader.Read(
            ListKinds.Find(l.Of)!, l, headers, mayBeWords))).OrderBy(t => t.Header.Faults.Length)
            .ThenBy(t => t.Header.Lacking).First();
        return (list, header);
    }

    /// <summary>A header of more columns than are read.</summary>
    internal static ImportException TooWide(int columns) => new($"The file has {columns} columns; "
        + $"at most {ListWorkbook.MaxColumns} are read. Leave out those that are not needed.");

    private static void RefuseBroken(ListRecord header)
    {
        if (header.Broken is { } broken)
            throw new ImportException($"The header cannot be read: {broken.Detail}.");
    }

    private static ImmutableArray<string> HeadersOf(ListRecord record) =>
        [.. record.Cells.Select(c => c?.ToString()?.Trim() ?? "")];

    private static bool IsBlank(object? cell) => cell is null || cell is string text
        && string.IsNullOrWhiteSpace(text);

    private void Read(
        ListRecord record, RowPlace place, MappedList list, ListHeader header, bool isText)
    {
        place = place with { List = list.Of };
        var quotes = !ListKinds.Find(list.Of)!.HoldsWords;
        if (record.Broken is { } broken)
        {
            _refused.Add(place.Refuse(null, broken with
            {
                Column = header.Columns.FirstOrDefault(c => c.At == record.BrokenField)?.Header,
                Value = !quotes ? null : broken.Value
                    ?? record.Cells.ElementAtOrDefault(record.BrokenField ?? -1)?.ToString(),
            }));
            return;
        }
        if (isText && record.Cells.Length != header.Width)
        {
            _refused.Add(place.Refuse(null, new CellFault("wrong-field-count",
                $"has {record.Cells.Length} fields where the header has {header.Width}; a field "
                + "with a delimiter in it must be in quotes")));
            return;
        }
        var cells = new ListCells(record, mapping.Text, quotes);
        var (id, key) = cells.Id(header.Columns.First(c => c.Field is null), list.KeyPrefix);
        ImmutableArray<ListCell> read = [.. header.Columns.Where(c => c.Field is not null)
            .GroupBy(c => (c.Field!.Name, c.For))
            .Select(g => g.Select(cells.Cell).OfType<ListCell>().ToArray())
            .Where(g => g.Length > 0).Select(g => g[^1].Value is ImmutableArray<string>
                ? ListCells.Joined(g) : g[^1])];
        if (!cells.Faults.IsEmpty)
            _refused.Add(place.Refuse(id is "" ? null : id, cells.Faults.AsSpan()));
        else if (new ListRow(ListKinds.Find(list.Of)!, place, id, key, read) is var said
            && said.ExternalId.Length > PlainTexts.MaxIdLength + list.Of.Length + 1)
            _refused.Add(place.Refuse(id, new CellFault("bad-text",
                $"{list.ExternalId.Column} and what tells its rows apart "
                    + $"({string.Join(", ", said.Kind.Identity)}) {PlainTexts.IdTooLong} together",
                list.ExternalId.Column, id)));
        else
            _rows.Add(said);
    }

    /// <summary>The hash of a file, its first bytes, and what its bytes show.</summary>
    private static async Task<(string Sha256, byte[] Start, ByteSurvey Survey)> SurveyAsync(
        string path, CancellationToken cancel)
    {
        await using var file = File.OpenRead(path);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            byte[] start = [];
            var (survey, rest) = (default(ByteSurvey), 0);
            int read;
            do
            {
                read = await file.ReadAsync(buffer.AsMemory(rest), cancel);
                hash.AppendData(buffer, rest, read);
                if (start.Length == 0)
                    (start, survey) = (buffer[..Math.Min(read, WorkbookStart.Length)],
                        ByteSurvey.Count(buffer.AsSpan(0, read)));
                var piece = buffer.AsMemory(0, rest + read);
                survey = survey.With(piece.Span, read == 0, out rest);
                piece[^rest..].CopyTo(buffer);
            }
            while (read > 0);
            return (Convert.ToHexStringLower(hash.GetCurrentHash()), start, survey);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}

/// <summary>The order in which rows are imported.</summary>
internal static class ListOrder
{
    /// <summary>
    /// Kind after kind; within one as in the file, but nothing before its parent.
    /// </summary>
    public static ImmutableArray<ListRow> From(IEnumerable<ListRow> rows) =>
        [.. rows.GroupBy(r => r.Kind).OrderBy(g => ListKinds.All.IndexOf(g.Key))
            .SelectMany(g => ParentsFirst([.. g]))];

    private static IEnumerable<ListRow> ParentsFirst(ImmutableArray<ListRow> rows)
    {
        if (!rows.Any(r => Parent(r) is not null))
            return rows;
        var named = new Dictionary<string, ListRow>(StringComparer.OrdinalIgnoreCase);
        foreach (var row in rows)
        foreach (
            var name in (string?[])[row.Key.Value, row.Id, row.Text("name"), row.Text("title")]
        )
            if (name is not null)
                named.TryAdd(name, row);
        var (ordered, placed) = (
            new List<ListRow>(),
            new HashSet<ListRow>(ReferenceEqualityComparer.Instance)
        );
        foreach (var row in rows)
        {
            // Up to the first ancestor that is placed; a circle ends where it began.
            var line = new Stack<ListRow>();
            for (var next = row; next is not null && placed.Add(next);
                next = Parent(next) is { } parent ? named.GetValueOrDefault(parent) : null)
                line.Push(next);
            ordered.AddRange(line);
        }
        return ordered;
    }

    private static string? Parent(ListRow row) => row.Text("parent") ?? row.Text("program");
}
