using System.Text.Json;
using PortfolioLedger.Access;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Http.Problems;
using PortfolioLedger.Http.Queries;
using PortfolioLedger.Imports.Jobs;
using PortfolioLedger.Pages;
using PortfolioLedger.Pages.Forms;

namespace PortfolioLedger.Imports.Browser;

/// <summary>The imports of a portfolio in a browser: all of them, one, and how far it is.</summary>
internal sealed class ImportRunPages(
    CallerAccess access, PortfolioPages pages, PageRenderer renderer, RecordedImports recorded,
    IHostApplicationLifetime lifetime, TimeProvider clock)
{
    /// <summary>Of the address: which import.</summary>
    public const string Import = "import";

    private const string Path = "imports";

    /// <summary>How often who follows an import is told how far it is.</summary>
    private static readonly TimeSpan Told = TimeSpan.FromMilliseconds(500);

    /// <summary>After that a browser asks anew by itself.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);

    private const int MaxFollowers = 50;

    private readonly Listeners _followers = new();

    /// <summary>All of them, or why they are not shown.</summary>
    public async Task ListAsync(HttpContext http)
    {
        var (head, links) = await pages.OfNewAsync(http);
        var identity = await access.RequireAsync(http);
        var whyNot = MaySee(identity) ? null
            : "Only administrators and auditors see imports: reports of imports repeat cells of "
                + "the files. You act as "
                + $"{identity.RoleNames}. What was recorded is in the timeline.";
        var imports = whyNot is not null ? []
            : await recorded.ListAsync(head.Portfolio, http.RequestAborted);
        await pages.ShowAsync(http, "Imports", Path, head, links,
            await renderer.RenderAsync<ImportList>(new ImportListModel(
                links, whyNot, identity.Roles.Contains(Role.Administrator),
                [.. imports.Select(job => ImportRunModel.Of(links, job))])));
    }

    /// <summary>One of them.</summary>
    public Task ShowAsync(HttpContext http) => ShowAsync(http, new("", null, "", null, null));

    /// <summary>The same with what the form that takes it back was told.</summary>
    public async Task ShowAsync(HttpContext http, ReversalFormModel form)
    {
        var (head, links) = await pages.OfNewAsync(http);
        var job = await FindAsync(http, head);
        var identity = await access.RequireAsync(http);
        await pages.ShowAsync(http, $"Import of {job.File}", Path, head, links,
            await renderer.RenderAsync<ImportResult>(ImportRunModel.Of(links, job) with
            {
                Reversal = job.Positions is null || job.Reversed is not null ? null : form with
                {
                    Token = FormToken.Field(http),
                    Obstacle = !links.AsOf.IsEmpty
                        ? "You came from a page of the past, which is read-only. Go back to now to "
                            + "take an import back."
                        : identity.Has(Role.Administrator) ? null
                        : "Taking an import back needs the role administrator; you act as "
                            + $"{identity.RoleNames}.",
                },
            }));
    }

    /// <summary>The import of an address, with the newest book of its portfolio.</summary>
    public async Task<(Book Head, ImportJob Job)> FindAsync(HttpContext http)
    {
        var (head, _) = await pages.OfNewAsync(http);
        return (head, await FindAsync(http, head));
    }

    /// <summary>
    /// How far an import is, as server-sent events <c>progress</c>, and in the end <c>end</c> with
    /// what came of it.
    /// </summary>
    public async Task FollowAsync(HttpContext http)
    {
        var (head, _) = await pages.OfNewAsync(http);
        var job = await FindAsync(http, head);
        using var following = _followers.Enter(MaxFollowers,
            $"{MaxFollowers} browsers follow imports already; open the page again instead.");
        await EventStream.RunAsync(
            http, lifetime, Longest, end => FollowAsync(http, head, job, end));
    }

    private async Task FollowAsync(
        HttpContext http, Book head, ImportJob job, CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(Told, clock);
        while (job.State is ImportState.Waiting or ImportState.Running)
        {
            await SendAsync(http, "progress", new
            {
                job.Progress.Done, job.Progress.Total, Words = ImportRunModel.ProgressWords(job),
            }, cancel);
            await timer.WaitForNextTickAsync(cancel);
            job = (await recorded.FindAsync(head.Portfolio, job.Id, cancel))!;
        }
        await SendAsync(http, "end", new
        {
            job.State, job.Fault, Headline = ShownReport.Of(job.Report)?.Headline,
            Rows = job.Report?["rows"],
        }, cancel);
    }

    private static Task SendAsync(
        HttpContext http, string name, object data, CancellationToken cancel)
    {
        // JSON on one line: the line is what an event of the stream is.
        var json = JsonSerializer.Serialize(data, data.GetType(), ViewJson.Options);
        return EventStream.WriteAsync(http, $"event: {name}\ndata: {json}\n\n", cancel);
    }

    private async Task<ImportJob> FindAsync(HttpContext http, Book head)
    {
        var identity = await access.RequireAsync(http);
        if (!MaySee(identity))
            identity.ActAs(Role.Administrator);
        var text = (string)http.Request.RouteValues[Import]!;
        return Guid.TryParse(text, out var id)
            && await recorded.FindAsync(head.Portfolio, id, http.RequestAborted) is { } job
            ? job : throw ReadProblem.Unknown("import", text);
    }

    private static bool MaySee(Identity identity) =>
        identity.Roles.Contains(Role.Administrator) || identity.Roles.Contains(Role.Auditor);
}
