using Npgsql;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Portfolios;
using PortfolioLedger.Core.Reports;
using PortfolioLedger.Http.Problems;
using PortfolioLedger.Journaling.Books;
using PortfolioLedger.Journaling.Writing;
using PortfolioLedger.Messaging;
using PortfolioLedger.Reports.Mails;
using Wolverine;

namespace PortfolioLedger.Reports;

/// <summary>A scheduled report is due at a moment.</summary>
/// <param name="Portfolio">Of which portfolio.</param>
/// <param name="Report">Which report.</param>
/// <param name="SchedulePosition">The event that scheduled it.</param>
/// <param name="DueAt">The moment.</param>
public sealed record MakeDueReport(
    string Portfolio,
    string Report,
    long SchedulePosition,
    DateTimeOffset DueAt
);

/// <summary>
/// Makes scheduled reports. The next moment of each stands in the database; a message waits for it,
/// also while nobody runs. Each moment is made once, as of then, and names the next.
/// </summary>
internal sealed class DueReports(
    NpgsqlDataSource source,
    BookKeeper keeper,
    ReportMaker maker,
    RunMailSteps mails,
    TimeProvider clock
) : IJournalFollower
{
    /// <summary>Reports that are due, made one after the other.</summary>
    public static readonly MessageQueue Queue = new MessageQueue<MakeDueReport, DueReports>(
        "reports", 1, (reports, message, bus, cancel) => reports.MakeAsync(message, bus, cancel));

    /// <summary>
    /// Notes the next moment of what was scheduled, and forgets what is not any more.
    /// </summary>
    public async Task FollowAsync(Book book, IMessageBus bus, CancellationToken cancel)
    {
        var known = await KnownAsync(book.Portfolio, cancel);
        foreach (var report in book.Reports.All.Values)
        {
            var scheduled = report.ScheduledOn(book.Day);
            var noted = known.GetValueOrDefault(report.Key);
            if (scheduled is null && noted > 0)
                await ForgetAsync(book.Portfolio, report.Key, cancel);
            else if (scheduled is not null && scheduled.Position != noted)
                await NoteAsync(book.Portfolio, report.Key, scheduled, bus, cancel);
        }
    }

    /// <summary>
    /// Hands over again what is due and was not made: its message got lost, or time was set.
    /// </summary>
    public async Task ResumeAsync(IMessageBus bus, CancellationToken cancel)
    {
        await using var command = source.CreateCommand(
            "select portfolio, report, schedule_position, due_at from ledger.report_due where "
                + "due_at <= $1"
        );
        command.Parameters.Add(new() { Value = clock.GetUtcNow().ToUniversalTime() });
        var due = new List<MakeDueReport>();
        await using (var rows = await command.ExecuteReaderAsync(cancel))
            while (await rows.ReadAsync(cancel))
                due.Add(new(rows.GetString(0), rows.GetString(1), rows.GetInt64(2),
                    rows.GetFieldValue<DateTimeOffset>(3)));
        foreach (var message in due)
            await bus.PublishAsync(message);
        await mails.ResumeAsync(bus, cancel);
    }

    /// <summary>
    /// Makes what is due, unless it was made or is not scheduled like this any more.
    /// </summary>
    public async Task MakeAsync(MakeDueReport due, IMessageBus bus, CancellationToken cancel)
    {
        var (portfolio, key) = (Key.Parse(due.Portfolio), Key.Parse(due.Report));
        if (!await IsDueAsync(due, cancel))
            return;
        var before = await keeper.FreshHeadAsync(portfolio, cancel);
        try
        {
            // Nothing is due of what nobody writes any more; its schedule waits.
            if (before?.Details.Archived is null)
            {
                var run = await maker.MakeAsync(
                    portfolio, key, new(RunOrder.Scheduler, due.DueAt), cancel);
                if (before?.Reports.Find(key)?.ScheduledOn(before.Day)?.Value?.MailTo is { } to)
                    await mails.OrderAsync(run, to, bus, cancel);
            }
        }
        catch (ProblemException gone)
            when (gone.Problem.Code is "report-retired" or "unknown-report")
        {
            await ForgetAsync(portfolio, key, cancel);
            return;
        }
        var book = await keeper.FreshHeadAsync(portfolio, cancel);
        if (book?.Reports.Find(key)?.ScheduledOn(book.Day) is not { } scheduled
            || scheduled.Position != due.SchedulePosition)
            return;
        var next = due with { DueAt = scheduled.Value!.NextAfter(due.DueAt) };
        if (await AdvanceAsync(due, next.DueAt, cancel))
            await SendAsync(next, bus);
    }

    private async Task NoteAsync(
        Key portfolio,
        Key report,
        Dated<ReportSchedule?> scheduled,
        IMessageBus bus,
        CancellationToken cancel
    )
    {
        var knownAt = (await keeper.AtAsync(portfolio, scheduled.Position, null, cancel)).KnownAt;
        var message = new MakeDueReport(
            portfolio.Value, report.Value, scheduled.Position, scheduled.Value!.NextAfter(knownAt));
        // Two nodes may see it at the same time: one of them sends the message.
        if (
            await ExecuteAsync(
                """
                insert into ledger.report_due as d (portfolio, report, schedule_position, due_at)
                values ($1, $2, $3, $4) on conflict (portfolio, report)
                do update set schedule_position = excluded.schedule_position, due_at = excluded.due_at
                where d.schedule_position < excluded.schedule_position
                """,
                cancel,
                message.Portfolio,
                message.Report,
                message.SchedulePosition,
                message.DueAt
            ) > 0
        )
            await SendAsync(message, bus);
    }

    private async Task SendAsync(MakeDueReport message, IMessageBus bus)
    {
        var wait = message.DueAt - clock.GetUtcNow();
        if (wait <= TimeSpan.Zero)
            await bus.PublishAsync(message);
        else
            await bus.ScheduleAsync(message, wait);
    }

    private async Task<SortedDictionary<Key, long>> KnownAsync(
        Key portfolio,
        CancellationToken cancel
    )
    {
        await using var command = source.CreateCommand(
            "select report, schedule_position from ledger.report_due where portfolio = $1");
        command.Parameters.Add(new() { Value = portfolio.Value });
        var known = new SortedDictionary<Key, long>();
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
            known[Key.Parse(rows.GetString(0))] = rows.GetInt64(1);
        return known;
    }

    private async Task<bool> IsDueAsync(MakeDueReport due, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("""
            select 1 from ledger.report_due where portfolio = $1 and report = $2 and schedule_position = $3
            and due_at = $4
            """
        );
        foreach (
            var value in (object[])[due.Portfolio, due.Report, due.SchedulePosition, due.DueAt]
        )
            command.Parameters.Add(new() { Value = value });
        return await command.ExecuteScalarAsync(cancel) is not null;
    }

    private async Task<bool> AdvanceAsync(
        MakeDueReport due,
        DateTimeOffset next,
        CancellationToken cancel
    ) =>
        await ExecuteAsync(
            """
            update ledger.report_due set due_at = $5
            where portfolio = $1 and report = $2 and schedule_position = $3 and due_at = $4
            """, cancel, due.Portfolio, due.Report, due.SchedulePosition, due.DueAt, next) > 0;

    private Task ForgetAsync(Key portfolio, Key report, CancellationToken cancel) => ExecuteAsync(
        "delete from ledger.report_due where portfolio = $1 and report = $2", cancel,
        portfolio.Value, report.Value);

    private async Task<int> ExecuteAsync(
        string sql,
        CancellationToken cancel,
        params object[] values
    )
    {
        await using var command = source.CreateCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        return await command.ExecuteNonQueryAsync(cancel);
    }
}
