using System.Collections.Frozen;
using Npgsql;
using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Journaling;

/// <summary>
/// Writes the events of a batch as the event store would, column by column, with one statement for
/// all of them.
/// </summary>
internal static class EventRows
{
    private const string Open = """
        insert into ledger.mt_streams (id, version, timestamp, tenant_id)
        select $1, $3, now(), '*DEFAULT*' where $2 = 0
        """;

    private const string Lengthen =
        "update ledger.mt_streams set version = $3, timestamp = now() where id = $1 and version = $2";

    // A stream that did not move from where it was locked has no such row: no version, refused.
    private const string Insert = """
        insert into ledger.mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id,
            mt_dotnet_type, correlation_id, causation_id, headers, user_name, is_archived)
        select nextval('ledger.mt_events_sequence'), e.id, $1,
            (select $2 from ledger.mt_streams where id = $1 and version = $3) + e.number,
            e.data, e.type, $4, '*DEFAULT*', e.dotnet, e.correlation, e.causation, e.headers, e.actor, false
        from unnest($5, $6, $7, $8, $9, $10, $11, $12) with ordinality
            as e (id, data, type, dotnet, correlation, causation, headers, actor, number)
        order by e.number
        """;

    /// <summary>How the event store writes the .NET type of a fact, by stored name.</summary>
    public static readonly FrozenDictionary<string, string> DotnetTypes = Catalogue.All.ToFrozenDictionary(
        kind => kind.Name, kind => $"{kind.Type.FullName}, {kind.Type.Assembly.GetName().Name}");

    /// <summary>Adds what appends to a stream that is locked at a version; 0 opens it.</summary>
    public static void Add(NpgsqlBatch batch, Key portfolio, long version, IReadOnlyList<DraftEntry> entries)
    {
        var (stream, longer) = (portfolio.Value, version + entries.Count);
        batch.Add(version == 0 ? Open : Lengthen, stream, version, longer);
        // One instant for all: the database's clock under the lock.
        batch.Add(Insert, stream, version, longer, entries[0].Entry.RecordedAt,
            Column(entries, e => e.Entry.Id),
            new JsonColumn(Column(entries, e => e.Data)),
            Column(entries, e => e.Recorded.Type),
            Column(entries, e => DotnetTypes[e.Recorded.Type]),
            Column(entries, e => e.Entry.CorrelationId),
            Column(entries, e => e.Entry.CausationId),
            new JsonColumn(Column(entries, e => EventHeaders.Write(e.Entry))),
            Column(entries, e => e.Entry.Actor.Id));
    }

    private static T[] Column<T>(IReadOnlyList<DraftEntry> entries, Func<DraftEntry, T> value)
    {
        var column = new T[entries.Count];
        for (var i = 0; i < column.Length; i++)
            column[i] = value(entries[i]);
        return column;
    }
}
