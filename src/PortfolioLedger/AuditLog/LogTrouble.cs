using System.Collections.Immutable;
using Npgsql;
using NpgsqlTypes;
using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.AuditLog;

/// <summary>What kind of trouble there is with a witness, or with time stamps.</summary>
internal static class TroubleKind
{
    /// <summary>No answer in time, or none for now.</summary>
    public const string Unreachable = "unreachable";

    /// <summary>The request is not taken.</summary>
    public const string Refused = "refused";

    /// <summary>What was answered does not hold what it should, or is forged.</summary>
    public const string Invalid = "invalid";

    /// <summary>The witness has seen another history than the one that is here.</summary>
    public const string Contradicts = "contradicts";
}

/// <summary>That something went wrong, to be kept.</summary>
/// <param name="Source">A witness's vkey, or <see cref="TimeStamps"/>.</param>
/// <param name="Portfolio">Null where it is not about one of them.</param>
/// <param name="Kind">One of <see cref="TroubleKind"/>.</param>
/// <param name="Detail">The same for people, in one sentence.</param>
/// <param name="Since">When it was noticed; set when it is read.</param>
internal sealed record LogTrouble(
    string Source, Key? Portfolio, string Kind, string Detail, DateTimeOffset Since = default)
{
    /// <summary>The source of trouble with time stamps.</summary>
    public const string TimeStamps = "time-stamps";

    // Whatever was kept of the source later shows that it is over.
    private const string LastKept = """
        coalesce(case
            when t.source = 'time-stamps' then (select max(s.kept_at) from log.time_stamp s)
            when t.portfolio is null then (select max(c.kept_at) from log.cosignature c
                where c.witness = t.source)
            else (select c.kept_at from log.cosignature c
                where c.witness = t.source and c.portfolio = t.portfolio
                order by c.epoch desc, c.size desc limit 1) end, '-infinity')
        """;

    /// <summary>Keeps it unless the same is kept and lasts; whether it is news.</summary>
    public async Task<bool> KeepAsync(
        NpgsqlDataSource source, int? epoch, CancellationToken cancel)
    {
        await using var command = source.CreateCommand($"""
            insert into log.trouble (source, portfolio, epoch, kind, detail)
            select $1, $2, $3, $4, $5 where not exists (
                select 1 from (
                    select * from log.trouble where source = $1
                        and portfolio is not distinct from $2 order by id desc limit 1) t
                where t.kind = $4 and t.epoch is not distinct from $3
                    and (t.detail = $5 or t.kind = 'contradicts') and t.found_at > {LastKept})
            """);
        command.Parameters.Add(new() { Value = Source });
        command.Parameters.Add(new()
        {
            Value = (object?)Portfolio?.Value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text,
        });
        command.Parameters.Add(new()
        {
            Value = (object?)epoch ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer,
        });
        command.Parameters.Add(new() { Value = Kind });
        command.Parameters.Add(new() { Value = Detail });
        return await command.ExecuteNonQueryAsync(cancel) > 0;
    }

    /// <summary>
    /// What lasts: of some sources, for everything or for one portfolio as far as it is concerned.
    /// What was found in an epoch that is over is over.
    /// </summary>
    public static async Task<ImmutableArray<LogTrouble>> LastingAsync(
        NpgsqlDataSource source, IEnumerable<string> sources, Key? portfolio,
        CancellationToken cancel)
    {
        await using var command = source.CreateCommand($"""
            with t as (
                select distinct on (source, portfolio) * from log.trouble
                where source = any($1) order by source, portfolio, id desc)
            select t.source, t.portfolio, t.kind, t.detail, t.found_at from t
            where ($2 is null or t.portfolio is null or t.portfolio = $2)
                and t.found_at > {LastKept}
                and (t.portfolio is null or t.epoch >= coalesce((
                    select (e.headers->>'epoch')::int from ledger.mt_streams s
                    join ledger.mt_events e on e.stream_id = s.id and e.version = s.version
                    where s.id = t.portfolio), 1))
            order by t.source, t.portfolio nulls first
            """);
        command.Parameters.Add(new() { Value = sources.ToArray() });
        command.Parameters.Add(new()
        {
            Value = (object?)portfolio?.Value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text,
        });
        var lasting = ImmutableArray.CreateBuilder<LogTrouble>();
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
            lasting.Add(new(rows.GetString(0),
                !rows.IsDBNull(1) && Key.TryParse(rows.GetString(1), out var key) ? key : null,
                rows.GetString(2), rows.GetString(3), rows.GetFieldValue<DateTimeOffset>(4)));
        return lasting.DrainToImmutable();
    }
}
