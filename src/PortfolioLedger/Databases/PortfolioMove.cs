using System.Data;
using Npgsql;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.EmbeddedPostgres;
using PortfolioLedger.Journaling.Setup;

namespace PortfolioLedger.Databases;

/// <summary>What a move has come to.</summary>
/// <param name="Table">That was copied.</param>
/// <param name="Rows">Of it.</param>
public readonly record struct Moved(string Table, long Rows);

/// <summary>Why a portfolio is not moved; nothing was changed.</summary>
public sealed class MoveRefusedException(string message) : Exception(message);

/// <summary>
/// Moves a portfolio to another database of the ledger: its rows as they are, so that positions,
/// leaf hashes, checkpoints and receipts stay. While it moves nobody reads or writes it. A move
/// that was broken off is finished by moving it again; until then it is not served.
/// </summary>
internal sealed class PortfolioMove(
    LedgerConnections home, DatabaseSettings settings, IProgress<Moved> progress)
{
    /// <summary>By then every node that works has asked the directory several times.</summary>
    internal TimeSpan Settle { get; init; } = 4 * LedgerDatabases.Refresh;

    /// <summary>Moves it.</summary>
    /// <exception cref="MoveRefusedException">It cannot be moved there.</exception>
    public async Task RunAsync(Key portfolio, string to, CancellationToken cancel)
    {
        var target = await ConnectionsAsync(to, cancel);
        await using var directory = LedgerStore.OpenOwnerSource(home);
        var from = await BeginAsync(directory, portfolio, to, cancel);
        await using var source = LedgerStore.OpenOwnerSource(await ConnectionsAsync(from, cancel));
        await using var arrival = LedgerStore.OpenOwnerSource(target);
        await Task.Delay(Settle, cancel);
        try
        {
            await CloseAsync(source, portfolio, to, cancel);
            await CopyAsync(source, arrival, portfolio, cancel);
        }
        catch
        {
            // Where it was it still is, whole: it goes on there.
            await ExecuteAsync(source,
                "delete from ledger.moved_portfolio where portfolio = $1", portfolio, default);
            await ExecuteAsync(directory, """
                update ledger.portfolio_database
                set moving_to = null, changed_at = clock_timestamp() where portfolio = $1
                """, portfolio, default);
            throw;
        }
        await ExecuteAsync(directory, """
            update ledger.portfolio_database set database = moving_to, moving_to = null,
                changed_at = clock_timestamp() where portfolio = $1 and moving_to is not null
            """, portfolio, cancel);
        foreach (var table in MovedTables.Derived)
            await ExecuteAsync(
                source, $"delete from {table} where portfolio = $1", portfolio, cancel);
    }

    private async Task<LedgerConnections> ConnectionsAsync(string name, CancellationToken cancel) =>
        name == DatabaseSettings.Home ? home
        : settings.Others.TryGetValue(name, out var other)
            ? await LedgerDatabase.OnServerAsync(
                $"Databases__{name}__", other.App, other.Migrator, cancel)
            : throw new MoveRefusedException(
                $"There is no database '{name}'; there are "
                + $"{string.Join(", ", settings.Others.Keys.Prepend(DatabaseSettings.Home))}.");

    /// <summary>From now on nodes that hear of it answer nothing about the portfolio.</summary>
    /// <returns>The name of the database it is in.</returns>
    private static async Task<string> BeginAsync(
        NpgsqlDataSource directory, Key portfolio, string to, CancellationToken cancel)
    {
        await using var command = directory.CreateCommand("""
            update ledger.portfolio_database set moving_to = $2, changed_at = clock_timestamp()
            where portfolio = $1 and database <> $2 and (moving_to is null or moving_to = $2)
            returning database
            """);
        command.Parameters.Add(new() { Value = portfolio.Value });
        command.Parameters.Add(new() { Value = to });
        if (await command.ExecuteScalarAsync(cancel) is string from)
            return from;
        await using var look = directory.CreateCommand(
            "select database, moving_to from ledger.portfolio_database where portfolio = $1");
        look.Parameters.Add(new() { Value = portfolio.Value });
        await using var row = await look.ExecuteReaderAsync(cancel);
        throw new MoveRefusedException(!await row.ReadAsync(cancel)
            ? $"There is no portfolio '{portfolio}' in the directory of the databases."
            : row.IsDBNull(1) ? $"'{portfolio}' is in the database '{row.GetString(0)}' already."
            : $"'{portfolio}' is on its way to '{row.GetString(1)}'; move it there first.");
    }

    /// <summary>
    /// From now on nothing is recorded where it was, also by a node that has not heard of it.
    /// </summary>
    private static async Task CloseAsync(
        NpgsqlDataSource source, Key portfolio, string to, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var turn = await connection.BeginTransactionAsync(cancel);
        await using var batch = new NpgsqlBatch(connection, turn)
        {
            BatchCommands =
            {
                new("select from ledger.mt_streams where id = $1 for update")
                {
                    Parameters = { new() { Value = portfolio.Value } },
                },
                new("""
                    insert into ledger.moved_portfolio (portfolio, database) values ($1, $2)
                    on conflict do nothing
                    """)
                {
                    Parameters = { new() { Value = portfolio.Value }, new() { Value = to } },
                },
            },
        };
        await batch.ExecuteNonQueryAsync(cancel);
        await turn.CommitAsync(cancel);
    }

    private async Task CopyAsync(
        NpgsqlDataSource source, NpgsqlDataSource arrival, Key portfolio, CancellationToken cancel)
    {
        await using var from = await source.OpenConnectionAsync(cancel);
        await using var reading = await from.BeginTransactionAsync(
            IsolationLevel.RepeatableRead, cancel);
        await using var to = await arrival.OpenConnectionAsync(cancel);
        await using var writing = await to.BeginTransactionAsync(cancel);
        var copy = new PortfolioCopy(from, to, portfolio);
        if (await copy.HasArrivedAsync(cancel))
            return;
        await RefuseEarlierCopyAsync(to, portfolio, cancel);
        foreach (var table in MovedTables.Copied)
            progress.Report(new(table, await copy.CopyAsync(table, cancel)));
        await writing.CommitAsync(cancel);
    }

    private static async Task RefuseEarlierCopyAsync(
        NpgsqlConnection to, Key portfolio, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(
            "select exists (select from ledger.mt_streams where id = $1)", to);
        command.Parameters.Add(new() { Value = portfolio.Value });
        if (await command.ExecuteScalarAsync(cancel) is true)
            throw new MoveRefusedException(
                $"That database holds an earlier copy of '{portfolio}', from which it was moved "
                + "away, and history is never removed. Move it to another one.");
    }

    private static async Task ExecuteAsync(
        NpgsqlDataSource on, string sql, Key portfolio, CancellationToken cancel)
    {
        await using var command = on.CreateCommand(sql);
        command.Parameters.Add(new() { Value = portfolio.Value });
        await command.ExecuteNonQueryAsync(cancel);
    }
}
