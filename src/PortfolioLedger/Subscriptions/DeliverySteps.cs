using System.Globalization;
using PortfolioLedger.Core.Reports;
using PortfolioLedger.Journaling.Books;
using PortfolioLedger.Journaling.Reading;
using PortfolioLedger.Messaging;
using Wolverine;

namespace PortfolioLedger.Subscriptions;

/// <summary>An event is to be delivered to a subscriber.</summary>
/// <param name="Portfolio">Of which portfolio.</param>
/// <param name="Subscription">To which subscription.</param>
/// <param name="Position">Which event.</param>
/// <param name="Attempts">How many attempts there were before.</param>
public sealed record DeliverEvent(
    string Portfolio,
    string Subscription,
    long Position,
    int Attempts
);

/// <summary>
/// Attempts a delivery; when it fails, orders the next attempt, later each time, and gives up
/// after the last.
/// </summary>
internal sealed class DeliverySteps(
    Deliveries deliveries,
    BookKeeper keeper,
    JournalReader reader,
    WebhookSender webhooks,
    MailSender mails,
    MailWriter files,
    MessagingSettings settings,
    TimeProvider clock
)
{
    /// <summary>Events on their way to subscribers, eight at once on a node.</summary>
    public static readonly MessageQueue Queue = new MessageQueue<DeliverEvent, DeliverySteps>(
        "deliveries", 8, (steps, message, bus, cancel) => steps.AttemptAsync(message, bus, cancel));

    /// <summary>Carries out a message, unless it was carried out before.</summary>
    public async Task AttemptAsync(DeliverEvent message, IMessageBus bus, CancellationToken cancel)
    {
        // Handed over twice, it is attempted once at a time.
        await using var turn = await deliveries.TakeTurnAsync(message, cancel);
        if (
            turn is null
            || await deliveries.FindAsync(message, cancel)
                is not { Status: DeliveryStatus.Pending } delivery
            || delivery.Attempts != message.Attempts
            || await keeper.FreshHeadAsync(delivery.Portfolio, cancel) is not { } head
            || head.Reports.Subscriptions.GetValueOrDefault(delivery.Subscription)
                is not { } subscription
        )
            return;
        var attempt = subscription.HasEndedOn(head.Day)
            ? new Attempt("The subscription has ended.", true)
            : await AttemptAsync(delivery, subscription, cancel);
        var now = clock.GetUtcNow();
        var (status, wait) = settings.After(attempt, delivery.Attempts);
        if (
            await deliveries.NoteAsync(delivery, status, now, now + wait, attempt.Error, cancel)
            && wait is { } later
        )
            await bus.ScheduleAsync(message with { Attempts = message.Attempts + 1 }, later);
    }

    private async Task<Attempt> AttemptAsync(
        Delivery delivery,
        Subscription subscription,
        CancellationToken cancel
    )
    {
        var (portfolio, position) = (delivery.Portfolio, delivery.Position);
        StoredEntry? found = null;
        await foreach (var stored in reader.ReadAsync(portfolio, position - 1, position, cancel))
            found = stored;
        if (found is not { } entry)
            return new($"There is no event at position {position}.", true);
        var notice = EventNotice.From(
            entry,
            await keeper.AtAsync(portfolio, position, null, cancel)
        );
        if (subscription.Delivery.Kind == DeliveryKind.Webhook)
            return await webhooks.SendAsync(notice, subscription, cancel);
        using var mail = NoticeMail.Write(notice, subscription, settings.Mail.From);
        return subscription.Delivery.Kind == DeliveryKind.Mail && settings.Mail.Server is not null
            ? await mails.SendAsync(mail, settings.IsLast(delivery.Attempts), cancel)
            : await files.WriteAsync(
                string.Create(CultureInfo.InvariantCulture,
                    $"{portfolio}-{subscription.Key}-{position}"),
                mail);
    }
}
