using System.Diagnostics;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Benchmarks;

/// <summary>The fastest way rows get into PostgreSQL, and out of it: COPY.</summary>
internal static class CopyBaseline
{
    private static readonly (string Name, NpgsqlDbType Type)[] Columns =
    [
        ("seq_id", NpgsqlDbType.Bigint),
        ("id", NpgsqlDbType.Uuid),
        ("stream_id", NpgsqlDbType.Text),
        ("version", NpgsqlDbType.Bigint),
        ("data", NpgsqlDbType.Jsonb),
        ("type", NpgsqlDbType.Text),
        ("timestamp", NpgsqlDbType.TimestampTz),
        ("tenant_id", NpgsqlDbType.Text),
        ("mt_dotnet_type", NpgsqlDbType.Text),
        ("correlation_id", NpgsqlDbType.Text),
        ("causation_id", NpgsqlDbType.Text),
        ("headers", NpgsqlDbType.Jsonb),
        ("user_name", NpgsqlDbType.Text),
        ("is_archived", NpgsqlDbType.Boolean),
    ];

    private static readonly string Names = string.Join(", ", Columns.Select(c => c.Name));

    /// <summary>
    /// Copies the events of a portfolio, read beforehand, into a table with the journal's columns
    /// and indexes, some times to be warm and once more; prints rows a second.
    /// </summary>
    public static async Task<int> InAsync(string connection, string portfolio, int warmUps)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        await using var open = await source.OpenConnectionAsync();
        await using (var create = new NpgsqlCommand("""
            drop table if exists copy_baseline;
            create table copy_baseline (like ledger.mt_events including all)
            """, open))
            await create.ExecuteNonQueryAsync();
        var rows = await RowsAsync(open, portfolio);
        var seconds = 0.0;
        for (var i = 0; i <= warmUps; i++)
        {
            await using (var empty = new NpgsqlCommand("truncate copy_baseline", open))
                await empty.ExecuteNonQueryAsync();
            var started = Stopwatch.GetTimestamp();
            await CopyAsync(open, rows);
            seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        }
        Console.WriteLine(FormattableString.Invariant($"{rows.Count / seconds:0}"));
        return 0;
    }

    /// <summary>Copies the whole journal out and parses its JSON; prints rows a second.</summary>
    public static async Task<int> OutAsync(string connection)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        await using var open = await source.OpenConnectionAsync();
        var started = Stopwatch.GetTimestamp();
        var rows = 0;
        await using var export = await open.BeginBinaryExportAsync(
            "copy (select stream_id, version, id, type, timestamp, headers, data from "
                + "ledger.mt_events) to stdout (format binary)"
        );
        while (await export.StartRowAsync() >= 0)
        {
            await export.ReadAsync<string>(NpgsqlDbType.Text);
            await export.ReadAsync<long>(NpgsqlDbType.Bigint);
            await export.ReadAsync<Guid>(NpgsqlDbType.Uuid);
            await export.ReadAsync<string>(NpgsqlDbType.Text);
            await export.ReadAsync<DateTime>(NpgsqlDbType.TimestampTz);
            for (var json = 0; json < 2; json++)
                JsonDocument.Parse(await export.ReadAsync<byte[]>(NpgsqlDbType.Jsonb)).Dispose();
            rows++;
        }
        Console.WriteLine(
            FormattableString.Invariant(
                $"{rows / Stopwatch.GetElapsedTime(started).TotalSeconds:0}"
            )
        );
        return 0;
    }

    private static async Task<List<object[]>> RowsAsync(
        NpgsqlConnection connection,
        string portfolio
    )
    {
        await using var read = new NpgsqlCommand(
            $"select {Names} from ledger.mt_events where stream_id = $1 order by version",
            connection
        )
        {
            Parameters = { new() { Value = portfolio } },
        };
        var rows = new List<object[]>();
        await using var found = await read.ExecuteReaderAsync();
        while (await found.ReadAsync())
        {
            var row = new object[Columns.Length];
            found.GetValues(row);
            rows.Add(row);
        }
        return rows;
    }

    private static async Task CopyAsync(NpgsqlConnection connection, List<object[]> rows)
    {
        await using var copy = await connection.BeginBinaryImportAsync(
            $"copy copy_baseline ({Names}) from stdin (format binary)");
        foreach (var row in rows)
        {
            await copy.StartRowAsync();
            for (var i = 0; i < row.Length; i++)
                if (row[i] is DBNull)
                    await copy.WriteNullAsync();
                else
                    await copy.WriteAsync(row[i], Columns[i].Type);
        }
        await copy.CompleteAsync();
    }
}
