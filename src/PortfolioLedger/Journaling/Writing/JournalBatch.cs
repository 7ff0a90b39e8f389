using Npgsql;
using NpgsqlTypes;

namespace PortfolioLedger.Journaling.Writing;

/// <summary>Stored JSON, one text an event.</summary>
internal sealed record JsonColumn(byte[][] Values);

/// <summary>
/// Statements of the journal, sent together. Their texts are fixed, so that each is prepared once
/// a connection: apart, because the driver loses count when a statement is refused while others of
/// its batch are being prepared.
/// </summary>
internal static class JournalBatch
{
    /// <summary>Adds a statement; the types of its parameters follow from their values.</summary>
    public static void Add(this NpgsqlBatch batch, string sql, params ReadOnlySpan<object> values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(
                value is JsonColumn json
                    ? new()
                    {
                        Value = json.Values,
                        NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb,
                    }
                    : new() { Value = value, NpgsqlDbType = TypeOf(value) }
            );
        batch.BatchCommands.Add(command);
    }

    private static NpgsqlDbType TypeOf(object value) => value switch
    {
        string => NpgsqlDbType.Text,
        int => NpgsqlDbType.Integer,
        long => NpgsqlDbType.Bigint,
        DateTimeOffset => NpgsqlDbType.TimestampTz,
        DateOnly => NpgsqlDbType.Date,
        NpgsqlTid => NpgsqlDbType.Tid,
        Guid[] => NpgsqlDbType.Array | NpgsqlDbType.Uuid,
        string?[] => NpgsqlDbType.Array | NpgsqlDbType.Text,
        int[] => NpgsqlDbType.Array | NpgsqlDbType.Integer,
        long[] => NpgsqlDbType.Array | NpgsqlDbType.Bigint,
        byte[][] => NpgsqlDbType.Array | NpgsqlDbType.Bytea,
        DateTimeOffset[] => NpgsqlDbType.Array | NpgsqlDbType.TimestampTz,
        _ => throw new NotSupportedException($"a parameter of type {value.GetType().Name}"),
    };
}
