using System.Diagnostics;
using Npgsql;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Benchmarks;

/// <summary>
/// What people would otherwise write: prepared single-row INSERTs, autocommit, into a table with
/// the same indexes as the journal's.
/// </summary>
internal static class InsertBaseline
{
    private const string Data =
        """{"initiative":"i42","phase":"Phase 12345"}""";

    private const string Headers =
        """{"actor":{"id":"alice","role":"approver","department":"finance"},"effectiveOn":"2026-03-31","schemaVersion":1}""";

    /// <summary>Creates the table.</summary>
    public static async Task PrepareAsync(string connection)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        await using var create = source.CreateCommand("""
            drop table if exists insert_baseline;
            create table insert_baseline (
                seq_id bigserial primary key, id uuid not null, stream_id text not null, version bigint not null,
                data jsonb not null, type text not null, timestamp timestamptz not null, headers jsonb, user_name text,
                unique (stream_id, version), unique (id))
            """);
        await create.ExecuteNonQueryAsync();
    }

    /// <summary>Rows a second over some connections, from a process of its own.</summary>
    public static Task<double> MeasureAsync(Bench bench, int connections) => Child.MeasureAsync(
        "insert", bench.Connection, $"{connections}", $"{bench.Seconds}");

    /// <summary>Inserts for some seconds over some connections; prints rows a second.</summary>
    public static async Task<int> RunAsync(string connection, int connections, double seconds)
    {
        await using var source = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(connection)
            {
                MaxPoolSize = connections + 2,
            }.ConnectionString
        );
        long version = Random.Shared.NextInt64(1L << 50),
            rows = 0;
        await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => InsertAsync(1)));
        rows = 0;
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => InsertAsync(seconds)));
        Console.WriteLine(
            FormattableString.Invariant(
                $"{rows / Stopwatch.GetElapsedTime(started).TotalSeconds:0}"
            )
        );
        return 0;

        async Task InsertAsync(double duration)
        {
            await using var open = await source.OpenConnectionAsync();
            await using var insert = new NpgsqlCommand("""
                insert into insert_baseline (id, stream_id, version, data, type, timestamp, headers, user_name)
                values ($1, 'bench', $2, $3::jsonb, 'phase-entered', now(), $4::jsonb, 'alice')
                """, open);
            for (var i = 0; i < 4; i++)
                insert.Parameters.Add(new NpgsqlParameter());
            insert.Parameters[2].Value = Data;
            insert.Parameters[3].Value = Headers;
            (insert.Parameters[0].Value, insert.Parameters[1].Value) = (Guid.NewGuid(), 0L);
            await insert.PrepareAsync();
            var from = Stopwatch.GetTimestamp();
            while (Stopwatch.GetElapsedTime(from).TotalSeconds < duration)
            {
                (insert.Parameters[0].Value, insert.Parameters[1].Value) = (
                    Guid.NewGuid(),
                    Interlocked.Increment(ref version)
                );
                await insert.ExecuteNonQueryAsync();
                Interlocked.Increment(ref rows);
            }
        }
    }
}
