using System.Text.Json;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Http.Commands;

/// <summary>Answers accepted commands.</summary>
internal static class ReceiptWriter
{
    /// <summary>One receipt; 201 with its address when something new got a key.</summary>
    /// <param name="http">The request.</param>
    /// <param name="receipt">What was recorded.</param>
    /// <param name="location">The address of what got a key.</param>
    /// <param name="secret">What only this answer shows; null for nothing.</param>
    /// <param name="proofs">Of each event; null when they are not asked for.</param>
    public static Task WriteAsync(
        HttpContext http,
        Answer.Receipt receipt,
        string? location,
        string? secret,
        string?[]? proofs = null
    )
    {
        http.Response.StatusCode = location is null
            ? StatusCodes.Status200OK
            : StatusCodes.Status201Created;
        if (location is not null)
            http.Response.Headers.Location = location;
        return WriteAsync(http, receipt, writer =>
            WriteFields(writer, receipt.Events.AsSpan(), secret, proofs)
        );
    }

    /// <summary>One receipt for each command of a batch.</summary>
    /// <param name="http">The request.</param>
    /// <param name="receipt">What was recorded.</param>
    /// <param name="secrets">What only this answer shows, for each command.</param>
    /// <param name="proofs">Of each event; null when they are not asked for.</param>
    public static Task WriteBatchAsync(
        HttpContext http,
        Answer.Receipt receipt,
        string?[] secrets,
        string?[]? proofs = null
    ) => WriteAsync(http, receipt, writer =>
        {
            writer.WriteNumber("position", receipt.Events[^1].Position);
            writer.WriteStartArray("receipts");
            var first = 0;
            foreach (var (i, count) in receipt.Commands.Index())
            {
                writer.WriteStartObject();
                WriteFields(writer, receipt.Events.AsSpan().Slice(first, count), secrets[i],
                    proofs.AsSpan(proofs is null ? 0 : first));
                writer.WriteEndObject();
                first += count;
            }
            writer.WriteEndArray();
        });

    private static async Task WriteAsync(
        HttpContext http,
        Answer.Receipt receipt,
        Action<Utf8JsonWriter> fields
    )
    {
        http.Response.ContentType = "application/json";
        http.Response.Headers.ETag = $"\"{receipt.Events[^1].Position}\"";
        await using var writer = new Utf8JsonWriter(http.Response.BodyWriter, AnswerJson.Writer);
        writer.WriteStartObject();
        fields(writer);
        writer.WriteEndObject();
    }

    private static void WriteFields(
        Utf8JsonWriter writer,
        ReadOnlySpan<ReceiptLine> events,
        string? secret,
        ReadOnlySpan<string?> proofs
    )
    {
        var last = events[^1];
        writer.WriteNumber("position", last.Position);
        writer.WriteStartArray("events");
        for (var i = 0; i < events.Length; i++)
        {
            var recorded = events[i];
            writer.WriteStartObject();
            writer.WriteNumber("position", recorded.Position);
            writer.WriteString("id", recorded.Id);
            writer.WriteString("type", recorded.Type);
            writer.WriteString("leafHash", recorded.LeafHash);
            if (recorded.Corrects is { } corrected)
            {
                writer.WritePropertyName("corrects");
                JsonSerializer.Serialize(writer, corrected, ViewJson.Options);
            }
            if (!proofs.IsEmpty && proofs[i] is { } proof)
                writer.WriteString("proof", proof);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteString("recordedAt", ViewJson.Instant(last.RecordedAt));
        writer.WriteString("leafHash", last.LeafHash);
        if (secret is not null)
            writer.WriteString("secret", secret);
    }
}
