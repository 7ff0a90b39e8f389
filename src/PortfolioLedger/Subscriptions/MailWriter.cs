using System.Globalization;
using MimeKit;
using MimeKit.Utils;
using PortfolioLedger.Core.Reports;
using PortfolioLedger.Messaging;
using PortfolioLedger.Operations;

namespace PortfolioLedger.Subscriptions;

/// <summary>
/// Puts notices as mails (RFC 5322) into the operator's folder, one file each, from where a mail
/// server takes them. A second attempt writes the same file.
/// </summary>
internal sealed class MailWriter(MessagingSettings settings)
{
    private const int LongestSubject = 150;

    /// <summary>One attempt.</summary>
    public async Task<Attempt> WriteAsync(EventNotice notice, Subscription subscription)
    {
        if (settings.MailFolder is not { } folder)
            return new("Subscriptions__MailFolder is not set on this node.");
        var name = string.Create(CultureInfo.InvariantCulture,
            $"{notice.Portfolio}-{subscription.Key}-{notice.Line.Position}.eml");
        try
        {
            using var mail = Compose(notice, subscription);
            await WholeFile.WriteAsync(Path.Combine(folder, name), stream => mail.WriteToAsync(stream));
            return Attempt.Done;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return new($"The mail could not be written: {fault.Message}");
        }
    }

    private MimeMessage Compose(EventNotice notice, Subscription subscription)
    {
        var line = notice.Line;
        var mail = new MimeMessage
        {
            Subject = line.Sentence.Length <= LongestSubject ? line.Sentence : line.Sentence[..(LongestSubject - 1)] + "…",
            Date = line.RecordedAt,
            MessageId = MimeUtils.EnumerateReferences(
                $"<{notice.Stored.Entry.Id}.{subscription.Key}.{notice.Portfolio}@portfolio-ledger>").First(),
            Body = new TextPart("plain") { Text = notice.Text() },
        };
        mail.From.Add(MailboxAddress.Parse(settings.MailFrom));
        mail.To.Add(MailboxAddress.Parse(subscription.Delivery.To!));
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        return mail;
    }
}
