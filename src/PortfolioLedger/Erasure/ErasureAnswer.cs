using System.Collections.Immutable;
using System.Text.Json.Serialization;
using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Erasure;

/// <summary>What was erased, or would be; never the words.</summary>
/// <param name="Portfolio">In which portfolio.</param>
/// <param name="Subject">Whose words.</param>
/// <param name="DryRun">Whether nothing was erased.</param>
/// <param name="Position">Of the event that records it; null in a dry run.</param>
/// <param name="ErasedOn">The UTC day, as views say it; null in a dry run.</param>
/// <param name="LeafHash">Of the event in the audit log, base64; null in a dry run.</param>
/// <param name="Texts">What is erased, in the order it was recorded.</param>
/// <param name="Rewritten">
/// True when the database has rewritten the table without the words. False when it could not yet,
/// because somebody holds the table or an older state of it: send the same request with the same
/// Idempotency-Key again, or run VACUUM FULL ledger.sealed_text. Absent in a dry run.
/// </param>
internal sealed record ErasureAnswer(
    Key Portfolio, Subject Subject, bool DryRun, long? Position, DateOnly? ErasedOn,
    string? LeafHash, ImmutableArray<ErasedText> Texts,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        bool? Rewritten = null);

/// <summary>A text that is erased.</summary>
/// <param name="Position">Of the event that recorded it.</param>
/// <param name="Type">Stored name of that event.</param>
/// <param name="Sentence">What it says.</param>
/// <param name="EffectiveOn">The business day it took effect.</param>
/// <param name="Commitment">To the text, in that event; it stays.</param>
internal sealed record ErasedText(
    long Position, string Type, string Sentence, DateOnly EffectiveOn, string Commitment);
