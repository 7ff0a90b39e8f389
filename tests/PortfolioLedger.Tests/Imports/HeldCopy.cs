using Npgsql;
using PortfolioLedger.Tests.EmbeddedPostgres;
using PortfolioLedger.Tests.Journaling;

namespace PortfolioLedger.Tests.Imports;

/// <summary>
/// Holds what recognises imported rows: the piece of an import that comes to it has copied its
/// events and cannot commit them. Live commands do not need it.
/// </summary>
internal sealed class HeldCopy : IAsyncDisposable
{
    private readonly NpgsqlConnection _session;

    private HeldCopy(NpgsqlConnection session) => _session = session;

    /// <summary>Holds all of it; behind whoever waits now, before whoever comes later.</summary>
    public static Task<HeldCopy> TakeAsync(string connectionString) =>
        OpenAsync(connectionString, "begin; lock table ledger.import_row in share mode");

    /// <summary>
    /// Holds one row of a source, which is not there yet: nodes may start meanwhile.
    /// </summary>
    public static Task<HeldCopy> TakeRowAsync(
        string connectionString, string source, string externalId, string reportedAt) =>
        OpenAsync(connectionString, "begin; insert into ledger.import_row "
            + $"values ('city', '{source}', '{externalId}', '{reportedAt}Z')");

    /// <summary>
    /// Completes when so many wait for it: a piece that is copied, or the next holder.
    /// </summary>
    public static Task WaitersAsync(string connectionString, int count) =>
        Wait.UntilAsync(async () =>
            await Home.QueryAsync<long>(
                connectionString,
                """
                select count(*) from pg_stat_activity
                where datname = current_database() and wait_event_type = 'Lock'
                    and (query ilike '%copy ledger.import_row%' or query ilike '%lock table ledger.import_row%')
                """
            ) == count
        );

    /// <summary>
    /// Completes when the pieces before this one (from 1) are durable and this one is copied.
    /// </summary>
    public static async Task<HeldCopy> HoldPieceAsync(
        string connectionString, int piece, Func<Task> import)
    {
        var held = await TakeAsync(connectionString);
        await import();
        await WaitersAsync(connectionString, 1);
        for (var before = 1; before < piece; before++)
        {
            var next = TakeAsync(connectionString);
            await WaitersAsync(connectionString, 2);
            await held.DisposeAsync();
            held = await next;
            await WaitersAsync(connectionString, 1);
        }
        return held;
    }

    public ValueTask DisposeAsync() => _session.DisposeAsync();

    private static async Task<HeldCopy> OpenAsync(string connectionString, string sql)
    {
        var session = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ToString());
        await session.OpenAsync();
        await using var command = new NpgsqlCommand(sql, session);
        await command.ExecuteNonQueryAsync();
        return new(session);
    }
}
