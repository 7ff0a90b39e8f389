using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.OpenApi;
using PortfolioLedger.Access;
using PortfolioLedger.Audit;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Http.Auditing;
using PortfolioLedger.Http.OpenApi;
using PortfolioLedger.Http.Problems;
using PortfolioLedger.Journaling.Books;
using PortfolioLedger.Journaling.Reading;
using PortfolioLedger.Journaling.Writing;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Http.Queries;

/// <summary>
/// The journal itself as CloudEvents 1.0, in the order of positions; <c>data</c> in RFC 8785 form,
/// byte for byte what the audit log's leaf was made from.
/// </summary>
internal sealed class Feed(
    CallerAccess access, BookKeeper keeper, JournalReader reader, IAuditTrail trail)
{
    /// <summary>The longest page, in events.</summary>
    public const int MaxEvents = 1_000;

    public static readonly Parameter<long> After = new("after", 0, Position,
        "Events behind this position; 0 for all.", "4711", []);

    public static readonly Parameter<int> Limit = new("limit", ItemQuery.DefaultLimit,
        t => ItemQuery.ReadLimit(t, MaxEvents), "How many at most, 1 to 1000.", "100", []);

    public static readonly Parameter<ImmutableArray<string>?> Types = new("types", null,
        t => [.. Querying.Texts.Several(t).Select(TimelineQuery.KnownType).Distinct()],
        "Only these kinds of events, by stored name.",
        "initiative-approved,budget-changed", []) { TakesSeveral = true };

    /// <summary>Every query parameter of the feed.</summary>
    public static readonly ImmutableArray<Parameter> Parameters = [After, Limit, Types,
        TimelineQuery.Subject];

    public static readonly Format Batch = new("json", "application/cloudevents-batch+json",
        "application/cloudevents-batch+json; charset=utf-8");

    /// <summary>
    /// The forms of the feed, the preferred one first; plain JSON is understood too.
    /// </summary>
    private static readonly ImmutableArray<Format> Forms = [Batch, Format.Ndjson, Format.Json];

    /// <summary>What a page looks like.</summary>
    public static (int Status, OpenApiResponse Answer) Describe(TypeSchemas schemas) =>
        (
            200,
            OperationDocs.Answer(
                "The events, in the order of positions.",
                schemas.OfAnswer(typeof(ImmutableArray<LedgerEvent>)),
                [.. Forms.Select(f => f.MediaType)],
                null,
                [("Link", "The address of the next page, rel=next.")]
            )
        );

    /// <summary>A page of the journal.</summary>
    public async Task EventsAsync(HttpContext http)
    {
        await access.RequireAsync(http);
        var (portfolio, last) = await EndAsync(http, keeper);
        var arguments = http.Request.ReadArguments(Parameters);
        var form = http.Request.Choose(Forms);
        var range = new JournalRange(arguments.Get(After), last)
        {
            About = arguments.Get(TimelineQuery.Subject) is { } subject ? [subject] : null,
            Types = arguments.Get(Types),
            Limit = arguments.Get(Limit),
        };
        var page = new List<StoredEntry>();
        await foreach (var stored in reader.ReadAsync(portfolio, range, http.RequestAborted))
            page.Add(stored);
        var body = Body(portfolio, page, form == Format.Ndjson);
        // Who asks for what is new and finds nothing takes nothing out.
        if (page.Count > 0)
            await trail.LogExportAsync(http, portfolio, form.Name, answer => answer with
            {
                Position = page[^1].Entry.Position, Bytes = body.Length,
                Digest = $"sha256:{Convert.ToHexStringLower(SHA256.HashData(body.Span))}",
            });
        WriteHeaders(http, arguments, page, form);
        await http.Response.Body.WriteAsync(body, http.RequestAborted);
    }

    /// <summary>
    /// The portfolio of a request and its last position; a 404 problem if unknown.
    /// </summary>
    public static async Task<(Key Portfolio, long Last)> EndAsync(
        HttpContext http, BookKeeper keeper)
    {
        var text = (string?)http.Request.RouteValues["portfolio"];
        var last = Key.TryParse(text, out var portfolio)
            ? await keeper.LastPositionAsync(portfolio, http.RequestAborted) : 0;
        return last > 0 ? (portfolio, last) : throw ReadProblem.Unknown("portfolio", text ?? "");
    }

    private static void WriteHeaders(HttpContext http, Arguments arguments, List<StoredEntry> page,
        Format form)
    {
        var response = http.Response;
        response.ContentType = form == Format.Json ? Batch.ContentType : form.ContentType;
        response.Headers.Vary = "Accept, Authorization";
        response.Headers.CacheControl = "private, no-cache";
        if (page.Count < arguments.Get(Limit))
            return;
        var after = page[^1].Entry.Position.ToString(CultureInfo.InvariantCulture);
        var next = ReadHeaders.Address(
            http.Request, arguments.With(After, page[^1].Entry.Position, after).Given);
        response.Headers.Link = $"<{next}>; rel=\"next\"";
    }

    private static ReadOnlyMemory<byte> Body(Key portfolio, List<StoredEntry> page, bool isLines)
    {
        var body = new ArrayBufferWriter<byte>(page.Count * 800 + 2);
        using var json = new Utf8JsonWriter(body, CloudEvent.Writer);
        if (!isLines)
            json.WriteStartArray();
        foreach (var stored in page)
        {
            CloudEvent.Write(json, portfolio, stored);
            if (!isLines)
                continue;
            json.Flush();
            json.Reset();
            body.Write("\n"u8);
        }
        if (!isLines)
            json.WriteEndArray();
        json.Flush();
        return body.WrittenMemory;
    }

    /// <summary>Reads a position.</summary>
    public static long Position(string text) =>
        text.Length > 0
            && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture,
                out var position)
            ? position : throw new FormatException("must be a position: digits only");
}
