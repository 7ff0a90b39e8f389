using System.Globalization;
using System.Text.Json;
using PortfolioLedger.Access;
using PortfolioLedger.Audit;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Reports;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Http;
using PortfolioLedger.Http.Auditing;
using PortfolioLedger.Http.Problems;
using PortfolioLedger.Http.Queries;
using PortfolioLedger.Journaling.Books;
using PortfolioLedger.Messaging;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Subscriptions;

/// <summary>What was sent to a subscriber, and the feed a subscriber reads.</summary>
internal sealed class SubscriptionEndpoints(
    CallerAccess access, BookKeeper keeper, Deliveries deliveries, SubscriptionFeed feed,
    IAuditTrail trail)
{
    /// <summary>How many a page holds.</summary>
    public static readonly Parameter<int> Limit = new(ItemQuery.LimitName, ItemQuery.DefaultLimit,
        t => ItemQuery.ReadLimit(t), "How many at most, 1 to 500.", "100", []);

    /// <summary>Where it goes on.</summary>
    public static readonly Parameter<long> Before = new(Cursor.Name, long.MaxValue, Feed.Position,
        "Only what lies before this position: nextCursor of the page before.", "4711", []);

    /// <summary>How far deliveries have come.</summary>
    public static readonly Parameter<DeliveryStatus?> Status = new("status", null,
        t => Texts.Named<DeliveryStatus>(t), "Only deliveries that have come this far.", "dead",
        [.. Enumeration<DeliveryStatus>.Names]);

    /// <summary>In which form the feed comes.</summary>
    public static readonly Parameter<string?> Form = new(Format.ParameterName, null, Texts.Text,
        "atom or json; else Accept decides, Atom if it does not.", "json", ["atom", "json"]);

    /// <summary>Deliveries, the newest first.</summary>
    public async Task DeliveriesAsync(HttpContext http)
    {
        var (book, subscription) = await FindAsync(http);
        var arguments = http.Request.ReadArguments([Status, Limit, Before]);
        var limit = arguments.Get(Limit);
        var items = await deliveries.ListAsync(
            book.Portfolio,
            subscription.Key,
            arguments.Get(Status),
            arguments.Get(Before),
            limit,
            http.RequestAborted
        );
        using var body = new MemoryStream();
        await using (var json = new Utf8JsonWriter(body, CloudEvent.Writer))
        {
            json.WriteStartObject();
            json.WriteString("portfolio", book.Portfolio.Value);
            json.WriteString("subscription", subscription.Key.Value);
            json.WriteStartArray("items");
            foreach (var delivery in items)
                Write(json, delivery);
            json.WriteEndArray();
            json.WriteString("nextCursor", items.Count < limit ? null
                : items[^1].Position.ToString(CultureInfo.InvariantCulture));
            json.WriteEndObject();
        }
        await AnswerAsync(http, Format.Json, body.ToArray());
    }

    /// <summary>The feed of a subscription, whichever way its events are delivered.</summary>
    public async Task FeedAsync(HttpContext http)
    {
        var (book, subscription) = await FindAsync(http);
        var arguments = http.Request.ReadArguments([Form, Limit, Before]);
        var form = http.Request.Choose(arguments.Get(Form), SubscriptionFeed.Forms);
        var limit = arguments.Get(Limit);
        var notices = await feed.NoticesAsync(
            book,
            subscription,
            arguments.Get(Before),
            limit,
            http.RequestAborted
        );
        var self = new Uri(
            $"{http.Request.Scheme}://{http.Request.Host}{http.Request.PathBase}{http.Request.Path}"
                + http.Request.QueryString
        );
        var next =
            notices.Count < limit
                ? null
                : new Uri(
                    self,
                    ReadHeaders.Address(
                        http.Request,
                        arguments
                            .With(
                                Before,
                                0L,
                                notices[^1].Line.Position.ToString(CultureInfo.InvariantCulture)
                            )
                            .Given
                    )
                );
        var body = SubscriptionFeed.Write(form, book, subscription, notices, self, next);
        if (notices.Count > 0)
            await trail.LogExportAsync(http, book.Portfolio, form.Name, answer => answer with
            {
                Position = notices[0].Line.Position, Bytes = body.Length,
            });
        await AnswerAsync(http, form == Format.Json ? SubscriptionFeed.Json : form, body);
    }

    private async Task<(Book Book, Subscription Subscription)> FindAsync(HttpContext http)
    {
        await access.RequireAsync(http);
        var book = await keeper.RequireHeadAsync(http);
        var name = (string)http.Request.RouteValues["subscription"]!;
        return Key.TryParse(name, out var key)
            && book.Reports.Subscriptions.GetValueOrDefault(key) is { } subscription
            ? (book, subscription)
            : throw ReadProblem.Unknown(Subject.NameOf(SubjectKind.Subscription), name);
    }

    private static void Write(Utf8JsonWriter json, Delivery delivery)
    {
        json.WriteStartObject();
        json.WriteNumber("position", delivery.Position);
        json.WriteString("status", Enumeration<DeliveryStatus>.NameOf(delivery.Status));
        json.WriteNumber("attempts", delivery.Attempts);
        json.WriteString("handedAt", ViewJson.Instant(delivery.HandedAt));
        json.WriteString("lastAttemptAt", Instant(delivery.LastAttemptAt));
        json.WriteString("nextAttemptAt", Instant(delivery.NextAttemptAt));
        json.WriteString("lastError", delivery.LastError);
        json.WriteEndObject();
    }

    private static string? Instant(DateTimeOffset? instant) =>
        instant is { } at ? ViewJson.Instant(at) : null;

    private static async Task AnswerAsync(HttpContext http, Format form, byte[] body)
    {
        http.Response.ContentType = form.ContentType;
        http.Response.ContentLength = body.Length;
        http.Response.Headers.CacheControl = "private, no-cache";
        http.Response.Headers.Vary = "Accept, Authorization";
        await http.Response.Body.WriteAsync(body, http.RequestAborted);
    }
}
