using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using PortfolioLedger.Http;
using PortfolioLedger.Http.Commands;
using PortfolioLedger.Http.Problems;

namespace PortfolioLedger.Imports.Jobs;

/// <summary>A file as it was sent, and a mapping if one came with it.</summary>
/// <param name="Path">Where it lies now.</param>
/// <param name="Name">What its sender calls it.</param>
/// <param name="Bytes">How large it is.</param>
/// <param name="Mapping">The JSON of a mapping sent beside it.</param>
internal sealed record ImportUpload(string Path, string Name, long Bytes, string? Mapping)
{
    /// <summary>The largest file, in bytes.</summary>
    public const int MaxFileBytes = 64 * 1024 * 1024;

    /// <summary>The largest mapping, in bytes.</summary>
    public const int MaxMappingBytes = 256 * 1024;

    /// <summary>The largest request, in bytes: a file and what a form puts around it.</summary>
    public const int MaxRequestBytes = MaxFileBytes + 1024 * 1024;

    private const int MaxNameLength = 200;

    private const string Workbook =
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private static readonly string[] Raw =
    [
        "text/csv", "text/plain", "text/tab-separated-values", "application/octet-stream",
        "application/vnd.ms-excel", Workbook,
    ];

    /// <summary>Takes the body of a request: the file alone, or a form with <c>file</c>.</summary>
    public static async Task<ImportUpload> ReadAsync(HttpContext http, UploadFolder uploads)
    {
        Codings.RequireUnpacked(http);
        if (http.Request.ContentLength > MaxRequestBytes)
            throw TooLarge();
        var path = uploads.NewFile();
        try
        {
            return MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type)
                && Is(type, "multipart/form-data")
                ? await FormAsync(http, type, path) : await RawAsync(http, type, path);
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    /// <summary>Deletes the file when nobody imports it.</summary>
    public void Discard() => File.Delete(Path);

    private static async Task<ImportUpload> RawAsync(
        HttpContext http, MediaTypeHeaderValue? type, string path)
    {
        if (type is null || !Raw.Contains(type.MediaType.Value, StringComparer.OrdinalIgnoreCase))
            throw new ProblemException(Problem.Create("unsupported-media-type",
                "Send the file as text/csv or as application/vnd.openxmlformats-officedocument."
                + "spreadsheetml.sheet, or as part 'file' of multipart/form-data; not as "
                + $"{http.Request.ContentType ?? "nothing stated"}."));
        var bytes = await SaveAsync(http.Request.Body, path, http.RequestAborted);
        RequireWorkbook(path, Is(type, Workbook));
        return new(path, "body", bytes, null);
    }

    private static bool Is(MediaTypeHeaderValue type, string name) =>
        type.MediaType.Equals(name, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// A file that is declared a workbook must be one: it is not read as text instead.
    /// </summary>
    private static void RequireWorkbook(string path, bool declared)
    {
        if (declared && WorkbookStart.NoneOf(path) is { } fault)
            throw new ProblemException(Problem.Create("import-refused", fault));
    }

    private static async Task<ImportUpload> FormAsync(
        HttpContext http, MediaTypeHeaderValue type, string path)
    {
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).Value
            ?? throw Malformed("it states no boundary");
        var reader = new MultipartReader(boundary, http.Request.Body);
        ImportUpload? file = null;
        string? mapping = null;
        try
        {
            while (await reader.ReadNextSectionAsync(http.RequestAborted) is { } section)
            {
                var part = section.GetContentDispositionHeader();
                var name = part is null ? null : HeaderUtilities.RemoveQuotes(part.Name).Value;
                if (name == "file" && file is null)
                {
                    file = new(
                        path,
                        NameOf(part!),
                        await SaveAsync(section.Body, path, http.RequestAborted),
                        null
                    );
                    RequireWorkbook(
                        path,
                        file.Name.EndsWith(".xlsx", StringComparison.OrdinalIgnoreCase)
                            || (
                                MediaTypeHeaderValue.TryParse(section.ContentType, out var of)
                                && Is(of, Workbook)
                            )
                    );
                }
                else if (name == "mapping" && mapping is null)
                    mapping = await TextAsync(section.Body, http.RequestAborted);
                else
                    throw Malformed($"the part '{name}' does not belong there; there are one "
                        + "'file' and perhaps one 'mapping'");
            }
        }
        catch (Exception fault) when (fault is InvalidDataException or IOException
            and not BadHttpRequestException)
        {
            throw Malformed("it cannot be read");
        }
        return file is null ? throw Malformed("it has no part 'file'")
            : file with { Mapping = mapping };
    }

    private static string NameOf(ContentDispositionHeaderValue part)
    {
        var name = HeaderUtilities.RemoveQuotes(
            part.FileNameStar.HasValue ? part.FileNameStar : part.FileName).Value ?? "file";
        return Plain(name);
    }

    /// <summary>What a sender calls a file, as far as it can be kept and shown.</summary>
    public static string Plain(string name)
    {
        var plain = string.Concat(name.Where(c => !char.IsControl(c)));
        return plain.Length > MaxNameLength ? plain[..MaxNameLength] : plain;
    }

    private static async Task<long> SaveAsync(Stream body, string path, CancellationToken cancel)
    {
        await using var file = File.Create(path);
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = await body.ReadAsync(buffer, cancel)) > 0)
            if (file.Length + read > MaxFileBytes)
                throw TooLarge();
            else
                await file.WriteAsync(buffer.AsMemory(0, read), cancel);
        return file.Length;
    }

    private static async Task<string> TextAsync(Stream body, CancellationToken cancel)
    {
        using var text = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await body.ReadAsync(buffer, cancel)) > 0)
            if (text.Length + read > MaxMappingBytes)
                throw new ProblemException(Problem.Create("body-too-large",
                    $"The mapping has more than {MaxMappingBytes / 1024} KB."));
            else
                text.Write(buffer, 0, read);
        return Encoding.UTF8.GetString(BodyReader.WithoutMark(text.ToArray()));
    }

    private static ProblemException Malformed(string detail) => new(Problem.Create("malformed-form",
        $"The form cannot be used: {detail}."));

    private static ProblemException TooLarge() => new(Problem.Create("body-too-large",
        $"The file has more than {MaxFileBytes / 1024 / 1024} MB; divide it."));
}
