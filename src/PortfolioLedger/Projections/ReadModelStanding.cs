using System.Collections.Concurrent;
using Npgsql;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Journaling.Reading;

namespace PortfolioLedger.Projections;

/// <summary>How far the stored read models of a portfolio have come.</summary>
/// <param name="Position">Of the last event in them; 0 before the first.</param>
/// <param name="Last">The last position of the journal.</param>
/// <param name="WaitingSince">
/// When the first event was recorded that they lack; null when they lack none.
/// </param>
/// <param name="Trouble">Why they stand still; null while they follow.</param>
public sealed record StoredReadModels(
    long Position, long Last, DateTimeOffset? WaitingSince, string? Trouble)
{
    /// <summary>How many events they lack.</summary>
    public long Behind => Math.Max(Last - Position, 0);

    /// <summary>How old what they show is.</summary>
    public TimeSpan AgeAt(DateTimeOffset now) =>
        WaitingSince is { } since && now > since ? now - since : TimeSpan.Zero;
}

/// <summary>
/// Says how far the read models are. Every page asks, so an answer serves for a second.
/// </summary>
internal sealed class ReadModelStanding(NpgsqlDataSource source, TimeProvider clock)
{
    private static readonly TimeSpan Served = TimeSpan.FromSeconds(1);

    private const string Select = """
        select s.id, coalesce(r.position, 0), s.version, e.timestamp, p.error
        from ledger.mt_streams s cross join ledger.read_model_live l
        left join ledger.read_model r on r.projection_version = l.version and r.portfolio = s.id
        left join ledger.mt_events e
            on e.stream_id = s.id and e.version = coalesce(r.position, 0) + 1
        left join ledger.parked_portfolio p
            on p.projection_version = l.version and p.portfolio = s.id
        where ($1::text[] is null or s.id = any($1))
            and not exists (select from ledger.moved_portfolio m where m.portfolio = s.id)
        order by s.id collate "C"
        """;

    private readonly ConcurrentDictionary<Key, (long AskedAt, StoredReadModels? Known)> _known =
        new();

    /// <summary>Those of a portfolio; null where nobody can say it at the moment.</summary>
    public async ValueTask<StoredReadModels?> FindAsync(Key portfolio, CancellationToken cancel)
    {
        if (_known.TryGetValue(portfolio, out var asked)
            && clock.GetElapsedTime(asked.AskedAt) < Served)
            return asked.Known;
        var askedAt = clock.GetTimestamp();
        StoredReadModels? known = null;
        try
        {
            known = (await AllAsync([portfolio.Value], cancel))
                .Select(one => one.Models).FirstOrDefault();
        }
        catch (Exception fault) when (DatabaseFault.IsTransient(fault))
        {
            // A page shows what is in memory; only this cannot be said.
        }
        _known[portfolio] = (askedAt, known);
        return known;
    }

    /// <summary>Those of all portfolios, or of these, by key.</summary>
    public async Task<List<(Key Portfolio, StoredReadModels Models)>> AllAsync(
        string[]? among, CancellationToken cancel)
    {
        await using var command = source.CreateCommand(Select);
        command.Parameters.Add(new() { Value = (object?)among ?? DBNull.Value });
        var all = new List<(Key, StoredReadModels)>();
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
            if (Key.TryParse(rows.GetString(0), out var portfolio))
                all.Add((portfolio, new(rows.GetInt64(1), rows.GetInt64(2),
                    rows.IsDBNull(3) ? null : rows.GetFieldValue<DateTimeOffset>(3),
                    rows.IsDBNull(4) ? null : rows.GetString(4))));
        return all;
    }
}
