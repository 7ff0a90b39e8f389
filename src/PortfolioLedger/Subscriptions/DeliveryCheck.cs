using System.Collections.Immutable;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Reports;
using PortfolioLedger.Http.Commands;
using PortfolioLedger.Messaging;

namespace PortfolioLedger.Subscriptions;

/// <summary>A subscription is delivered to where this ledger can deliver.</summary>
internal sealed class DeliveryCheck(WebhookTargets targets, MessagingSettings settings)
    : ICommandCheck
{
    public async ValueTask<ImmutableArray<FieldFault>> FaultsAsync(
        ICommand command,
        CancellationToken cancel
    ) =>
        command switch
        {
            Subscribe { Delivery: { Kind: DeliveryKind.Webhook } delivery } =>
                await targets.FaultAsync(delivery.Address(), cancel) is { } fault
                    ? [new("/delivery/url", fault)] : [],
            Subscribe { Delivery.Kind: DeliveryKind.MailFile } when settings.Mail.Folder is null =>
            [
                new(
                    "/delivery/kind",
                    "cannot be mail-file: this ledger has no mail folder "
                        + "(Subscriptions__MailFolder); use a mail, a webhook or a feed"
                ),
            ],
            Subscribe { Delivery.Kind: DeliveryKind.Mail }
                when !settings.Mail.CanSend =>
            [
                new(
                    "/delivery/kind",
                    "cannot be mail: this ledger has neither a mail server (Mail__Host) "
                        + "nor a mail folder (Subscriptions__MailFolder); use a webhook or a feed"
                ),
            ],
            _ => [],
        };
}
