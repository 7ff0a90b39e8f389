using System.Collections.Immutable;
using System.Globalization;
using System.ServiceModel.Syndication;
using System.Text;
using System.Text.Json;
using System.Xml;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Portfolios;
using PortfolioLedger.Core.Reports;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Http.Queries;
using PortfolioLedger.Journaling.Books;
using PortfolioLedger.Journaling.Reading;
using PortfolioLedger.Journaling.Writing;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Subscriptions;

/// <summary>
/// What a subscription lets through, as a feed for readers: Atom (RFC 4287) or JSON Feed 1.1, the
/// newest first, straight from the journal.
/// </summary>
internal sealed class SubscriptionFeed(JournalReader reader, BookKeeper keeper)
{
    public static readonly Format Atom = new(
        "atom",
        "application/atom+xml",
        "application/atom+xml; charset=utf-8"
    );

    public static readonly Format Json = new(
        "json",
        "application/feed+json",
        "application/feed+json; charset=utf-8"
    );

    /// <summary>Both forms, the preferred one first; plain JSON is understood too.</summary>
    public static readonly ImmutableArray<Format> Forms = [Atom, Json, Format.Json];

    /// <summary>The newest events before a position.</summary>
    public async Task<List<EventNotice>> NoticesAsync(
        Book book, Subscription subscription, long before, int limit, CancellationToken cancel)
    {
        var range = new RecentEntries(
            subscription.Position,
            Math.Min(before - 1, book.Position),
            limit
        )
        {
            Filter = subscription.Filter,
        };
        var notices = new List<EventNotice>();
        foreach (var stored in await reader.NewestAsync(book.Portfolio, range, cancel))
            notices.Add(EventNotice.From(stored,
                await keeper.AtAsync(book.Portfolio, stored.Entry.Position, null, cancel)));
        return notices;
    }

    /// <summary>The feed as bytes.</summary>
    /// <param name="form">Atom or JSON.</param>
    /// <param name="book">Whose events.</param>
    /// <param name="subscription">Which of them.</param>
    /// <param name="notices">The newest first.</param>
    /// <param name="self">The address of the feed.</param>
    /// <param name="next">Where it goes on; null at the end.</param>
    public static byte[] Write(
        Format form,
        Book book,
        Subscription subscription,
        List<EventNotice> notices,
        Uri self,
        Uri? next
    ) =>
        form == Atom
            ? AtomOf(book, subscription, notices, self, next)
            : JsonOf(book, subscription, notices, self, next);

    private static byte[] AtomOf(
        Book book, Subscription subscription, List<EventNotice> notices, Uri self, Uri? next)
    {
        var feed = new SyndicationFeed
        {
            Id = $"urn:portfolio-ledger:{book.Portfolio}:{subscription.Key}",
            Title = TitleOf(book, subscription),
            LastUpdatedTime = notices.Count > 0 ? notices[0].Line.RecordedAt : book.RecordedAt,
            Items = [.. notices.Select(ItemOf)],
        };
        feed.Links.Add(SyndicationLink.CreateSelfLink(self, Atom.MediaType));
        if (next is not null)
            feed.Links.Add(new(next, "next", null, Atom.MediaType, 0));
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, new() { Encoding = new UTF8Encoding(false) }))
            feed.SaveAsAtom10(xml);
        return bytes.ToArray();
    }

    private static SyndicationItem ItemOf(EventNotice notice)
    {
        var item = new SyndicationItem
        {
            Id = IdOf(notice),
            Title = new(notice.Line.Sentence),
            PublishDate = notice.Line.RecordedAt,
            LastUpdatedTime = notice.Line.RecordedAt,
            Content = new TextSyndicationContent(notice.Text()),
        };
        item.Authors.Add(new(null, notice.Line.Actor, null));
        item.Categories.Add(new(notice.Line.Type));
        return item;
    }

    private static byte[] JsonOf(
        Book book, Subscription subscription, List<EventNotice> notices, Uri self, Uri? next)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, CloudEvent.Writer))
        {
            json.WriteStartObject();
            json.WriteString("version", "https://jsonfeed.org/version/1.1");
            json.WriteString("title", TitleOf(book, subscription).Text);
            json.WriteString("feed_url", self.AbsoluteUri);
            if (next is not null)
                json.WriteString("next_url", next.AbsoluteUri);
            json.WriteStartArray("items");
            foreach (var notice in notices)
                WriteItem(json, notice);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return bytes.ToArray();
    }

    private static void WriteItem(Utf8JsonWriter json, EventNotice notice)
    {
        json.WriteStartObject();
        json.WriteString("id", IdOf(notice));
        json.WriteString("title", notice.Line.Sentence);
        json.WriteString("content_text", notice.Text());
        json.WriteString("date_published", ViewJson.Instant(notice.Line.RecordedAt));
        json.WriteStartArray("authors");
        json.WriteStartObject();
        json.WriteString("name", notice.Line.Actor);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartArray("tags");
        json.WriteStringValue(notice.Line.Type);
        json.WriteEndArray();
        json.WriteStartObject("_ledger");
        json.WriteNumber("position", notice.Line.Position);
        json.WriteString("subject", notice.Line.Subject.ToString());
        json.WriteString(
            "effectiveOn",
            notice.Line.EffectiveOn.ToString("O", CultureInfo.InvariantCulture)
        );
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static string IdOf(EventNotice notice) => $"urn:uuid:{notice.Stored.Entry.Id}";

    private static TextSyndicationContent TitleOf(Book book, Subscription subscription) =>
        new($"{book.Details.Name}: {subscription.Key}");
}
