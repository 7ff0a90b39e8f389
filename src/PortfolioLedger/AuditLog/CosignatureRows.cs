using System.Collections.Immutable;
using Npgsql;
using PortfolioLedger.Core.AuditLog;
using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.AuditLog;

/// <summary>How far a witness has cosigned a portfolio's log in its epoch.</summary>
/// <param name="Witness">By its vkey.</param>
/// <param name="Size">Of the newest checkpoint it cosigned; null before the first.</param>
/// <param name="At">The time that it states.</param>
internal sealed record WitnessStanding(string Witness, long? Size, DateTimeOffset? At);

/// <summary>What witnesses said, as stored.</summary>
internal static class CosignatureRows
{
    /// <summary>What was said of the newest checkpoint of a portfolio.</summary>
    public const string OfNewest = """
        select k.line from (select epoch, size from log.checkpoint where portfolio = $1
            order by epoch desc, size desc limit 1) n
        join log.cosignature k on k.portfolio = $1 and k.epoch = n.epoch and k.size = n.size
        order by k.kept_at, k.witness
        """;

    /// <summary>
    /// Takes the right to ask a witness until the end of the transaction; false when another node
    /// has it.
    /// </summary>
    public static Task<bool> TryLockAsync(
        NpgsqlConnection connection, string witness, CancellationToken cancel) =>
        LogRows.TryLockAsync(connection, $"log-asks:{witness}", cancel);

    /// <summary>Portfolios whose newest checkpoint a witness has not cosigned.</summary>
    public static async Task<ImmutableArray<Key>> DueAsync(
        NpgsqlDataSource source, string witness, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("""
            select s.id from ledger.mt_streams s
            cross join lateral (select c.epoch, c.size from log.checkpoint c
                where c.portfolio = s.id order by c.epoch desc, c.size desc limit 1) n
            where n.size > coalesce((select k.size from log.cosignature k
                where k.witness = $1 and k.portfolio = s.id and k.epoch = n.epoch
                order by k.size desc limit 1), 0)
            order by s.id
            """);
        command.Parameters.Add(new() { Value = witness });
        return await LogRows.PortfoliosAsync(command, cancel);
    }

    /// <summary>The size that a witness cosigned last in an epoch; 0 before the first.</summary>
    public static async Task<long> LastSizeAsync(
        NpgsqlConnection connection, Key portfolio, int epoch, string witness,
        CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("""
            select size from log.cosignature where witness = $1 and portfolio = $2 and epoch = $3
            order by size desc limit 1
            """, connection)
        {
            Parameters =
            {
                new() { Value = witness }, new() { Value = portfolio.Value },
                new() { Value = epoch },
            },
        };
        return await command.ExecuteScalarAsync(cancel) is long size ? size : 0;
    }

    /// <summary>Keeps a cosignature that was verified.</summary>
    public static async Task AddAsync(
        NpgsqlConnection connection, Key portfolio, SignedCheckpoint signed, string witness,
        WitnessAnswer.Cosigned said, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("""
            insert into log.cosignature (portfolio, epoch, size, witness, line, stated_at)
            values ($1, $2, $3, $4, $5, $6) on conflict do nothing
            """, connection)
        {
            Parameters =
            {
                new() { Value = portfolio.Value }, new() { Value = signed.Epoch },
                new() { Value = signed.Size }, new() { Value = witness },
                new() { Value = said.Signature.ToString() },
                new() { Value = said.At.UtcDateTime },
            },
        };
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>A checkpoint's note with the cosignatures there are.</summary>
    public static async Task<SignedNote> NoteAsync(
        NpgsqlConnection connection, Key portfolio, SignedCheckpoint signed,
        CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("""
            select line from log.cosignature where portfolio = $1 and epoch = $2 and size = $3
            order by kept_at, witness
            """, connection)
        {
            Parameters =
            {
                new() { Value = portfolio.Value }, new() { Value = signed.Epoch },
                new() { Value = signed.Size },
            },
        };
        await command.PrepareAsync(cancel);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        return await ReadAsync(rows, signed, cancel);
    }

    /// <summary>A checkpoint's note with the cosignatures that rows hold.</summary>
    public static async Task<SignedNote> ReadAsync(
        NpgsqlDataReader rows, SignedCheckpoint signed, CancellationToken cancel)
    {
        var note = signed.ToNote();
        while (await rows.ReadAsync(cancel))
            note = note with
            {
                Signatures = note.Signatures.Add(NoteSignature.Parse(rows.GetString(0))),
            };
        return note;
    }

    /// <summary>
    /// The size of the newest checkpoint of an epoch that so many of these witnesses cosigned; null
    /// if there is none.
    /// </summary>
    public static async Task<long?> NewestCosignedAsync(
        NpgsqlConnection connection, Key portfolio, int epoch, int count,
        IEnumerable<string> witnesses, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("""
            select size from log.cosignature
            where portfolio = $1 and epoch = $2 and witness = any($3)
            group by size having count(*) >= $4 order by size desc limit 1
            """, connection)
        {
            Parameters =
            {
                new() { Value = portfolio.Value }, new() { Value = epoch },
                new() { Value = witnesses.ToArray() }, new() { Value = count },
            },
        };
        return await command.ExecuteScalarAsync(cancel) as long?;
    }

    /// <summary>How far each of these witnesses is, in the order given.</summary>
    public static async Task<ImmutableArray<WitnessStanding>> StandingsAsync(
        NpgsqlDataSource source, Key portfolio, int epoch, IEnumerable<string> witnesses,
        CancellationToken cancel)
    {
        await using var command = source.CreateCommand("""
            select w.witness, k.size, k.stated_at
            from unnest($3) with ordinality as w (witness, n)
            left join lateral (select c.size, c.stated_at from log.cosignature c
                where c.witness = w.witness and c.portfolio = $1 and c.epoch = $2
                order by c.size desc limit 1) k on true
            order by w.n
            """);
        command.Parameters.Add(new() { Value = portfolio.Value });
        command.Parameters.Add(new() { Value = epoch });
        command.Parameters.Add(new() { Value = witnesses.ToArray() });
        var standings = ImmutableArray.CreateBuilder<WitnessStanding>();
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
            standings.Add(rows.IsDBNull(1) ? new(rows.GetString(0), null, null)
                : new(rows.GetString(0), rows.GetInt64(1),
                    rows.GetFieldValue<DateTimeOffset>(2)));
        return standings.DrainToImmutable();
    }
}
