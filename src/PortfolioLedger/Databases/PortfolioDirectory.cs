using System.Collections.Concurrent;
using System.Collections.Immutable;
using Npgsql;
using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Databases;

/// <summary>Where a portfolio is.</summary>
/// <param name="Database">The name of its database.</param>
/// <param name="IsMoving">It is about to leave it: nobody reads or writes it meanwhile.</param>
internal readonly record struct Place(string Database, bool IsMoving);

/// <summary>
/// Which database each portfolio is in: the table <c>ledger.portfolio_database</c> of the first
/// one, which a node keeps in memory and asks every second what has changed.
/// </summary>
internal sealed class PortfolioDirectory(NpgsqlDataSource home, DatabaseSettings settings)
{
    /// <summary>What was written by a transaction that took longer than this is missed.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(30);

    private const string Columns =
        "select portfolio, database, moving_to, changed_at from ledger.portfolio_database";

    private readonly ConcurrentDictionary<Key, Place> _known = new();
    private DateTimeOffset _newest = DateTimeOffset.UnixEpoch;

    /// <summary>Where a portfolio is, as far as this node knows.</summary>
    public Place? Find(Key portfolio) =>
        _known.TryGetValue(portfolio, out var place) ? place : null;

    /// <summary>Where a portfolio is, or would be opened.</summary>
    public async ValueTask<Place> PlaceOfAsync(Key portfolio, CancellationToken cancel)
    {
        if (Find(portfolio) is { } known)
            return known;
        await using var command = home.CreateCommand($"{Columns} where portfolio = $1");
        command.Parameters.Add(new() { Value = portfolio.Value });
        await using var rows = await command.ExecuteReaderAsync(cancel);
        return await rows.ReadAsync(cancel) ? Keep(rows)
            : new(settings.NewPortfolios, IsMoving: false);
    }

    /// <summary>
    /// Enters portfolios that a database has, or is about to open. Who enters one first keeps it.
    /// </summary>
    /// <returns>Those that are in another one, with its name.</returns>
    public async Task<ImmutableSortedDictionary<Key, string>> ClaimAsync(
        string database, IReadOnlyCollection<Key> portfolios, CancellationToken cancel)
    {
        await using var batch = home.CreateBatch();
        var keys = portfolios.Select(p => p.Value).ToArray();
        batch.BatchCommands.Add(new("""
            insert into ledger.portfolio_database (portfolio, database)
            select key, $2 from unnest($1) as key on conflict do nothing
            """) { Parameters = { new() { Value = keys }, new() { Value = database } } });
        batch.BatchCommands.Add(new($"{Columns} where portfolio = any($1)")
        {
            Parameters = { new() { Value = keys } },
        });
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        var elsewhere = ImmutableSortedDictionary.CreateBuilder<Key, string>();
        while (await rows.ReadAsync(cancel))
        {
            var owner = Keep(rows).Database;
            if (owner != database)
                elsewhere[Key.Parse(rows.GetString(0))] = owner;
        }
        return elsewhere.ToImmutable();
    }

    /// <summary>Takes over what other nodes have entered or changed.</summary>
    public async Task RefreshAsync(CancellationToken cancel)
    {
        await using var command = home.CreateCommand($"{Columns} where changed_at > $1");
        command.Parameters.Add(new() { Value = _newest - Overlap });
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
        {
            Keep(rows);
            var changed = rows.GetFieldValue<DateTimeOffset>(3);
            if (changed > _newest)
                _newest = changed;
        }
    }

    private Place Keep(NpgsqlDataReader row) =>
        _known[Key.Parse(row.GetString(0))] = new(row.GetString(1), IsMoving: !row.IsDBNull(2));
}
