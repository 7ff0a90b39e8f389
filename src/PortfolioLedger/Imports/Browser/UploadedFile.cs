using PortfolioLedger.Imports.Jobs;

namespace PortfolioLedger.Imports.Browser;

/// <summary>What is wrong with a file that a browser sent, and the status that says so.</summary>
/// <param name="Status">Of HTTP.</param>
/// <param name="Detail">What was wrong and what would be right.</param>
internal sealed record FileRefusal(int Status, string Detail)
{
    /// <summary>Why a file of which nothing can be imported is refused.</summary>
    public static FileRefusal Of(ImportException fault) => new(
        fault.Kind switch
        {
            FileFault.Type => StatusCodes.Status415UnsupportedMediaType,
            FileFault.Size => StatusCodes.Status413PayloadTooLarge,
            _ => StatusCodes.Status422UnprocessableEntity,
        }, string.Join(' ', fault.Faults));
}

/// <summary>Looks at a file that a browser sent, before anything reads it.</summary>
internal static class UploadedFile
{
    private const int Looked = 8 * 1024;

    private const string NoText = "The file is neither a text (CSV) nor a workbook (XLSX). Save "
        + "the list as CSV UTF-8 or as .xlsx in your spreadsheet program and send that.";

    /// <summary>Why a file is not taken; null when it may be a list.</summary>
    /// <param name="path">Where it lies.</param>
    /// <param name="name">What its sender calls it.</param>
    public static FileRefusal? Refusal(string path, string name)
    {
        if (new FileInfo(path).Length > ImportUpload.MaxFileBytes)
            return new(StatusCodes.Status413PayloadTooLarge, "The file has more than "
                + $"{ImportUpload.MaxFileBytes / 1024 / 1024} MB; divide it.");
        if (name.EndsWith(".xlsx", StringComparison.OrdinalIgnoreCase)
            && WorkbookStart.NoneOf(path) is { } none)
            return new(StatusCodes.Status415UnsupportedMediaType, none);
        var start = Start(path);
        if (start.Length == 0)
            return new(StatusCodes.Status422UnprocessableEntity,
                "The file is empty. Choose one with a header and at least one row.");
        return WorkbookStart.IsWorkbook(start) || IsOld(start) || IsText(start) ? null
            : new(StatusCodes.Status415UnsupportedMediaType, NoText);
    }

    private static byte[] Start(string path)
    {
        using var file = File.OpenRead(path);
        var start = new byte[Looked];
        return start[..file.ReadAtLeast(start, Looked, throwOnEndOfStream: false)];
    }

    /// <summary>It is said to be a workbook of the old form by who reads it.</summary>
    private static bool IsOld(ReadOnlySpan<byte> start) => start.StartsWith((byte)0xd0);

    /// <summary>
    /// Pictures, programs and documents have bytes that no text has; only UTF-16, which says so
    /// by its first bytes, has zeros.
    /// </summary>
    private static bool IsText(ReadOnlySpan<byte> start) =>
        start.StartsWith<byte>([0xff, 0xfe]) || start.StartsWith<byte>([0xfe, 0xff])
        || (!start.StartsWith("%PDF-"u8) && !start.ContainsAny(NoneOfText));

    private static readonly System.Buffers.SearchValues<byte> NoneOfText =
        System.Buffers.SearchValues.Create(
            [0, 1, 2, 3, 4, 5, 6, 7, 8, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 27]);
}
