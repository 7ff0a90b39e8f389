using System.Runtime.CompilerServices;
using System.Text.Json;
using Npgsql;
using PortfolioLedger.Core.AuditLog;
using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Journaling.Reading;

/// <summary>An event as the audit log takes it: from its row, whatever its fact means.</summary>
/// <param name="Envelope">All but its data.</param>
/// <param name="Data">Its data as stored.</param>
public readonly record struct StoredLeaf(LeafEnvelope Envelope, byte[] Data)
{
    /// <summary>Its position.</summary>
    public long Position => Envelope.Position;

    /// <summary>The leaf.</summary>
    public byte[] ToBytes() => Leaf.Bytes(Envelope, Data);

    /// <summary>The hash of the leaf.</summary>
    public MerkleHash Hash() => Leaf.Hash(Envelope, Data);
}

/// <summary>Reads the leaves of a portfolio's audit log from the rows of its journal.</summary>
public static class LeafReader
{
    private const string Select = """
        select version, id, type, timestamp, correlation_id, causation_id, headers, data
        from ledger.mt_events where stream_id = $1 and version > $2 and version <= $3
        order by version
        """;

    /// <summary>
    /// The leaves after one position, up to and including another; fewer where there are fewer.
    /// </summary>
    /// <exception cref="UnreadableJournalException">
    /// One is missing in between, or its row is damaged.
    /// </exception>
    public static async IAsyncEnumerable<StoredLeaf> ReadAsync(
        NpgsqlConnection connection, Key portfolio, long after, long upTo,
        [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(Select, connection) { CommandTimeout = 0 };
        command.Parameters.Add(new() { Value = portfolio.Value });
        command.Parameters.Add(new() { Value = after });
        command.Parameters.Add(new() { Value = upTo });
        var headers = new RepeatedHeaders();
        await using var rows = await command.ExecuteReaderAsync(cancel);
        for (var next = after + 1; await rows.ReadAsync(cancel); next++)
            yield return rows.GetInt64(0) == next
                ? Read(rows, portfolio, headers)
                : throw UnreadableJournalException.Missing(portfolio, next);
    }

    private static StoredLeaf Read(NpgsqlDataReader row, Key portfolio, RepeatedHeaders repeated)
    {
        try
        {
            var headers = repeated.Read(row.GetFieldValue<byte[]>(6));
            return new(new(
                portfolio.Value, headers.Epoch ?? 1, row.GetInt64(0), row.GetGuid(1),
                row.GetString(2), headers.SchemaVersion, row.GetFieldValue<DateTimeOffset>(3),
                headers.ReportedAt, headers.EffectiveOn, headers.Actor.Id,
                Enumeration<Role>.NameOf(headers.Actor.Role), headers.Actor.Department,
                headers.OnBehalfOf, Text(row, 4), Text(row, 5)), row.GetFieldValue<byte[]>(7));
        }
        catch (Exception damaged) when (damaged
            is JsonException or FormatException or ArgumentException or InvalidCastException)
        {
            throw UnreadableJournalException.Damaged(portfolio, row.GetInt64(0), damaged);
        }
    }

    private static string? Text(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetString(column);
}
