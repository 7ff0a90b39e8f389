using Npgsql;

namespace PortfolioLedger.Benchmarks;

/// <summary>
/// Any of many portfolios: most of them were not asked for since the application started.
/// </summary>
internal static class ManyPortfolios
{
    private const string Pattern = "pattern";
    private const string View = "ranking";

    /// <summary>So many callers ask at a time, each after its answer.</summary>
    private const int Callers = 4;

    /// <summary>Initiatives of each: some 200 events.</summary>
    private const int Initiatives = 30;

    /// <summary>Of 200 events each, and fewer of 5,000.</summary>
    public static async IAsyncEnumerable<Result> MeasureAsync(Bench bench)
    {
        // A database of its own: nothing else is to be measured beside millions of events.
        const string name = "portfolios";
        await ExecuteAsync(bench.Connection, $"create database {name}");
        var own = bench with
        {
            Connection = new NpgsqlConnectionStringBuilder(bench.Connection)
            {
                Database = name,
            }.ConnectionString,
        };
        foreach (var (many, events) in bench.Quick ? [(20, 200)] : ((int, int)[])
            [(10_000, 200), (1_000, 5_000)])
        {
            await MakeAsync(own, many, events);
            await foreach (var result in AskAsync(own, many, events))
                yield return result;
        }
        await ExecuteAsync(bench.Connection, $"drop database {name} with (force)");
    }

    private static async Task ExecuteAsync(string connection, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private static string NameOf(int events, int number) => $"p{events}-{number}";

    private static async IAsyncEnumerable<Result> AskAsync(Bench bench, int many, int events)
    {
        var what = $"any of {many:N0} portfolios of {events:N0} events";
        var questions = bench.Quick ? 10 : Math.Min(many, 2_000);
        var asked = Sample(new Random(1), many, questions);
        var (first, _) = await ServedAsync(bench, client =>
            Percentiles.OfAsync(asked, Callers, n => ViewAsync(client, events, n)));
        yield return Milliseconds($"{what}, `{View}`, first question of the day, uniform", first,
            null);
        var (again, _) = await ServedAsync(bench, client =>
            Percentiles.OfAsync(asked, Callers, n => ViewAsync(client, events, n)));
        yield return Milliseconds($"{what}, `{View}`, asked before, its book not in memory",
            again, 8);
        var (commands, _) = await ServedAsync(bench, client =>
            Percentiles.OfAsync(Sample(new Random(2), many, questions), Callers,
                n => CommandAsync(client, events, n)));
        yield return Milliseconds($"{what}, first command, its book not in memory", commands, 25);
        var zipf = new Random(3);
        var (mixed, resident) = await ServedAsync(bench, client =>
            Percentiles.OfAsync(
                [.. Enumerable.Range(0, 5 * questions).Select(_ => Zipf(zipf, many))], Callers,
                n => n % 10 == 0 ? CommandAsync(client, events, n)
                    : ViewAsync(client, events, n)));
        yield return Milliseconds(
            $"{what}, nine views and a command, by Zipf's law", mixed, null);
        yield return new($"memory after that", new(resident), null, "MB", null, "—", null);
    }

    private static Result Milliseconds(string what, Percentiles times, double? target) => new(
        $"{what}: p99 (median {Runs.Number(times.Median)} ms)", new(times.P99), null, "ms", null,
        target is null ? "—" : $"p99 ≤ {target:0} ms",
        target is null ? null : times.P99 <= target);

    /// <summary>
    /// Asks an application that was just started, warm but for the portfolios: how long it took,
    /// and the memory it then has, in megabytes. It neither signs nor follows: what was copied is
    /// new to both, and would keep them busy for minutes.
    /// </summary>
    private static async Task<(Percentiles Times, double Resident)> ServedAsync(
        Bench bench, Func<HttpClient, Task<Percentiles>> ask)
    {
        var (app, _) = await AppProcess.StartAsync(
            "serve-bare", bench.Connection, bench.Address);
        await using (app)
        {
            using var client = new HttpClient { BaseAddress = new(bench.Address) };
            // What is compiled on the way is not what is measured.
            for (var i = 0; i < (bench.Quick ? 5 : 400); i++)
            {
                await GetAsync(client, Pattern);
                await PhaseAsync(client, Pattern, i);
            }
            foreach (var other in Enumerable.Range(0, bench.Quick ? 0 : 300))
                await GetAsync(client, $"warm-{other}");
            return (await ask(client), app.Resident / 1024.0 / 1024.0);
        }
    }

    private static Task ViewAsync(HttpClient client, int events, int number) =>
        GetAsync(client, NameOf(events, number));

    private static Task GetAsync(HttpClient client, string portfolio) =>
        Ledgers.GetTextAsync(client, $"/api/v1/portfolios/{portfolio}/{View}");

    private static Task CommandAsync(HttpClient client, int events, int number) =>
        PhaseAsync(client, NameOf(events, number), number);

    private static async Task PhaseAsync(HttpClient client, string portfolio, int number)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post,
            $"/api/v1/portfolios/{portfolio}/initiatives/i{number % Initiatives}/phase")
        {
            Content = JsonContent.Create(new { phase = $"Phase {number}-{Guid.NewGuid():n}" }),
        };
        request.Headers.Add("Authorization", "Persona alice;approver");
        using var answer = await client.SendAsync(request);
        if (!answer.IsSuccessStatusCode)
            throw new InvalidOperationException(await answer.Content.ReadAsStringAsync());
    }

    private static int[] Sample(Random random, int many, int of)
    {
        var all = Enumerable.Range(0, many).ToArray();
        random.Shuffle(all);
        return all[..of];
    }

    /// <summary>The first is asked for most, the second half as often, and so on.</summary>
    private static int Zipf(Random random, int many) =>
        (int)Math.Pow(many, random.NextDouble()) - 1;

    /// <summary>A portfolio that is recorded as usual, and many like it, copied in SQL.</summary>
    private static async Task MakeAsync(Bench bench, int many, int events)
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
            await CopyAsync(source, "warm-", bench.Quick ? 0 : 300);
        }
        await CopyAsync(source, $"p{events}-", many);
        await LengthenAsync(source, $"p{events}-", many, events);
        await using var analyze = source.CreateCommand(
            "analyze ledger.mt_events; analyze ledger.mt_streams; checkpoint");
        await analyze.ExecuteNonQueryAsync();
    }

    private static async Task CopyAsync(NpgsqlDataSource source, string names, int many)
    {
        await using var copy = source.CreateBatch();
        copy.BatchCommands.Add(new("""
            insert into ledger.mt_streams
            select (jsonb_populate_record(s, jsonb_build_object('id', $2 || n))).*
            from ledger.mt_streams s, generate_series(0, $3::int - 1) n where s.id = $1
            """));
        copy.BatchCommands.Add(new("""
            insert into ledger.mt_events (seq_id, id, stream_id, version, data, type, timestamp,
                tenant_id, mt_dotnet_type, headers, user_name, is_archived)
            select nextval('ledger.mt_events_sequence'), gen_random_uuid(), $2 || n, e.version,
                e.data, e.type, e.timestamp, e.tenant_id, e.mt_dotnet_type, e.headers, e.user_name,
                false
            from generate_series(0, $3::int - 1) n, ledger.mt_events e where e.stream_id = $1
            """));
        foreach (var command in copy.BatchCommands)
            foreach (var value in (object[])[Pattern, names, many])
                command.Parameters.Add(new NpgsqlParameter { Value = value });
        await copy.ExecuteNonQueryAsync();
    }

    /// <summary>Scores until each has so many events.</summary>
    private static async Task LengthenAsync(
        NpgsqlDataSource source, string names, int many, int events)
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
