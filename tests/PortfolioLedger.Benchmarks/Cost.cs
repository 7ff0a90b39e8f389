using Npgsql;

namespace PortfolioLedger.Benchmarks;

/// <summary>
/// What recording takes of the machine; it holds where rates do not. All that follows an event is
/// in it: its read models and its checkpoint.
/// </summary>
/// <param name="Application">Processor time of the application a command, in microseconds.</param>
/// <param name="Postgres">The same of all processes of PostgreSQL.</param>
/// <param name="Wal">Write-ahead log an event, in bytes.</param>
internal sealed record Cost(double Application, double Postgres, double Wal)
{
    /// <summary>Both, a command.</summary>
    public double Together => Application + Postgres;

    /// <summary>What a run of commands on one portfolio took.</summary>
    public static async Task<(LoadReport Load, Cost Cost)> OfAsync(
        Bench bench, Child app, string portfolio, Func<Task<LoadReport>> run)
    {
        await using var source = NpgsqlDataSource.Create(bench.Connection);
        var before = await SettledAsync(source, bench, app, portfolio);
        var load = await run();
        var after = await SettledAsync(source, bench, app, portfolio);
        var (commands, events) = (load.Answered, after.Version - before.Version);
        return (load, new(
            (after.Application - before.Application).TotalMicroseconds / commands,
            (after.Postgres - before.Postgres).TotalMicroseconds / commands,
            (after.Wal - before.Wal) / (double)events));
    }

    /// <summary>
    /// A rate of prepared INSERTs, and what PostgreSQL took for one, in microseconds: how fast this
    /// machine is, which all other costs depend on.
    /// </summary>
    public static async Task<(double Rate, double Microseconds)> OfInsertAsync(
        Bench bench, int connections)
    {
        await using var source = NpgsqlDataSource.Create(bench.Connection);
        var before = await InsertsAsync(source);
        var rate = await InsertBaseline.MeasureAsync(bench, connections);
        var after = await InsertsAsync(source);
        return (rate, (after.Postgres - before.Postgres).TotalMicroseconds
            / (after.Rows - before.Rows));
    }

    private static async Task<(long Rows, TimeSpan Postgres)> InsertsAsync(NpgsqlDataSource source)
    {
        await using var ask = source.CreateCommand(
            "select pg_backend_pid(), last_value from insert_baseline_seq_id_seq");
        await using var row = await ask.ExecuteReaderAsync();
        await row.ReadAsync();
        return (row.GetInt64(1), ProcessorTime.IsKnown
            ? ProcessorTime.OfFamily(ProcessorTime.ParentOf(row.GetInt32(0))) : default);
    }

    /// <summary>The meters, once everything has followed.</summary>
    private static async Task<Meters> SettledAsync(
        NpgsqlDataSource source, Bench bench, Child app, string portfolio)
    {
        var version = await VersionAsync(source, portfolio);
        await Ledgers.FollowedAsync(bench.Connection, portfolio, version);
        await using var ask = source.CreateCommand(
            "select pg_backend_pid(), (pg_current_wal_insert_lsn() - '0/0')::bigint");
        await using var row = await ask.ExecuteReaderAsync();
        await row.ReadAsync();
        var (backend, wal) = (row.GetInt32(0), row.GetInt64(1));
        return ProcessorTime.IsKnown
            ? new(version, wal, ProcessorTime.Of(app.Id),
                ProcessorTime.OfFamily(ProcessorTime.ParentOf(backend)))
            : new(version, wal, default, default);
    }

    private static async Task<long> VersionAsync(NpgsqlDataSource source, string portfolio)
    {
        await using var ask = source.CreateCommand(
            "select version from ledger.mt_streams where id = $1");
        ask.Parameters.Add(new() { Value = portfolio });
        return (long)(await ask.ExecuteScalarAsync())!;
    }

    private sealed record Meters(
        long Version, long Wal, TimeSpan Application, TimeSpan Postgres);
}
