using System.Collections.Immutable;
using System.Text.Json.Serialization;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Reports;
using PortfolioLedger.Querying;
using PortfolioLedger.Subscriptions;

namespace PortfolioLedger.Reports;

// The forms of answers that RunJson and the feeds write field by field, for the API description.

/// <summary>How a run ended.</summary>
internal enum RunStatus
{
    /// <summary>With a result.</summary>
    Made,
    /// <summary>Without one; the error says why.</summary>
    Failed,
}

/// <summary>The book a run shows.</summary>
/// <param name="Position">Of its last event.</param>
/// <param name="EffectiveOn">Its business day.</param>
internal sealed record RunMoment(long Position, DateOnly EffectiveOn);

/// <summary>Why a run failed.</summary>
/// <param name="Code">The code of a problem.</param>
/// <param name="Detail">What was wrong.</param>
internal sealed record RunError(string Code, string Detail);

/// <summary>One run of a report: what was asked, and what came of it.</summary>
/// <param name="Portfolio">Whose.</param>
/// <param name="Report">Of which report.</param>
/// <param name="Run">Its number, from 1.</param>
/// <param name="Status">How it ended.</param>
/// <param name="Name">Of the report then.</param>
/// <param name="View">What it asked.</param>
/// <param name="AsOfRule">Which moment it shows, as a rule.</param>
/// <param name="DefinitionPosition">The position of the definition it was made by.</param>
/// <param name="MadeAt">When.</param>
/// <param name="DueAt">For which moment of its schedule; null on request.</param>
/// <param name="RequestedBy">Who asked; null by schedule.</param>
/// <param name="Permalink">The address of the result.</param>
/// <param name="AsOf">The book it shows, if it was made.</param>
/// <param name="Digest">Of the view, if it was made.</param>
/// <param name="Source">The address of the view it shows, if it was made.</param>
/// <param name="Result">SHA-256 of the result, if it was made.</param>
/// <param name="Count">How many items it shows, if it was made.</param>
/// <param name="Error">Why it failed.</param>
/// <param name="Reproduced">With the result: whether it can be made again from the journal.</param>
/// <param name="Columns">With the result: the fields of its items.</param>
/// <param name="Items">The result.</param>
internal sealed record ReportRunAnswer(
    Key Portfolio, Key Report, int Run, RunStatus Status, string Name, string View, AsOfRule AsOfRule,
    long DefinitionPosition, DateTimeOffset MadeAt, DateTimeOffset? DueAt, string? RequestedBy, string Permalink,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] RunMoment? AsOf,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Digest,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Source,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Result,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Count,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] RunError? Error,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? Reproduced,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ImmutableArray<string>? Columns,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    ImmutableArray<ImmutableSortedDictionary<string, object>>? Items);

/// <summary>What was made of a report, the newest first.</summary>
/// <param name="Portfolio">Whose.</param>
/// <param name="Report">Of which report.</param>
/// <param name="Items">Without results.</param>
/// <param name="NextCursor">Where the next page begins; null on the last one.</param>
internal sealed record ReportRunPage(
    Key Portfolio, Key Report, ImmutableArray<ReportRunAnswer> Items, string? NextCursor);

/// <summary>Reports put together for an audience, with their latest results.</summary>
/// <param name="Portfolio">Whose.</param>
/// <param name="Dashboard">Its key.</param>
/// <param name="Name">For people.</param>
/// <param name="Audience">For whom.</param>
/// <param name="Retired">No longer kept.</param>
/// <param name="Version">For If-Match.</param>
/// <param name="Reports">In their order.</param>
internal sealed record DashboardAnswer(
    Key Portfolio, Key Dashboard, string Name, Audience Audience, bool Retired, long Version,
    ImmutableArray<DashboardReport> Reports);

/// <summary>A report on a dashboard.</summary>
/// <param name="Report">Its key.</param>
/// <param name="Name">For people.</param>
/// <param name="View">What it asks.</param>
/// <param name="Latest">Its latest run; null before the first.</param>
internal sealed record DashboardReport(Key Report, string Name, string? View, ReportRunAnswer? Latest);

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
    long Position, DeliveryStatus Status, int Attempts, DateTimeOffset HandedAt, DateTimeOffset? LastAttemptAt,
    DateTimeOffset? NextAttemptAt, string? LastError);

/// <summary>The newest events of a subscription as a JSON Feed 1.1.</summary>
/// <param name="Version">Of JSON Feed.</param>
/// <param name="Title">Portfolio and subscription.</param>
/// <param name="FeedUrl">Of this page.</param>
/// <param name="NextUrl">Of the next page.</param>
/// <param name="Items">The newest first.</param>
internal sealed record JsonFeed(
    string Version, string Title, [property: JsonPropertyName("feed_url")] string FeedUrl,
    [property: JsonPropertyName("next_url"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    string? NextUrl,
    ImmutableArray<JsonFeedItem> Items);

/// <summary>One event of a JSON Feed.</summary>
/// <param name="Id">urn:uuid: and the id of the event.</param>
/// <param name="Title">What happened.</param>
/// <param name="Text">What happened, and why.</param>
/// <param name="PublishedAt">When it was recorded.</param>
/// <param name="Authors">Who recorded it.</param>
/// <param name="Tags">The stored name of the event.</param>
/// <param name="Ledger">Where it stands.</param>
internal sealed record JsonFeedItem(
    string Id, string Title, [property: JsonPropertyName("content_text")] string Text,
    [property: JsonPropertyName("date_published")] DateTimeOffset PublishedAt, ImmutableArray<JsonFeedAuthor> Authors,
    ImmutableArray<string> Tags, [property: JsonPropertyName("_ledger")] JsonFeedPlace Ledger);

/// <summary>Who recorded an event.</summary>
/// <param name="Name">Their opaque id.</param>
internal sealed record JsonFeedAuthor(string Name);

/// <summary>Where an event of a JSON Feed stands in the journal.</summary>
/// <param name="Position">Of the event.</param>
/// <param name="Subject">What it is about first of all.</param>
/// <param name="EffectiveOn">From which business day it counts.</param>
internal sealed record JsonFeedPlace(long Position, Subject Subject, DateOnly EffectiveOn);
