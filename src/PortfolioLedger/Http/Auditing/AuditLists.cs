using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using PortfolioLedger.Audit;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Http.Queries;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Http.Auditing;

/// <summary>Answers lists of the audit stream in the forms that all lists have.</summary>
internal sealed class AuditLists(IAuditTrail trail)
{
    /// <summary>
    /// A page of items, the newest first: all of them where a file is asked for without a limit.
    /// </summary>
    /// <param name="http">The request.</param>
    /// <param name="portfolio">Of which portfolio.</param>
    /// <param name="arguments">Limit, cursor and format among them.</param>
    /// <param name="name">Of the sheet in a workbook.</param>
    /// <param name="numberOf">The number that the cursor of the next page names.</param>
    /// <param name="read">The items below a number, so many at most; all if null.</param>
    /// <param name="answer">The JSON answer with a page and the next cursor.</param>
    public async Task WriteAsync<T>(
        HttpContext http, Key portfolio, Arguments arguments, string name,
        Func<T, long> numberOf, Func<int?, Task<ImmutableArray<T>>> read,
        Func<ImmutableArray<T>, string?, object> answer) where T : class
    {
        var format = http.Request.Choose(
            arguments.Get(AuditParameters.Form), Format.OfViews);
        var limit = arguments.Get(AuditParameters.Limit)
            ?? (format == Format.Json ? ItemQuery.DefaultLimit : null);
        var found = await read(limit + 1);
        var page = limit is { } most && found.Length > most ? found[..most] : found;
        var next = page.Length == found.Length ? null
            : numberOf(page[^1]).ToString(CultureInfo.InvariantCulture);
        var body = BodyOf(format, name, page, () => answer(page, next));
        if (format != Format.Json)
            await trail.LogExportAsync(http, portfolio, format.Name, logged => logged with
            {
                Bytes = body.Length,
                Digest = $"sha256:{Convert.ToHexStringLower(SHA256.HashData(body))}",
            });
        if (next is not null)
            http.Response.Headers.Link =
                $"<{ReadHeaders.NextPage(http.Request, next)}>; rel=\"next\"";
        await WriteAsync(http, format, body);
    }

    /// <summary>One answer as JSON.</summary>
    public static Task WriteAsync(HttpContext http, object answer) => WriteAsync(http, Format.Json,
        JsonSerializer.SerializeToUtf8Bytes(answer, answer.GetType(), ViewJson.Options));

    private static byte[] BodyOf<T>(
        Format format, string name, ImmutableArray<T> page, Func<object> answer) where T : class
    {
        ImmutableArray<object> items = [.. page];
        if (format == Format.Csv)
            return ItemCsv.Write(typeof(T), items, items);
        if (format == Format.Xlsx)
            return ItemXlsx.Write(name, typeof(T), items, items);
        if (format == Format.Json)
        {
            var whole = answer();
            return JsonSerializer.SerializeToUtf8Bytes(whole, whole.GetType(), ViewJson.Options);
        }
        using var lines = new MemoryStream();
        foreach (var item in page)
        {
            JsonSerializer.Serialize(lines, item, ViewJson.Options);
            lines.WriteByte((byte)'\n');
        }
        return lines.ToArray();
    }

    private static async Task WriteAsync(HttpContext http, Format format, byte[] body)
    {
        http.Response.ContentType = format.ContentType;
        http.Response.ContentLength = body.Length;
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.Vary = "Accept, Authorization";
        await http.Response.Body.WriteAsync(body, http.RequestAborted);
    }
}
