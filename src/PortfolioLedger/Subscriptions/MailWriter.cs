using System.Globalization;
using PortfolioLedger.Core.Reports;
using PortfolioLedger.Files;
using PortfolioLedger.Messaging;

namespace PortfolioLedger.Subscriptions;

/// <summary>
/// Puts mails into the operator's folder, one file each, from where a mail server takes them. A
/// second attempt writes the same file.
/// </summary>
internal sealed class MailWriter(MailSettings settings)
{
    /// <summary>One attempt.</summary>
    public async Task<Attempt> WriteAsync(EventNotice notice, Subscription subscription)
    {
        if (settings.Folder is not { } folder)
            return new("Subscriptions__MailFolder is not set on this node.");
        var name = string.Create(CultureInfo.InvariantCulture,
            $"{notice.Portfolio}-{subscription.Key}-{notice.Line.Position}.eml");
        try
        {
            using var mail = NoticeMail.Write(notice, subscription, settings.From);
            await AtomicFile.WriteAsync(Path.Combine(folder, name), stream =>
                mail.WriteToAsync(stream)
            );
            return Attempt.Done;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return new($"The mail could not be written: {fault.Message}");
        }
    }
}
