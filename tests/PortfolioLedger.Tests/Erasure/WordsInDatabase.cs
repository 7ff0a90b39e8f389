using System.IO.Compression;
using System.Text;
using Npgsql;

namespace PortfolioLedger.Tests.Erasure;

/// <summary>
/// Looks for words everywhere in a database, whatever tables there are: each column of each table
/// of each schema as text, bytes also unpacked; and in the very files of a table.
/// </summary>
internal sealed class WordsInDatabase(TestDatabase database)
{
    /// <summary>Not ours, or no place for words: what PostgreSQL knows of itself.</summary>
    private const string Columns = """
        select table_schema, table_name, column_name, data_type from information_schema.columns
        join information_schema.tables using (table_catalog, table_schema, table_name)
        where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')
        order by 1, 2, 3
        """;

    /// <summary>What the planner knows of columns: samples of their values.</summary>
    private const string Statistics = """
        select exists (select from pg_stats where strpos(
            concat(most_common_vals::text, histogram_bounds::text, most_common_elems::text),
            $1) > 0)
        """;

    /// <summary>The columns in which the words stand, as <c>schema.table.column</c>.</summary>
    public async Task<List<string>> FindAsync(string words)
    {
        await using var connection = await OpenAsync();
        var columns = new List<(string Table, string Column, string Type)>();
        await using (var command = new NpgsqlCommand(Columns, connection))
        await using (var rows = await command.ExecuteReaderAsync())
            while (await rows.ReadAsync())
                columns.Add((
                    $"\"{rows.GetString(0)}\".\"{rows.GetString(1)}\"", rows.GetString(2),
                    rows.GetString(3)));
        Assert.InRange(columns.Count, 200, 10_000);
        var found = new List<string>();
        foreach (var (table, column, type) in columns)
            if (type == "bytea"
                ? await HoldsBytesAsync(connection, table, column, words)
                : await HoldsTextAsync(connection, table, column, words))
                found.Add($"{table}.{column}".Replace("\"", "", StringComparison.Ordinal));
        await using var statistics = new NpgsqlCommand(Statistics, connection)
        {
            Parameters = { new() { Value = words } },
        };
        if (await statistics.ExecuteScalarAsync() is true)
            found.Add("pg_stats");
        return found;
    }

    /// <summary>Lets PostgreSQL gather what it knows of the values of columns.</summary>
    public async Task AnalyzeAsync()
    {
        await using var connection = await OpenAsync();
        await using var analyze = new NpgsqlCommand("analyze", connection);
        await analyze.ExecuteNonQueryAsync();
    }

    /// <summary>Whether the words stand in the files of a table, dead rows and all.</summary>
    public async Task<bool> IsInFilesAsync(string table, string words)
    {
        await using var connection = await OpenAsync();
        await using (var flush = new NpgsqlCommand("checkpoint", connection))
            await flush.ExecuteNonQueryAsync();
        await using var command = new NpgsqlCommand(
            "select pg_read_binary_file(pg_relation_filepath($1::regclass))", connection)
        {
            Parameters = { new() { Value = table } },
        };
        return Holds((byte[])(await command.ExecuteScalarAsync())!, words);
    }

    /// <summary>Whether bytes hold words, as they are or unpacked.</summary>
    public static bool Holds(byte[] bytes, string words)
    {
        if (bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(words)) >= 0)
            return true;
        if (bytes is [(byte)'P', (byte)'K', 3, 4, ..])
        {
            using var zip = new ZipArchive(new MemoryStream(bytes));
            foreach (var entry in zip.Entries)
            {
                using var content = new StreamReader(entry.Open());
                if (content.ReadToEnd().Contains(words, StringComparison.Ordinal))
                    return true;
            }
            return false;
        }
        return Unpacked(bytes, words, stream =>
                new BrotliStream(stream, CompressionMode.Decompress))
            || Unpacked(bytes, words, stream =>
                new GZipStream(stream, CompressionMode.Decompress));
    }

    private static bool Unpacked(byte[] bytes, string words, Func<Stream, Stream> unpack)
    {
        using var unpacked = new MemoryStream();
        try
        {
            using var packed = unpack(new MemoryStream(bytes));
            packed.CopyTo(unpacked);
        }
        catch (Exception fault) when (fault is InvalidDataException or InvalidOperationException)
        {
            // Not packed in this way.
            return false;
        }
        return unpacked.ToArray().AsSpan().IndexOf(Encoding.UTF8.GetBytes(words)) >= 0;
    }

    private static async Task<bool> HoldsTextAsync(
        NpgsqlConnection connection, string table, string column, string words)
    {
        await using var command = new NpgsqlCommand(
            $"select exists (select from {table} where strpos(\"{column}\"::text, $1) > 0)",
            connection) { Parameters = { new() { Value = words } } };
        return await command.ExecuteScalarAsync() is true;
    }

    private static async Task<bool> HoldsBytesAsync(
        NpgsqlConnection connection, string table, string column, string words)
    {
        await using var command = new NpgsqlCommand(
            $"select \"{column}\" from {table} where \"{column}\" is not null", connection);
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
            if (Holds(rows.GetFieldValue<byte[]>(0), words))
                return true;
        return false;
    }

    private async Task<NpgsqlConnection> OpenAsync()
    {
        var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }
}
