using Npgsql;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Journaling.Books;
using PortfolioLedger.Journaling.Reading;

namespace PortfolioLedger.Projections;

/// <summary>How far a rebuild has come.</summary>
internal readonly record struct Rebuilt(Key Portfolio, long Position, long Last);

/// <summary>
/// Builds all read models again beside those that are read, and switches over in one transaction
/// when they have caught up: nobody ever reads less than before. A killed rebuild leaves rows
/// that nobody reads; the next one removes them.
/// </summary>
internal sealed class Rebuild(
    NpgsqlDataSource source, PortfolioFollower reading, JournalReader reader, BookKeeper keeper)
{
    /// <summary>So many events are committed at once.</summary>
    private const int Stretch = 10_000;

    private static readonly string[] Tables =
    [
        .. BiTable.All.Select(t => t.Name),
        "bi_decision",
        "view_document",
        "read_model",
        "parked_portfolio",
    ];

    /// <summary>Rebuilds; returns the build that is read from then on.</summary>
    public async Task<int> RunAsync(IProgress<Rebuilt>? progress, CancellationToken cancel)
    {
        await using var turn = await source.OpenConnectionAsync(cancel);
        if (!await IsAloneAsync(turn, cancel))
            throw new InvalidOperationException("the read models are being rebuilt already");
        try
        {
            var live = await ReadModels.LiveVersionAsync(source, cancel);
            await RemoveOthersAsync(turn, live, cancel);
            var standing = new SortedDictionary<Key, ReadModelState>();
            // Nobody reads these rows before the switch, whose commit waits for all of them.
            await new Statement("set synchronous_commit = off").RunAsync(turn, cancel);
            foreach (var portfolio in await keeper.PortfoliosAsync(cancel))
                await BuildAsync(turn, live + 1, portfolio, standing, progress, cancel);
            await new Statement("set synchronous_commit = on").RunAsync(turn, cancel);
            await SwitchAsync(turn, live + 1, standing, progress, cancel);
            await RemoveOthersAsync(turn, live + 1, cancel);
            return live + 1;
        }
        finally
        {
            await new Statement("reset synchronous_commit").RunAsync(turn, CancellationToken.None);
            await new Statement("select pg_advisory_unlock(7302)").RunAsync(
                turn,
                CancellationToken.None
            );
        }
    }

    /// <summary>
    /// Swiftly; where an event cannot be read or applied, or a view fails, once more the careful
    /// way, which finds out what it is and parks the portfolio.
    /// </summary>
    private async Task BuildAsync(
        NpgsqlConnection turn,
        int version,
        PortfolioSummary portfolio,
        SortedDictionary<Key, ReadModelState> standing,
        IProgress<Rebuilt>? progress,
        CancellationToken cancel
    )
    {
        try
        {
            var built = await new BulkRebuild(turn, reader, keeper, version).RunAsync(
                portfolio.Portfolio, portfolio.Position, progress, cancel);
            // Few of them move before the switch: rows of all would only be kept in memory.
            standing[portfolio.Portfolio] = built with { Provisional = null };
        }
        catch (Exception fault) when (fault is not (NpgsqlException or OperationCanceledException))
        {
            foreach (var table in Tables)
                await new Statement(
                    $"delete from ledger.{table} where projection_version = ? "
                        + "and portfolio = ?",
                    version,
                    portfolio.Portfolio.Value
                ).RunAsync(turn, cancel);
            await CatchUpAsync(turn, version, portfolio, standing, progress, cancel);
        }
    }

    private static async Task<bool> IsAloneAsync(NpgsqlConnection turn, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("select pg_try_advisory_lock(7302)", turn);
        return (bool)(await command.ExecuteScalarAsync(cancel))!;
    }

    /// <summary>
    /// The last events are added while pages of the daemon wait, so none is missed.
    /// </summary>
    private async Task SwitchAsync(
        NpgsqlConnection turn, int version, SortedDictionary<Key, ReadModelState> standing,
        IProgress<Rebuilt>? progress, CancellationToken cancel)
    {
        await using var transaction = await turn.BeginTransactionAsync(cancel);
        await new Statement("update ledger.read_model_live set version = ?", version)
            .RunAsync(turn, cancel);
        foreach (var portfolio in await keeper.PortfoliosAsync(cancel))
            await CatchUpAsync(turn, version, portfolio, standing, progress, cancel);
        await transaction.CommitAsync(cancel);
    }

    private async Task CatchUpAsync(
        NpgsqlConnection turn,
        int version,
        PortfolioSummary portfolio,
        SortedDictionary<Key, ReadModelState> standing,
        IProgress<Rebuilt>? progress,
        CancellationToken cancel
    )
    {
        var at = standing.GetValueOrDefault(portfolio.Portfolio)
            ?? ReadModelState.Start(portfolio.Portfolio);
        while (at.Book.Position < portfolio.Position)
        {
            var upTo = Math.Min(at.Book.Position + Stretch, portfolio.Position);
            var (next, change) = await reading.AdvanceAsync(at, upTo, null, cancel);
            foreach (var statement in StepSql.Write(version, [change]))
                await statement.RunAsync(turn, cancel);
            standing[portfolio.Portfolio] = next;
            progress?.Report(new(portfolio.Portfolio, next.Book.Position, portfolio.Position));
            if (next.Book.Position < upTo)
                break;
            at = next;
        }
    }

    private static async Task RemoveOthersAsync(
        NpgsqlConnection turn, int version, CancellationToken cancel)
    {
        foreach (var table in Tables)
            await new Statement(
                $"delete from ledger.{table} where projection_version <> ?",
                version
            ).RunAsync(turn, cancel);
    }
}
