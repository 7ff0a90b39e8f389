using System.Buffers;
using System.Text.Json;
using PortfolioLedger.Core.AuditLog;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Views;

namespace PortfolioLedger.Querying;

/// <summary>Writes a page of a view in a format.</summary>
internal static class ViewWriter
{
    private static readonly JsonWriterOptions Relaxed =
        new() { Encoder = ViewJson.Options.Encoder, SkipValidation = true };

    /// <summary>The body in the format asked for.</summary>
    public static byte[] Write(
        View view, ComputedView computed, IReadOnlyList<object> page, string? next,
        Format format) =>
        format == Format.Csv ? ItemCsv.Write(view.ItemType, computed.Items, page)
        : format == Format.Ndjson ? Lines(view, page)
        : format == Format.Xlsx ? ItemXlsx.Write(view.Name, view.ItemType, computed.Items, page)
        : Rest(view, computed, page, next);

    /// <summary>
    /// How a JSON answer starts: portfolio and as-of, with the words of the caller.
    /// </summary>
    public static byte[] Start(Key portfolio, AsOfAnswer asOf)
    {
        var start = new ArrayBufferWriter<byte>(256);
        using var json = new Utf8JsonWriter(start, Relaxed);
        json.WriteStartObject();
        json.WriteString("portfolio", portfolio.Value);
        json.WritePropertyName("asOf");
        asOf.Echo.Write(json, asOf.Requested);
        json.Flush();
        return start.WrittenSpan.ToArray();
    }

    /// <summary>
    /// What follows it: digest, the view's fields and where the next page begins.
    /// </summary>
    private static byte[] Rest(View view, ComputedView computed, IReadOnlyList<object> page,
        string? next)
    {
        var body = new ArrayBufferWriter<byte>(16 * 1024);
        using (var json = new Utf8JsonWriter(body, Relaxed))
        {
            json.WriteStartObject();
            json.WriteString("digest", computed.Digest);
            ViewJson.WriteFields(json, computed.Page(page), view.Type);
            if (view.IsList)
                json.WriteString("nextCursor", next);
            json.WriteEndObject();
        }
        // The brace that opens the object was written by the start of the answer.
        var bytes = body.WrittenSpan.ToArray();
        bytes[0] = (byte)',';
        return bytes;
    }

    private static byte[] Lines(View view, IReadOnlyList<object> page)
    {
        using var body = new MemoryStream();
        foreach (var item in page)
        {
            JsonSerializer.Serialize(body, item, view.ItemType, ViewJson.Options);
            body.WriteByte((byte)'\n');
        }
        return body.ToArray();
    }
}
