using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Npgsql;
using NpgsqlTypes;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Views;

namespace PortfolioLedger.Audit;

/// <summary>Reads records while nobody else can append to their stream.</summary>
internal delegate Task<ImmutableArray<AuditRecord>> ReadRecords(AuditQuery query);

/// <summary>The table <c>audit.record</c>: added to under a lock, never changed.</summary>
internal sealed class AuditTable(NpgsqlDataSource source)
{
    private const string Columns = """
        version, number, recorded_at, kind, actor, role, request_key, data::text,
        encode(previous, 'hex'), encode(hash, 'hex')
        """;

    private static readonly JsonSerializerOptions Stored = new(ViewJson.Options)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>
    /// Appends entries in one transaction; who appends to the stream of a portfolio takes turns, on
    /// all nodes.
    /// </summary>
    /// <param name="portfolio">Of which portfolio.</param>
    /// <param name="entries">In this order.</param>
    /// <param name="cancel">Stops before the commit.</param>
    /// <param name="check">
    /// Judges the entries by the records before them, under the lock; throws to refuse them.
    /// </param>
    public async Task<ImmutableArray<AuditRecord>> AppendAsync(
        Key portfolio, IReadOnlyList<AuditEntry> entries, CancellationToken cancel,
        Func<ReadRecords, Task>? check = null)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var (last, now) = await LockAsync(connection, portfolio, cancel);
        if (check is not null)
            await check(query => AllAsync(connection, portfolio, query, cancel));
        var records = Chained(portfolio, entries, last, now);
        await InsertAsync(connection, records, cancel);
        await transaction.CommitAsync(cancel);
        return records;
    }

    /// <summary>The records that match, the newest first.</summary>
    public async Task<ImmutableArray<AuditRecord>> ListAsync(
        Key portfolio, AuditQuery query, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        return await AllAsync(connection, portfolio, query, cancel);
    }

    /// <summary>The portfolios that have a stream; none where there is no such table yet.</summary>
    public async Task<ImmutableArray<string>> PortfoliosAsync(CancellationToken cancel)
    {
        await using var exists = source.CreateCommand(
            "select to_regclass('audit.record') is not null");
        if (await exists.ExecuteScalarAsync(cancel) is not true)
            return [];
        await using var command = source.CreateCommand(
            "select distinct portfolio from audit.record order by 1");
        command.CommandTimeout = 0;
        var found = ImmutableArray.CreateBuilder<string>();
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
            found.Add(rows.GetString(0));
        return found.ToImmutable();
    }

    /// <summary>All records of a portfolio, the first one first.</summary>
    public async IAsyncEnumerable<AuditRecord> ReadAsync(
        Key portfolio, [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var command = source.CreateCommand(
            $"select {Columns} from audit.record where portfolio = $1 order by number");
        command.CommandTimeout = 0;
        command.Parameters.Add(new() { Value = portfolio.Value });
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
            yield return RecordOf(portfolio, rows);
    }

    private static ImmutableArray<AuditRecord> Chained(
        Key portfolio, IReadOnlyList<AuditEntry> entries, AuditRecord? last, DateTimeOffset now)
    {
        var records = ImmutableArray.CreateBuilder<AuditRecord>(entries.Count);
        foreach (var entry in entries)
        {
            // The clock of the server may be set back; the order of the records is not.
            var at = last is { } before && before.RecordedAt > now ? before.RecordedAt : now;
            last = AuditRecord.Of(portfolio, entry, (last?.Number ?? 0) + 1, at, last?.Hash);
            records.Add(last);
        }
        return records.MoveToImmutable();
    }

    /// <summary>
    /// Takes the stream's turn for this transaction: its last record, and the time.
    /// </summary>
    private static async Task<(AuditRecord? Last, DateTimeOffset Now)> LockAsync(
        NpgsqlConnection connection, Key portfolio, CancellationToken cancel)
    {
        // Two statements: what others committed while one waited is seen by the second alone.
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new("select pg_advisory_xact_lock(hashtextextended('audit:' || $1, 0))")
                {
                    Parameters = { new() { Value = portfolio.Value } },
                },
                new($"""
                    select clock_timestamp(), r.* from (select 1) one left join lateral (
                        select {Columns} from audit.record where portfolio = $1
                        order by number desc limit 1) r on true
                    """)
                {
                    Parameters = { new() { Value = portfolio.Value } },
                },
            },
        };
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        await rows.NextResultAsync(cancel);
        await rows.ReadAsync(cancel);
        return (
            await rows.IsDBNullAsync(1, cancel) ? null : RecordOf(portfolio, rows, 1),
            rows.GetFieldValue<DateTimeOffset>(0));
    }

    private static async Task InsertAsync(
        NpgsqlConnection connection, ImmutableArray<AuditRecord> records, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var record in records)
            batch.BatchCommands.Add(new("""
                insert into audit.record (portfolio, number, version, recorded_at, kind, actor,
                    role, request_key, data, previous, hash)
                values ($1, $2, $3, $4, $5, $6, $7, $8, $9, decode($10, 'hex'), decode($11, 'hex'))
                """)
            {
                Parameters =
                {
                    new() { Value = record.Portfolio.Value },
                    new() { Value = record.Number },
                    new() { Value = record.V },
                    new() { Value = record.RecordedAt },
                    new() { Value = Enumeration<AuditKind>.NameOf(record.Kind) },
                    new() { Value = record.Actor },
                    new() { Value = Enumeration<Role>.NameOf(record.Role) },
                    OfText(record.RequestKey),
                    new()
                    {
                        Value = JsonSerializer.Serialize(record.Details, Stored),
                        NpgsqlDbType = NpgsqlDbType.Jsonb,
                    },
                    OfText(record.Previous),
                    OfText(record.Hash),
                },
            });
        await batch.ExecuteNonQueryAsync(cancel);
    }

    private static async Task<ImmutableArray<AuditRecord>> AllAsync(
        NpgsqlConnection connection, Key portfolio, AuditQuery query, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand($"""
            select {Columns} from audit.record where portfolio = $1
            and ($2 is null or kind = any($2)) and ($3 is null or actor = any($3))
            and ($4 is null or recorded_at >= $4) and ($5 is null or recorded_at < $5)
            and ($6 is null or (data ->> 'finding')::bigint = $6) and ($7 is null or number = $7)
            and ($8 is null or request_key = $8) and ($9 is null or number < $9)
            order by number desc limit $10
            """, connection);
        foreach (var parameter in (NpgsqlParameter[])
        [
            new() { Value = portfolio.Value },
            OfTexts(query.Kinds?.Select(Enumeration<AuditKind>.NameOf)),
            OfTexts(query.Actors),
            Of(query.From, NpgsqlDbType.TimestampTz),
            Of(query.Before, NpgsqlDbType.TimestampTz),
            Of(query.Finding, NpgsqlDbType.Bigint),
            Of(query.Number, NpgsqlDbType.Bigint),
            OfText(query.RequestKey),
            Of(query.Below, NpgsqlDbType.Bigint),
            Of(query.Limit, NpgsqlDbType.Integer),
        ])
            command.Parameters.Add(parameter);
        var found = ImmutableArray.CreateBuilder<AuditRecord>();
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
            found.Add(RecordOf(portfolio, rows));
        return found.ToImmutable();
    }

    /// <summary>A row as it is stored: whether its hash is right is asked elsewhere.</summary>
    private static AuditRecord RecordOf(Key portfolio, NpgsqlDataReader row, int at = 0)
    {
        var details = JsonSerializer.Deserialize<AuditDetails>(row.GetString(at + 7), Stored)!;
        return new(
            row.GetInt32(at), portfolio, row.GetInt64(at + 1),
            row.GetFieldValue<DateTimeOffset>(at + 2),
            Enumeration<AuditKind>.Parse(row.GetString(at + 3)), row.GetString(at + 4),
            Enumeration<Role>.Parse(row.GetString(at + 5)), details.Position, details.EffectiveOn,
            details.Severity, details.Text, details.Finding, details.Address,
            details.Format, details.Bytes, details.Digest, details.Parameters ?? [],
            row.IsDBNull(at + 6) ? null : row.GetString(at + 6),
            row.IsDBNull(at + 8) ? null : row.GetString(at + 8), row.GetString(at + 9));
    }

    private static NpgsqlParameter OfText(string? text) => Of(text, NpgsqlDbType.Text);

    private static NpgsqlParameter OfTexts(IEnumerable<string>? texts) =>
        Of(texts?.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text);

    private static NpgsqlParameter Of(object? value, NpgsqlDbType type) =>
        new() { Value = value ?? DBNull.Value, NpgsqlDbType = type };
}
