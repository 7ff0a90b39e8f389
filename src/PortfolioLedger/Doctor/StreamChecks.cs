using Npgsql;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Doctor;

/// <summary>A stream of the journal, as its rows add up.</summary>
internal sealed record StreamRows(
    string Id, long? Version, long Events, long First, long Last, long Falls, long WrongReceipts)
{
    /// <summary>What its rows say about each other.</summary>
    public IEnumerable<Finding> Findings()
    {
        var dense = Version == Last && Events == Last && (Events == 0 || First == 1);
        yield return new("positions", Id,
            dense && Key.TryParse(Id, out _) ? CheckStatus.Ok : CheckStatus.Violated, dense
                ? $"1 to {Last}, dense, the stream's version is the last"
                : $"{Events} events from {First} to {Last}, the stream's version is "
                    + (
                        Version?.ToString(System.Globalization.CultureInfo.InvariantCulture)
                        ?? "missing"
                    )
        );
        yield return new(
            "recorded-times",
            Id,
            Falls == 0 ? CheckStatus.Ok : CheckStatus.Violated,
            Falls == 0 ? "never fall" : $"fall {Falls} times"
        );
        yield return new(
            "receipts",
            Id,
            WrongReceipts == 0 ? CheckStatus.Ok : CheckStatus.Violated,
            WrongReceipts == 0
                ? "all lead to events of their callers"
                : $"{WrongReceipts} lead to events that are not there or not their caller's"
        );
    }
}

/// <summary>Reads how the rows of all streams add up, in one snapshot.</summary>
internal static class StreamChecks
{
    private const string Sql = """
        with events as (
            select stream_id, count(*) as events, min(version) as first, max(version) as last,
                count(*) filter (where timestamp < earlier) as falls
            from (select stream_id, version, timestamp,
                lag(timestamp) over (partition by stream_id order by version) as earlier
                from ledger.mt_events) e
            group by stream_id),
        receipts as (
            select r.portfolio, count(*) as wrong from ledger.journal_receipt r
            cross join lateral (select coalesce(sum(c), 0) as n from unnest(r.commands) c) k
            where k.n < 1 or k.n <> (select count(*) from ledger.mt_events e
                where e.stream_id = r.portfolio and e.version >= r.position
                and e.version < r.position + k.n and e.user_name = r.caller)
            group by r.portfolio)
        select id, s.version, coalesce(e.events, 0), coalesce(e.first, 0), coalesce(e.last, 0),
            coalesce(e.falls, 0), coalesce(r.wrong, 0)
        from (select id from ledger.mt_streams union select stream_id from events
            union select portfolio from receipts) ids
        left join ledger.mt_streams s using (id)
        left join events e on e.stream_id = id left join receipts r on r.portfolio = id
        order by id collate "C"
        """;

    public static async Task<List<StreamRows>> ReadAsync(
        NpgsqlConnection connection, CancellationToken cancel)
    {
        // A long journal takes its time.
        await using var command = new NpgsqlCommand(Sql, connection) { CommandTimeout = 0 };
        var streams = new List<StreamRows>();
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
            streams.Add(new(rows.GetString(0), rows.IsDBNull(1) ? null : rows.GetInt64(1),
                rows.GetInt64(2), rows.GetInt64(3), rows.GetInt64(4), rows.GetInt64(5),
                rows.GetInt64(6)));
        return streams;
    }
}
