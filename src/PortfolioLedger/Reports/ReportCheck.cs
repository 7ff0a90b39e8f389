using System.Collections.Immutable;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Reports;
using PortfolioLedger.Http.Commands;
using PortfolioLedger.Messaging;

namespace PortfolioLedger.Reports;

/// <summary>
/// A report asks for a view that there is, with parameters that the view takes; it is mailed where
/// mails can leave the ledger.
/// </summary>
internal sealed class ReportCheck(MailSettings mail) : ICommandCheck
{
    public ValueTask<ImmutableArray<FieldFault>> FaultsAsync(
        ICommand command, CancellationToken cancel) => new(command switch
        {
            IDefinesReport report => [.. ReportDefinitionFaults.From(report.Definition)],
            ScheduleReport { MailTo: not null } when !mail.CanSend =>
            [
                new("/mailTo", "must be left out: this ledger has neither a mail server "
                    + "(Mail__Host) nor a mail folder (Subscriptions__MailFolder)"),
            ],
            _ => ImmutableArray<FieldFault>.Empty,
        });
}
