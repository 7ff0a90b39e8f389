using System.Collections.Frozen;
using Npgsql;
using PortfolioLedger.Core;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Journaling.Reading;

namespace PortfolioLedger.Journaling.Writing;

/// <summary>
/// Writes the events of a batch as the event store would, column by column, with one statement for
/// all of them.
/// </summary>
internal static class EventRows
{
    private const string Open = """
        with stream as (
            insert into ledger.mt_streams (id, version, timestamp, tenant_id)
            values ($1, $2, now(), '*DEFAULT*') returning version)
        """;

    // Found by its place: by its key every version of the row that is not cleared away is passed.
    private const string Lengthen = """
        with stream as (
            update ledger.mt_streams set version = $2, timestamp = now()
            where ctid = $12 and id = $1 and version = $13 returning version)
        """;

    // A stream that is not where it was when it was locked does not move: no version, refused.
    private const string Insert = """

        insert into ledger.mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id,
            mt_dotnet_type, correlation_id, causation_id, headers, user_name, is_archived)
        select nextval('ledger.mt_events_sequence'), e.id, $1,
            (select version from stream) - cardinality($4) + e.number, e.data, e.type, $3, '*DEFAULT*',
            e.dotnet, e.correlation, e.causation, e.headers, e.actor, false
        from unnest($4, $5, $6, $7, $8, $9, $10, $11) with ordinality
            as e (id, data, type, dotnet, correlation, causation, headers, actor, number)
        order by e.number
        """;

    /// <summary>How the event store writes the .NET type of a fact, by stored name.</summary>
    public static readonly FrozenDictionary<string, string> DotnetTypes =
        Catalogue.All.ToFrozenDictionary(
            kind => kind.Name,
            kind => $"{kind.Type.FullName}, {kind.Type.Assembly.GetName().Name}"
        );

    /// <summary>Adds what appends to a locked stream, or opens it.</summary>
    public static void Add(
        NpgsqlBatch batch,
        Key portfolio,
        StreamLock stream,
        IReadOnlyList<DraftEntry> entries
    )
    {
        object[] rows =
        [
            portfolio.Value, stream.Version + entries.Count,
            // One instant for all: the database's clock under the lock.
            entries[0].Entry.RecordedAt,
            Column(entries, e => e.Entry.Id),
            new JsonColumn(Column(entries, e => e.Data)),
            Column(entries, e => e.Recorded.Type),
            Column(entries, e => DotnetTypes[e.Recorded.Type]),
            Column(entries, e => e.Entry.CorrelationId),
            Column(entries, e => e.Entry.CausationId),
            new JsonColumn(Column(entries, e => EventHeaders.Write(e.Entry))),
            Column(entries, e => e.Entry.Actor.Id),
        ];
        if (stream.Row is { } row)
            batch.Add(Lengthen + Insert, [.. rows, row, stream.Version]);
        else
            batch.Add(Open + Insert, rows);
    }

    private static T[] Column<T>(IReadOnlyList<DraftEntry> entries, Func<DraftEntry, T> value)
    {
        var column = new T[entries.Count];
        for (var i = 0; i < column.Length; i++)
            column[i] = value(entries[i]);
        return column;
    }
}
