using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using PortfolioLedger.Core.AuditLog;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Views;

namespace PortfolioLedger.Audit;

/// <summary>What a record of the audit stream is.</summary>
public enum AuditKind
{
    /// <summary>An auditor found something.</summary>
    Finding,
    /// <summary>A finding is settled.</summary>
    Resolution,
    /// <summary>An auditor has reviewed the journal up to a position.</summary>
    Review,
    /// <summary>Something left the ledger as a file or as a part of the journal.</summary>
    Export,
    /// <summary>An auditor, or whoever reads the audit stream, read something.</summary>
    Read,
}

/// <summary>How much a finding matters.</summary>
public enum Severity
{
    /// <summary>To be set right in due course.</summary>
    Low,
    /// <summary>To be set right soon.</summary>
    Medium,
    /// <summary>Figures or decisions cannot be relied on until it is settled.</summary>
    High,
}

/// <summary>What a record says beside who and when; what does not apply is null.</summary>
internal sealed record AuditDetails
{
    /// <summary>The position of the journal that is meant, or as of which was answered.</summary>
    public long? Position { get; init; }

    /// <summary>The business day as of which was answered.</summary>
    public DateOnly? EffectiveOn { get; init; }

    /// <summary>Of a finding.</summary>
    public Severity? Severity { get; init; }

    /// <summary>What was found, how it was settled, or a note.</summary>
    public string? Text { get; init; }

    /// <summary>The number of the finding that is settled.</summary>
    public long? Finding { get; init; }

    /// <summary>What was taken or read: the address below the portfolio.</summary>
    public string? Address { get; init; }

    /// <summary>The form it came in: csv, xlsx, ndjson, json …</summary>
    public string? Format { get; init; }

    /// <summary>How long it was.</summary>
    public long? Bytes { get; init; }

    /// <summary>The digest of the view or of the file.</summary>
    public string? Digest { get; init; }

    /// <summary>Names of the parameters asked with, never their values.</summary>
    public ImmutableArray<string>? Parameters { get; init; }
}

/// <summary>What is to be recorded: number, time and hash come with the recording.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Actor">Who did it.</param>
/// <param name="Details">What was done.</param>
/// <param name="RequestKey">The idempotency key of the request, if it had one.</param>
internal sealed record AuditEntry(
    AuditKind Kind, Actor Actor, AuditDetails Details, string? RequestKey = null);

/// <summary>
/// One record of the audit stream of a portfolio. Its hash is SHA-256 over the RFC 8785 form of all
/// its members but the hash, null where something does not apply; <c>previous</c> among them ties
/// it to the record before.
/// </summary>
/// <param name="V">The version of this form.</param>
/// <param name="Portfolio">Of which portfolio.</param>
/// <param name="Number">From 1, dense.</param>
/// <param name="RecordedAt">By the clock of the database; never falls along numbers.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Actor">Who did it.</param>
/// <param name="Role">In which role.</param>
/// <param name="Position">The position meant, or as of which was answered.</param>
/// <param name="EffectiveOn">The business day as of which was answered.</param>
/// <param name="Severity">Of a finding.</param>
/// <param name="Text">What was found, how it was settled, or a note.</param>
/// <param name="Finding">The number of the finding that is settled.</param>
/// <param name="Address">What was taken or read, below the portfolio.</param>
/// <param name="Format">The form it came in.</param>
/// <param name="Bytes">How long it was.</param>
/// <param name="Digest">Of the view or file.</param>
/// <param name="Parameters">Names of the parameters asked with.</param>
/// <param name="RequestKey">The idempotency key of the request.</param>
/// <param name="Previous">Hash of the record before; null of the first.</param>
/// <param name="Hash">Of this record, 64 hexadecimal digits.</param>
internal sealed record AuditRecord(
    int V, Key Portfolio, long Number, DateTimeOffset RecordedAt, AuditKind Kind, string Actor,
    Role Role, long? Position, DateOnly? EffectiveOn, Severity? Severity, string? Text,
    long? Finding, string? Address, string? Format, long? Bytes, string? Digest,
    ImmutableArray<string> Parameters, string? RequestKey, string? Previous, string Hash)
{
    /// <summary>The version of the form; an earlier one stays computable.</summary>
    public const int Version = 1;

    /// <summary>The record of an entry behind another one, with its hash.</summary>
    /// <param name="portfolio">Of which portfolio.</param>
    /// <param name="entry">What is recorded.</param>
    /// <param name="number">From 1.</param>
    /// <param name="recordedAt">Whole microseconds.</param>
    /// <param name="previous">Hash of the record before; null of the first.</param>
    public static AuditRecord Of(
        Key portfolio, AuditEntry entry, long number, DateTimeOffset recordedAt, string? previous)
    {
        var details = entry.Details;
        return new AuditRecord(
            Version, portfolio, number, recordedAt, entry.Kind, entry.Actor.Id, entry.Actor.Role,
            details.Position, details.EffectiveOn, details.Severity, details.Text, details.Finding,
            details.Address, details.Format, details.Bytes, details.Digest,
            details.Parameters ?? [], entry.RequestKey, previous, "").Hashed();
    }

    /// <summary>What it says beside who and when.</summary>
    [JsonIgnore]
    public AuditDetails Details => new()
    {
        Position = Position, EffectiveOn = EffectiveOn, Severity = Severity, Text = Text,
        Finding = Finding, Address = Address, Format = Format, Bytes = Bytes, Digest = Digest,
        Parameters = Parameters.IsEmpty ? null : Parameters,
    };

    /// <summary>The same with the hash that its other members have.</summary>
    public AuditRecord Hashed()
    {
        var members = JsonSerializer.SerializeToNode(this, ViewJson.Options)!.AsObject();
        members.Remove("hash");
        var canonical = CanonicalJson.Encode(JsonSerializer.SerializeToUtf8Bytes(members));
        return this with { Hash = Convert.ToHexStringLower(SHA256.HashData(canonical)) };
    }

    /// <summary>Whether it stands right behind another record and was not altered.</summary>
    /// <param name="before">The record before; null for the first.</param>
    public bool Follows(AuditRecord? before) =>
        Number == (before?.Number ?? 0) + 1 && Previous == before?.Hash
        && RecordedAt >= (before?.RecordedAt ?? DateTimeOffset.MinValue) && Hashed().Hash == Hash;
}
