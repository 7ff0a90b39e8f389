using Npgsql;
using NpgsqlTypes;
using PortfolioLedger.Core;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Reports;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Journaling.Reading;

/// <summary>The newest entries of a journal that a filter lets through.</summary>
/// <param name="After">Those behind this position.</param>
/// <param name="UpTo">The last position.</param>
/// <param name="Limit">At most so many.</param>
public sealed record RecentEntries(long After, long UpTo, int Limit)
{
    /// <summary>Which entries.</summary>
    public EventFilter Filter { get; init; } = new();

    /// <summary>The statement that reads them, the newest first.</summary>
    internal const string Select = """
        select e.version, e.id, e.type, e.timestamp, e.correlation_id, e.causation_id, e.headers, e.data
        from ledger.mt_events e where e.stream_id = $1 and e.version > $2 and e.version <= $3
        and ($5::text[] is null or e.type = any($5))
        and ($6::text[] is null or e.headers -> 'actor' ->> 'department' = any($6))
        and ($7::text[] is null or exists (select 1 from ledger.journal_subject s
            where s.portfolio = e.stream_id and s.position = e.version and s.kind || '/' || s.key = any($7)))
        order by e.version desc limit $4
        """;

    /// <summary>Its parameters.</summary>
    internal NpgsqlParameter[] Parameters(Key portfolio) =>
        [
            new() { Value = portfolio.Value },
            new() { Value = After },
            new() { Value = UpTo },
            new() { Value = Limit, NpgsqlDbType = NpgsqlDbType.Integer },
            Texts(Types()),
            Texts(Filter.Departments),
            Texts(Filter.Subjects?.Select(s => s.ToString())),
        ];

    /// <summary>The kinds of entries, decisions among them when only those are asked for.</summary>
    private IEnumerable<string>? Types() => Filter.DecisionsOnly is true
        ? Catalogue.All.Where(k => k.Type.IsAssignableTo(typeof(IGrounded))).Select(k => k.Name)
            .Where(name => Filter.Types is not { } types || types.Contains(name))
        : Filter.Types;

    private static NpgsqlParameter Texts(IEnumerable<string>? texts) => new()
    {
        Value = texts is null ? DBNull.Value : texts.ToArray(),
        NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text,
    };
}
