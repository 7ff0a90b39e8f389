using System.Buffers;
using System.Text.Json;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Views;

namespace PortfolioLedger.Querying;

/// <summary>Writes a page of a view in a format.</summary>
internal static class ViewWriter
{
    private static readonly JsonWriterOptions Relaxed =
        new() { Encoder = ViewJson.Options.Encoder, SkipValidation = true };

    /// <summary>The body of an answer in the format asked for.</summary>
    public static ViewBody Write(ViewResult result, Format format)
    {
        var (asked, computed, page, next) = result;
        var (type, all) = (asked.View.ItemType, computed.Items);
        var bytes = format == Format.Csv ? ItemCsv.Write(type, all, page)
            : format == Format.Ndjson ? Lines(type, page)
            : format == Format.Xlsx ? ItemXlsx.Write(asked.View.Name, type, all, page)
            : Rest(asked.View, asked.Head.Portfolio, result.Echo, computed, page, next);
        return new(bytes, computed.Digest, next);
    }

    /// <summary>
    /// How a JSON answer starts: portfolio and as-of, with the words of the caller and why there is
    /// nothing to show.
    /// </summary>
    public static byte[] Start(Key portfolio, ResolvedAsOf asOf, string? note) =>
        Start(portfolio, asOf.Echo, asOf.Requested, note);

    /// <summary>The same of an answer whose book is not at hand.</summary>
    public static byte[] Start(Key portfolio, AsOfEcho asOf, string? requested, string? note)
    {
        var start = new ArrayBufferWriter<byte>(256);
        using var json = new Utf8JsonWriter(start, Relaxed);
        WriteStart(json, portfolio, asOf, requested, note);
        json.Flush();
        return start.WrittenSpan.ToArray();
    }

    /// <summary>
    /// Opens the object that every JSON answer is: portfolio and as-of come first.
    /// </summary>
    public static void WriteStart(
        Utf8JsonWriter json, Key portfolio, AsOfEcho asOf, string? requested,
        string? note = null)
    {
        json.WriteStartObject();
        json.WriteString("portfolio", portfolio.Value);
        json.WritePropertyName("asOf");
        asOf.Write(json, requested, note);
    }

    /// <summary>
    /// What follows in the same object, the same for all callers: digest, the view's fields and
    /// where the next page begins.
    /// </summary>
    public static byte[] Rest(
        ViewDefinition view, Key portfolio, AsOfEcho asOf, ComputedView computed,
        IReadOnlyList<object> page, string? next)
    {
        var body = new ArrayBufferWriter<byte>(16 * 1024);
        using var json = new Utf8JsonWriter(body, Relaxed);
        WriteStart(json, portfolio, asOf, null);
        json.Flush();
        var start = body.WrittenCount;
        json.WriteString("digest", computed.Digest);
        ViewJson.WriteFields(json, computed.Page(page), view.Type);
        if (view.IsList)
            json.WriteString("nextCursor", next);
        json.WriteEndObject();
        json.Flush();
        return body.WrittenSpan[start..].ToArray();
    }

    private static byte[] Lines(Type type, IReadOnlyList<object> page)
    {
        using var body = new MemoryStream();
        foreach (var item in page)
        {
            JsonSerializer.Serialize(body, item, type, ViewJson.Options);
            body.WriteByte((byte)'\n');
        }
        return body.ToArray();
    }
}
