using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Npgsql;
using NpgsqlTypes;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Doctor;
using PortfolioLedger.Journaling.Setup;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Imports.Jobs;

/// <summary>
/// Imports over HTTP, kept in the database: all nodes answer alike, also after a restart.
/// </summary>
internal sealed class ImportJobs(NpgsqlDataSource source)
{
    /// <summary>What is said of an import whose node stopped.</summary>
    public const string Stopped = "The ledger stopped while this import waited or ran. Send it "
        + "again: what was recorded by then is recognised and not recorded twice.";

    /// <summary>
    /// The most refused rows a kept report lists, and the most shortened keys; it counts all.
    /// </summary>
    public const int MaxRows = 1_000;

    private const int MaxListed = 100;

    /// <summary>Reports repeat cells of any file.</summary>
    private static readonly JsonSerializerOptions Kept =
        new(ViewJson.Options) { Converters = { new KeptText() } };

    private const string Columns = """
        id, portfolio, state, mapping, file, bytes, dry_run, strict, effective_on, requested_by,
        requested_at, ended_at, step, done, total, fault
        """;

    /// <summary>Keeps an import that waits.</summary>
    public Task AddAsync(RequestedImport import, CancellationToken cancel) => DoAsync("""
        insert into ledger.import_job (id, portfolio, mapping, file, bytes, dry_run, strict,
            effective_on, requested_by)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """, cancel, import.Id, import.Portfolio.Value, import.Mapping.Name.Value, import.File,
        import.Bytes, import.Options.DryRun, import.Options.Strict,
        (object?)import.Options.EffectiveOn ?? DBNull.Value, import.RequestedBy);

    /// <summary>Says that an import runs, and how far it is.</summary>
    public Task ProgressAsync(Guid id, ImportProgress progress, CancellationToken cancel) =>
        DoAsync("""
            update ledger.import_job set state = 'running', step = $2, done = $3, total = $4
            where id = $1 and state in ('waiting', 'running')
            """, cancel, id, progress.Step, progress.Done, progress.Total);

    /// <summary>Says that an import has ended.</summary>
    public Task EndAsync(Guid id, ImportReport report, CancellationToken cancel) => DoAsync("""
        update ledger.import_job set state = $2, report = $3, fault = $4,
            ended_at = clock_timestamp() where id = $1
        """, cancel, id,
        HasFailed(report) ? "failed" : "succeeded",
        JsonSerializer.SerializeToDocument(
            report with
            {
                Refused = [.. report.Refused.Take(MaxRows)],
                RefusedBecause = [.. report.RefusedBecause.Take(MaxRows)],
                Conflicts = [.. report.Conflicts.Take(MaxRows)],
                ShortenedKeys = [.. report.ShortenedKeys.Take(MaxRows)],
            }, Kept),
        (object?)report.Fault ?? (HasFailed(report) ? report.Headline : DBNull.Value));

    /// <summary>
    /// It was broken off, or every row was refused; a dry run has told what it was asked.
    /// </summary>
    private static bool HasFailed(ImportReport report) =>
        report.Outcome == ImportOutcome.BrokenOff
        || (report.AllRefused && report.Outcome == ImportOutcome.Refused);

    /// <summary>Shows that somebody runs an import, as long as it is held.</summary>
    public Task<SessionLock> HoldAsync(Guid id, CancellationToken cancel) =>
        SessionLock.TakeAsync(source, $"import-job:{id}", cancel);

    /// <summary>Says why an import failed.</summary>
    public Task FailAsync(Guid id, string fault, CancellationToken cancel) => DoAsync("""
        update ledger.import_job set state = 'failed', fault = $2, ended_at = clock_timestamp()
        where id = $1
        """, cancel, id, PlainTexts.Storable(fault));

    /// <summary>
    /// Ends imports that nobody runs any more. Whoever runs one holds its lock, so one that can be
    /// locked was left behind by a node that stopped.
    /// </summary>
    public Task BuryAsync(CancellationToken cancel) => DoAsync("""
        with open as materialized (
            select id from ledger.import_job where state in ('waiting', 'running'))
        update ledger.import_job j set state = 'failed', ended_at = clock_timestamp(), fault = $1
        from open where j.id = open.id and j.state in ('waiting', 'running')
            and pg_try_advisory_xact_lock(hashtextextended('import-job:' || open.id, 0))
        """, cancel, Stopped);

    /// <summary>One import with its report; null when the portfolio has none of this id.</summary>
    public async Task<ImportJob?> FindAsync(Key portfolio, Guid id, CancellationToken cancel)
    {
        await BuryAsync(cancel);
        await using var command = source.CreateCommand($"""
            select {Columns}, report from ledger.import_job where portfolio = $1 and id = $2
            """);
        command.Parameters.Add(new() { Value = portfolio.Value });
        command.Parameters.Add(new() { Value = id });
        await using var rows = await command.ExecuteReaderAsync(cancel);
        return await rows.ReadAsync(cancel) ? Read(rows) : null;
    }

    /// <summary>The last imports of a portfolio, newest first, without rows and preview.</summary>
    public async Task<IReadOnlyList<ImportJob>> ListAsync(Key portfolio, CancellationToken cancel)
    {
        await BuryAsync(cancel);
        await using var command = source.CreateCommand($"""
            select {Columns}, report - 'refused' - 'refusedBecause' - 'conflicts' - 'preview'
                - 'shortenedKeys' from ledger.import_job
            where portfolio = $1 order by requested_at desc, id limit {MaxListed}
            """);
        command.Parameters.Add(new() { Value = portfolio.Value });
        var jobs = new List<ImportJob>();
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
            jobs.Add(Read(rows));
        return jobs;
    }

    private static ImportJob Read(NpgsqlDataReader row) => new(
        row.GetGuid(0), Key.Parse(row.GetString(1)),
        Enumeration<ImportState>.TryParse(row.GetString(2), out var state) ? state
            : throw new InvalidDataException($"'{row.GetString(2)}' is no state of an import"),
        row.GetString(3), row.GetString(4), row.GetInt64(5), row.GetBoolean(6), row.GetBoolean(7),
        row.IsDBNull(8) ? null : row.GetFieldValue<DateOnly>(8), row.GetString(9),
        row.GetFieldValue<DateTimeOffset>(10),
        row.IsDBNull(11) ? null : row.GetFieldValue<DateTimeOffset>(11),
        new(row.IsDBNull(12) ? null : row.GetString(12), row.GetInt64(13), row.GetInt64(14)),
        row.IsDBNull(15) ? null : row.GetString(15),
        row.IsDBNull(16) ? null : JsonNode.Parse(row.GetString(16)));

    private async Task DoAsync(string sql, CancellationToken cancel, params object[] values)
    {
        await using var command = source.CreateCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(
                value is JsonDocument
                    ? new() { Value = value, NpgsqlDbType = NpgsqlDbType.Jsonb }
                    : new() { Value = value }
            );
        await command.ExecuteNonQueryAsync(cancel);
    }
}

/// <summary>Texts of a report as the database can keep them.</summary>
internal sealed class KeptText : JsonConverter<string>
{
    public override string? Read(
        ref Utf8JsonReader reader,
        Type typeToConvert,
        JsonSerializerOptions options
    ) => reader.GetString();

    public override void Write(
        Utf8JsonWriter writer,
        string value,
        JsonSerializerOptions options
    ) => writer.WriteStringValue(PlainTexts.Storable(value));
}
