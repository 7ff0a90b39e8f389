using Npgsql;
using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Journaling;

/// <summary>
/// Commits, and when the answer is lost finds out what came of it: the journal itself knows.
/// </summary>
internal sealed class JournalCommit(NpgsqlDataSource source, ILogger log)
{
    /// <summary>How long the outcome of an unanswered commit is looked for.</summary>
    private static readonly TimeSpan ResolveWithin = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>
    /// True when it is recorded, false when that cannot be found out. Throws only when it is
    /// certain that nothing was recorded, so that the batch may run again.
    /// </summary>
    public async Task<bool> TryAsync(JournalTransaction turn, Key portfolio, Entry first)
    {
        try
        {
            await turn.Transaction.CommitAsync();
            return true;
        }
        catch (Exception fault)
        {
            log.LogWarning("A commit to {Portfolio} was not answered: {Fault}", portfolio, fault.Message);
            // Its lock, if the connection still holds it, would block the look into the journal.
            await turn.DisposeAsync();
            if (await IsRecordedAsync(portfolio, first) is not { } recorded)
                return false;
            if (!recorded)
                throw;
            return true;
        }
    }

    private async Task<bool?> IsRecordedAsync(Key portfolio, Entry first)
    {
        using var limit = new CancellationTokenSource(ResolveWithin);
        while (!limit.IsCancellationRequested)
            try
            {
                await using var turn = await JournalTransaction.BeginAsync(source, limit.Token);
                // The lock waits until a backend that still commits for us has ended.
                await StreamLock.TakeAsync(turn.Connection, portfolio, [], limit.Token);
                return await IdAtAsync(turn.Connection, portfolio, first.Position, limit.Token) == first.Id;
            }
            catch (Exception fault)
            {
                log.LogDebug("The outcome is not known yet: {Fault}", fault.Message);
                await Task.Delay(Pause, CancellationToken.None);
            }
        return null;
    }

    private static async Task<Guid?> IdAtAsync(
        NpgsqlConnection connection, Key portfolio, long position, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(
            "select id from ledger.mt_events where stream_id = $1 and version = $2", connection)
        {
            Parameters = { new() { Value = portfolio.Value }, new() { Value = position } },
        };
        return await command.ExecuteScalarAsync(cancel) as Guid?;
    }
}
