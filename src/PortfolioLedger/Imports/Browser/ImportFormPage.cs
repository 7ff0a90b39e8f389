using System.Collections.Immutable;
using PortfolioLedger.Access;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Portfolios;
using PortfolioLedger.Imports.Jobs;
using PortfolioLedger.Imports.Lists;
using PortfolioLedger.Pages;
using PortfolioLedger.Pages.Forms;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Imports.Browser;

/// <summary>The first step of an import in a browser: what is in the file, and the file.</summary>
internal sealed class ImportFormPage(
    CallerAccess access, PortfolioPages pages, PageRenderer renderer, ImportKinds kinds,
    UploadFolder folder, PreviewRuns runs, TimeProvider clock)
{
    /// <summary>Below the portfolio.</summary>
    public const string Path = "import";

    private const string Kind = "of";
    private const string Day = "day";
    private const string FilePart = "file";

    /// <summary>The form, or why there is none.</summary>
    public async Task ShowAsync(HttpContext http)
    {
        var (head, links) = await pages.OfNewAsync(http, Kind);
        var kind = http.Request.Query[Kind].ToString() is { Length: > 0 } and var chosen
            ? chosen : ImportKinds.UsualOf(head);
        await ShowAsync(http, head, links, kind, null, StatusCodes.Status200OK, m => m);
    }

    /// <summary>The form again, because a file that was looked at is not there any more.</summary>
    public Task ShowGoneAsync(HttpContext http, Book head, PageLinks links) => ShowAsync(
        http, head, links, ImportKinds.UsualOf(head), null, StatusCodes.Status404NotFound,
        m => m with
        {
            FileFault = "The file that you looked at is not here any more: it is kept for an "
                + "hour, on the server that took it, for who sent it alone. Choose it again.",
        });

    /// <summary>Takes a file and goes on to the look at it; nothing is recorded.</summary>
    public async Task TakeAsync(HttpContext http)
    {
        var (head, links) = await pages.OfNewAsync(http);
        var actor = (await access.RequireAsync(http)).ActAs(Role.Administrator);
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var (kind, day) = (form[Kind].ToString(), form[Day].ToString().Trim());
        Task Refuse(int status, Func<ImportFormModel, ImportFormModel> why) =>
            ShowAsync(http, head, links, kind, day, status, why);
        if (await kinds.FindAsync(head, kind, http.RequestAborted) is not var (_, mapping))
        {
            kind = ImportKinds.UsualOf(head);
            await Refuse(StatusCodes.Status422UnprocessableEntity, m => m with
            {
                KindFault = "There is no such thing to import. Choose one of these.",
            });
            return;
        }
        var (on, dayFault) = DayOf(day, mapping);
        var refusal = form.Files.GetFile(FilePart) is { } sent
            ? await TryAsync(http, head, sent, mapping, kind, on, dayFault, actor)
            : new(StatusCodes.Status422UnprocessableEntity, "No file was sent. Choose one.");
        if (refusal is not null || dayFault is not null)
            await Refuse(refusal?.Status ?? StatusCodes.Status422UnprocessableEntity, m => m with
            {
                FileFault = refusal?.Detail, DayFault = dayFault,
            });
    }

    /// <summary>Keeps a file to be looked at, or says why not.</summary>
    private async Task<FileRefusal?> TryAsync(
        HttpContext http, Book head, IFormFile sent, IMapping mapping, string kind, DateOnly? day,
        string? dayFault, Actor actor)
    {
        var path = folder.NewFile();
        var isHeld = false;
        try
        {
            await using (var file = File.Create(path))
                await sent.CopyToAsync(file, http.RequestAborted);
            var name = ImportUpload.Plain(sent.FileName);
            if (UploadedFile.Refusal(path, name) is { } refusal)
                return refusal;
            var tables = await FilePreview.ReadAsync(mapping, path, http.RequestAborted);
            if (tables.SelectMany(t => t.Repeated).FirstOrDefault() is { } twice)
                return new(StatusCodes.Status422UnprocessableEntity,
                    $"Several columns have the header '{twice}'. Give each a header of its own.");
            if (dayFault is not null)
                return null;
            var (named, list) = ImportKinds.Parts(kind);
            var upload = await runs.HoldAsync(new(
                HeldUploads.NewId(), head.Portfolio, actor.Id, path, name, sent.Length, named,
                list) { Options = new(DryRun: true, EffectiveOn: day) },
                mapping, tables, http.RequestAborted);
            if (upload is null)
                return new(StatusCodes.Status503ServiceUnavailable,
                    "Too many files are being looked at. Send it again in a few minutes.");
            isHeld = true;
            FormAnswer.SeeOther(http, $"/p/{head.Portfolio}/{Path}/{upload.Id}");
            return null;
        }
        catch (ImportException fault)
        {
            return FileRefusal.Of(fault);
        }
        finally
        {
            if (!isHeld)
                File.Delete(path);
        }
    }

    /// <summary>The day of a form, or what is wrong with it.</summary>
    internal (DateOnly? Day, string? Fault) DayOf(string text, IMapping mapping)
    {
        if (text.Length == 0)
            return (null, mapping is ListMapping { Opening: true }
                ? "Opening balances need the day on which the ledger takes over." : null);
        try
        {
            var day = Texts.Date(text);
            var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
            return day <= today ? (day, null)
                : (null, $"This day is to come; today is {Values.Day(today)}.");
        }
        catch (FormatException wrong)
        {
            return (null, $"The day {wrong.Message}.");
        }
    }

    private async Task ShowAsync(
        HttpContext http, Book head, PageLinks links, string kind, string? day, int status,
        Func<ImportFormModel, ImportFormModel> with)
    {
        var identity = await access.RequireAsync(http);
        var whyNot = WhyNot(identity, head);
        var chosen = await kinds.FindAsync(head, kind, http.RequestAborted);
        if (chosen is null)
        {
            (kind, var inner) = (ImportKinds.UsualOf(head), with);
            with = m => inner(m) with { KindFault = "There is no such thing to import; choose." };
            status = StatusCodes.Status404NotFound;
            chosen = await kinds.FindAsync(head, kind, http.RequestAborted);
        }
        var mapping = chosen!.Value.Chosen;
        var (named, list) = ImportKinds.Parts(kind);
        var model = with(new(links, whyNot, FormToken.Field(http), kind,
            whyNot is null ? await kinds.AllAsync(head, http.RequestAborted) : [],
            ColumnsOf(mapping), TemplatesOf(links, mapping, named, list),
            (chosen.Value.Whole as ListMapping)?.Description,
            mapping is ListMapping { Opening: true }, mapping is Mapping, day)
        {
            IsNew = ImportKinds.IsNew(head),
        });
        http.Response.StatusCode = status;
        await pages.ShowAsync(http, "Import a file", "imports", head, links,
            await renderer.RenderAsync<ImportForm>(model));
    }

    private static string? WhyNot(Identity identity, Book head) =>
        !identity.Roles.Contains(Role.Administrator)
            ? "Only administrators import, because an import speaks for its source and not for a "
                + "person who decides. You act as "
                + $"{identity.RoleNames}."
        : head.Details.Archived is { } archived ? archived.Refuse(head.Portfolio).Detail : null;

    /// <summary>The columns of a list with the headers of its template.</summary>
    private static ImmutableArray<ColumnOption> ColumnsOf(IMapping mapping) => mapping switch
    {
        Mapping history => FilePreview.OptionsOf(history),
        ListMapping { Lists: [var one] } lists =>
        [
            .. ListTemplate.Columns(lists, one)
                .Select(c => new ColumnOption(c.Header, c.Note, c.Form, c.Needed)),
        ],
        _ => [],
    };

    private static ImmutableArray<(string, string)> TemplatesOf(
        PageLinks links, IMapping mapping, string named, string? list)
    {
        var path = $"imports/mappings/{named}/template";
        return mapping switch
        {
            Mapping => [("CSV", links.Api(path, ("format", "csv")))],
            ListMapping { Lists.Length: 1 } when list is not null =>
            [
                ("CSV", links.Api(path, ("format", "csv"), ("list", list))),
                ("XLSX with all lists and notes", links.Api(path, ("format", "xlsx"))),
            ],
            _ =>
            [
                ("XLSX with all lists and notes", links.Api(path, ("format", "xlsx"))),
            ],
        };
    }
}
