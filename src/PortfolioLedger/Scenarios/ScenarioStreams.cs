using System.Security.Cryptography;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Scenarios;
using PortfolioLedger.Http.Problems;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Scenarios;

/// <summary>A fact of a scenario as it is stored.</summary>
internal sealed record StoredScenarioFact(
    int Version,
    DateTimeOffset RecordedAt,
    ScenarioFact Fact
);

/// <summary>
/// The streams of scenarios. Appends are optimistic: of two writers of one version the primary key
/// lets one through, and the other looks again.
/// </summary>
internal sealed class ScenarioStreams(NpgsqlDataSource source, ReceiptSecret secret)
{
    /// <summary>All facts of a scenario, in order; none when there is no such scenario.</summary>
    public async Task<List<StoredScenarioFact>> ReadAsync(
        Key portfolio,
        Key scenario,
        CancellationToken cancel
    )
    {
        await using var command = source.CreateCommand("""
            select version, recorded_at, data from ledger.scenario_event
            where portfolio = $1 and scenario = $2 order by version
            """);
        command.Parameters.Add(new() { Value = portfolio.Value });
        command.Parameters.Add(new() { Value = scenario.Value });
        var facts = new List<StoredScenarioFact>();
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
            facts.Add(
                new(
                    rows.GetInt32(0),
                    rows.GetFieldValue<DateTimeOffset>(1),
                    JsonSerializer.Deserialize<ScenarioFact>(
                        rows.GetFieldValue<byte[]>(2),
                        LedgerJson.Stored
                    )!
                )
            );
        return facts;
    }

    /// <summary>The keys of all scenarios of a portfolio.</summary>
    public async Task<List<Key>> ListAsync(Key portfolio, CancellationToken cancel)
    {
        await using var command = source.CreateCommand(
            "select scenario from ledger.scenario_event where portfolio = $1 and version = 1 order "
                + "by scenario"
        );
        command.Parameters.Add(new() { Value = portfolio.Value });
        var keys = new List<Key>();
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
            keys.Add(Key.Parse(rows.GetString(0)));
        return keys;
    }

    /// <summary>
    /// The version an earlier request with the same idempotency key wrote; null when there was
    /// none.
    /// </summary>
    public async Task<(Key Scenario, int Version)?> EarlierAsync(
        Key portfolio, Actor actor, Idempotency? asked, CancellationToken cancel)
    {
        if (asked is null)
            return null;
        await using var connection = await source.OpenConnectionAsync(cancel);
        var hmac = HMACSHA256.HashData(await secret.ValueAsync(connection), asked.Body);
        await using var command = new NpgsqlCommand("""
            select scenario, version, body_hmac from ledger.scenario_event
            where portfolio = $1 and actor ->> 'id' = $2 and path = $3 and key = $4
            """, connection);
        foreach (var text in (string[])[portfolio.Value, actor.Id, asked.Path, asked.Key])
            command.Parameters.Add(new() { Value = text });
        await using var rows = await command.ExecuteReaderAsync(cancel);
        if (!await rows.ReadAsync(cancel))
            return null;
        return CryptographicOperations.FixedTimeEquals(rows.GetFieldValue<byte[]>(2), hmac)
            ? (Key.Parse(rows.GetString(0)), rows.GetInt32(1))
            : throw new ProblemException(Problem.Create("idempotency-key-reused",
                "This Idempotency-Key was used with another body; use a new key."));
    }

    /// <summary>Appends a fact as this version; false when another was quicker.</summary>
    public async Task<bool> TryAppendAsync(
        Key portfolio,
        Key scenario,
        int version,
        ScenarioFact fact,
        Actor actor,
        Idempotency? asked,
        CancellationToken cancel
    )
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        var hmac = asked is null ? null
            : HMACSHA256.HashData(await secret.ValueAsync(connection), asked.Body);
        await using var command = new NpgsqlCommand("""
            insert into ledger.scenario_event (portfolio, scenario, version, data, actor, path, key, body_hmac)
            values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing
            """, connection);
        command.Parameters.Add(new() { Value = portfolio.Value });
        command.Parameters.Add(new() { Value = scenario.Value });
        command.Parameters.Add(new() { Value = version });
        command.Parameters.Add(
            Json(JsonSerializer.Serialize(fact, LedgerJson.Stored), NpgsqlDbType.Json)
        );
        command.Parameters.Add(
            Json(JsonSerializer.Serialize(actor, LedgerJson.Stored), NpgsqlDbType.Jsonb)
        );
        command.Parameters.Add(
            new() { Value = (object?)asked?.Path ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text }
        );
        command.Parameters.Add(
            new() { Value = (object?)asked?.Key ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text }
        );
        command.Parameters.Add(
            new() { Value = (object?)hmac ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bytea }
        );
        return await command.ExecuteNonQueryAsync(cancel) == 1;
    }

    /// <summary>
    /// Appends all facts of a new scenario, or none; false when another had its key first.
    /// </summary>
    public async Task<bool> TryBeginAsync(
        Key portfolio, Key scenario, IReadOnlyList<ScenarioFact> facts, Actor actor,
        CancellationToken cancel)
    {
        await using var command = source.CreateCommand("""
            insert into ledger.scenario_event (portfolio, scenario, version, data, actor)
            select $1, $2, f.version, f.data, $4
            from unnest($3::json[]) with ordinality as f (data, version)
            where not exists (
                select from ledger.scenario_event where portfolio = $1 and scenario = $2)
            on conflict do nothing
            """);
        command.Parameters.Add(new() { Value = portfolio.Value });
        command.Parameters.Add(new() { Value = scenario.Value });
        command.Parameters.Add(new()
        {
            Value = facts.Select(f => JsonSerializer.Serialize(f, LedgerJson.Stored)).ToArray(),
            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Json,
        });
        command.Parameters.Add(
            Json(JsonSerializer.Serialize(actor, LedgerJson.Stored), NpgsqlDbType.Jsonb));
        return await command.ExecuteNonQueryAsync(cancel) == facts.Count;
    }

    private static NpgsqlParameter Json(string json, NpgsqlDbType type) =>
        new() { Value = json, NpgsqlDbType = type };
}
