using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Npgsql;
using NpgsqlTypes;
using PortfolioLedger.Core;
using PortfolioLedger.Core.AuditLog;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Journaling.Reading;

/// <summary>One row of the journal as it is stored.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Type">Stored name of the fact.</param>
/// <param name="Data">Stored JSON of the fact.</param>
public readonly record struct StoredEntry(Entry Entry, string Type, byte[] Data)
{
    /// <summary>The leaf of the audit log, from the stored JSON itself.</summary>
    public LeafEnvelope Envelope(Key portfolio) => JournalEnvelope.From(portfolio, Entry, Type);
}

/// <summary>What the leaf of an entry says beside its data.</summary>
public static class JournalEnvelope
{
    /// <summary>The envelope of an entry.</summary>
    public static LeafEnvelope From(Key portfolio, Entry e, string type) =>
        new(
            portfolio.Value,
            e.Epoch,
            e.Position,
            e.Id,
            type,
            e.SchemaVersion,
            e.RecordedAt,
            e.ReportedAt,
            e.EffectiveOn,
            e.Actor.Id,
            Enumeration<Role>.NameOf(e.Actor.Role),
            e.Actor.Department,
            e.OnBehalfOf,
            e.CorrelationId,
            e.CausationId
        );
}

/// <summary>Reads the journal in the order of positions, page by page.</summary>
public sealed class JournalReader(NpgsqlDataSource source)
{
    /// <summary>So many entries are read at once.</summary>
    internal const int PageSize = 10_000;

    /// <summary>Pages read ahead are small: what is worked on soon is collected cheaply.</summary>
    private const int AheadSize = 2_000;

    private const string Select = """
        select version, id, type, timestamp, correlation_id, causation_id, headers, data
        from ledger.mt_events where stream_id = $1 and version > $2 and version <= $3
        order by version limit $4
        """;

    private const string SelectShort = """
        select e.version, e.id, e.type, e.timestamp, e.correlation_id, e.causation_id, e.headers,
            e.data, r.number
        from unnest($1, $2, $3) with ordinality as r (portfolio, after, up_to, number)
        join ledger.mt_events e
            on e.stream_id = r.portfolio and e.version > r.after and e.version <= r.up_to
        order by r.number, e.version
        """;

    /// <summary>Entries after one position, up to and including another.</summary>
    public async IAsyncEnumerable<StoredEntry> ReadAsync(
        Key portfolio, long after, long upTo, [EnumeratorCancellation] CancellationToken cancel)
    {
        while (after < upTo)
        {
            List<StoredEntry> page;
            await using (var connection = await source.OpenConnectionAsync(cancel))
                page = await PageAsync(connection, portfolio, after, upTo, PageSize, cancel);
            foreach (var entry in page)
                yield return entry;
            if (page.Count < PageSize)
                yield break;
            after = page[^1].Entry.Position;
        }
    }

    /// <summary>
    /// Short ranges of many portfolios, in one question. A portfolio of which an entry is missing
    /// or cannot be read is left out: who reads that alone is told what is wrong.
    /// </summary>
    internal async Task<Dictionary<Key, List<StoredEntry>>> ReadShortAsync(
        IReadOnlyList<(Key Portfolio, long After, long UpTo)> ranges, CancellationToken cancel)
    {
        await using var command = source.CreateCommand(SelectShort);
        command.Parameters.Add(new() { Value = ranges.Select(r => r.Portfolio.Value).ToArray() });
        command.Parameters.Add(new() { Value = ranges.Select(r => r.After).ToArray() });
        command.Parameters.Add(new() { Value = ranges.Select(r => r.UpTo).ToArray() });
        var read = ranges.ToDictionary(r => r.Portfolio, _ => new List<StoredEntry>());
        var headers = new RepeatedHeaders();
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
        {
            var (portfolio, after, _) = ranges[(int)rows.GetInt64(8) - 1];
            if (!read.TryGetValue(portfolio, out var entries))
                continue;
            if (rows.GetInt64(0) == after + entries.Count + 1
                && TryRead(portfolio, rows, headers) is { } entry)
                entries.Add(entry);
            else
                read.Remove(portfolio);
        }
        foreach (var (portfolio, after, upTo) in ranges)
            if (read.TryGetValue(portfolio, out var entries) && entries.Count < upTo - after)
                read.Remove(portfolio);
        return read;
    }

    private static StoredEntry? TryRead(
        Key portfolio, NpgsqlDataReader row, RepeatedHeaders repeated)
    {
        try
        {
            return Read(portfolio, row, repeated);
        }
        catch (Exception damaged)
            when (damaged is UnreadableJournalException or UnknownFactException)
        {
            return null;
        }
    }

    /// <summary>
    /// The same in whole pages, some of them read and parsed ahead on connections of their own
    /// while the one before is worked on. A missing position is an <see
    /// cref="UnreadableJournalException"/>.
    /// </summary>
    public IAsyncEnumerable<List<StoredEntry>> ReadAheadAsync(
        Key portfolio, long after, long upTo, CancellationToken cancel)
    {
        return ReadAhead.InOrderAsync(Pages());

        IEnumerable<Task<List<StoredEntry>>> Pages()
        {
            for (var from = after; from < upTo; from += AheadSize)
            {
                var (first, to) = (from, Math.Min(from + AheadSize, upTo));
                yield return Task.Run(() => WholePageAsync(portfolio, first, to, cancel), cancel);
            }
        }
    }

    private async Task<List<StoredEntry>> WholePageAsync(
        Key portfolio, long after, long upTo, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        var page = await PageAsync(connection, portfolio, after, upTo, AheadSize, cancel);
        return page.Count == upTo - after ? page
            : throw UnreadableJournalException.Missing(portfolio, after + page.Count + 1);
    }

    /// <summary>
    /// Entries of a range that are about a thing or of some kinds, in the order of positions.
    /// </summary>
    public async IAsyncEnumerable<StoredEntry> ReadAsync(
        Key portfolio, JournalRange range, [EnumeratorCancellation] CancellationToken cancel)
    {
        var (after, left) = (range.After, range.Limit);
        while (after < range.UpTo && left > 0)
        {
            var size = Math.Min(left, PageSize);
            var page = new List<StoredEntry>();
            var headers = new RepeatedHeaders();
            await using (var command = source.CreateCommand(range.Select))
            {
                command.Parameters.AddRange(range.Parameters(portfolio, after, size));
                await using var rows = await command.ExecuteReaderAsync(cancel);
                while (await rows.ReadAsync(cancel))
                    page.Add(Read(portfolio, rows, headers));
            }
            foreach (var entry in page)
                yield return entry;
            if (page.Count < size)
                yield break;
            (after, left) = (page[^1].Entry.Position, left - page.Count);
        }
    }

    /// <summary>The newest entries of a range, the newest first.</summary>
    public async Task<List<StoredEntry>> NewestAsync(
        Key portfolio,
        RecentEntries range,
        CancellationToken cancel
    )
    {
        await using var command = source.CreateCommand(RecentEntries.Select);
        command.Parameters.AddRange(range.Parameters(portfolio));
        var newest = new List<StoredEntry>();
        var headers = new RepeatedHeaders();
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
            newest.Add(Read(portfolio, rows, headers));
        return newest;
    }

    /// <summary>
    /// One page, within the transaction of the connection if it has one. A missing position is an
    /// <see cref="UnreadableJournalException"/>.
    /// </summary>
    public static async Task<List<StoredEntry>> PageAsync(
        NpgsqlConnection connection,
        Key portfolio,
        long after,
        long upTo,
        int limit,
        CancellationToken cancel
    )
    {
        await using var command = new NpgsqlCommand(Select, connection)
        {
            Parameters =
            {
                new() { Value = portfolio.Value },
                new() { Value = after },
                new() { Value = upTo },
                new() { Value = limit, NpgsqlDbType = NpgsqlDbType.Integer },
            },
        };
        var page = new List<StoredEntry>();
        var headers = new RepeatedHeaders();
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
        {
            if (rows.GetInt64(0) != after + page.Count + 1)
                throw UnreadableJournalException.Missing(portfolio, after + page.Count + 1);
            page.Add(Read(portfolio, rows, headers));
        }
        return page;
    }

    /// <summary>The last position in the database; 0 when there is no such portfolio.</summary>
    public async Task<long> LastPositionAsync(Key portfolio, CancellationToken cancel)
    {
        await using var command = source.CreateCommand(
            "select version from ledger.mt_streams where id = $1");
        command.Parameters.Add(new() { Value = portfolio.Value });
        return await command.ExecuteScalarAsync(cancel) as long? ?? 0;
    }

    /// <summary>
    /// What books need of the entries after one position, up to another or as far as there are
    /// some. A position missing in between is an <see cref="UnreadableJournalException"/>.
    /// </summary>
    internal async Task<List<Posting>> PostingsAsync(
        Key portfolio,
        long after,
        long upTo,
        CancellationToken cancel
    )
    {
        await using var command = source.CreateCommand("""
            select version, type, timestamp, headers, data
            from ledger.mt_events where stream_id = $1 and version > $2 and version <= $3 order by version
            """);
        command.Parameters.AddRange(new NpgsqlParameter[]
        {
            new() { Value = portfolio.Value }, new() { Value = after }, new() { Value = upTo },
        });
        var postings = new List<Posting>();
        var headers = new RepeatedHeaders();
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
        {
            if (rows.GetInt64(0) != after + postings.Count + 1)
                throw UnreadableJournalException.Missing(portfolio, after + postings.Count + 1);
            postings.Add(Undamaged(portfolio, rows, headers, Posting));
        }
        return postings;
    }

    private static Posting Posting(NpgsqlDataReader row, RepeatedHeaders repeated)
    {
        var headers = repeated.Read(row.GetFieldValue<byte[]>(3));
        return new(
            row.GetInt64(0),
            row.GetFieldValue<DateTimeOffset>(2),
            headers.ReportedAt,
            headers.EffectiveOn,
            headers.Actor,
            Catalogue.Read(row.GetString(1), headers.SchemaVersion, row.GetFieldValue<byte[]>(4))
        )
        {
            OnBehalfOf = headers.OnBehalfOf,
        };
    }

    private static StoredEntry Read(
        Key portfolio,
        NpgsqlDataReader row,
        RepeatedHeaders repeated
    ) => Undamaged(portfolio, row, repeated, Read);

    private static T Undamaged<T>(
        Key portfolio,
        NpgsqlDataReader row,
        RepeatedHeaders repeated,
        Func<NpgsqlDataReader, RepeatedHeaders, T> read
    )
    {
        try
        {
            return read(row, repeated);
        }
        catch (Exception damaged)
            when (damaged
                    is JsonException
                        or FormatException
                        or ArgumentException
                        or InvalidCastException
            )
        {
            throw UnreadableJournalException.Damaged(portfolio, row.GetInt64(0), damaged);
        }
    }

    private static StoredEntry Read(NpgsqlDataReader row, RepeatedHeaders repeated)
    {
        var type = row.GetString(2);
        // The name of a kind is kept once, however many entries carry it.
        type = Catalogue.Find(type)?.Name ?? type;
        var data = row.GetFieldValue<byte[]>(7);
        var headers = repeated.Read(row.GetFieldValue<byte[]>(6));
        return new(
            new Entry(
                row.GetInt64(0),
                row.GetGuid(1),
                row.GetFieldValue<DateTimeOffset>(3),
                headers.ReportedAt,
                headers.EffectiveOn,
                headers.Actor,
                headers.OnBehalfOf,
                Text(row, 4),
                Text(row, 5),
                headers.SchemaVersion,
                Catalogue.Read(type, headers.SchemaVersion, data)
            )
            {
                Epoch = headers.Epoch ?? 1,
            },
            type,
            data
        );
    }

    private static string? Text(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetString(column);
}

/// <summary>
/// Headers of entries in a row: mostly those of the entry before, which are then not read again.
/// </summary>
internal sealed class RepeatedHeaders
{
    private byte[] _json = [];
    private EventHeaders? _headers;

    /// <summary>Reads stored headers.</summary>
    public EventHeaders Read(byte[] json)
    {
        if (_headers is null || !json.AsSpan().SequenceEqual(_json))
            (_json, _headers) = (json, EventHeaders.Read(json));
        return _headers;
    }
}

/// <summary>What an event carries beside its data, in the headers of the event store.</summary>
public sealed record EventHeaders(
    Actor Actor,
    string? OnBehalfOf,
    DateTimeOffset? ReportedAt,
    DateOnly EffectiveOn,
    int SchemaVersion
)
{
    /// <summary>Of the audit log; left out while it is the first.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Epoch { get; init; }

    /// <summary>Reads stored headers.</summary>
    public static EventHeaders Read(byte[] json) =>
        JsonSerializer.Deserialize<EventHeaders>(json, LedgerJson.Stored)
        ?? throw new JsonException("the headers of an event are null");

    /// <summary>The headers of an entry as they are stored.</summary>
    public static byte[] Write(Entry entry) =>
        JsonSerializer.SerializeToUtf8Bytes(
            new EventHeaders(
                entry.Actor,
                entry.OnBehalfOf,
                entry.ReportedAt,
                entry.EffectiveOn,
                entry.SchemaVersion
            )
            {
                Epoch = entry.Epoch == 1 ? null : entry.Epoch,
            },
            LedgerJson.Stored
        );
}
