using System.Globalization;
using System.Text;
using MimeKit;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Reports;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Http;
using PortfolioLedger.Http.Problems;
using PortfolioLedger.Http.Queries;
using PortfolioLedger.Messaging;
using PortfolioLedger.Pages;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Reports.Mails;

/// <summary>
/// Writes the mail of a run: what it shows and its digest in words, its page as a file that prints,
/// and its table in the form of the schedule.
/// </summary>
internal sealed class RunMailWriter(
    RunResults results, StandalonePages pages, MailSettings settings)
{
    /// <summary>The mail, with sender and recipients.</summary>
    public async Task<MimeMessage> WriteAsync(
        ReportRun run, string mailTo, CancellationToken cancel)
    {
        var mail = LedgerMail.New(settings.From, Mailboxes.Of(mailTo), SubjectOf(run),
            string.Create(CultureInfo.InvariantCulture,
                $"{run.Number}.{run.Report}.{run.Portfolio}"));
        mail.Date = run.MadeAt;
        var body = new BodyBuilder { TextBody = TextOf(run) };
        // What can be erased does not leave the ledger in mails that nobody can call back.
        if (run.Outcome is RunOutcome.Made made && !HoldsPersonalTexts(run))
        {
            body.Attachments.Add($"{run.Report}.html",
                Encoding.UTF8.GetBytes(await PageAsync(run, made, cancel)),
                new ContentType("text", "html") { Charset = "utf-8" });
            var format = Format.OfViews.Single(
                f => f.Name == Enumeration<ReportFormat>.NameOf(run.Format));
            body.Attachments.Add($"{run.Report}.{format.Name}",
                await results.BodyAsync(run, format, cancel),
                ContentType.Parse(format.MediaType));
        }
        mail.Body = body.ToMessageBody();
        return mail;
    }

    /// <summary>The page of the view that the run shows, of the very book.</summary>
    private Task<string> PageAsync(
        ReportRun run, RunOutcome.Made made, CancellationToken cancel)
    {
        var given = made.Question().Texts();
        var request = ReportRequest.Read(run.Portfolio, run.Definition, given).OrProblem();
        return pages.HtmlAsync(request, given, run.Definition.View.Trim('/'),
            run.Definition.Name, settings.Links, cancel);
    }

    private string TextOf(ReportRun run)
    {
        var text = new StringBuilder($"{SubjectOf(run)}.\n\n");
        if (run.Outcome is RunOutcome.Made made)
        {
            text.Append(CultureInfo.InvariantCulture,
                $"It shows the book of the portfolio {run.Portfolio} at position {made.Position} "
                + $"on {made.EffectiveOn:O}: {Prose.Count(made.Items, "line", "lines")}.\n");
            if (made.WhyEmpty is { } why)
                text.Append(why).Append('\n');
            text.Append(HoldsPersonalTexts(run)
                ? "It holds words that can be erased, so it is not attached: read it there.\n"
                : "The page is attached, and prints as it stands; so is its table.\n");
            text.Append($"Digest {made.Digest}\n");
        }
        else
            text.Append($"{((RunOutcome.Failed)run.Outcome).Detail}\n");
        if (settings.Links is { } ledger)
            text.Append(new Uri(ledger,
                $"p/{run.Portfolio}/reports/{run.Report}/runs/{run.Number}")).Append('\n');
        text.Append($"Made {ViewJson.Instant(run.MadeAt)} by {run.RequestedBy}.\n");
        return text.ToString();
    }

    private static string SubjectOf(ReportRun run) =>
        run.Outcome is RunOutcome.Made made
            ? $"{run.Definition.Name}, {made.EffectiveOn:O}"
            : $"{run.Definition.Name} could not be made";

    private static bool HoldsPersonalTexts(ReportRun run) =>
        ViewCatalogue.Find(run.Definition.View) is ({ HoldsPersonalTexts: true }, _);
}
