using System.Globalization;
using Npgsql;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Journaling.Setup;
using PortfolioLedger.Messaging;
using Wolverine;

namespace PortfolioLedger.Reports.Mails;

/// <summary>A run is to be mailed.</summary>
/// <param name="Portfolio">Of which portfolio.</param>
/// <param name="Report">Of which report.</param>
/// <param name="Run">Its number.</param>
/// <param name="Attempts">How many attempts there were before.</param>
public sealed record MailRun(string Portfolio, string Report, int Run, int Attempts);

/// <summary>
/// Mails runs; when that fails, orders the next attempt, later each time, and gives up after the
/// last.
/// </summary>
internal sealed class RunMailSteps(
    NpgsqlDataSource source, RunMails mails, RunArchive archive, RunMailWriter writer,
    MailSender sender, MailWriter files, MessagingSettings settings, TimeProvider clock)
{
    /// <summary>A message that is this late is not on its way any more.</summary>
    private static readonly TimeSpan LostAfter = TimeSpan.FromMinutes(1);

    /// <summary>Mails of runs, two at once on a node.</summary>
    public static readonly MessageQueue Queue = new MessageQueue<MailRun, RunMailSteps>(
        "report-mails", 2, (steps, message, bus, cancel) =>
            steps.AttemptAsync(message, bus, cancel));

    /// <summary>Orders the mail of a run, once.</summary>
    public async Task OrderAsync(
        ReportRun run, string mailTo, IMessageBus bus, CancellationToken cancel)
    {
        if (await mails.HandOverAsync(run, mailTo, clock.GetUtcNow(), cancel))
            await bus.PublishAsync(
                new MailRun(run.Portfolio.Value, run.Report.Value, run.Number, 0));
    }

    /// <summary>Orders again what got lost.</summary>
    public async Task ResumeAsync(IMessageBus bus, CancellationToken cancel)
    {
        foreach (var message in await mails.LostAsync(clock.GetUtcNow() - LostAfter, cancel))
            await bus.PublishAsync(message);
    }

    /// <summary>Carries out a message, unless it was carried out before.</summary>
    public async Task AttemptAsync(MailRun message, IMessageBus bus, CancellationToken cancel)
    {
        var (portfolio, report) = (Key.Parse(message.Portfolio), Key.Parse(message.Report));
        // Handed over twice, it is attempted once at a time.
        await using var turn = await SessionLock.TryTakeAsync(source,
            $"report-mail:{portfolio}/{report}/{message.Run}", TimeSpan.Zero, cancel);
        if (turn is null
            || await mails.FindAsync(portfolio, report, message.Run, cancel)
                is not { Status: DeliveryStatus.Pending } mail
            || mail.Attempts != message.Attempts)
            return;
        var attempt = await archive.FindAsync(portfolio, report, message.Run, cancel) is { } run
            ? await AttemptAsync(run, mail, cancel)
            : new Attempt($"There is no run {message.Run}.", true);
        var now = clock.GetUtcNow();
        var (status, wait) = settings.After(attempt, mail.Attempts);
        if (await mails.NoteAsync(message, status, now, now + wait, attempt.Error, cancel)
            && wait is { } later)
            await bus.ScheduleAsync(message with { Attempts = message.Attempts + 1 }, later);
    }

    private async Task<Attempt> AttemptAsync(
        ReportRun run, RunMail mail, CancellationToken cancel)
    {
        using var written = await writer.WriteAsync(run, mail.MailTo, cancel);
        return settings.Mail.Server is not null
            ? await sender.SendAsync(written, settings.IsLast(mail.Attempts), cancel)
            : await files.WriteAsync(
                string.Create(CultureInfo.InvariantCulture,
                    $"{run.Portfolio}-report-{run.Report}-{run.Number}"),
                written);
    }
}
