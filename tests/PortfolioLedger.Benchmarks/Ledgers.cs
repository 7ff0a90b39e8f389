using System.Text.Json;
using Npgsql;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Benchmarks;

/// <summary>Portfolios to measure with.</summary>
internal static class Ledgers
{
    /// <summary>Initiatives of the portfolio that takes commands.</summary>
    public const int SmallInitiatives = 100;

    /// <summary>Initiatives of the portfolio with a long history.</summary>
    public const int LongInitiatives = 1_000;

    private static readonly object Grounds = new { rationale = "Agreed for the benchmark" };

    /// <summary>
    /// Opens a portfolio with weighted objectives, a scoring model and initiatives.
    /// </summary>
    public static async Task OpenAsync(string address, string portfolio, int initiatives)
    {
        using var client = new HttpClient { BaseAddress = new($"{address}/api/v1/portfolios/") };
        client.DefaultRequestHeaders.Add("Authorization", "Persona boss;approver");
        await PostAsync(client, "", new { key = portfolio, name = "Benchmark", currency = "USD" });
        List<object> commands = [Command("departments", new { key = "dep", name = "Department" })];
        foreach (var key in (string[])["growth", "resilience", "service", "safety", "savings"])
        {
            commands.Add(Command("objectives", new
            {
                key, title = key, statement = $"More {key}", level = "strategic", owner = "ceo",
            }));
            commands.Add(Command($"objectives/{key}/approval", new { grounds = Grounds }));
        }
        commands.Add(
            Command(
                "objective-weights",
                new
                {
                    weights = new
                    {
                        growth = 0.3,
                        resilience = 0.3,
                        service = 0.2,
                        safety = 0.1,
                        savings = 0.1,
                    },
                    grounds = Grounds,
                }
            )
        );
        commands.Add(
            Command(
                "scoring-models",
                new
                {
                    key = "board",
                    criteria = new object[]
                    {
                        new
                        {
                            id = "value",
                            min = 0,
                            max = 10,
                            weight = 0.6,
                        },
                        new
                        {
                            id = "risk",
                            min = 0,
                            max = 10,
                            direction = "lower",
                            weight = 0.4,
                        },
                    },
                }
            )
        );
        commands.Add(Command("scoring-models/board/release", new { grounds = Grounds }));
        commands.Add(Command("scoring-models/board/adoption", new { grounds = Grounds }));
        for (var i = 0; i < initiatives; i++)
            commands.AddRange(Initiative(i));
        foreach (var part in commands.Chunk(900))
            await PostAsync(client, $"{portfolio}/batch", new { commands = part });
    }

    /// <summary>
    /// Lengthens a history to so many events by copying scores into the journal's table: the
    /// fastest way to a long journal. The application reads it as it reads any other.
    /// </summary>
    public static async Task LengthenAsync(string connection, string portfolio, long events)
    {
        await using var source = NpgsqlDataSource.Create(connection + ";Command Timeout=600");
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(
            new(
                """
                insert into ledger.mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id,
                    mt_dotnet_type, headers, user_name, is_archived)
                select nextval('ledger.mt_events_sequence'), gen_random_uuid(), $1, v,
                    jsonb_build_object('initiative', 'i' || v % 1000, 'model', 'board', 'min', '0', 'max', '10',
                        'criterion', case when v / 1000 % 2 = 0 then 'value' else 'risk' end,
                        'value', (v * 7919 % 101 / 10.0)::text, 'grounds', jsonb_build_object('rationale', 'Scored in the workshop')),
                    'criterion-scored', s.timestamp, s.tenant_id, s.mt_dotnet_type,
                    s.headers, s.user_name, false
                from (select * from ledger.mt_events where stream_id = $1 order by version desc limit 1) s,
                    generate_series(s.version + 1, $2) v
                """
            )
            {
                Parameters =
                {
                    new() { Value = portfolio },
                    new() { Value = events },
                },
            }
        );
        batch.BatchCommands.Add(
            new("update ledger.mt_streams set version = $2 where id = $1")
            {
                Parameters =
                {
                    new() { Value = portfolio },
                    new() { Value = events },
                },
            }
        );
        batch.BatchCommands.Add(new("analyze ledger.mt_events"));
        await batch.ExecuteNonQueryAsync();
    }

    /// <summary>
    /// Waits until the stored read models have followed: they share the processors until then.
    /// </summary>
    public static async Task FollowedAsync(string connection, string portfolio, long events)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        for (long position = 0; position < events;)
        {
            await using var ask = source.CreateCommand("""
                select coalesce(max(m.position), 0) from ledger.read_model m
                join ledger.read_model_live l on l.version = m.projection_version where m.portfolio = $1
                """);
            ask.Parameters.Add(new() { Value = portfolio });
            position = (long)(await ask.ExecuteScalarAsync())!;
            await Task.Delay(TimeSpan.FromMilliseconds(200));
        }
    }

    private static IEnumerable<object> Initiative(int i)
    {
        yield return Command(
            "initiatives",
            new
            {
                key = $"i{i}",
                name = $"Initiative {i}",
                kind = "project",
                sponsor = "sponsor",
                department = "dep",
            }
        );
        yield return Command(
            $"initiatives/i{i}/budget",
            new
            {
                period = "2026",
                amount = 1000 + i,
                grounds = Grounds,
            }
        );
        yield return Command(
            $"initiatives/i{i}/contributions",
            new
            {
                objective = "growth",
                contribution = 9,
                confidence = 0.9,
                grounds = Grounds,
            }
        );
        yield return Command(
            $"initiatives/i{i}/contributions",
            new
            {
                objective = "service",
                contribution = 3,
                confidence = 0.5,
                grounds = Grounds,
            }
        );
        foreach (var criterion in (string[])["value", "risk"])
            yield return Command($"initiatives/i{i}/scores", new
            {
                model = "board", criterion, value = i % 11, grounds = Grounds,
            });
    }

    private static object Command(string path, object body) => new { path, body };

    private static async Task PostAsync(HttpClient client, string path, object body)
    {
        using var response = await client.PostAsJsonAsync(
            path.Length == 0 ? client.BaseAddress!.ToString().TrimEnd('/') : path,
            body
        );
        if (!response.IsSuccessStatusCode)
            throw new InvalidOperationException(
                $"{path}: {await response.Content.ReadAsStringAsync()}"
            );
    }

    /// <summary>Records that an initiative entered a phase that nothing entered before.</summary>
    public static async Task EnterPhaseAsync(
        HttpClient client, string portfolio, int initiative, int number)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post,
            $"/api/v1/portfolios/{portfolio}/initiatives/i{initiative}/phase")
        {
            Content = JsonContent.Create(new { phase = $"Phase {number}-{Guid.NewGuid():n}" }),
        };
        request.Headers.Add("Authorization", "Persona alice;approver");
        using var answer = await client.SendAsync(request);
        if (!answer.IsSuccessStatusCode)
            throw new InvalidOperationException(await answer.Content.ReadAsStringAsync());
    }

    /// <summary>A JSON answer of the application.</summary>
    public static async Task<JsonElement> GetAsync(HttpClient client, string path) =>
        JsonElement.Parse(await GetTextAsync(client, path));

    /// <summary>An answer of the application as it is.</summary>
    public static async Task<string> GetTextAsync(HttpClient client, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Authorization", "Persona vera;viewer");
        using var response = await client.SendAsync(request);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadAsStringAsync();
    }
}
