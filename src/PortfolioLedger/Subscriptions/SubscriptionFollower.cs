using Npgsql;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Reports;
using PortfolioLedger.Journaling.Reading;
using PortfolioLedger.Journaling.Writing;
using PortfolioLedger.Messaging;
using Wolverine;

namespace PortfolioLedger.Subscriptions;

/// <summary>
/// Follows the journal for each subscription, by position and in order. A cursor in the database
/// says how far; it moves in one transaction with the list of what is to be delivered, so nothing
/// is skipped, and the message that delivers comes after it.
/// </summary>
internal sealed class SubscriptionFollower(
    NpgsqlDataSource source, JournalReader reader, Deliveries deliveries, TimeProvider clock)
    : IJournalFollower
{
    /// <summary>So many events are looked at between two steps of the cursor.</summary>
    private const int PageSize = 1_000;

    /// <summary>A delivery whose time came this long ago is handed over again.</summary>
    private static readonly TimeSpan Overdue = TimeSpan.FromMinutes(2);

    /// <summary>Brings every subscription of a book up to its position.</summary>
    public async Task FollowAsync(Book book, IMessageBus bus, CancellationToken cancel)
    {
        foreach (var subscription in book.Reports.Subscriptions.Values)
            if (
                subscription.Delivery.Kind != DeliveryKind.Feed
                && !subscription.HasEndedOn(book.Day)
            )
                while (await StepAsync(book, subscription, bus, cancel))
                    cancel.ThrowIfCancellationRequested();
    }

    /// <summary>
    /// Hands over again what was handed over long ago and never attempted: its message got lost.
    /// </summary>
    public async Task ResumeAsync(IMessageBus bus, CancellationToken cancel)
    {
        foreach (
            var lost in await deliveries.LostAsync(clock.GetUtcNow() - Overdue, PageSize, cancel)
        )
            await bus.PublishAsync(
                MessageOf(lost.Portfolio, lost.Subscription, lost.Position, lost.Attempts)
            );
    }

    /// <summary>One page; false when there is nothing more, or another node is at it.</summary>
    private async Task<bool> StepAsync(
        Book book, Subscription subscription, IMessageBus bus, CancellationToken cancel)
    {
        var (portfolio, key) = (book.Portfolio, subscription.Key);
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await ExecuteAsync(connection, """
            insert into ledger.subscription_cursor (portfolio, subscription, position) values ($1, $2, $3)
            on conflict do nothing
            """,
            cancel,
            portfolio.Value,
            key.Value,
            subscription.Position
        );
        if (
            await CursorAsync(connection, portfolio, key, cancel) is not { } after
            || after >= book.Position
        )
            return false;
        var upTo = Math.Min(book.Position, after + PageSize);
        var matching = new List<long>();
        await foreach (var stored in reader.ReadAsync(portfolio,
            new JournalRange(after, upTo) { Types = subscription.Filter.Types }, cancel))
            if (subscription.Filter.Matches(stored.Entry))
                matching.Add(stored.Entry.Position);
        if (matching.Count > 0)
            await ExecuteAsync(connection, """
                insert into ledger.delivery (portfolio, subscription, position, status, handed_at, next_attempt_at)
                select $1, $2, position, 'pending', $4, $4 from unnest($3) as position on conflict do nothing
                """, cancel, portfolio.Value, key.Value, matching.ToArray(), clock.GetUtcNow());
        await ExecuteAsync(connection,
            "update ledger.subscription_cursor set position = $3 where portfolio = $1 and "
                + "subscription = $2",
            cancel, portfolio.Value, key.Value, upTo);
        await transaction.CommitAsync(cancel);
        foreach (var position in matching)
            await bus.PublishAsync(MessageOf(portfolio, key, position, 0));
        return upTo < book.Position;
    }

    private static DeliverEvent MessageOf(
        Key portfolio,
        Key subscription,
        long position,
        int attempts
    ) => new(portfolio.Value, subscription.Value, position, attempts);

    private static async Task<long?> CursorAsync(
        NpgsqlConnection connection, Key portfolio, Key subscription, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("""
            select position from ledger.subscription_cursor where portfolio = $1 and subscription = $2
            for update skip locked
            """, connection);
        command.Parameters.Add(new() { Value = portfolio.Value });
        command.Parameters.Add(new() { Value = subscription.Value });
        return await command.ExecuteScalarAsync(cancel) as long?;
    }

    private static async Task ExecuteAsync(
        NpgsqlConnection connection, string sql, CancellationToken cancel, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync(cancel);
    }
}
