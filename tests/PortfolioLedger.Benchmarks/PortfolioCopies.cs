using Npgsql;

namespace PortfolioLedger.Benchmarks;

/// <summary>Many portfolios, made in the journal's tables: the fastest way to them.</summary>
internal static class PortfolioCopies
{
    /// <summary>Which all others are copies of.</summary>
    private const string Pattern = "pattern";

    /// <summary>Takes the commands that make the code warm; the pattern would grow.</summary>
    public const string Busy = "busy-0";

    /// <summary>Initiatives of each: some 200 events.</summary>
    public const int Initiatives = 30;

    /// <summary>So many are there to make the code warm, besides those that are measured.</summary>
    public const int Warm = 1_000;

    /// <summary>The name of one of them.</summary>
    public static string NameOf(int events, int number) => $"{NamesOf(events)}{number}";

    /// <summary>What their names begin with.</summary>
    public static string NamesOf(int events) => $"p{events}-";

    /// <summary>
    /// A portfolio that is recorded as usual, and many like it, copied in SQL: from one number to
    /// below another.
    /// </summary>
    public static async Task MakeAsync(
        Bench bench, int from, int to, int events, int warm = Warm)
    {
        await using var source = NpgsqlDataSource.Create(bench.Connection
            + ";Command Timeout=1800");
        await using var there = source.CreateCommand(
            "select to_regclass('ledger.current_document') is not null");
        if (!(bool)(await there.ExecuteScalarAsync())!)
        {
            var (app, _) = await AppProcess.StartAsync(
                "serve-bare", bench.Connection, bench.Address);
            await using (app)
                await Ledgers.OpenAsync(bench.Address, Pattern, Initiatives);
            await CopyAsync(source, "busy-", 0, 1);
            await CopyAsync(source, "warm-", 0, bench.Quick ? 0 : warm);
        }
        await CopyAsync(source, NamesOf(events), from, to);
        await LengthenAsync(source, NamesOf(events), events);
        await using var analyze = source.CreateCommand(
            "analyze ledger.mt_events; analyze ledger.mt_streams; checkpoint");
        await analyze.ExecuteNonQueryAsync();
    }

    private static async Task CopyAsync(
        NpgsqlDataSource source, string names, int from, int to)
    {
        await using var copy = source.CreateBatch();
        copy.BatchCommands.Add(new("""
            insert into ledger.mt_streams
            select (jsonb_populate_record(s, jsonb_build_object('id', $2 || n))).*
            from ledger.mt_streams s, generate_series($3::int, $4::int - 1) n where s.id = $1
            """));
        copy.BatchCommands.Add(new("""
            insert into ledger.mt_events (seq_id, id, stream_id, version, data, type, timestamp,
                tenant_id, mt_dotnet_type, headers, user_name, is_archived)
            select nextval('ledger.mt_events_sequence'), gen_random_uuid(), $2 || n, e.version,
                e.data, e.type, e.timestamp, e.tenant_id, e.mt_dotnet_type, e.headers, e.user_name,
                false
            from generate_series($3::int, $4::int - 1) n, ledger.mt_events e where e.stream_id = $1
            """));
        foreach (var command in copy.BatchCommands)
            foreach (var value in (object[])[Pattern, names, from, to])
                command.Parameters.Add(new NpgsqlParameter { Value = value });
        await copy.ExecuteNonQueryAsync();
    }

    /// <summary>Scores until each has so many events.</summary>
    private static async Task LengthenAsync(
        NpgsqlDataSource source, string names, int events)
    {
        await using var lengthen = source.CreateBatch();
        lengthen.BatchCommands.Add(new($$"""
            insert into ledger.mt_events (seq_id, id, stream_id, version, data, type, timestamp,
                tenant_id, mt_dotnet_type, headers, user_name, is_archived)
            select nextval('ledger.mt_events_sequence'), gen_random_uuid(), e.stream_id, v,
                jsonb_build_object('initiative', 'i' || v % {{Initiatives}},
                    'model', 'board', 'min', '0', 'max', '10', 'criterion',
                    case when v / {{Initiatives}} % 2 = 0 then 'value' else 'risk' end,
                    'value', (v * 7919 % 101 / 10.0)::text,
                    'grounds', jsonb_build_object('rationale', 'Scored in the workshop')),
                'criterion-scored', e.timestamp, e.tenant_id, e.mt_dotnet_type, e.headers,
                e.user_name, false
            from ledger.mt_streams s
            join ledger.mt_events e on e.stream_id = s.id and e.version = s.version,
                generate_series(s.version + 1, $2) v
            where s.id like $1
            """));
        lengthen.BatchCommands.Add(new("""
            update ledger.mt_streams set version = $2 where id like $1 and version < $2
            """));
        foreach (var command in lengthen.BatchCommands)
            foreach (var value in (object[])[$"{names}%", (long)events])
                command.Parameters.Add(new NpgsqlParameter { Value = value });
        await lengthen.ExecuteNonQueryAsync();
    }
}
