using System.Collections.Immutable;
using Npgsql;
using NpgsqlTypes;
using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.AuditLog;

/// <summary>A time stamp that was kept.</summary>
/// <param name="Size">Of the checkpoint.</param>
/// <param name="At">The time it states.</param>
/// <param name="Reply">Of the authority.</param>
internal sealed record StoredTimeStamp(long Size, DateTimeOffset At, byte[] Reply);

/// <summary>Time stamps as stored.</summary>
internal static class TimeStampRows
{
    /// <summary>
    /// Takes the right to ask the authority until the end of the transaction; false when another
    /// node has it.
    /// </summary>
    public static Task<bool> TryLockAsync(
        NpgsqlConnection connection, CancellationToken cancel) =>
        CosignatureRows.TryLockAsync(connection, LogTrouble.TimeStamps, cancel);

    /// <summary>
    /// Portfolios with a checkpoint behind the last stamped one, and that stamp is old enough; of
    /// all, or whether it is so of one.
    /// </summary>
    public static async Task<ImmutableArray<Key>> DueAsync(
        NpgsqlConnection connection, TimeSpan every, Key? only, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("""
            select s.id from ledger.mt_streams s
            cross join lateral (select c.epoch, c.size from log.checkpoint c
                where c.portfolio = s.id order by c.epoch desc, c.size desc limit 1) n
            left join lateral (select t.epoch, t.size, t.kept_at from log.time_stamp t
                where t.portfolio = s.id order by t.epoch desc, t.size desc limit 1) l on true
            where ($2 is null or s.id = $2) and (l.kept_at is null
                or (n.epoch, n.size) > (l.epoch, l.size) and l.kept_at <= clock_timestamp() - $1)
            order by l.kept_at nulls first, s.id
            """, connection)
        {
            Parameters =
            {
                new() { Value = every },
                new()
                {
                    Value = (object?)only?.Value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text,
                },
            },
        };
        return await LogRows.PortfoliosAsync(command, cancel);
    }

    /// <summary>Keeps a time stamp that was verified.</summary>
    public static async Task AddAsync(
        NpgsqlConnection connection, Key portfolio, SignedCheckpoint signed, StatedTime stated,
        CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("""
            insert into log.time_stamp (portfolio, epoch, size, reply, stated_at)
            values ($1, $2, $3, $4, $5) on conflict do nothing
            """, connection)
        {
            Parameters =
            {
                new() { Value = portfolio.Value }, new() { Value = signed.Epoch },
                new() { Value = signed.Size }, new() { Value = stated.Reply.ToArray() },
                new() { Value = stated.At.UtcDateTime },
            },
        };
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>The newest time stamp of an epoch, or that of a size; null if none.</summary>
    public static async Task<StoredTimeStamp?> NewestAsync(
        NpgsqlDataSource source, Key portfolio, int epoch, long? size, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("""
            select size, stated_at, reply from log.time_stamp
            where portfolio = $1 and epoch = $2 and ($3 is null or size = $3)
            order by size desc limit 1
            """);
        command.Parameters.Add(new() { Value = portfolio.Value });
        command.Parameters.Add(new() { Value = epoch });
        command.Parameters.Add(new()
        {
            Value = (object?)size ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint,
        });
        await using var row = await command.ExecuteReaderAsync(cancel);
        return await row.ReadAsync(cancel)
            ? new(row.GetInt64(0), row.GetFieldValue<DateTimeOffset>(1),
                row.GetFieldValue<byte[]>(2))
            : null;
    }
}
