using System.Globalization;
using MimeKit;
using MimeKit.Utils;
using PortfolioLedger.Core.Reports;
using PortfolioLedger.Journaling.Writing;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Subscriptions;

/// <summary>
/// A notice as a mail (RFC 5322), the same for files and for mail servers. Its Message-Id follows
/// from event and subscription, so that whoever gets it twice can tell.
/// </summary>
internal static class NoticeMail
{
    private const int MaxSubjectLength = 150;

    /// <summary>The mail of a notice to everybody a subscription names.</summary>
    public static MimeMessage Write(
        EventNotice notice,
        Subscription subscription,
        MailboxAddress from
    )
    {
        var mail = new MimeMessage
        {
            Subject = SubjectOf(notice.Line.Sentence),
            Date = notice.Line.RecordedAt,
            MessageId = MimeUtils
                .EnumerateReferences(
                    $"<{notice.Stored.Entry.Id}.{subscription.Key}.{notice.Portfolio}"
                        + "@portfolio-ledger>"
                )
                .First(),
            Body = new TextPart("plain") { Text = notice.Text() },
        };
        mail.From.Add(from);
        foreach (var recipient in subscription.Delivery.Recipients())
            mail.To.Add(new MailboxAddress(null, recipient));
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        return mail;
    }

    /// <summary>
    /// A sentence as a subject: one line, because the names in it may hold anything, cut between
    /// characters as people see them.
    /// </summary>
    internal static string SubjectOf(string sentence)
    {
        var line = string.Concat(
            sentence.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c)
        );
        if (line.Length <= MaxSubjectLength)
            return line;
        var end = 0;
        foreach (
            var start in StringInfo
                .ParseCombiningCharacters(line)
                .Where(start => start < MaxSubjectLength)
        )
            end = start;
        return line[..end] + "…";
    }
}
