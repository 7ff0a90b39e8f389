using System.Collections.Immutable;
using Npgsql;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Journaling.Books;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Imports;

/// <summary>
/// Records a submission, or says why not; submissions are decided in the order given.
/// </summary>
public delegate Task<Answer> SubmitClaim(Submission submission, CancellationToken cancel);

/// <summary>
/// Appends a history that was decided beforehand, piece by piece; what is told of is durable.
/// </summary>
public delegate IAsyncEnumerable<Appended> AppendHistory(
    RehearsedHistory history, CancellationToken cancel);

/// <summary>A row that was imported before.</summary>
public readonly record struct KnownRow(string ExternalId, DateTimeOffset ReportedAt);

/// <summary>What an import needs of the ledger.</summary>
/// <param name="Head">
/// The book of a portfolio at its last position; null when there is none.
/// </param>
/// <param name="Recognised">Rows of a source that were imported into a portfolio before.</param>
/// <param name="Submit">The journal.</param>
/// <param name="Append">The journal, for what was decided beforehand on its newest book.</param>
/// <param name="Hold">
/// Keeps others out of a portfolio; null when another import does already.
/// </param>
/// <param name="OnDay">
/// The book of a portfolio at its last position, on a business day; null when there is none.
/// </param>
/// <param name="Clock">What time the ledger says it is.</param>
public sealed record ImportTarget(
    Func<Key, CancellationToken, Task<Book?>> Head,
    Func<Key, string, CancellationToken, Task<ImmutableHashSet<KnownRow>>> Recognised,
    SubmitClaim Submit,
    AppendHistory Append,
    Func<Key, CancellationToken, Task<IAsyncDisposable?>> Hold,
    Func<Key, DateOnly, CancellationToken, Task<Book?>> OnDay,
    Func<CancellationToken, Task<DateTimeOffset>> Clock)
{
    /// <summary>What was recorded after one position, up to another.</summary>
    public required Func<Key, long, long, CancellationToken, Task<List<Posting>>> Postings
    {
        get;
        init;
    }

    /// <summary>The book of a portfolio at a position, on a business day.</summary>
    public required Func<Key, long, DateOnly, CancellationToken, Task<Book>> At { get; init; }

    /// <summary>The ledger in a database.</summary>
    public static ImportTarget Create(
        NpgsqlDataSource source, BookKeeper keeper, Journal journal, HistoryWriter writer) => new(
            keeper.FreshHeadAsync,
            (portfolio, name, cancel) => ImportedRows.ReadAsync(source, portfolio, name, cancel),
            journal.Submit, writer.AppendAsync,
            async (portfolio, cancel) => await ImportLock.TryTakeAsync(source, portfolio, cancel),
            async (portfolio, day, cancel) =>
                await keeper.FreshHeadAsync(portfolio, cancel) is not { } head ? null
                : await keeper.AtAsync(portfolio, head.Position, day, cancel),
            cancel => ClockAsync(source, cancel))
        {
            Postings = keeper.PostingsAsync,
            At = (portfolio, position, day, cancel) =>
                keeper.AtAsync(portfolio, position, day, cancel),
        };

    private static async Task<DateTimeOffset> ClockAsync(
        NpgsqlDataSource source, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("select clock_timestamp()");
        await using var row = await command.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        return row.GetFieldValue<DateTimeOffset>(0);
    }
}

/// <summary>The rows of earlier imports.</summary>
internal static class ImportedRows
{
    /// <summary>All rows of a source in a portfolio.</summary>
    public static async Task<ImmutableHashSet<KnownRow>> ReadAsync(
        NpgsqlDataSource data, Key portfolio, string source, CancellationToken cancel)
    {
        await using var command = data.CreateCommand("""
            select external_id, reported_at from ledger.import_row
            where portfolio = $1 and source = $2
            """);
        command.Parameters.Add(new() { Value = portfolio.Value });
        command.Parameters.Add(new() { Value = source });
        var found = ImmutableHashSet.CreateBuilder<KnownRow>();
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
            found.Add(new(rows.GetString(0), rows.GetFieldValue<DateTimeOffset>(1)));
        return found.ToImmutable();
    }
}
