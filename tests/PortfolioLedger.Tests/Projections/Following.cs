using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Journaling.Writing;
using PortfolioLedger.Projections;
using PortfolioLedger.Tests.Journaling;

namespace PortfolioLedger.Tests.Projections;

/// <summary>The read models of a node without the daemon: pages come when a test says so.</summary>
internal sealed class Following(JournalNode node)
{
    private readonly PortfolioFollower _reading = new(
        node.Source, node.Reader, node.Keeper, NullLogger<PortfolioFollower>.Instance);

    private ReadModels? _models;
    private long _done;

    public Rebuild Rebuild => new(node.Source, _reading, node.Reader, node.Keeper);

    /// <summary>Forgets what is in memory, as a restart does.</summary>
    public void Restart() => _models = null;

    /// <summary>Everything appended since the last page, committed as one.</summary>
    public async Task PageAsync()
    {
        _models ??= new(node.Source, _reading);
        var last = await node.QueryAsync<long>(
            "select coalesce(max(seq_id), 0) from ledger.mt_events"
        );
        await using var connection = await node.Source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        foreach (var statement in await _models.StatementsAsync(_done, last, default))
            await statement.RunAsync(connection, default);
        await transaction.CommitAsync();
        _done = last;
    }

    /// <summary>
    /// What was followed until now is, in every row, what a rebuild makes of the journal.
    /// </summary>
    public async Task AssertAsRebuiltAsync()
    {
        var live = await EverythingAsync();
        await Rebuild.RunAsync(null, default);
        Assert.Equal(live, await EverythingAsync());
    }

    /// <summary>Every row of every read model that is read, in an order of its own.</summary>
    public async Task<string> EverythingAsync()
    {
        var all = "";
        foreach (var table in BiTable.All.Select(t => t.Name).Append("bi_decision")
            .Append("view_document").Append("read_model").Append("parked_portfolio"))
            all += table + ":\n" + await node.QueryAsync<string>($"""
                select coalesce(string_agg(row, e'\n' order by row collate "C"), '') from (
                    select (to_jsonb(t) - 'projection_version' - 'parked_at')::text as row
                    from ledger.{table} t
                    where projection_version = (select version from ledger.read_model_live)) r
                """) + "\n";
        return all;
    }

    /// <summary>The rows of a table that hold on a day, without the days.</summary>
    public async Task<List<string>> OnAsync(BiTable table, Key portfolio, DateOnly day)
    {
        await using var command = node.Source.CreateCommand($"""
            select jsonb_strip_nulls(to_jsonb(t) - 'portfolio' - 'valid_from' - 'valid_to')::text
            from {table.Name.Replace("bi_", "bi.", StringComparison.Ordinal)} t
            where portfolio = $1 and valid_from <= $2 and (valid_to is null or valid_to > $2)
            order by {table.KeyColumn} collate "C"
            """);
        command.Parameters.Add(new() { Value = portfolio.Value });
        command.Parameters.Add(new() { Value = day });
        return await TextsAsync(command);
    }

    /// <summary>The same rows computed now, written as the database writes them.</summary>
    public async Task<List<string>> ComputedAsync(IEnumerable<string> rows)
    {
        await using var command = node.Source.CreateCommand(
            "select jsonb_strip_nulls(row::jsonb)::text from unnest($1) with ordinality as r (row, "
                + "n) order by n"
        );
        command.Parameters.Add(new() { Value = rows.ToArray() });
        return await TextsAsync(command);
    }

    private static async Task<List<string>> TextsAsync(NpgsqlCommand command)
    {
        var texts = new List<string>();
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
            texts.Add(rows.GetString(0));
        return texts;
    }
}
