using MimeKit;
using PortfolioLedger.Files;

namespace PortfolioLedger.Messaging;

/// <summary>
/// Puts mails into the operator's folder, one file each, from where a mail server takes them. A
/// second attempt writes the same file.
/// </summary>
internal sealed class MailWriter(MailSettings settings)
{
    /// <summary>One attempt.</summary>
    /// <param name="name">Of the file, without its ending.</param>
    /// <param name="mail">With sender and recipients.</param>
    public async Task<Attempt> WriteAsync(string name, MimeMessage mail)
    {
        if (settings.Folder is not { } folder)
            return new("Subscriptions__MailFolder is not set on this node.");
        try
        {
            await AtomicFile.WriteAsync(
                Path.Combine(folder, $"{name}.eml"), stream => mail.WriteToAsync(stream));
            return Attempt.Done;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return new($"The mail could not be written: {fault.Message}");
        }
    }
}
