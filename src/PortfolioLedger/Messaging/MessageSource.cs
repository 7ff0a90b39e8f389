using Npgsql;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Journaling.Books;
using PortfolioLedger.Journaling.Reading;
using PortfolioLedger.Journaling.Writing;
using Wolverine.Runtime;

namespace PortfolioLedger.Messaging;

/// <summary>
/// Looks at journals and the clock, and lets those who follow them give rise to messages. What was
/// handed over and got lost is handed over again.
/// </summary>
internal sealed class MessageSource(
    NpgsqlDataSource source,
    BookKeeper keeper,
    IEnumerable<IJournalFollower> followers,
    IWolverineRuntime runtime,
    MessagingSettings settings,
    ILogger<MessageSource> log
) : BackgroundService
{
    /// <summary>How often the tables are searched for what got lost.</summary>
    private static readonly TimeSpan Search = TimeSpan.FromSeconds(30);

    private readonly SortedDictionary<Key, long> _seen = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(settings.Poll);
        var searchedAt = long.MinValue;
        do
        {
            try
            {
                if (
                    searchedAt == long.MinValue
                    || Environment.TickCount64 - searchedAt > Search.TotalMilliseconds
                )
                {
                    foreach (var follower in followers)
                        await follower.ResumeAsync(new MessageBus(runtime), stoppingToken);
                    searchedAt = Environment.TickCount64;
                }
                await LookAsync(stoppingToken);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogWarning("Schedules and subscriptions wait: {Fault}", fault.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Follows each portfolio that has reports or subscribers and moved.</summary>
    private async Task LookAsync(CancellationToken cancel)
    {
        foreach (var (portfolio, last) in await MovedAsync(cancel))
            try
            {
                if (await keeper.FreshHeadAsync(portfolio, cancel) is not { } book)
                    continue;
                foreach (var follower in followers)
                    await follower.FollowAsync(book, new MessageBus(runtime), cancel);
                _seen[portfolio] = last;
            }
            catch (Exception fault)
                when (fault is UnreadableJournalException or UnknownFactException)
            {
                // This portfolio stands still on this node; the others go on.
                log.LogWarning("{Portfolio} is not followed: {Fault}", portfolio, fault.Message);
                _seen[portfolio] = last;
            }
    }

    private async Task<List<(Key Portfolio, long Last)>> MovedAsync(CancellationToken cancel)
    {
        await using var command = source.CreateCommand("""
            select s.id, s.version from ledger.mt_streams s where exists (
                select 1 from ledger.journal_subject j
                where j.portfolio = s.id and j.kind in ('report', 'subscription'))
            """);
        var moved = new List<(Key, long)>();
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
            if (Key.TryParse(rows.GetString(0), out var portfolio)
                && rows.GetInt64(1) > _seen.GetValueOrDefault(portfolio))
                moved.Add((portfolio, rows.GetInt64(1)));
        return moved;
    }
}
