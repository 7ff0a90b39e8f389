using System.Collections.Concurrent;
using Npgsql;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Views;

namespace PortfolioLedger.Querying;

/// <summary>An answer of now that needs no book.</summary>
/// <param name="Echo">Of which book it is.</param>
/// <param name="Body">As it was computed from that.</param>
internal sealed record CurrentDocument(AsOfEcho Echo, ViewBody Body);

/// <summary>
/// Answers about portfolios whose book is not in memory, as they were computed for who asked the
/// same on the same day. A cache of the database: whether one is of the newest book is known from
/// the stream's version, which is read with it.
/// </summary>
internal sealed class CurrentDocuments(
    NpgsqlDataSource source, TimeProvider clock, ILogger<CurrentDocuments> log)
{
    /// <summary>Larger answers are computed again.</summary>
    private const int MaxBytes = 1024 * 1024;

    /// <summary>So many answers wait to be stored; who comes then is not stored.</summary>
    private const int MaxWaiting = 32;

    /// <summary>Who is asked for twice in this time is worth loading.</summary>
    private static readonly TimeSpan Often = TimeSpan.FromMinutes(1);

    /// <summary>So many portfolios are remembered as asked for.</summary>
    private const int MaxAsked = 10_000;

    private readonly ConcurrentDictionary<Key, long> _askedAt = new();
    private readonly SemaphoreSlim _storing = new(2);
    private int _waiting;

    /// <summary>The business day on which everything is that is of now.</summary>
    private DateOnly Today => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);

    /// <summary>
    /// The answer of now; null when none is stored of the newest book on this day, or the database
    /// is away or a copy that has no caches.
    /// </summary>
    public async Task<CurrentDocument?> FindAsync(
        Key portfolio, ViewDefinition view, CancellationToken cancel)
    {
        var today = Today;
        try
        {
            await using var command = source.CreateCommand("""
                select d.position, d.known_at, d.claimed, d.digest, d.next_cursor, d.body
                from ledger.mt_streams s
                join ledger.current_document d on d.portfolio = s.id and d.position = s.version
                where s.id = $1 and d.view = $2 and d.view_version = $3 and d.fold_version = $4
                    and d.effective_on = $5
                """);
            foreach (var value in (object[])
                [portfolio.Value, view.Path, view.Version, Book.FoldVersion, today])
                command.Parameters.Add(new() { Value = value });
            await using var rows = await command.ExecuteReaderAsync(cancel);
            return !await rows.ReadAsync(cancel) ? null : new(
                new(rows.GetInt64(0), rows.GetFieldValue<DateTimeOffset>(1), today,
                    rows.GetBoolean(2)),
                new(rows.GetFieldValue<byte[]>(5), rows.GetString(3),
                    rows.IsDBNull(4) ? null : rows.GetString(4)));
        }
        catch (NpgsqlException)
        {
            // The journal answers as well.
            return null;
        }
    }

    /// <summary>
    /// Notes that a portfolio was asked for, and says whether that is the second time within a
    /// minute: then its book is worth loading.
    /// </summary>
    public bool IsAskedOften(Key portfolio)
    {
        var now = clock.GetTimestamp();
        if (_askedAt.TryRemove(portfolio, out var before)
            && clock.GetElapsedTime(before, now) < Often)
            return true;
        if (_askedAt.Count >= MaxAsked)
            _askedAt.Clear();
        _askedAt[portfolio] = now;
        return false;
    }

    /// <summary>Stores an answer of now, beside whoever asked for it.</summary>
    public void Keep(Key portfolio, ViewDefinition view, CurrentDocument answer)
    {
        if (answer.Body.Bytes.Length > MaxBytes || answer.Echo.KnownAt is null
            || answer.Echo.EffectiveOn != Today)
            return;
        if (Interlocked.Increment(ref _waiting) > MaxWaiting)
            Interlocked.Decrement(ref _waiting);
        else
            _ = Task.Run(() => StoreAsync(portfolio, view, answer), CancellationToken.None);
    }

    private async Task StoreAsync(Key portfolio, ViewDefinition view, CurrentDocument answer)
    {
        await _storing.WaitAsync();
        try
        {
            await using var command = source.CreateCommand("""
                insert into ledger.current_document as d (portfolio, view, view_version,
                    fold_version, position, effective_on, known_at, claimed, digest, next_cursor,
                    body)
                values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
                on conflict (portfolio, view) do update set view_version = excluded.view_version,
                    fold_version = excluded.fold_version, position = excluded.position,
                    effective_on = excluded.effective_on, known_at = excluded.known_at,
                    claimed = excluded.claimed, digest = excluded.digest,
                    next_cursor = excluded.next_cursor, body = excluded.body
                where d.position <= excluded.position
                """);
            var (echo, body) = answer;
            foreach (var value in (object[])
                [
                    portfolio.Value, view.Path, view.Version, Book.FoldVersion, echo.Position,
                    echo.EffectiveOn, echo.KnownAt!.Value, echo.Claimed, body.Digest,
                    (object?)body.NextCursor ?? DBNull.Value, body.Bytes,
                ])
                command.Parameters.Add(new() { Value = value });
            await command.ExecuteNonQueryAsync();
        }
        catch (Exception fault)
        {
            log.LogDebug(fault, "The answer {View} of {Portfolio} is not stored", view.Path,
                portfolio);
        }
        finally
        {
            _storing.Release();
            Interlocked.Decrement(ref _waiting);
        }
    }
}
