using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using PortfolioLedger.Access;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Reports;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Http.Problems;
using PortfolioLedger.Http.Queries;
using PortfolioLedger.Journaling.Books;
using PortfolioLedger.Messaging;
using PortfolioLedger.Pages;
using PortfolioLedger.Pages.Forms;
using PortfolioLedger.Querying;
using PortfolioLedger.Reports.Mails;

namespace PortfolioLedger.Reports;

/// <summary>Pages of what reports showed, and of dashboards: their reports on one page.</summary>
internal sealed class ReportPages(
    PortfolioPages pages, PageRenderer renderer, CallerAccess access, RunArchive archive,
    RunResults results, ReportMaker maker, RunMails mails, BookKeeper keeper)
{
    /// <summary>So many lines of each report are on a dashboard.</summary>
    private const int LinesOnDashboard = 15;

    /// <summary>One result as it was made.</summary>
    public async Task RunAsync(HttpContext http)
    {
        var (head, links) = await pages.OfNoBookAsync(http);
        var report = ReportOf(http, head);
        var number = (string)http.Request.RouteValues["run"]!;
        var run = (int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var n)
            ? await archive.FindAsync(head.Portfolio, report.Key, n, http.RequestAborted) : null)
            ?? throw ReadProblem.Unknown("run", number);
        var mail = await mails.FindAsync(
            head.Portfolio, report.Key, run.Number, http.RequestAborted);
        var shown = await ShownAsync(run, links, null, http.RequestAborted) with
        {
            Mailed = mail is null ? null : Words(mail),
        };
        await pages.ShowAsync(http, run.Definition.Name, $"reports/{report.Key}/runs/{n}", head,
            links, await renderer.RenderAsync<RunContent>(shown));
    }

    /// <summary>
    /// The reports of a dashboard, each as it was made last, or as it would be now; of the past
    /// what was made of the books that were known then.
    /// </summary>
    public async Task DashboardAsync(HttpContext http)
    {
        var cancel = http.RequestAborted;
        var (head, links, asked, _) = await pages.OfBookAsync(http, []);
        var text = (string)http.Request.RouteValues["dashboard"]!;
        if (!Key.TryParse(text, out var key)
            || head.Reports.Dashboards.GetValueOrDefault(key) is not { } dashboard)
            throw ReadProblem.Unknown(Subject.NameOf(SubjectKind.Dashboard), text);
        var book = await asked.When.BookAsync(keeper, cancel);
        var isThere = book.Reports.Dashboards.ContainsKey(key);
        var content = dashboard.ContentOn(isThere ? book.Day : head.Day);
        var isNow = links.AsOf.IsEmpty;
        var latest = await archive.LatestAsync(head.Portfolio, content.Reports,
            isNow ? long.MaxValue : asked.When.Position, cancel);
        var shown = ImmutableArray.CreateBuilder<RunModel>();
        foreach (var report in isThere ? content.Reports : [])
            if (latest.GetValueOrDefault(report) is { } run)
                shown.Add(await ShownAsync(run, links, LinesOnDashboard, cancel));
            else if (isNow)
                shown.Add(await PreviewAsync(head, report, links, LinesOnDashboard, cancel));
        await pages.ShowAsync(http, content.Name, $"dashboards/{key}", head, links,
            await renderer.RenderAsync<DashboardContent>(new DashboardModel(
                Enumeration<Audience>.NameOf(content.Audience),
                dashboard.IsRetiredOn(asked.When.EffectiveOn),
                !isThere ? "The dashboard was not there yet at this time."
                    : content.Reports.IsEmpty
                        ? "No report is on it yet. Revise the dashboard and name its reports."
                    : "None of its reports was made of a book up to this time.",
                shown.ToImmutable())), asked);
    }

    /// <summary>Makes a report, and shows what it shows.</summary>
    public async Task MakeAsync(HttpContext http)
    {
        var identity = await access.RequireAsync(http);
        var (head, links) = await pages.OfNoBookAsync(http);
        var run = await maker.MakeAsync(head.Portfolio, ReportOf(http, head).Key,
            new(identity.ActAs(Role.Contributor).Id), http.RequestAborted);
        FormAnswer.SeeOther(http, links.Now($"reports/{run.Report}/runs/{run.Number}"));
    }

    /// <summary>A run for people.</summary>
    public async Task<RunModel> ShownAsync(
        ReportRun run, PageLinks links, int? lines, CancellationToken cancel) => ModelOf(
        run.Report, run.Definition.Name, run.Outcome, await results.TableAsync(run, cancel), links,
        lines) with
        {
            Number = run.Number, Api = run.Address,
            Made = $"{run.MadeAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC by {run.RequestedBy}",
        };

    private static string Words(RunMail mail) => $"to {mail.MailTo}: " + mail switch
    {
        { Status: DeliveryStatus.Delivered } =>
            $"sent {mail.LastAttemptAt!.Value.UtcDateTime:yyyy-MM-dd HH:mm} UTC",
        { Status: DeliveryStatus.Dead } => $"given up, {mail.LastError}",
        { LastError: { } error } => $"tried again later, {error}",
        _ => "on its way",
    };

    /// <summary>What a report would show now.</summary>
    public async Task<RunModel> PreviewAsync(
        Book head, Key report, PageLinks links, int? lines, CancellationToken cancel)
    {
        var definition = head.Reports.Find(report)!.DefinitionOn(head.Day);
        var (outcome, bytes) = await maker.PreviewAsync(head.Portfolio, report, cancel);
        var table = bytes is null ? null
            : await results.OpenAsync(head.Portfolio, definition.View, bytes, cancel);
        return ModelOf(report, definition.Name, outcome, table, links, lines);
    }

    private static RunModel ModelOf(
        Key report, string name, RunOutcome outcome, ReportResult? table, PageLinks links,
        int? lines)
    {
        var made = outcome as RunOutcome.Made;
        return new(report, name, null,
            made is null ? null : links.To("timeline", ("to", $"{made.Position}")),
            made is null ? null : $"position {Values.Count(made.Position)} on "
                + $"{Values.Day(made.EffectiveOn)}",
            null, made?.Digest, null,
            table is null ? default : JsonSerializer.SerializeToElement(
                table.Items.Take(lines ?? int.MaxValue), ViewJson.Options),
            table?.Items.Count ?? 0,
            made is null ? ((RunOutcome.Failed)outcome).Detail : made.WhyEmpty, links);
    }

    private static Report ReportOf(HttpContext http, Book head)
    {
        var text = (string)http.Request.RouteValues["report"]!;
        return Key.TryParse(text, out var key) && head.Reports.Find(key) is { } report ? report
            : throw ReadProblem.Unknown(Subject.NameOf(SubjectKind.Report), text);
    }
}
