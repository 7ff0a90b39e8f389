namespace PortfolioLedger.Imports;

/// <summary>What the first bytes of a file show: a workbook, or one of the old form.</summary>
internal static class WorkbookStart
{
    /// <summary>So many of them are looked at.</summary>
    public const int Length = 4;

    private const string SaveAgain = "save it as .xlsx again, or send it as CSV (text/csv)";

    /// <summary>The first bytes of a file.</summary>
    public static byte[] Read(string path)
    {
        using var file = File.OpenRead(path);
        var start = new byte[Length];
        return start[..file.ReadAtLeast(start, Length, throwOnEndOfStream: false)];
    }

    /// <summary>It begins as workbooks (.xlsx) do.</summary>
    public static bool IsWorkbook(ReadOnlySpan<byte> start) => start.StartsWith("PK\u0003\u0004"u8);

    /// <summary>Refuses a workbook of the old form.</summary>
    public static void RefuseOld(ReadOnlySpan<byte> start)
    {
        if (IsOld(start))
            throw new ImportException(
                "The file is a workbook of the old form (.xls); save it as .xlsx or as CSV.")
            {
                Kind = FileFault.Type,
            };
    }

    /// <summary>Refuses a workbook where only text is read.</summary>
    public static void RefuseWorkbook(string path, string mapping)
    {
        var start = Read(path);
        RefuseOld(start);
        if (IsWorkbook(start))
            throw new ImportException(
                $"The file is a workbook (.xlsx), and the mapping '{mapping}' "
                    + "reads histories from CSV; save its sheet as CSV (UTF-8) and send that."
            )
            {
                Kind = FileFault.Type,
            };
    }

    /// <summary>
    /// Why a file is not what its sender calls a workbook; null when it may be one.
    /// </summary>
    public static string? NoneOf(string path) => Read(path) is { Length: > 0 } start
        && !IsWorkbook(start) && !IsOld(start)
            ? $"The file is sent as a workbook (.xlsx) and is none; {SaveAgain}." : null;

    private static bool IsOld(ReadOnlySpan<byte> start) =>
        start.StartsWith((ReadOnlySpan<byte>)[0xd0, 0xcf, 0x11, 0xe0]);
}
