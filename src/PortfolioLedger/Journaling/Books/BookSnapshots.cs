using System.Collections.Immutable;
using System.IO.Compression;
using System.Text.Json;
using Npgsql;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Journaling.Books;

/// <summary>
/// Books stored now and then, so that a start does not fold a long journal from its beginning. A
/// cache: one of another fold version is ignored and replaced.
/// </summary>
public sealed class BookSnapshots(NpgsqlDataSource source, ILogger<BookSnapshots> log)
{
    /// <summary>
    /// Distance between stored snapshots, in positions: whole pages, and no more than a new
    /// process reads and folds in the time that it takes to load a large one.
    /// </summary>
    public const int Spacing = 32 * KeptBooks.Spacing;

    /// <summary>
    /// So many events behind the last snapshot, a book that is let go is worth one: it is loaded in
    /// less time than they are read and folded.
    /// </summary>
    public const int Worthwhile = 512;

    /// <summary>Books that are let go are stored one after another, and few wait for it.</summary>
    private const int MaxWaiting = 64;

    private readonly SemaphoreSlim _storing = new(1);
    private int _waiting;

    /// <summary>The distance; tests make it short.</summary>
    internal long Every { get; init; } = Spacing;

    /// <summary>
    /// The newest stored book behind one position, at or before another; or null.
    /// </summary>
    public async Task<Book?> NearestAsync(
        Key portfolio,
        long after,
        long position,
        CancellationToken cancel
    )
    {
        if (position < Math.Min(Every, Worthwhile))
            return null;
        await using var command = source.CreateCommand("""
            select book from ledger.book_checkpoint
            where portfolio = $1 and position > $4 and position <= $2 and fold_version = $3 order by position desc limit 1
            """
        );
        command.Parameters.AddRange(
            new NpgsqlParameter[]
            {
                new() { Value = portfolio.Value },
                new() { Value = position },
                new() { Value = Book.FoldVersion },
                new() { Value = after },
            }
        );
        return await command.ExecuteScalarAsync(cancel) is byte[] stored
            ? Read(portfolio, stored)
            : null;
    }

    /// <summary>The positions of a portfolio's snapshots that this release would use.</summary>
    public async Task<ImmutableArray<long>> PositionsAsync(Key portfolio, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("""
            select position from ledger.book_checkpoint
            where portfolio = $1 and fold_version = $2 order by position
            """);
        command.Parameters.AddRange(new NpgsqlParameter[]
        {
            new() { Value = portfolio.Value }, new() { Value = Book.FoldVersion },
        });
        var positions = ImmutableArray.CreateBuilder<long>();
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
            positions.Add(rows.GetInt64(0));
        return positions.ToImmutable();
    }

    /// <summary>The snapshot at a position; null when it is gone or damaged.</summary>
    public async Task<Book?> AtAsync(Key portfolio, long position, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("""
            select book from ledger.book_checkpoint
            where portfolio = $1 and position = $2 and fold_version = $3
            """
        );
        command.Parameters.AddRange(
            new NpgsqlParameter[]
            {
                new() { Value = portfolio.Value },
                new() { Value = position },
                new() { Value = Book.FoldVersion },
            }
        );
        return await command.ExecuteScalarAsync(cancel) is byte[] stored
            ? Read(portfolio, stored)
            : null;
    }

    /// <summary>Stores books one after another.</summary>
    public async Task StoreAsync(IEnumerable<Book> books)
    {
        foreach (var book in books)
            await StoreAsync(book);
    }

    /// <summary>
    /// Stores a book that is let go in place of the last one that was; none where many wait.
    /// </summary>
    public async Task StoreLetGoAsync(Book book)
    {
        if (Interlocked.Increment(ref _waiting) > MaxWaiting)
        {
            Interlocked.Decrement(ref _waiting);
            return;
        }
        await _storing.WaitAsync();
        try
        {
            if (!await IsOfJournalAsync(book))
                return;
            await StoreAsync(book);
            await using var command = source.CreateCommand("""
                delete from ledger.book_checkpoint
                where portfolio = $1 and position < $2 and position % $3 <> 0
                """);
            foreach (var value in (object[])[book.Portfolio.Value, book.Position, Every])
                command.Parameters.Add(new() { Value = value });
            await command.ExecuteNonQueryAsync();
        }
        catch (Exception fault)
        {
            log.LogDebug(fault, "Earlier snapshots of {Portfolio} stay", book.Portfolio);
        }
        finally
        {
            _storing.Release();
            Interlocked.Decrement(ref _waiting);
        }
    }

    /// <summary>
    /// Whether the journal has the last event of a book: after a restore memory may know more.
    /// </summary>
    private async Task<bool> IsOfJournalAsync(Book book)
    {
        await using var command = source.CreateCommand("""
            select exists (select from ledger.mt_events
                where stream_id = $1 and version = $2 and timestamp = $3)
            """);
        foreach (var value in (object[])
            [book.Portfolio.Value, book.Position, book.RecordedAt])
            command.Parameters.Add(new() { Value = value });
        return (bool)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Stores a book; a failure costs only time at the next start.</summary>
    public async Task StoreAsync(Book book)
    {
        try
        {
            await using var command = source.CreateCommand("""
                insert into ledger.book_checkpoint (portfolio, position, fold_version, book) values ($1, $2, $3, $4)
                on conflict (portfolio, position) do update
                set fold_version = excluded.fold_version, book = excluded.book
                """);
            command.Parameters.AddRange(new NpgsqlParameter[]
            {
                new() { Value = book.Portfolio.Value }, new() { Value = book.Position },
                new() { Value = Book.FoldVersion }, new() { Value = Write(book) },
            });
            await command.ExecuteNonQueryAsync();
        }
        catch (Exception fault)
        {
            log.LogWarning(fault, "The snapshot of {Portfolio} at {Position} was not stored",
                book.Portfolio, book.Position);
        }
    }

    private static byte[] Write(Book book)
    {
        using var stored = new MemoryStream();
        using (var packed = new BrotliStream(stored, CompressionLevel.Fastest))
            JsonSerializer.Serialize(packed, book, LedgerJson.Stored);
        return stored.ToArray();
    }

    private Book? Read(Key portfolio, byte[] stored)
    {
        try
        {
            using var packed = new BrotliStream(
                new MemoryStream(stored),
                CompressionMode.Decompress
            );
            return JsonSerializer.Deserialize<Book>(packed, LedgerJson.Stored);
        }
        catch (Exception damaged)
            when (damaged is JsonException or InvalidOperationException or InvalidDataException)
        {
            log.LogWarning(
                damaged,
                "A snapshot of {Portfolio} is damaged; the journal is read instead",
                portfolio
            );
            return null;
        }
    }
}
