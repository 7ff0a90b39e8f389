using Npgsql;
using NpgsqlTypes;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Journaling.Setup;
using PortfolioLedger.Journaling.Writing;
using PortfolioLedger.Messaging;

namespace PortfolioLedger.Subscriptions;

/// <summary>An event that was handed over for delivery.</summary>
internal sealed record Delivery(
    Key Portfolio,
    Key Subscription,
    long Position,
    DeliveryStatus Status,
    int Attempts,
    DateTimeOffset HandedAt,
    DateTimeOffset? LastAttemptAt,
    DateTimeOffset? NextAttemptAt,
    string? LastError
);

/// <summary>What was handed over for delivery, and what came of it; beside the journal.</summary>
internal sealed class Deliveries(NpgsqlDataSource source)
{
    private const string Columns =
        "portfolio, subscription, position, status, attempts, handed_at, last_attempt_at, "
            + "next_attempt_at, last_error";

    /// <summary>
    /// The turn to attempt a delivery, until it is disposed of; null while somebody else has it. It
    /// ends with the connection, so whoever was stopped does not keep it.
    /// </summary>
    public Task<SessionLock?> TakeTurnAsync(DeliverEvent message, CancellationToken cancel) =>
        SessionLock.TryTakeAsync(
            source,
            $"delivery:{message.Portfolio}/{message.Subscription}/{message.Position}",
            TimeSpan.Zero,
            cancel
        );

    /// <summary>One delivery, or null.</summary>
    public async Task<Delivery?> FindAsync(DeliverEvent message, CancellationToken cancel) =>
        (
            await AllAsync(
                "where portfolio = $1 and subscription = $2 and position = $3",
                cancel,
                message.Portfolio,
                message.Subscription,
                message.Position
            )
        ).SingleOrDefault();

    /// <summary>Deliveries of a subscription, the newest first, before a position.</summary>
    public Task<List<Delivery>> ListAsync(
        Key portfolio,
        Key subscription,
        DeliveryStatus? status,
        long before,
        int limit,
        CancellationToken cancel
    ) =>
        AllAsync(
            """
            where portfolio = $1 and subscription = $2 and position < $3 and ($5 = '' or status = $5)
            order by position desc limit $4
            """, cancel, portfolio.Value, subscription.Value, before, limit,
            status is { } one ? Enumeration<DeliveryStatus>.NameOf(one) : "");

    /// <summary>Pending ones whose time came a while ago: their messages got lost.</summary>
    public Task<List<Delivery>> LostAsync(
        DateTimeOffset before,
        int limit,
        CancellationToken cancel
    ) =>
        AllAsync(
            "where status = 'pending' and next_attempt_at < $1 order by position limit $2",
            cancel,
            before,
            limit
        );

    /// <summary>Notes what came of an attempt; false when another node noted it before.</summary>
    public async Task<bool> NoteAsync(
        Delivery delivery,
        DeliveryStatus status,
        DateTimeOffset at,
        DateTimeOffset? next,
        string? error,
        CancellationToken cancel
    )
    {
        await using var command = source.CreateCommand("""
            update ledger.delivery set status = $4, attempts = attempts + 1, last_attempt_at = $5,
            next_attempt_at = $6, last_error = $7
            where portfolio = $1 and subscription = $2 and position = $3 and status = 'pending' and attempts = $8
            """);
        Add(command, NpgsqlDbType.Text, delivery.Portfolio.Value);
        Add(command, NpgsqlDbType.Text, delivery.Subscription.Value);
        Add(command, NpgsqlDbType.Bigint, delivery.Position);
        Add(command, NpgsqlDbType.Text, Enumeration<DeliveryStatus>.NameOf(status));
        Add(command, NpgsqlDbType.TimestampTz, at);
        Add(command, NpgsqlDbType.TimestampTz, next);
        Add(command, NpgsqlDbType.Text, error);
        Add(command, NpgsqlDbType.Integer, delivery.Attempts);
        return await command.ExecuteNonQueryAsync(cancel) > 0;
    }

    private async Task<List<Delivery>> AllAsync(
        string where,
        CancellationToken cancel,
        params object[] values
    )
    {
        await using var command = source.CreateCommand(
            $"select {Columns} from ledger.delivery {where}"
        );
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        var found = new List<Delivery>();
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
            found.Add(
                new(
                    Key.Parse(rows.GetString(0)),
                    Key.Parse(rows.GetString(1)),
                    rows.GetInt64(2),
                    Enumeration<DeliveryStatus>.TryParse(rows.GetString(3), out var status)
                        ? status
                        : default,
                    rows.GetInt32(4),
                    rows.GetFieldValue<DateTimeOffset>(5),
                    Instant(rows, 6),
                    Instant(rows, 7),
                    rows.IsDBNull(8) ? null : rows.GetString(8)
                )
            );
        return found;
    }

    private static DateTimeOffset? Instant(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);

    private static void Add(NpgsqlCommand command, NpgsqlDbType type, object? value) =>
        command.Parameters.Add(new() { NpgsqlDbType = type, Value = value ?? DBNull.Value });
}
