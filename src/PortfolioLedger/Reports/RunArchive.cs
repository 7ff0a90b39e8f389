using System.Collections.Immutable;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Reports;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Reports;

/// <summary>Reports as they were made, beside the journal.</summary>
internal sealed class RunArchive(NpgsqlDataSource source)
{
    private const string Select = """
        select portfolio, report, run, due_at, made_at, requested_by, definition_position, definition, format,
        position, effective_on, source, digest, result_hash, items, error_code, error from ledger.report_run
        """;

    /// <summary>One run, or null.</summary>
    public Task<ReportRun?> FindAsync(
        Key portfolio,
        Key report,
        int number,
        CancellationToken cancel
    ) =>
        OneAsync(
            "where portfolio = $1 and report = $2 and run = $3",
            cancel,
            portfolio.Value,
            report.Value,
            number
        );

    /// <summary>The run an earlier order of the same moment or key gave, or null.</summary>
    public async Task<ReportRun?> FindAsync(
        Key portfolio,
        Key report,
        RunOrder order,
        CancellationToken cancel
    ) =>
        order.DueAt is { } due
            ? await OneAsync(
                "where portfolio = $1 and report = $2 and due_at = $3",
                cancel,
                portfolio.Value,
                report.Value,
                due
            )
        : order.RequestKey is { } key
            ? await OneAsync(
                "where portfolio = $1 and report = $2 and requested_by = $3 and request_key = $4",
                cancel,
                portfolio.Value,
                report.Value,
                order.By,
                key
            )
        : null;

    /// <summary>The last run that was made, for each of these reports.</summary>
    /// <param name="portfolio">Of which portfolio.</param>
    /// <param name="reports">Of which reports.</param>
    /// <param name="known">Runs of later books, or by later definitions, are left out.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task<ImmutableSortedDictionary<Key, ReportRun>> LatestAsync(
        Key portfolio, IEnumerable<Key> reports, long known, CancellationToken cancel) => (
        await AllAsync(
            """
            r where portfolio = $1 and report = any($2) and run = (select max(run) from ledger.report_run m
            where m.portfolio = r.portfolio and m.report = r.report and m.error is null
            and m.definition_position <= $3 and m.position <= $3)
            """,
            cancel, portfolio.Value, reports.Select(r => r.Value).ToArray(), known))
        .ToImmutableSortedDictionary(r => r.Report, r => r);

    /// <summary>Runs of a report, the newest first, before a number.</summary>
    /// <param name="portfolio">Of which portfolio.</param>
    /// <param name="report">Of which report.</param>
    /// <param name="before">Only with smaller numbers.</param>
    /// <param name="known">Runs of later books, or by later definitions, are left out.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancel">Stops it.</param>
    public Task<List<ReportRun>> ListAsync(
        Key portfolio, Key report, int before, long known, int limit, CancellationToken cancel) =>
        AllAsync(
            """
            where portfolio = $1 and report = $2 and run < $3
            and definition_position <= $4 and coalesce(position, 0) <= $4 order by run desc limit $5
            """,
            cancel, portfolio.Value, report.Value, before, known, limit);

    /// <summary>The table of a run; null when it failed.</summary>
    public async Task<byte[]?> ResultAsync(ReportRun run, CancellationToken cancel)
    {
        await using var command = Command(
            "select result from ledger.report_run where portfolio = $1 and report = $2 and run = "
                + "$3",
            run.Portfolio.Value, run.Report.Value, run.Number);
        return await command.ExecuteScalarAsync(cancel) as byte[];
    }

    /// <summary>
    /// Keeps a run under the next number; the earlier one when there is one for the same order.
    /// </summary>
    public async Task<ReportRun> KeepAsync(
        ReportRun run, RunOrder order, byte[]? result, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        // Numbers have no gaps: who makes the same report waits.
        await using (var turn = new NpgsqlCommand(
            "select pg_advisory_xact_lock(7302, hashtext($1))", connection, transaction))
        {
            turn.Parameters.Add(new() { Value = $"{run.Portfolio}/{run.Report}" });
            await turn.ExecuteNonQueryAsync(cancel);
        }
        if (await FindAsync(run.Portfolio, run.Report, order, cancel) is { } earlier)
            return earlier;
        await using var insert = new NpgsqlCommand("""
            insert into ledger.report_run (portfolio, report, run, due_at, made_at, requested_by, request_key,
            definition_position, definition, format, position, effective_on, source, digest, result_hash, items,
            result, error_code, error)
            select $1, $2, coalesce(max(run), 0) + 1, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15,
            $16, $17, $18 from ledger.report_run where portfolio = $1 and report = $2 returning run
            """, connection, transaction);
        var (made, failed) = (run.Outcome as RunOutcome.Made, run.Outcome as RunOutcome.Failed);
        Add(insert, NpgsqlDbType.Text, run.Portfolio.Value);
        Add(insert, NpgsqlDbType.Text, run.Report.Value);
        Add(insert, NpgsqlDbType.TimestampTz, run.DueAt);
        Add(insert, NpgsqlDbType.TimestampTz, run.MadeAt);
        Add(insert, NpgsqlDbType.Text, run.RequestedBy);
        Add(insert, NpgsqlDbType.Text, order.RequestKey);
        Add(insert, NpgsqlDbType.Bigint, run.DefinitionPosition);
        Add(
            insert,
            NpgsqlDbType.Jsonb,
            JsonSerializer.Serialize(run.Definition, LedgerJson.Stored)
        );
        Add(insert, NpgsqlDbType.Text, Enumeration<ReportFormat>.NameOf(run.Format));
        Add(insert, NpgsqlDbType.Bigint, made?.Position);
        Add(insert, NpgsqlDbType.Date, made?.EffectiveOn);
        Add(insert, NpgsqlDbType.Text, made?.Source);
        Add(insert, NpgsqlDbType.Text, made?.Digest);
        Add(insert, NpgsqlDbType.Text, made?.ResultHash);
        Add(insert, NpgsqlDbType.Integer, made?.Items);
        Add(insert, NpgsqlDbType.Bytea, result);
        Add(insert, NpgsqlDbType.Text, failed?.Code);
        Add(insert, NpgsqlDbType.Text, failed?.Detail);
        var number = (int)(await insert.ExecuteScalarAsync(cancel))!;
        await transaction.CommitAsync(cancel);
        return run with { Number = number };
    }

    private static void Add(NpgsqlCommand command, NpgsqlDbType type, object? value) =>
        command.Parameters.Add(new() { NpgsqlDbType = type, Value = value ?? DBNull.Value });

    private async Task<ReportRun?> OneAsync(
        string where,
        CancellationToken cancel,
        params object[] values
    ) => (await AllAsync(where, cancel, values)).SingleOrDefault();

    private async Task<List<ReportRun>> AllAsync(
        string where, CancellationToken cancel, params object[] values)
    {
        await using var command = Command($"{Select} {where}", values);
        var runs = new List<ReportRun>();
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
            runs.Add(Read(rows));
        return runs;
    }

    private NpgsqlCommand Command(string sql, params object[] values)
    {
        var command = source.CreateCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        return command;
    }

    private static ReportRun Read(NpgsqlDataReader row) =>
        new(
            Key.Parse(row.GetString(0)),
            Key.Parse(row.GetString(1)),
            row.GetInt32(2),
            row.IsDBNull(3) ? null : row.GetFieldValue<DateTimeOffset>(3),
            row.GetFieldValue<DateTimeOffset>(4),
            row.GetString(5),
            row.GetInt64(6),
            JsonSerializer.Deserialize<ReportDefinition>(row.GetString(7), LedgerJson.Stored)!,
            Enumeration<ReportFormat>.TryParse(row.GetString(8), out var format) ? format : default,
            row.IsDBNull(15)
                ? new RunOutcome.Made(
                    row.GetInt64(9),
                    row.GetFieldValue<DateOnly>(10),
                    row.GetString(11),
                    row.GetString(12),
                    row.GetString(13),
                    row.GetInt32(14)
                )
                : new RunOutcome.Failed(row.GetString(15), row.GetString(16))
        );
}
