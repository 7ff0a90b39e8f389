using Npgsql;
using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Imports.Reversals;

/// <summary>An import as the journal holds it, whoever ran it.</summary>
/// <param name="Id">Of the import.</param>
/// <param name="First">The position of its first event.</param>
/// <param name="Last">The position of its last.</param>
/// <param name="Mapping">The name of the mapping that read it.</param>
/// <param name="File">What names the file: <c>sha256:…</c>.</param>
/// <param name="Source">Who published it; null when an earlier import of the file says it.</param>
/// <param name="Rows">How many rows the file has; null likewise.</param>
/// <param name="RecordedAt">When its first event was recorded.</param>
/// <param name="EndedAt">When its last event was.</param>
internal sealed record ImportRun(
    Guid Id, long First, long Last, string Mapping, string File, string? Source, int? Rows,
    DateTimeOffset RecordedAt, DateTimeOffset EndedAt);

/// <summary>
/// The imports of a portfolio, from its journal. While one runs nobody else writes, so its events
/// follow one another; what binds them is their correlation and that a source claims them.
/// </summary>
internal sealed class ImportRuns(NpgsqlDataSource source)
{
    private const string Actor = "import:";

    // Right after an import the server's statistics do not know of its events: taken for few, the
    // runs would be found anew for each of them.
    private const string Runs = """
        with marked as (
            select version, timestamp, correlation_id, user_name,
                version - row_number() over (partition by correlation_id order by version) as island
            from ledger.mt_events
            where stream_id = $1 and correlation_id like 'sha256:%' and user_name like 'import:%'
                and headers ? 'reportedAt'),
        runs as materialized (
            select correlation_id, min(user_name) as actor, min(version) as first,
                max(version) as last, min(timestamp) as recorded_at, max(timestamp) as ended_at
            from marked group by correlation_id, island)
        select e.id, r.first, r.last, r.actor, r.correlation_id, h.data ->> 'source',
            (h.data ->> 'rows')::int, r.recorded_at, r.ended_at
        from runs r join ledger.mt_events e on e.stream_id = $1 and e.version = r.first
        left join ledger.mt_events h on h.stream_id = $1 and h.type = 'history-imported'
            and h.version between r.first and least(r.first + 1, r.last)
        order by r.first desc
        """;

    /// <summary>All of them, the newest first.</summary>
    public async Task<List<ImportRun>> ListAsync(Key portfolio, CancellationToken cancel)
    {
        await using var command = source.CreateCommand(Runs);
        command.Parameters.Add(new() { Value = portfolio.Value });
        var runs = new List<ImportRun>();
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
        {
            var correlation = rows.GetString(4);
            runs.Add(new(
                ImportId.Of(correlation) ?? rows.GetGuid(0), rows.GetInt64(1), rows.GetInt64(2),
                rows.GetString(3)[Actor.Length..], ImportId.FileOf(correlation),
                rows.IsDBNull(5) ? null : rows.GetString(5),
                rows.IsDBNull(6) ? null : rows.GetInt32(6),
                rows.GetFieldValue<DateTimeOffset>(7), rows.GetFieldValue<DateTimeOffset>(8)));
        }
        return runs;
    }
}
