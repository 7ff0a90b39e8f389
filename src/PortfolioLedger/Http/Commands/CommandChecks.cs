using System.Collections.Immutable;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Reports;
using PortfolioLedger.Messaging;
using PortfolioLedger.Reports;
using PortfolioLedger.Subscriptions;

namespace PortfolioLedger.Http.Commands;

/// <summary>
/// Checks of commands that need more than the command: the views of the API, or the world outside.
/// What is wrong is answered like any other field that is not right.
/// </summary>
public sealed class CommandChecks(WebhookTargets targets, MessagingSettings settings)
{
    /// <summary>A 400 problem that names each field, or nothing.</summary>
    /// <param name="command">As the body said it.</param>
    /// <param name="pointer">Where the body stands in the request.</param>
    /// <param name="cancel">Stops asking outside.</param>
    public async Task RequireAsync(ICommand command, string pointer, CancellationToken cancel)
    {
        var faults = await FaultsAsync(command, cancel);
        if (faults.Length > 0)
            throw BodyReader.Invalid(faults, pointer);
    }

    private async Task<ImmutableArray<FieldFault>> FaultsAsync(ICommand command, CancellationToken cancel) =>
        command switch
        {
            IDefinesReport report => [.. ReportQuestion.Faults(report.Definition)],
            Subscribe { Delivery: { Kind: DeliveryKind.Webhook } delivery } =>
                await targets.FaultAsync(delivery.Address(), cancel) is { } fault
                    ? [new("/delivery/url", fault)] : [],
            Subscribe { Delivery.Kind: DeliveryKind.MailFile } when settings.Mail.Folder is null =>
                [new("/delivery/kind", "cannot be mail-file: this ledger has no mail folder "
                    + "(Subscriptions__MailFolder); use a mail, a webhook or a feed")],
            Subscribe { Delivery.Kind: DeliveryKind.Mail } when settings.Mail is { Server: null, Folder: null } =>
                [new("/delivery/kind", "cannot be mail: this ledger has neither a mail server (Mail__Host) "
                    + "nor a mail folder (Subscriptions__MailFolder); use a webhook or a feed")],
            _ => [],
        };
}
