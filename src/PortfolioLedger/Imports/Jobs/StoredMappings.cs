using Npgsql;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Imports.Jobs;

/// <summary>Mappings that a portfolio keeps for itself, beside the presets.</summary>
internal sealed class StoredMappings(NpgsqlDataSource source)
{
    /// <summary>The JSON of a mapping; null when there is none of this name.</summary>
    public async Task<string?> FindAsync(Key portfolio, string name, CancellationToken cancel)
    {
        await using var command = source.CreateCommand(
            "select mapping from ledger.import_mapping where portfolio = $1 and name = $2");
        command.Parameters.Add(new() { Value = portfolio.Value });
        command.Parameters.Add(new() { Value = name });
        return await command.ExecuteScalarAsync(cancel) as string;
    }

    /// <summary>A preset or a kept mapping; null when there is none of this name.</summary>
    public async Task<IMapping?> ReadAsync(Key portfolio, string name, CancellationToken cancel) =>
        MappingFile.Presets.Contains(name) ? MappingFile.Read(name)
        : await FindAsync(portfolio, name, cancel) is { } json ? MappingFile.Parse(json, name)
        : null;

    /// <summary>The JSON of all of them, by name.</summary>
    public async Task<IReadOnlyList<(string Name, string Json)>> ListAsync(
        Key portfolio, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("""
            select name, mapping from ledger.import_mapping where portfolio = $1
            order by name collate "C"
            """);
        command.Parameters.Add(new() { Value = portfolio.Value });
        var found = new List<(string, string)>();
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
            found.Add((rows.GetString(0), rows.GetString(1)));
        return found;
    }

    /// <summary>Keeps a mapping; true when it is a new one.</summary>
    public async Task<bool> StoreAsync(
        Key portfolio, string name, string json, string by, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("""
            insert into ledger.import_mapping (portfolio, name, mapping, stored_by)
            values ($1, $2, $3, $4)
            on conflict (portfolio, name) do update set mapping = excluded.mapping,
                stored_by = excluded.stored_by, stored_at = clock_timestamp()
            returning xmax = 0
            """);
        foreach (var value in (string[])[portfolio.Value, name, json, by])
            command.Parameters.Add(new() { Value = value });
        return (bool)(await command.ExecuteScalarAsync(cancel))!;
    }
}
