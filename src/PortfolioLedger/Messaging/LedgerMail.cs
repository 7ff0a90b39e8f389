using System.Globalization;
using MimeKit;
using MimeKit.Utils;

namespace PortfolioLedger.Messaging;

/// <summary>Mails (RFC 5322) as the ledger sends them, the same for files and for mail servers.
/// </summary>
internal static class LedgerMail
{
    private const int MaxSubjectLength = 150;

    /// <summary>A mail without a body.</summary>
    /// <param name="from">Who sends it.</param>
    /// <param name="to">Who gets it.</param>
    /// <param name="sentence">What it is about.</param>
    /// <param name="id">
    /// Its Message-Id follows from it, so that whoever gets it twice can tell.
    /// </param>
    public static MimeMessage New(
        MailboxAddress from, IEnumerable<string> to, string sentence, string id)
    {
        var mail = new MimeMessage
        {
            Subject = SubjectOf(sentence),
            MessageId = MimeUtils.EnumerateReferences($"<{id}@portfolio-ledger>").First(),
        };
        mail.From.Add(from);
        foreach (var recipient in to)
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
