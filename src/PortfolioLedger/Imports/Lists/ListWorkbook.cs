using System.Collections.Immutable;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using MiniExcelLibs;
using MiniExcelLibs.OpenXml;

namespace PortfolioLedger.Imports.Lists;

/// <summary>
/// The sheets of a workbook (XLSX), read row by row. Of formulas the value stored with them counts.
/// A workbook that would unfold into more than it may is refused before it is unfolded.
/// </summary>
internal static class ListWorkbook
{
    /// <summary>The most a workbook may unfold into, in bytes.</summary>
    public const long MaxUnzippedBytes = 512L * 1024 * 1024;

    /// <summary>The most columns of a sheet.</summary>
    public const int MaxColumns = 500;

    private const int MaxZipParts = 2_000;

    private static readonly OpenXmlConfiguration Plain = new() { EnableSharedStringCache = true };

    /// <summary>
    /// The names of its sheets; an <see cref="ImportException"/> when it is none.
    /// </summary>
    public static ImmutableArray<string> Sheets(string path)
    {
        try
        {
            using (var archive = ZipFile.OpenRead(path))
                RefuseBomb(archive);
            return [.. MiniExcel.GetSheetNames(path)];
        }
        catch (Exception fault) when (IsUnreadable(fault))
        {
            throw new ImportException(
                "The file begins like a workbook (.xlsx) and cannot be read as one; save it as "
                + ".xlsx again, or as CSV.") { Kind = FileFault.Type };
        }
    }

    /// <summary>The rows of a sheet, the header first; blank rows are left out.</summary>
    public static async IAsyncEnumerable<ListRecord> ReadAsync(
        string path, string sheet, [EnumeratorCancellation] CancellationToken cancel)
    {
        using var reader = Opened(path, sheet);
        for (var line = 1L; Next(reader); line++)
        {
            cancel.ThrowIfCancellationRequested();
            if (reader.FieldCount > MaxColumns)
                throw new ImportException(
                    $"The sheet '{sheet}' has {reader.FieldCount} columns; at most {MaxColumns} "
                    + "are read. Delete those that are empty.");
            var cells = new object?[reader.FieldCount];
            for (var i = 0; i < cells.Length; i++)
                cells[i] = reader.GetValue(i);
            if (cells.Any(c => c is not null and not ""))
                yield return new(line, cells);
            // Reading a sheet never waits; others get their turn now and then.
            if (line % 1_000 == 0)
                await Task.Yield();
        }
    }

    private static MiniExcelDataReader Opened(string path, string sheet)
    {
        try
        {
            return MiniExcel.GetReader(path, false, sheet, ExcelType.XLSX, configuration: Plain);
        }
        catch (Exception fault) when (IsUnreadable(fault))
        {
            throw Unreadable(sheet);
        }
    }

    private static bool Next(MiniExcelDataReader reader)
    {
        try
        {
            return reader.Read();
        }
        catch (Exception fault) when (IsUnreadable(fault))
        {
            throw Unreadable("that is read");
        }
    }

    // What a damaged or crafted archive or XML makes the libraries throw.
    private static bool IsUnreadable(Exception fault) => fault is InvalidDataException
        or System.Xml.XmlException or InvalidOperationException or FormatException
        or ArgumentException or KeyNotFoundException or NullReferenceException
        or IndexOutOfRangeException or OverflowException or EndOfStreamException
        or NotSupportedException;

    private static ImportException Unreadable(string sheet) => new(
        $"The sheet '{sheet}' cannot be read; save the workbook as .xlsx again, or as CSV.");

    private static void RefuseBomb(ZipArchive archive)
    {
        // Unfolding stops at the size an archive declares, so the declared sizes can be relied on.
        if (archive.Entries.Count > MaxZipParts
            || archive.Entries.Sum(e => (decimal)e.Length) > MaxUnzippedBytes)
            throw new ImportException(
                $"The workbook would unfold into more than {MaxUnzippedBytes / 1024 / 1024} MB or "
                + $"has more than {MaxZipParts} parts; it is not read.") { Kind = FileFault.Size };
    }
}
