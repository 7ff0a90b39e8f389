using Npgsql;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Journaling.Writing;

/// <summary>
/// Commits, and when the answer is lost finds out what came of it: the journal itself knows.
/// </summary>
internal sealed class JournalCommit(JournalSessions sessions, TimeSpan resolveWithin, ILogger log)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>
    /// True when it is recorded, false when that cannot be found out. Throws only when it is
    /// certain that nothing was recorded, so that the batch may run again.
    /// </summary>
    public async Task<bool> TryAsync(
        JournalTransaction turn,
        NpgsqlBatch statements,
        Key portfolio,
        Entry first
    )
    {
        try
        {
            await turn.CommitAsync(statements);
            return true;
        }
        catch (PostgresException refused) when (refused.InvariantSeverity == "ERROR")
        {
            // The server lives and said no: the transaction is rolled back. Its connection may be
            // out of step with it; while it is still ours, nobody can get it in between.
            sessions.Distrust();
            throw;
        }
        catch (Exception fault)
        {
            log.LogWarning(
                "A commit to {Portfolio} was not answered: {Fault}",
                portfolio,
                fault.Message
            );
            // Its lock, if the connection still holds it, would block the look into the journal.
            await turn.DisposeAsync();
            if (await IsRecordedAsync(portfolio, first) is not { } recorded)
                return false;
            if (!recorded)
                throw;
            return true;
        }
    }

    /// <summary>
    /// Commits a transaction that holds the portfolio's row and found something recorded there:
    /// then whoever must have it has it. False when that cannot be found out.
    /// </summary>
    public async Task<bool> TryConfirmAsync(JournalTransaction turn, Key portfolio)
    {
        try
        {
            await turn.CommitAsync(new());
            return true;
        }
        catch (Exception fault)
        {
            log.LogWarning("What is recorded in {Portfolio} was not confirmed: {Fault}",
                portfolio, fault.Message);
            return false;
        }
    }

    private async Task<bool?> IsRecordedAsync(Key portfolio, Entry first)
    {
        using var limit = new CancellationTokenSource(resolveWithin);
        while (!limit.IsCancellationRequested)
            try
            {
                await using var turn = await sessions.BeginAsync(limit.Token);
                // The lock waits until a backend that still commits for us has ended.
                await StreamLock.TakeAsync(turn.Connection, portfolio, [], limit.Token);
                if (await IdAtAsync(turn.Connection, portfolio, first.Position, limit.Token)
                    != first.Id)
                    return false;
                // A server that was started again shows what its standby may not have. The lock
                // was written into its log, so that the commit waits for everything before it.
                await turn.CommitAsync(new(), limit.Token);
                return true;
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
