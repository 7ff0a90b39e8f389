using Npgsql;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Journaling.Books;
using PortfolioLedger.Journaling.Reading;
using PortfolioLedger.Journaling.Writing;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Projections;

/// <summary>
/// Brings one portfolio's read models forward: reads what follows the position that is stored,
/// checks that nothing is missing, and says what to write.
/// </summary>
internal sealed class PortfolioFollower(
    NpgsqlDataSource source,
    JournalReader reader,
    BookKeeper keeper,
    ILogger<PortfolioFollower> log
)
{
    /// <summary>So many events are few enough to be read together with those of others.</summary>
    private const long Short = 100;

    /// <summary>Where a portfolio stands in a build of the read models.</summary>
    public async Task<ReadModelState> StoredAsync(
        int version,
        Key portfolio,
        CancellationToken cancel
    )
    {
        await using var command = source.CreateCommand(
            "select position, waiting from ledger.read_model where projection_version = $1 and "
                + "portfolio = $2"
        );
        command.Parameters.Add(new() { Value = version });
        command.Parameters.Add(new() { Value = portfolio.Value });
        await using var rows = await command.ExecuteReaderAsync(cancel);
        if (!await rows.ReadAsync(cancel))
            return ReadModelState.Start(portfolio);
        var (position, waiting) = (rows.GetInt64(0), rows.GetFieldValue<DateOnly[]>(1));
        var book = await keeper.AtAsync(portfolio, position, null, cancel);
        var eve = book.Day.AddDays(-1);
        var before = await keeper.PositionAtAsync(portfolio, AsOf.EndOf(eve), cancel);
        return new(book, before == 0 ? BiTable.Nothing : BiTable.RowsOf(
            (await keeper.AtAsync(portfolio, before, null, cancel)).On(eve)), [.. waiting],
            Provisional: null);
    }

    /// <summary>
    /// What follows in those portfolios that have only a little further to go, in one question:
    /// under load each question waits its turn behind everybody's.
    /// </summary>
    public Task<Dictionary<Key, List<StoredEntry>>> ReadShortAsync(
        IEnumerable<(Key Portfolio, long After, long UpTo)> ranges, CancellationToken cancel) =>
        reader.ReadShortAsync([.. ranges.Where(r => r.UpTo - r.After <= Short)], cancel);

    /// <summary>
    /// The step to a position, or to the event before the one that cannot be applied.
    /// </summary>
    /// <param name="from">Where it begins.</param>
    /// <param name="upTo">The position.</param>
    /// <param name="read">All entries up to there, where they were read already.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task<(ReadModelState Next, PortfolioChange Change)> AdvanceAsync(
        ReadModelState from, long upTo, List<StoredEntry>? read, CancellationToken cancel)
    {
        var portfolio = from.Book.Portfolio;
        var (entries, unreadable) = read?.FirstOrDefault().Entry?.Position
                == from.Book.Position + 1
            ? (await WithoutAsync(portfolio, read, cancel), null)
            : await ReadableAsync(portfolio, from.Book.Position, upTo, cancel);
        try
        {
            var step = from.Follow(entries);
            var parked = (step.Fault ?? unreadable) is { } fault
                ? await ParkedAsync(portfolio, step.Next.Book.Position + 1, fault, cancel) : null;
            return (step.Next, step.Next.Book.Position == from.Book.Position
                ? new(portfolio, null, [], parked)
                : new(portfolio, step, DocumentsOf(step.Next.Book), parked));
        }
        catch (Exception bug) when (bug is not (NpgsqlException or OperationCanceledException))
        {
            // A view failed, no single event: the portfolio stays where it is.
            return (from, new(portfolio, null, [], await ParkedAsync(
                portfolio, from.Book.Position + 1, bug, cancel)));
        }
    }

    /// <summary>The views that are stored, as a book answers them.</summary>
    public static List<(ViewDefinition, ViewBody)> DocumentsOf(Book book) =>
        [.. StoredDocuments.Views.Select(view => (view, StandardAnswer.From(view, book)))];

    /// <summary>Entries with what reversals among them leave out.</summary>
    private async Task<List<StoredEntry>> WithoutAsync(
        Key portfolio, List<StoredEntry> read, CancellationToken cancel)
    {
        var entries = new List<StoredEntry>(read.Count);
        foreach (var entry in read)
            entries.Add(await keeper.LeadingBackAsync(portfolio, entry, cancel));
        return entries;
    }

    private async Task<(List<StoredEntry>, Exception?)> ReadableAsync(
        Key portfolio, long after, long upTo, CancellationToken cancel)
    {
        var entries = new List<StoredEntry>();
        Exception? fault = null;
        try
        {
            await foreach (var entry in reader.ReadAsync(portfolio, after, upTo, cancel))
                entries.Add(await keeper.LeadingBackAsync(portfolio, entry, cancel));
        }
        catch (Exception damaged)
            when (damaged is UnreadableJournalException or UnknownFactException)
        {
            (entries, fault) = (await OneByOneAsync(portfolio, after, upTo, cancel), damaged);
        }
        return after + entries.Count < upTo
            ? (
                entries,
                fault ?? UnreadableJournalException.Missing(portfolio, after + entries.Count + 1)
            )
            : (entries, null);
    }

    /// <summary>The entries before the one that cannot be read.</summary>
    private async Task<List<StoredEntry>> OneByOneAsync(
        Key portfolio, long after, long upTo, CancellationToken cancel)
    {
        var entries = new List<StoredEntry>();
        try
        {
            for (var position = after; position < upTo; position++)
                await foreach (
                    var entry in reader.ReadAsync(portfolio, position, position + 1, cancel)
                )
                    entries.Add(await keeper.LeadingBackAsync(portfolio, entry, cancel));
        }
        catch (Exception damaged)
            when (damaged is UnreadableJournalException or UnknownFactException)
        {
            return entries;
        }
        return entries;
    }

    private async Task<Parked> ParkedAsync(
        Key portfolio, long position, Exception fault, CancellationToken cancel)
    {
        await using var command = source.CreateCommand(
            "select type from ledger.mt_events where stream_id = $1 and version = $2");
        command.Parameters.Add(new() { Value = portfolio.Value });
        command.Parameters.Add(new() { Value = position });
        var type = await command.ExecuteScalarAsync(cancel) as string;
        log.LogError(
            fault,
            "The read models of {Portfolio} stand still before position {Position} ({Type})",
            portfolio,
            position,
            type
        );
        return new(position, type, fault.Message);
    }
}
