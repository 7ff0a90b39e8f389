using MimeKit;
using PortfolioLedger.Core.Reports;
using PortfolioLedger.Messaging;

namespace PortfolioLedger.Subscriptions;

/// <summary>
/// A notice as a mail (RFC 5322), the same for files and for mail servers. Its Message-Id follows
/// from event and subscription, so that whoever gets it twice can tell.
/// </summary>
internal static class NoticeMail
{
    /// <summary>The mail of a notice to everybody a subscription names.</summary>
    public static MimeMessage Write(
        EventNotice notice,
        Subscription subscription,
        MailboxAddress from
    )
    {
        var mail = LedgerMail.New(from, subscription.Delivery.Recipients(), notice.Line.Sentence,
            $"{notice.Stored.Entry.Id}.{subscription.Key}.{notice.Portfolio}");
        mail.Date = notice.Line.RecordedAt;
        mail.Body = new TextPart("plain") { Text = notice.Text() };
        return mail;
    }
}
