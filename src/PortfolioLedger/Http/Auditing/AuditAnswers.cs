using System.Collections.Immutable;
using PortfolioLedger.Audit;
using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Http.Auditing;

/// <summary>
/// The last record of an audit stream: kept outside, it shows a tail that was cut.
/// </summary>
/// <param name="Number">Of the record.</param>
/// <param name="Hash">Of the record, and so of all before it.</param>
internal sealed record AuditHead(long Number, string Hash);

/// <summary>Records of the audit stream of a portfolio.</summary>
/// <param name="Portfolio">Of which portfolio.</param>
/// <param name="Head">The last record of the stream; null while there is none.</param>
/// <param name="Items">The newest first.</param>
/// <param name="NextCursor">Where the next page begins; null at the end.</param>
internal sealed record AuditPage(
    Key Portfolio, AuditHead? Head, ImmutableArray<AuditRecord> Items, string? NextCursor);

/// <summary>A finding, and how it was settled.</summary>
/// <param name="Finding">The number of its record.</param>
/// <param name="Position">The event it is about.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Text">What was found.</param>
/// <param name="Actor">Who found it.</param>
/// <param name="RecordedAt">When.</param>
/// <param name="Hash">Of its record.</param>
/// <param name="Open">Whether it is not settled yet.</param>
/// <param name="Resolution">How it was settled; null while it is open.</param>
/// <param name="ResolvedBy">Who says so.</param>
/// <param name="ResolvedAt">When.</param>
internal sealed record FindingItem(
    long Finding, long Position, Severity Severity, string Text, string Actor,
    DateTimeOffset RecordedAt, string Hash, bool Open, string? Resolution, string? ResolvedBy,
    DateTimeOffset? ResolvedAt)
{
    /// <summary>A finding with the record that settles it, if there is one.</summary>
    public static FindingItem Of(AuditRecord finding, AuditRecord? resolution) => new(
        finding.Number, finding.Position!.Value, finding.Severity!.Value, finding.Text!,
        finding.Actor, finding.RecordedAt, finding.Hash, resolution is null, resolution?.Text,
        resolution?.Actor, resolution?.RecordedAt);
}

/// <summary>The findings of auditors.</summary>
/// <param name="Portfolio">Of which portfolio.</param>
/// <param name="Items">The newest first.</param>
/// <param name="NextCursor">Where the next page begins; null at the end.</param>
internal sealed record FindingPage(
    Key Portfolio, ImmutableArray<FindingItem> Items, string? NextCursor);

/// <summary>How far one auditor has come.</summary>
/// <param name="Actor">Who.</param>
/// <param name="ReviewedUpTo">The last position reviewed.</param>
/// <param name="ReviewedAt">When that was recorded.</param>
/// <param name="EventsSince">How many events came behind it.</param>
internal sealed record AuditorProgress(
    string Actor, long ReviewedUpTo, DateTimeOffset ReviewedAt, long EventsSince);

/// <summary>One review.</summary>
/// <param name="Review">The number of its record.</param>
/// <param name="Position">The last event that was reviewed.</param>
/// <param name="Note">What was looked at.</param>
/// <param name="Actor">Who reviewed.</param>
/// <param name="RecordedAt">When that was recorded.</param>
/// <param name="Hash">Of its record.</param>
internal sealed record ReviewItem(
    long Review, long Position, string? Note, string Actor, DateTimeOffset RecordedAt, string Hash)
{
    /// <summary>The review of a record.</summary>
    public static ReviewItem Of(AuditRecord record) => new(record.Number, record.Position!.Value,
        record.Text, record.Actor, record.RecordedAt, record.Hash);
}

/// <summary>How far auditors have reviewed the journal.</summary>
/// <param name="Portfolio">Of which portfolio.</param>
/// <param name="ReviewedUpTo">The furthest position reviewed by anybody; null if none.</param>
/// <param name="Position">The last position of the journal.</param>
/// <param name="EventsSince">How many events nobody has reviewed yet.</param>
/// <param name="Auditors">How far each auditor has come, by name.</param>
/// <param name="Items">The reviews, the newest first.</param>
/// <param name="NextCursor">Where the next page begins; null at the end.</param>
internal sealed record ReviewPage(
    Key Portfolio, long? ReviewedUpTo, long Position, long EventsSince,
    ImmutableArray<AuditorProgress> Auditors, ImmutableArray<ReviewItem> Items,
    string? NextCursor);
