using System.Diagnostics;
using Npgsql;
using PortfolioLedger.Journaling.Books;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Benchmarks;

/// <summary>Questions that need a long fold, or a book that a start has not loaded yet.</summary>
internal static class Replays
{
    /// <summary>All of them, on the history spread over the past.</summary>
    public static async IAsyncEnumerable<Result> MeasureAsync(Bench bench)
    {
        await SpreadAsync(bench);
        var (app, _) = await AppProcess.StartAsync("serve-alone", bench.Connection, bench.Address);
        await using (app)
        {
            yield return new(
                $"first answer of a portfolio of {bench.Events:N0} events without stored books",
                new(await SecondsAsync(bench, "ranking")),
                null,
                "s",
                null,
                "none: it happens once",
                true
            );
            await StoredAsync(bench);
        }
        yield return await ColdAsync(bench);
        var (again, _) = await AppProcess.StartAsync(
            "serve-alone",
            bench.Connection,
            bench.Address
        );
        await using (again)
        {
            yield return await EffectiveAsync(bench, bench.Events * 3 / 10, 3);
            yield return await EffectiveAsync(bench, bench.Events, 8);
        }
    }

    /// <summary>Waits until the books that the long fold has passed are stored.</summary>
    private static async Task StoredAsync(Bench bench)
    {
        await using var source = NpgsqlDataSource.Create(bench.Connection);
        for (
            long stored = 0;
            stored < bench.Events / BookSnapshots.Spacing;
            await Task.Delay(TimeSpan.FromMilliseconds(200))
        )
        {
            await using var count = source.CreateCommand(
                "select count(*) from ledger.book_checkpoint where portfolio = 'spread'"
            );
            stored = (long)(await count.ExecuteScalarAsync())!;
        }
    }

    /// <summary>
    /// The long history once more, spread over the past, a minute from event to event, so that
    /// business days differ.
    /// </summary>
    private static async Task SpreadAsync(Bench bench)
    {
        await using var source = NpgsqlDataSource.Create(bench.Connection + ";Command Timeout=600");
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(
            new("create temp table spread as select * from ledger.mt_streams where id = 'long'")
        );
        batch.BatchCommands.Add(new("update spread set id = 'spread', timestamp = now()"));
        batch.BatchCommands.Add(new("insert into ledger.mt_streams select * from spread"));
        batch.BatchCommands.Add(
            new(
                """
                insert into ledger.mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id,
                    mt_dotnet_type, headers, user_name, is_archived)
                select nextval('ledger.mt_events_sequence'), gen_random_uuid(), 'spread', version, data, type, at, tenant_id,
                    mt_dotnet_type, jsonb_set(headers, '{effectiveOn}', to_jsonb(to_char(at at time zone 'UTC', 'YYYY-MM-DD'))),
                    user_name, is_archived
                from (select *, date_trunc('minute', now()) - ($1 - version + 1) * interval '1 minute' as at
                    from ledger.mt_events where stream_id = 'long') e order by version
                """
            )
            {
                Parameters = { new() { Value = bench.Events } },
            }
        );
        await batch.ExecuteNonQueryAsync();
    }

    /// <summary>
    /// The first answer as of the middle of the journal that a new process gives.
    /// </summary>
    private static async Task<Result> ColdAsync(Bench bench)
    {
        var times = new double[bench.Repeats];
        for (var run = 0; run < times.Length; run++)
        {
            var (app, _) = await AppProcess.StartAsync(
                "serve-alone",
                bench.Connection,
                bench.Address
            );
            await using (app)
                times[run] = await SecondsAsync(
                    bench,
                    $"ranking?asOfPosition={bench.Events / 2 - 11 * run - 1}"
                );
        }
        return new(
            $"ranking as of the middle of {bench.Events:N0} events, the first question to a new "
                + "process",
            new(times),
            null,
            "s",
            null,
            "≤ 2 s",
            new Runs(times).Median <= 2
        );
    }

    /// <summary>
    /// The ranking on an earlier business day: everything up to a position is folded again.
    /// </summary>
    private static async Task<Result> EffectiveAsync(Bench bench, long events, double target)
    {
        var days = (bench.Events - events) / 1_440;
        var times = new double[bench.Repeats];
        for (var run = 0; run < times.Length; run++)
        {
            var day = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(-(int)days - 2 - run);
            times[run] = await SecondsAsync(
                bench,
                $"ranking?asOfPosition={events}&effectiveOn={day:O}"
            );
        }
        return new($"ranking on an earlier business day, {events:N0} events folded again",
            new(times), null, "s", null, $"≤ {target} s", new Runs(times).Median <= target);
    }

    private static async Task<double> SecondsAsync(Bench bench, string question)
    {
        using var client = new HttpClient
        {
            BaseAddress = new(bench.Address),
            Timeout = TimeSpan.FromMinutes(5),
        };
        var started = Stopwatch.GetTimestamp();
        await Ledgers.GetAsync(client, $"/api/v1/portfolios/spread/{question}");
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
