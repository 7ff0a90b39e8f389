using System.Collections.Immutable;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Portfolios;
using PortfolioLedger.Journaling.Books;
using PortfolioLedger.Journaling.Writing;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Http.OpenApi;

// The forms of answers that are written field by field, for the API description. That what is
// answered has these forms is tested for every command and every address.

/// <summary>What was recorded, and the leaves of the audit log that prove it.</summary>
/// <param name="Position">Of the last event.</param>
/// <param name="Events">All that were recorded, in order.</param>
/// <param name="RecordedAt">When.</param>
/// <param name="LeafHash">Of the last event.</param>
/// <param name="Secret">The signing secret of a new webhook, shown only here.</param>
internal sealed record Receipt(
    long Position, ImmutableArray<ReceiptEvent> Events, DateTimeOffset RecordedAt, string LeafHash,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Secret = null);

/// <summary>One event that was recorded.</summary>
/// <param name="Position">Where it stands in the journal.</param>
/// <param name="Id">Of the event, UUIDv7.</param>
/// <param name="Type">Its stored name, like initiative-approved.</param>
/// <param name="LeafHash">RFC 6962 leaf hash over its RFC 8785 form, in base64.</param>
/// <param name="Corrects">The amount that it corrects, where it corrects one.</param>
/// <param name="Proof">
/// That it is in the audit log (C2SP tlog-proof), where the request waited for it.
/// </param>
internal sealed record ReceiptEvent(
    long Position, Guid Id, string Type, string LeafHash,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    Money? Corrects = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    string? Proof = null);

/// <summary>One receipt for each command of a batch, in their order.</summary>
/// <param name="Position">Of the last event.</param>
/// <param name="Receipts">Of the commands.</param>
internal sealed record BatchReceipt(long Position, ImmutableArray<Receipt> Receipts);

/// <summary>Several commands, recorded all or not at all.</summary>
/// <param name="Commands">In this order.</param>
internal sealed record Batch(ImmutableArray<BatchCommand> Commands);

/// <summary>One command of a batch.</summary>
/// <param name="Path">Its address below the portfolio.</param>
/// <param name="Body">Its fields; none if absent.</param>
internal sealed record BatchCommand(
    string Path,
    ImmutableSortedDictionary<string, object>? Body = null
);

/// <summary>Why a request is not carried out, in the form of RFC 9457.</summary>
/// <param name="Type">/problems/ and the code: a page that explains it.</param>
/// <param name="Title">The same for every occurrence.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="Detail">What was wrong here, and what would be right.</param>
/// <param name="Code">A stable name.</param>
/// <param name="Subject">What a refusal is about.</param>
/// <param name="CommandIndex">Which command of a batch was refused, from 0.</param>
/// <param name="Import">The import of which every row was refused.</param>
/// <param name="Report">Its report.</param>
/// <param name="Errors">Each field that was wrong.</param>
/// <param name="TraceId">Finds the request in the log.</param>
internal sealed record ProblemDetails(
    string Type, string Title, int Status, string Detail, string Code,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Subject? Subject,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? CommandIndex,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Guid? Import,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] JsonNode? Report,
    ImmutableArray<FieldFault> Errors, string TraceId);

/// <summary>An entry of the journal as a CloudEvent 1.0.</summary>
/// <param name="SpecVersion">1.0.</param>
/// <param name="Id">Of the event, UUIDv7.</param>
/// <param name="Source">The address of the portfolio.</param>
/// <param name="Type">The stored name of the fact, like initiative-approved.</param>
/// <param name="Subject">What it is about first of all.</param>
/// <param name="Time">When it was recorded.</param>
/// <param name="Position">Where it stands in the journal.</param>
/// <param name="KnownAt">When it was known.</param>
/// <param name="EffectiveOn">From which business day it counts.</param>
/// <param name="Actor">Who recorded it.</param>
/// <param name="ActorRole">The role they had.</param>
/// <param name="ActorDepartment">Their department, if known.</param>
/// <param name="OnBehalfOf">Whose decision it is, if another's.</param>
/// <param name="SchemaVersion">Of data.</param>
/// <param name="CorrelationId">Of the request.</param>
/// <param name="CausationId">Of what caused it.</param>
/// <param name="Sentence">What happened, for people.</param>
/// <param name="DataContentType">application/json.</param>
/// <param name="Data">The fact as it is stored, in RFC 8785 form; decimals are strings.</param>
internal sealed record LedgerEvent(
    [property: JsonPropertyName("specversion")] string SpecVersion,
    Guid Id,
    string Source,
    string Type,
    Subject Subject,
    DateTimeOffset Time,
    long Position,
    [property: JsonPropertyName("knownat")] DateTimeOffset KnownAt,
    [property: JsonPropertyName("effectiveon")] DateOnly EffectiveOn, string Actor,
    [property: JsonPropertyName("actorrole")] Role ActorRole,
    [property:
        JsonPropertyName("actordepartment"),
        JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)
    ]
        string? ActorDepartment,
    [property:
        JsonPropertyName("onbehalfof"),
        JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)
    ]
        string? OnBehalfOf,
    [property:
        JsonPropertyName("reportedat"),
        JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)
    ]
        DateTimeOffset? ReportedAt,
    int Epoch,
    [property: JsonPropertyName("schemaversion")] int SchemaVersion,
    [property:
        JsonPropertyName("correlationid"),
        JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)
    ]
        string? CorrelationId,
    [property:
        JsonPropertyName("causationid"),
        JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)
    ]
        string? CausationId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Sentence,
    [property: JsonPropertyName("datacontenttype")] string DataContentType,
    ImmutableSortedDictionary<string, object> Data);

/// <summary>The portfolios of the ledger.</summary>
/// <param name="Items">By key.</param>
/// <param name="NextCursor">Where the next page begins; null on the last one.</param>
/// <param name="Archived">How many portfolios are archived, listed here or not.</param>
internal sealed record PortfolioPage(
    ImmutableArray<PortfolioSummary> Items, string? NextCursor, int Archived);

/// <summary>One portfolio.</summary>
/// <param name="Portfolio">Its key.</param>
/// <param name="Name">For people.</param>
/// <param name="Currency">Of all its money.</param>
/// <param name="FiscalYearStart">Month and day, like 04-01; null when it was not said.</param>
/// <param name="Position">Of its last event.</param>
/// <param name="KnownAt">When that event was known.</param>
/// <param name="Claimed">Some event is imported history.</param>
/// <param name="Archived">
/// Since when, by whom and why it is archived; null while it is open.
/// </param>
/// <param name="Views">The addresses of its views.</param>
internal sealed record PortfolioAnswer(
    Key Portfolio, string Name, Currency Currency, string? FiscalYearStart, long Position,
    DateTimeOffset KnownAt, bool Claimed, Archiving? Archived, ImmutableArray<string> Views);
