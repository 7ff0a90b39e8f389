using System.Text.Json;
using JasperFx.Events;
using Marten;
using Npgsql;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Benchmarks;

/// <summary>
/// A past ranking as users of Marten ask for it: a stream for each initiative, each one aggregated
/// live as of an instant by <c>AggregateStreamAsync</c>, then ranked in memory.
/// </summary>
internal static class MartenPast
{
    private const string Schema = "plain_past";

    private static readonly DateTimeOffset Start = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>
    /// The instant at which the event at a position of the long journal happened there.
    /// </summary>
    public static DateTimeOffset InstantOf(long position) => Start.AddSeconds(position);

    /// <summary>Creates its tables and copies the scores of the long journal into them.</summary>
    public static async Task PrepareAsync(string connection)
    {
        await using var store = StoreOf(connection);
        await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync();
        await using var source = NpgsqlDataSource.Create(connection + ";Command Timeout=600");
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(new($"truncate {Schema}.mt_streams cascade"));
        batch.BatchCommands.Add(
            new(
                """
                create temp table scored on commit drop as
                select data ->> 'initiative' as initiative, version as position, 1 + row_number() over (
                    partition by data ->> 'initiative' order by version) as version, data
                from ledger.mt_events where stream_id = 'long' and type = 'criterion-scored'
                """
            )
        );
        batch.BatchCommands.Add(
            new(
                $"""
                insert into {Schema}.mt_streams (id, version, tenant_id)
                select initiative, max(version), '*DEFAULT*' from scored group by initiative
                """
            )
        );
        batch.BatchCommands.Add(
            Events(
                $"""
                select initiative, 1, jsonb_build_object('Name', initiative), 0, $1, $2 from scored group by initiative
                """,
                typeof(InitiativePutForward)
            )
        );
        batch.BatchCommands.Add(
            Events(
                """
                select initiative, version, jsonb_build_object('Model', data -> 'model', 'Criterion', data -> 'criterion',
                    'Value', (data ->> 'value')::numeric, 'Grounds', jsonb_build_object('Rationale', data -> 'grounds' -> 'rationale')),
                    position, $1, $2 from scored order by position
                """,
                typeof(CriterionJudged)
            )
        );
        batch.BatchCommands.Add(new($"analyze {Schema}.mt_events"));
        await batch.ExecuteNonQueryAsync();
    }

    /// <summary>Serves <c>/ranking?asOf=</c>: keys of the first hundred, best first.</summary>
    public static async Task<int> ServeAsync(string connection, string address)
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls(address);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        await using var app = builder.Build();
        await using var store = StoreOf(connection);
        app.MapGet("/health/ready", () => Results.Ok());
        app.MapGet("/ranking", async (DateTimeOffset asOf, CancellationToken cancel) =>
            Results.Ok(await RankAsync(store, asOf, cancel))
        );
        await app.RunAsync();
        return 0;
    }

    private static async Task<string[]> RankAsync(
        DocumentStore store,
        DateTimeOffset asOf,
        CancellationToken cancel
    )
    {
        var initiatives = new PlainInitiative?[Ledgers.LongInitiatives];
        // On all cores; one session after another would take twice as long.
        await Parallel.ForEachAsync(
            Enumerable.Range(0, Environment.ProcessorCount),
            cancel,
            async (core, stop) =>
            {
                await using var session = store.QuerySession();
                for (var i = core; i < initiatives.Length; i += Environment.ProcessorCount)
                    initiatives[i] = await session.Events.AggregateStreamAsync<PlainInitiative>(
                        $"i{i}",
                        timestamp: asOf,
                        token: stop
                    );
            }
        );
        return
        [
            .. initiatives
                .OfType<PlainInitiative>()
                .Where(i => i.Scores.Count == 2)
                .OrderByDescending(i =>
                    (0.6m * i.Scores["value"]) + (0.4m * (10 - i.Scores["risk"]))
                )
                .ThenBy(i => i.Id, StringComparer.Ordinal)
                .Select(i => i.Id)
                .Take(100),
        ];
    }

    private static DocumentStore StoreOf(string connection) =>
        DocumentStore.For(options =>
        {
            options.Connection(connection);
            options.DatabaseSchemaName = Schema;
            options.Events.StreamIdentity = StreamIdentity.AsString;
            options.Events.AppendMode = EventAppendMode.Quick;
            options.Projections.LiveStreamAggregation<PlainInitiative>();
            options.Events.AddEventType<InitiativePutForward>();
            options.Events.AddEventType<CriterionJudged>();
            options.UseSystemTextJsonForSerialization();
            options.DisableNpgsqlLogging = true;
        });

    private static NpgsqlBatchCommand Events(string select, Type type) =>
        new(
            $"""
            insert into {Schema}.mt_events
                (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type, is_archived)
            select nextval('{Schema}.mt_events_sequence'), gen_random_uuid(), e.stream_id, e.version, e.data, e.type,
                timestamptz '{Start:O}' + e.position * interval '1 second', '*DEFAULT*', e.dotnet, false
            from ({select}) e (stream_id, version, data, position, type, dotnet)
            """
        )
        {
            Parameters =
            {
                new() { Value = JsonNamingPolicy.SnakeCaseLower.ConvertName(type.Name) },
                new() { Value = $"{type.FullName}, {type.Assembly.GetName().Name}" },
            },
        };
}
