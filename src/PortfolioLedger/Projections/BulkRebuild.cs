using Npgsql;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Journaling.Books;
using PortfolioLedger.Journaling.Reading;

namespace PortfolioLedger.Projections;

/// <summary>
/// Builds the read models of one portfolio from its first event: pages are read and parsed ahead,
/// what is settled is written while the next page is posted, and the last day is written once, at
/// the end. Any fault ends it; what it wrote until then nobody reads.
/// </summary>
internal sealed class BulkRebuild(
    NpgsqlConnection connection, JournalReader reader, BookKeeper keeper, int version)
{
    /// <summary>Builds up to a position; where the read models stand afterwards.</summary>
    public async Task<ReadModelState> RunAsync(
        Key portfolio, long upTo, IProgress<Rebuilt>? progress, CancellationToken cancel)
    {
        var stepping = new ReadModelStep(ReadModelState.Start(portfolio));
        var writing = Task.CompletedTask;
        var posted = 0L;
        try
        {
            await foreach (var page in reader.ReadAheadAsync(portfolio, 0, upTo, cancel))
            {
                for (var i = 0; i < page.Count; i++)
                    page[i] = await keeper.LeadingBackAsync(portfolio, page[i], cancel);
                if (stepping.Post(page) is { } fault)
                    throw fault;
                var settled = stepping.Settle();
                await writing;
                if (posted > 0)
                    progress?.Report(new(portfolio, posted, upTo));
                cancel.ThrowIfCancellationRequested();
                writing = WriteAsync(portfolio, settled, cancel);
                posted += page.Count;
            }
        }
        finally
        {
            // The connection is the caller's: nothing of ours may still run on it.
            await writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        await writing;
        var step = stepping.Finish(null);
        foreach (var statement in StepSql.Write(version,
            [new(portfolio, step, PortfolioFollower.DocumentsOf(step.Next.Book), null)]))
            await statement.RunAsync(connection, cancel);
        progress?.Report(new(portfolio, upTo, upTo));
        return step.Next;
    }

    private Task WriteAsync(Key portfolio, Settled settled, CancellationToken cancel) =>
        Task.Run(
            async () =>
            {
                await DecisionCopy.WriteAsync(
                    connection,
                    version,
                    portfolio,
                    settled.History,
                    cancel
                );
                for (var i = 0; i < settled.Tables.Length; i++)
                    if (settled.Tables[i].Count > 0)
                        await StepSql
                            .Insert(version, BiTable.All[i], (portfolio, settled.Tables[i]))
                            .RunAsync(connection, cancel);
            },
            cancel
        );
}
