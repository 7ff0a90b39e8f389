using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Npgsql;
using PortfolioLedger.Core.AuditLog;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Http.OpenApi;
using PortfolioLedger.Journaling.Reading;

namespace PortfolioLedger.Journaling.Writing;

/// <summary>
/// Submissions of a batch that were accepted before: by idempotency key, or as an imported row.
/// Only accepted ones are remembered; a refused one wrote nothing and is decided anew.
/// </summary>
internal sealed class EarlierReceipts
{
    private readonly Dictionary<
        (string Caller, string Path, string Key),
        (byte[] Hmac, Answer.Receipt Receipt)
    > _receipts = [];
    private readonly HashSet<(string Source, string ExternalId, DateTimeOffset ReportedAt)> _rows =
    [];
    private readonly Dictionary<Submission, byte[]> _hashes = new(
        ReferenceEqualityComparer.Instance
    );

    /// <summary>
    /// Looks all of a batch up at once; nothing is asked when nothing can be found.
    /// </summary>
    public static async Task<EarlierReceipts> FindAsync(
        NpgsqlConnection connection,
        Key portfolio,
        IReadOnlyList<PendingSubmission> pending,
        ReceiptSecret secret
    )
    {
        var earlier = new EarlierReceipts();
        var keyed = pending
            .Select(p => p.Submission)
            .Where(s => s.Idempotency is not null)
            .ToArray();
        if (keyed.Length > 0)
            await earlier.FindReceiptsAsync(
                connection,
                portfolio,
                keyed,
                await secret.ValueAsync(connection)
            );
        var claims = pending.Select(p => p.Submission.Claim).OfType<Claim>().ToArray();
        if (claims.Length > 0)
            await earlier.FindRowsAsync(connection, portfolio, claims);
        return earlier;
    }

    /// <summary>
    /// The answer a submission got before, in the database or earlier in this batch.
    /// </summary>
    public Answer? Find(Submission submission, IEnumerable<AcceptedSubmission> inThisBatch)
    {
        if (
            submission.Claim is { } claim
            && (
                _rows.Contains((claim.Source, claim.ExternalId, claim.ReportedAt))
                || inThisBatch.Any(a => a.Submission.Claim == claim)
            )
        )
            return new Answer.AlreadyImported();
        if (submission.Idempotency is null)
            return null;
        var (hash, key) = (HashOf(submission)!, KeyOf(submission));
        if (_receipts.TryGetValue(key, out var stored))
            return Same(stored.Hmac, hash) ? stored.Receipt : new Answer.KeyReused();
        return
            inThisBatch.FirstOrDefault(a => a.BodyHmac is not null && KeyOf(a.Submission) == key)
                is { } twin
            ? Same(twin.BodyHmac!, hash)
                ? twin.Receipt
                : new Answer.KeyReused()
            : null;
    }

    /// <summary>The keyed hash of a repeatable submission's body; null for others.</summary>
    public byte[]? HashOf(Submission submission) => _hashes.GetValueOrDefault(submission);

    private static (string, string, string) KeyOf(Submission s) =>
        (s.Caller.Actor.Id, s.Idempotency!.Path, s.Idempotency.Key);

    /// <summary>
    /// Body and whom it is sent for: acting for somebody else is another request.
    /// </summary>
    private static byte[] AskedBy(Submission s) =>
        s.Caller.OnBehalfOf is not { } other
            ? s.Idempotency!.Body
            : [.. s.Idempotency!.Body, 0, .. Encoding.UTF8.GetBytes(other)];

    private static bool Same(byte[] a, byte[] b) => CryptographicOperations.FixedTimeEquals(a, b);

    private async Task FindReceiptsAsync(
        NpgsqlConnection connection,
        Key portfolio,
        Submission[] keyed,
        byte[] secret
    )
    {
        foreach (var one in keyed)
            _hashes[one] = HMACSHA256.HashData(secret, AskedBy(one));
        var found =
            new List<((string, string, string) Key, byte[] Hmac, long Position, int[] Commands)>();
        await using (
            var command = new NpgsqlCommand(
                """
                select caller, path, key, body_hmac, position, commands from ledger.journal_receipt
                where (caller, path, key) in (select * from unnest($1::text[], $2::text[], $3::text[]))
                """,
                connection
            )
            {
                Parameters =
                {
                    new() { Value = keyed.Select(s => s.Caller.Actor.Id).ToArray() },
                    new() { Value = keyed.Select(s => s.Idempotency!.Path).ToArray() },
                    new() { Value = keyed.Select(s => s.Idempotency!.Key).ToArray() },
                },
            }
        )
        await using (var rows = await command.ExecuteReaderAsync())
            while (await rows.ReadAsync())
                found.Add(
                    (
                        (rows.GetString(0), rows.GetString(1), rows.GetString(2)),
                        rows.GetFieldValue<byte[]>(3),
                        rows.GetInt64(4),
                        rows.GetFieldValue<int[]>(5)
                    )
                );
        foreach (var (key, hmac, position, commands) in found)
            _receipts[key] = (hmac, await ReceiptAsync(connection, portfolio, position, commands));
    }

    /// <summary>A receipt is rebuilt from the journal itself.</summary>
    private static async Task<Answer.Receipt> ReceiptAsync(
        NpgsqlConnection connection,
        Key portfolio,
        long position,
        int[] commands
    )
    {
        var count = commands.Sum();
        var entries = await JournalReader.PageAsync(
            connection,
            portfolio,
            position - 1,
            position + count - 1,
            count,
            CancellationToken.None
        );
        return new(
            [
                .. entries.Select(e => new ReceiptLine(
                    e.Entry.Position,
                    e.Entry.Id,
                    e.Type,
                    e.Entry.RecordedAt,
                    Leaf.Hash(e.Envelope(portfolio), e.Data).ToString(),
                    ReceiptLine.CorrectedBy(e.Entry.Fact)
                )),
            ],
            [.. commands]
        );
    }

    private async Task FindRowsAsync(NpgsqlConnection connection, Key portfolio, Claim[] claims)
    {
        await using var command = new NpgsqlCommand(
            """
            select source, external_id, reported_at from ledger.import_row
            where portfolio = $1 and (source, external_id, reported_at)
                in (select * from unnest($2::text[], $3::text[], $4::timestamptz[]))
            """,
            connection
        )
        {
            Parameters =
            {
                new() { Value = portfolio.Value },
                new() { Value = claims.Select(c => c.Source).ToArray() },
                new() { Value = claims.Select(c => c.ExternalId).ToArray() },
                new() { Value = claims.Select(c => c.ReportedAt.UtcDateTime).ToArray() },
            },
        };
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
            _rows.Add(
                (rows.GetString(0), rows.GetString(1), rows.GetFieldValue<DateTimeOffset>(2))
            );
    }
}

/// <summary>
/// The server's secret for hashing request bodies, so that short texts cannot be guessed.
/// </summary>
public sealed class ReceiptSecret
{
    private byte[]? _value;

    /// <summary>
    /// The secret, the same on all nodes of a database. Read on the caller's own connection: a
    /// writer that waited for a second one could wait for other writers.
    /// </summary>
    public async ValueTask<byte[]> ValueAsync(NpgsqlConnection connection)
    {
        if (_value is { } known)
            return known;
        await using var command = new NpgsqlCommand(
            "select value from ledger.secret where name = 'receipt'",
            connection
        );
        return _value = (byte[])(await command.ExecuteScalarAsync())!;
    }
}
