using System.Collections.Immutable;
using System.Text.Json.Serialization;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Reports;
using PortfolioLedger.Messaging;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Subscriptions;

/// <summary>What was sent to a subscriber, the newest first.</summary>
/// <param name="Portfolio">Whose events.</param>
/// <param name="Subscription">To which subscriber.</param>
/// <param name="Items">One for each event.</param>
/// <param name="NextCursor">Where the next page begins; null on the last one.</param>
internal sealed record DeliveryPage(
    Key Portfolio, Key Subscription, ImmutableArray<DeliveryItem> Items, string? NextCursor);

/// <summary>The delivery of one event.</summary>
/// <param name="Position">Of the event.</param>
/// <param name="Status">How far it has come.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="HandedAt">When it was handed over.</param>
/// <param name="LastAttemptAt">When it was tried last.</param>
/// <param name="NextAttemptAt">When it will be tried again.</param>
/// <param name="LastError">What went wrong last.</param>
internal sealed record DeliveryItem(
    long Position,
    DeliveryStatus Status,
    int Attempts,
    DateTimeOffset HandedAt,
    DateTimeOffset? LastAttemptAt,
    DateTimeOffset? NextAttemptAt,
    string? LastError
);

/// <summary>The newest events of a subscription as a JSON Feed 1.1.</summary>
/// <param name="Version">Of JSON Feed.</param>
/// <param name="Title">Portfolio and subscription.</param>
/// <param name="FeedUrl">Of this page.</param>
/// <param name="NextUrl">Of the next page.</param>
/// <param name="Items">The newest first.</param>
internal sealed record JsonFeed(
    string Version,
    string Title,
    [property: JsonPropertyName("feed_url")] string FeedUrl,
    [property:
        JsonPropertyName("next_url"),
        JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)
    ]
        string? NextUrl,
    ImmutableArray<JsonFeedItem> Items
);

/// <summary>One event of a JSON Feed.</summary>
/// <param name="Id">urn:uuid: and the id of the event.</param>
/// <param name="Title">What happened.</param>
/// <param name="Text">What happened, and why.</param>
/// <param name="PublishedAt">When it was recorded.</param>
/// <param name="Authors">Who recorded it.</param>
/// <param name="Tags">The stored name of the event.</param>
/// <param name="Ledger">Where it stands.</param>
internal sealed record JsonFeedItem(
    string Id,
    string Title,
    [property: JsonPropertyName("content_text")] string Text,
    [property: JsonPropertyName("date_published")] DateTimeOffset PublishedAt,
    ImmutableArray<JsonFeedAuthor> Authors,
    ImmutableArray<string> Tags,
    [property: JsonPropertyName("_ledger")] JsonFeedPlace Ledger
);

/// <summary>Who recorded an event.</summary>
/// <param name="Name">Their opaque id.</param>
internal sealed record JsonFeedAuthor(string Name);

/// <summary>Where an event of a JSON Feed stands in the journal.</summary>
/// <param name="Position">Of the event.</param>
/// <param name="Subject">What it is about first of all.</param>
/// <param name="EffectiveOn">From which business day it counts.</param>
internal sealed record JsonFeedPlace(long Position, Subject Subject, DateOnly EffectiveOn);
