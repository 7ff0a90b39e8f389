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

    /// <summary>At most so many.</summary>
    public int Limit { get; init; } = int.MaxValue;

    /// <summary>The statement that reads a page of the range.</summary>
    internal string Select => $"""
        select e.version, e.id, e.type, e.timestamp, e.correlation_id, e.causation_id, e.headers, e.data
        from ledger.mt_events e {(Subject is null ? "" : About)}
        where e.stream_id = $1 and e.version > $2 and e.version <= $3
        and ($5::text[] is null or e.type = any($5)) order by e.version limit $4
        """;

    private const string About = """
        join ledger.journal_subject s on s.portfolio = e.stream_id and s.position = e.version
        and s.portfolio = $1 and s.kind = $6 and s.key = $7 and s.position > $2
        """;

    /// <summary>Its parameters, for the page behind a position.</summary>
    internal NpgsqlParameter[] Parameters(Key portfolio, long after, int limit)
    {
        NpgsqlParameter[] range =
        [
            new() { Value = portfolio.Value }, new() { Value = after }, new() { Value = UpTo },
            new() { Value = limit, NpgsqlDbType = NpgsqlDbType.Integer },
            new()
            {
                Value = Types is { } types ? types.ToArray() : DBNull.Value,
                NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text,
            },
        ];
        return Subject is not { } subject ? range
            : [.. range, new() { Value = subject.KindName }, new() { Value = subject.Key.Value }];
    }
}
