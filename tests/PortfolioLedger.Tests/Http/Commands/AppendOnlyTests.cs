using Npgsql;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Tests.Http.Commands;

/// <summary>The database itself refuses to change history.</summary>
public sealed class AppendOnlyTests(SharedLedger shared)
{
    public static TheoryData<string, string> Statements
    {
        get
        {
            var statements = new TheoryData<string, string>();
            foreach (var role in (string[])["origin", "local", "replica"])
                foreach (var statement in (string[])
                [
                    "update ledger.mt_events set data = '{}' where stream_id = '{0}'",
                    "update ledger.mt_events set data = data where stream_id = '{0}'",
                    "delete from ledger.mt_events where stream_id = '{0}'",
                    "truncate ledger.mt_events cascade",
                    "delete from ledger.mt_streams where id = '{0}'",
                    "truncate ledger.mt_streams cascade",
                ])
                    statements.Add(statement, role);
            return statements;
        }
    }

    [Theory]
    [MemberData(nameof(Statements))]
    public async Task History_cannot_be_changed(string statement, string replicationRole)
    {
        var portfolio = await shared.OpenAsync();
        await using var connection = new NpgsqlConnection(portfolio.Host.Database.ConnectionString);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await ExecuteAsync($"set local session_replication_role = {replicationRole}");
        var refused = await Assert.ThrowsAsync<PostgresException>(() => ExecuteAsync(
            statement.Replace("{0}", portfolio.Key, StringComparison.Ordinal)));
        Assert.Equal(PostgresErrorCodes.RestrictViolation, refused.SqlState);
        Assert.Contains("append-only", refused.MessageText, StringComparison.Ordinal);
        await transaction.RollbackAsync();
        await portfolio.AssertNothingStoredAsync();

        async Task ExecuteAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection, transaction);
            await command.ExecuteNonQueryAsync();
        }
    }
}
