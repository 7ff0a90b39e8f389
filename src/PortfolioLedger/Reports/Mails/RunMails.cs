using Npgsql;
using NpgsqlTypes;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Messaging;

namespace PortfolioLedger.Reports.Mails;

/// <summary>The mail of a run.</summary>
/// <param name="MailTo">Who gets it, comma-separated.</param>
/// <param name="Status">How far it has come.</param>
/// <param name="Attempts">How many there were.</param>
/// <param name="LastAttemptAt">When the last one was; null before the first.</param>
/// <param name="NextAttemptAt">When the next one is due; null when none is.</param>
/// <param name="LastError">Why the last one failed; null when it did not.</param>
internal sealed record RunMail(
    string MailTo, DeliveryStatus Status, int Attempts, DateTimeOffset? LastAttemptAt,
    DateTimeOffset? NextAttemptAt, string? LastError);

/// <summary>The mails of runs, beside the journal.</summary>
internal sealed class RunMails(NpgsqlDataSource source)
{
    /// <summary>Notes that a run is to be mailed; false when that was noted before.</summary>
    public async Task<bool> HandOverAsync(
        ReportRun run, string mailTo, DateTimeOffset at, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("""
            insert into ledger.report_mail
            (portfolio, report, run, mail_to, status, handed_at, next_attempt_at)
            values ($1, $2, $3, $4, 'pending', $5, $5) on conflict do nothing
            """);
        foreach (var value in (object[])
            [run.Portfolio.Value, run.Report.Value, run.Number, mailTo, at])
            command.Parameters.Add(new() { Value = value });
        return await command.ExecuteNonQueryAsync(cancel) > 0;
    }

    /// <summary>The mail of a run; null when it is not mailed.</summary>
    public async Task<RunMail?> FindAsync(
        Key portfolio, Key report, int run, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("""
            select mail_to, status, attempts, last_attempt_at, next_attempt_at, last_error
            from ledger.report_mail where portfolio = $1 and report = $2 and run = $3
            """);
        foreach (var value in (object[])[portfolio.Value, report.Value, run])
            command.Parameters.Add(new() { Value = value });
        await using var rows = await command.ExecuteReaderAsync(cancel);
        return await rows.ReadAsync(cancel)
            ? new(rows.GetString(0),
                Enumeration<DeliveryStatus>.TryParse(rows.GetString(1), out var status)
                    ? status : default,
                rows.GetInt32(2), Instant(rows, 3), Instant(rows, 4),
                rows.IsDBNull(5) ? null : rows.GetString(5))
            : null;
    }

    /// <summary>Notes what came of an attempt; false when another node noted it before.</summary>
    public async Task<bool> NoteAsync(
        MailRun message, DeliveryStatus status, DateTimeOffset at, DateTimeOffset? next,
        string? error, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("""
            update ledger.report_mail set status = $4, attempts = attempts + 1,
            last_attempt_at = $5, next_attempt_at = $6, last_error = $7
            where portfolio = $1 and report = $2 and run = $3 and status = 'pending'
            and attempts = $8
            """);
        Add(NpgsqlDbType.Text, message.Portfolio);
        Add(NpgsqlDbType.Text, message.Report);
        Add(NpgsqlDbType.Integer, message.Run);
        Add(NpgsqlDbType.Text, Enumeration<DeliveryStatus>.NameOf(status));
        Add(NpgsqlDbType.TimestampTz, at);
        Add(NpgsqlDbType.TimestampTz, next);
        Add(NpgsqlDbType.Text, error);
        Add(NpgsqlDbType.Integer, message.Attempts);
        return await command.ExecuteNonQueryAsync(cancel) > 0;

        void Add(NpgsqlDbType type, object? value) =>
            command.Parameters.Add(new() { NpgsqlDbType = type, Value = value ?? DBNull.Value });
    }

    /// <summary>Pending ones whose time came a while ago: their messages got lost.</summary>
    public async Task<List<MailRun>> LostAsync(DateTimeOffset before, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("""
            select portfolio, report, run, attempts from ledger.report_mail
            where status = 'pending' and next_attempt_at < $1 order by next_attempt_at limit 100
            """);
        command.Parameters.Add(new() { Value = before });
        var lost = new List<MailRun>();
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
            lost.Add(new(rows.GetString(0), rows.GetString(1), rows.GetInt32(2),
                rows.GetInt32(3)));
        return lost;
    }

    private static DateTimeOffset? Instant(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);
}
