using System.Collections.Immutable;
using Npgsql;
using NpgsqlTypes;
using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Journaling;

/// <summary>Which entries of a journal are read.</summary>
/// <param name="After">Those behind this position.</param>
/// <param name="UpTo">The last position.</param>
public sealed record JournalRange(long After, long UpTo)
{
    /// <summary>Only entries about this thing.</summary>
    public Subject? Subject { get; init; }

    /// <summary>Only entries of these kinds, by stored name.</summary>
    public ImmutableArray<string>? Types { get; init; }

    /// <summary>Only the entries at these positions.</summary>
    public ImmutableSortedSet<long>? Positions { get; init; }

    /// <summary>The range of entries at some positions; empty if there are none.</summary>
    public static JournalRange At(ImmutableSortedSet<long> positions) =>
        positions.IsEmpty ? new(0, 0) : new(positions.Min - 1, positions.Max) { Positions = positions };

    /// <summary>At most so many.</summary>
    public int Limit { get; init; } = int.MaxValue;

    /// <summary>The statement that reads a page of the range.</summary>
    internal string Select => $"""
        select e.version, e.id, e.type, e.timestamp, e.correlation_id, e.causation_id, e.headers, e.data
        from ledger.mt_events e {(Subject is null ? "" : About)}
        where e.stream_id = $1 and e.version > $2 and e.version <= $3
        and ($5::text[] is null or e.type = any($5)) {(Positions is null ? "" : AtThese)}
        order by e.version limit $4
        """;

    private const string About = """
        join ledger.journal_subject s on s.portfolio = e.stream_id and s.position = e.version
        and s.portfolio = $1 and s.kind = $6 and s.key = $7 and s.position > $2
        """;

    /// <summary>Behind the parameters of the subject, if there is one.</summary>
    private string AtThese => $"and e.version = any(${(Subject is null ? 6 : 8)})";

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
        if (Subject is { } subject)
            range.AddRange(
                [new() { Value = subject.KindName }, new() { Value = subject.Key.Value }]);
        if (Positions is { } positions)
            range.Add(new() { Value = positions.ToArray() });
        return [.. range];
    }
}
