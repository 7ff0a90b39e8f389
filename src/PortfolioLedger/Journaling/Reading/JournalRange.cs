using System.Collections.Immutable;
using Npgsql;
using NpgsqlTypes;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Journaling.Reading;

/// <summary>Which entries of a journal are read.</summary>
/// <param name="After">Those behind this position.</param>
/// <param name="UpTo">The last position.</param>
public sealed record JournalRange(long After, long UpTo)
{
    /// <summary>Only entries about one of these things, which are of one kind.</summary>
    public ImmutableArray<Subject>? About { get; init; }

    /// <summary>Only entries of these kinds, by stored name.</summary>
    public ImmutableArray<string>? Types { get; init; }

    /// <summary>Only the entries at these positions.</summary>
    public ImmutableSortedSet<long>? Positions { get; init; }

    /// <summary>The range of entries at some positions; empty if there are none.</summary>
    public static JournalRange At(ImmutableSortedSet<long> positions) =>
        positions.IsEmpty
            ? new(0, 0)
            : new(positions.Min - 1, positions.Max) { Positions = positions };

    /// <summary>At most so many.</summary>
    public int Limit { get; init; } = int.MaxValue;

    /// <summary>The statement that reads a page of the range.</summary>
    internal string Select =>
        $"""
            select e.version, e.id, e.type, e.timestamp, e.correlation_id, e.causation_id, e.headers, e.data
            from ledger.mt_events e {Joined}
            where e.stream_id = $1 and e.version > $2 and e.version <= $3
            and ($5::text[] is null or e.type = any($5)) {(Positions is null ? "" : AtThese)}
            order by e.version limit $4
            """;

    private string Joined => About switch
    {
        null => "",
        [_] => OfOne,
        _ => OfSeveral,
    };

    private const string OfOne = """
        join ledger.journal_subject s on s.portfolio = e.stream_id and s.position = e.version
        and s.portfolio = $1 and s.kind = $6 and s.key = $7 and s.position > $2
        """;

    /// <summary>An entry about two of the things, like a merger, is read once.</summary>
    private const string OfSeveral = """
        join (select distinct portfolio, position from ledger.journal_subject
            where portfolio = $1 and kind = $6 and key = any($7) and position > $2 and position <= $3) s
        on s.portfolio = e.stream_id and s.position = e.version
        """;

    /// <summary>Behind the parameters of the subject, if there is one.</summary>
    private string AtThese => $"and e.version = any(${(About is null ? 6 : 8)})";

    /// <summary>Its parameters, for the page behind a position.</summary>
    internal NpgsqlParameter[] Parameters(Key portfolio, long after, int limit)
    {
        List<NpgsqlParameter> range =
        [
            new() { Value = portfolio.Value }, new() { Value = after }, new() { Value = UpTo },
            new() { Value = limit, NpgsqlDbType = NpgsqlDbType.Integer },
            new()
            {
                Value = Types is { } types ? types.ToArray() : DBNull.Value,
                NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text,
            },
        ];
        if (About is { } things)
            range.AddRange([new() { Value = things[0].KindName }, new() { Value = Keys(things) }]);
        if (Positions is { } positions)
            range.Add(new() { Value = positions.ToArray() });
        return [.. range];
    }

    /// <summary>A single key as it is: so the index gives its entries in their order.</summary>
    private static object Keys(ImmutableArray<Subject> things) => things.Length == 1
        ? things[0].Key.Value : things.Select(t => t.Key.Value).ToArray();
}
