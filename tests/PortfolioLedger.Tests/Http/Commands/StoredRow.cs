using System.Text.Json.Nodes;
using Npgsql;
using PortfolioLedger.Core.AuditLog;

namespace PortfolioLedger.Tests.Http.Commands;

/// <summary>One event as the database holds it, read without any code of the product.</summary>
internal sealed record StoredRow(string Type, Guid Id, string Leaf, string Data, string RecordedAt)
{
    /// <summary>The row at a position of a portfolio.</summary>
    public static async Task<StoredRow> AtAsync(LedgerHost host, string portfolio, long position)
    {
        await using var connection = new NpgsqlConnection(host.Database.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("""
            select type, id, timestamp, correlation_id, causation_id, headers::text, data::text
            from ledger.mt_events where stream_id = $1 and version = $2
            """, connection)
        {
            Parameters = { new() { Value = portfolio }, new() { Value = position } },
        };
        await using var row = await command.ExecuteReaderAsync();
        Assert.True(await row.ReadAsync(), $"nothing is stored at position {position}");
        var recordedAt = row.GetFieldValue<DateTimeOffset>(2);
        var headers = JsonNode.Parse(row.GetString(5))!;
        var actor = headers["actor"]!;
        var envelope = new LeafEnvelope(
            portfolio, 1, position, row.GetGuid(1), row.GetString(0),
            (int)headers["schemaVersion"]!, recordedAt, (DateTimeOffset?)headers["reportedAt"],
            DateOnly.Parse((string)headers["effectiveOn"]!, null), (string)actor["id"]!,
            (string)actor["role"]!, (string?)actor["department"], (string?)headers["onBehalfOf"],
            row.IsDBNull(3) ? null : row.GetString(3), row.IsDBNull(4) ? null : row.GetString(4));
        var data = row.GetString(6);
        return new(row.GetString(0), row.GetGuid(1),
            Core.AuditLog.Leaf.Hash(envelope, System.Text.Encoding.UTF8.GetBytes(data)).ToString(),
            data,
            recordedAt.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", null));
    }
}
