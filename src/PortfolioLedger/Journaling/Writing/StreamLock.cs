using Npgsql;
using NpgsqlTypes;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Journaling.Writing;

/// <summary>What was found when the row of a portfolio's stream was locked.</summary>
/// <param name="Version">The last position; 0 when there is no such portfolio.</param>
/// <param name="Clock">The database's clock, whole microseconds, UTC.</param>
/// <param name="ImportRunning">Another process imports into this portfolio.</param>
/// <param name="HaltedEpoch">
/// The last epoch of the audit log in which the journal was found not to extend what was signed;
/// null when there is none.
/// </param>
/// <param name="MovedTo">
/// The database to which the portfolio has moved, or is about to; null while it is in this one.
/// </param>
/// <param name="IsReplicated">Whether commits wait for a standby.</param>
/// <param name="Row">
/// Where the row lies until the lock is given up; null when there is none.
/// </param>
internal sealed record StreamLock(
    long Version,
    DateTimeOffset Clock,
    bool ImportRunning,
    int? HaltedEpoch,
    string? MovedTo,
    bool IsReplicated,
    NpgsqlTid? Row
)
{
    /// <summary>The answer while the journal does not extend what was signed of it.</summary>
    public static readonly Answer.Unavailable Diverged = new("audit-log-diverged",
        "The journal of this portfolio does not hold what was signed of it, after a restore or a "
        + "change behind the ledger's back, so the portfolio is read-only. An administrator looks "
        + "into it and acknowledges it (POST log/restoration); then recording goes on.");

    /// <summary>
    /// The answer where a portfolio of this key is in another database, and this node has not
    /// heard of it yet.
    /// </summary>
    public static Answer.Unavailable InOtherDatabase(Key portfolio, string database) =>
        new("portfolio-elsewhere",
            $"The portfolio '{portfolio}' is in the database '{database}'; nothing was recorded. "
            + "Try again in a moment: then this node knows.");

    private const string Take = """
        select version, ctid from ledger.mt_streams where id = $1 for update
        """;

    private const string ClockAndHalt =
        "clock_timestamp(), (select max(epoch) from log.halt where portfolio = $1), "
            + "(select database from ledger.moved_portfolio where portfolio = $1), "
            + "current_setting('synchronous_standby_names') <> ''";

    /// <summary>Whether an import holds the portfolio.</summary>
    private const string TryShare =
        "select pg_try_advisory_xact_lock_shared(hashtextextended('import:' || $1, 0)), "
            + ClockAndHalt;

    /// <summary>
    /// Before there is a row to lock, those who would insert it take turns by this.
    /// </summary>
    private const string TakeUnopened =
        "select pg_advisory_xact_lock(hashtextextended('open:' || $1, 0))";

    /// <summary>Locks the portfolio until the end of the transaction, opened or not.</summary>
    public static async Task<StreamLock> TakeAsync(
        NpgsqlConnection connection, Key portfolio, IReadOnlyList<PendingSubmission> pending,
        CancellationToken cancel = default)
    {
        var found = await LookAsync(connection, portfolio, pending, cancel);
        if (found.Version > 0)
            return found;
        await using (var wait = new NpgsqlCommand(TakeUnopened, connection))
        {
            wait.Parameters.Add(
                new() { Value = portfolio.Value, NpgsqlDbType = NpgsqlDbType.Text }
            );
            await wait.ExecuteNonQueryAsync(cancel);
        }
        return await LookAsync(connection, portfolio, pending, cancel);
    }

    private static async Task<StreamLock> LookAsync(
        NpgsqlConnection connection, Key portfolio, IReadOnlyList<PendingSubmission> pending,
        CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.Add(Take, portfolio.Value);
        var asksForImports = pending.Any(p => p.Submission.Claim is null);
        batch.Add(asksForImports ? TryShare : "select true, " + ClockAndHalt, portfolio.Value);
        await batch.PrepareAsync(cancel);
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        (long version, NpgsqlTid? row) = await rows.ReadAsync(cancel)
            ? (rows.GetInt64(0), rows.GetFieldValue<NpgsqlTid>(1)) : (0L, default(NpgsqlTid?));
        await rows.NextResultAsync(cancel);
        await rows.ReadAsync(cancel);
        // Read after the lock was granted, so that times rise along positions on one server.
        return new(version, rows.GetFieldValue<DateTimeOffset>(1), !rows.GetBoolean(0),
            rows.IsDBNull(2) ? null : rows.GetInt32(2),
            rows.IsDBNull(3) ? null : rows.GetString(3), rows.GetBoolean(4), row);
    }

    /// <summary>Why nothing is recorded here any more; null while something is.</summary>
    public Answer.Unavailable? Left(Key portfolio) =>
        MovedTo is { } database ? InOtherDatabase(portfolio, database) : null;

    /// <summary>Whether nothing is recorded until the next epoch of the audit log.</summary>
    public bool IsHalted(Book book) => HaltedEpoch >= book.Epoch;
}
