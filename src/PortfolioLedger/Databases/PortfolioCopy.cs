using System.Collections.Immutable;
using Npgsql;
using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Databases;

/// <summary>
/// Copies the rows of a portfolio from one database into another, within a transaction of each,
/// and compares both sides afterwards.
/// </summary>
internal sealed class PortfolioCopy(
    NpgsqlConnection from, NpgsqlConnection to, Key portfolio)
{
    private const string Staging = "ledger.moving_event";

    /// <summary>Copies one table; answers with the number of rows.</summary>
    /// <exception cref="InvalidDataException">What arrived differs from what was sent.</exception>
    public async Task<long> CopyAsync(string table, CancellationToken cancel)
    {
        var columns = await ColumnsAsync(table, cancel);
        var isEvents = table == MovedTables.Events;
        if (isEvents)
            // The new numbers are given by the database that the events go to.
            await ExecuteAsync(to, $"create table {Staging} (like {table} including defaults); "
                + $"alter table {Staging} alter {MovedTables.EventNumber} drop not null", cancel);
        await StreamAsync(table, isEvents ? Staging : table, columns, cancel);
        if (isEvents)
            await ExecuteAsync(to, $"""
                insert into {table} ({MovedTables.EventNumber}, {columns})
                select nextval('ledger.mt_events_sequence'), {columns}
                from (select * from {Staging} order by version) as arrived;
                drop table {Staging}
                """, cancel);
        var (sent, arrived) = (
            await DigestAsync(from, table, columns, cancel),
            await DigestAsync(to, table, columns, cancel));
        return sent == arrived ? sent.Rows : throw new InvalidDataException(
            $"{table}: {sent.Rows:N0} rows were sent and {arrived.Rows:N0} arrived, or they "
            + "differ");
    }

    /// <summary>
    /// Whether both hold the same events: a move that was broken off at its last step left it so.
    /// </summary>
    public async Task<bool> HasArrivedAsync(CancellationToken cancel)
    {
        var columns = await ColumnsAsync(MovedTables.Events, cancel);
        var arrived = await DigestAsync(to, MovedTables.Events, columns, cancel);
        return arrived.Rows > 0
            && arrived == await DigestAsync(from, MovedTables.Events, columns, cancel);
    }

    private async Task StreamAsync(
        string table, string into, string columns, CancellationToken cancel)
    {
        // A COPY takes no parameters; a key has no character that would have to be quoted.
        await using var source = await from.BeginRawBinaryCopyAsync(
            $"copy (select {columns} from {table} where {MovedTables.KeyOf(table)} = "
                + $"'{portfolio}') to stdout (format binary)", cancel);
        await using var target = await to.BeginRawBinaryCopyAsync(
            $"copy {into} ({columns}) from stdin (format binary)", cancel);
        await source.CopyToAsync(target, cancel);
    }

    /// <summary>All columns but those whose values a database gives itself.</summary>
    private async Task<string> ColumnsAsync(string table, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand($"""
            select string_agg(quote_ident(attname), ', ' order by attnum) from pg_attribute
            where attrelid = $1::regclass and attnum > 0 and not attisdropped
                and attidentity = '' and attgenerated = '' and attname <> $2
            """, from);
        command.Parameters.Add(new() { Value = table, DataTypeName = "text" });
        command.Parameters.Add(new() { Value = MovedTables.EventNumber });
        return (string)(await command.ExecuteScalarAsync(cancel))!;
    }

    private async Task<(long Rows, decimal Sum)> DigestAsync(
        NpgsqlConnection on, string table, string columns, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand($"""
            select count(*), coalesce(sum(hashtextextended(row({columns})::text, 0)), 0)::numeric
            from {table} where {MovedTables.KeyOf(table)} = $1
            """, on) { CommandTimeout = 0 };
        command.Parameters.Add(new() { Value = portfolio.Value });
        await using var row = await command.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        return (row.GetInt64(0), row.GetDecimal(1));
    }

    private static async Task ExecuteAsync(
        NpgsqlConnection on, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, on) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancel);
    }
}
