using System.Collections.Immutable;
using PortfolioLedger.Access;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Imports.Jobs;
using PortfolioLedger.Imports.Lists;
using PortfolioLedger.Pages;
using PortfolioLedger.Pages.Forms;

namespace PortfolioLedger.Imports.Browser;

/// <summary>
/// The second step of an import in a browser: how the file is read, which columns are mapped by
/// hand, what would be recorded; and the third, that it is.
/// </summary>
internal sealed class ImportPreviewPage(
    CallerAccess access, PortfolioPages pages, PageRenderer renderer, ImportKinds kinds,
    ImportFormPage form, HeldUploads held, PreviewRuns runs, ImportQueue queue, ImportJobs jobs,
    TimeProvider clock)
{
    /// <summary>Of the address: which file.</summary>
    public const string Upload = "upload";

    private const string ListField = "list";
    private const string ShownField = "shown";
    private const string DayField = "day";
    private const string OverwriteField = "overwrite";
    private const string StrictField = "strict";
    private const string RunField = "run";

    private static readonly ImmutableSortedDictionary<string, string> NoColumns =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>The look at a file.</summary>
    public async Task ShowAsync(HttpContext http)
    {
        if (await FoundAsync(http) is var (head, links, upload, whole))
            await ShowAsync(http, head, links, upload, whole, StatusCodes.Status200OK);
    }

    /// <summary>Takes what columns are, and looks again.</summary>
    public async Task MapAsync(HttpContext http)
    {
        if (await FoundAsync(http) is not var (head, links, upload, whole))
            return;
        var sent = await http.Request.ReadFormAsync(http.RequestAborted);
        var list = sent[ListField].ToString() is { Length: > 0 } named ? named
            : whole is ListMapping { Lists: [var only] } ? only.Of : null;
        if (Chosen(whole, list) is not { } mapping)
        {
            await ShowAsync(http, head, links, upload, whole,
                StatusCodes.Status422UnprocessableEntity,
                m => m with { Fault = $"'{list}' is no list of {whole.Name}." });
            return;
        }
        // What the headers say by themselves need not be said again.
        var tables = await ReadAsync(mapping, upload, http.RequestAborted);
        var (columns, faults) = tables is [var table] && sent[ShownField] == (list ?? "")
            ? ColumnsOf(sent, table) : (NoColumns, NoColumns);
        var (day, dayFault) = form.DayOf(sent[DayField].ToString().Trim(), mapping);
        upload = upload with
        {
            List = list,
            Columns = columns,
            Options = new(true, sent[StrictField] == "true", day)
            {
                Overwrite = sent[OverwriteField] == "true",
            },
        };
        if (faults.IsEmpty && dayFault is null)
        {
            mapping = HandMapping.WithColumns(mapping, columns);
            await runs.StartAsync(upload, mapping,
                await ReadAsync(mapping, upload, http.RequestAborted), http.RequestAborted);
            FormAnswer.SeeOther(http, AddressOf(upload));
            return;
        }
        // Shown as it was sent, and kept as it was before.
        await ShowAsync(http, head, links, upload with { DryRun = null }, whole,
            StatusCodes.Status422UnprocessableEntity, m => m with
            {
                ColumnFaults = faults, DayFault = dayFault,
                Fault = "Nothing was taken over: look at what is marked below.",
            });
    }

    /// <summary>Imports a file as it was looked at.</summary>
    public async Task ImportAsync(HttpContext http)
    {
        if (await FoundAsync(http) is not var (head, links, upload, whole))
            return;
        var sent = await http.Request.ReadFormAsync(http.RequestAborted);
        Task Refuse(int status, string why) => ShowAsync(
            http, head, links, upload, whole, status, m => m with { Fault = why });
        if (upload.DryRun is not { } run || sent[RunField] != $"{run}")
        {
            await Refuse(StatusCodes.Status409Conflict, "The columns were changed since you looked "
                + "at it, in another window perhaps. This is what would be recorded now.");
            return;
        }
        var looked = await jobs.FindAsync(upload.Portfolio, run, http.RequestAborted);
        if (looked is not { State: ImportState.Succeeded }
            || ShownReport.Of(looked.Report) is not { IsAllRefused: false })
        {
            await Refuse(StatusCodes.Status422UnprocessableEntity,
                "Nothing of it can be imported as it is.");
            return;
        }
        var import = Requested(upload, Adjusted(whole, upload));
        if (!held.TryTake(upload) || await queue.TryAddAsync(import, http.RequestAborted) is null)
        {
            held.TryAdd(upload);
            await Refuse(StatusCodes.Status503ServiceUnavailable,
                $"{ImportQueue.MaxWaiting} imports are waiting. Import it in a minute.");
            return;
        }
        FormAnswer.SeeOther(http, $"/p/{upload.Portfolio}/imports/{import.Id}");
    }

    private RequestedImport Requested(HeldUpload upload, IMapping mapping) => new(
        Guid.CreateVersion7(clock.GetUtcNow()), upload.Portfolio, mapping, upload.Path,
        upload.File, upload.Bytes, upload.Options with { DryRun = false }, upload.HeldBy);

    /// <summary>
    /// The file in the address with what reads it; null when the answer says that it is gone.
    /// </summary>
    private async Task<(Book Head, PageLinks Links, HeldUpload Upload, IMapping Whole)?> FoundAsync(
        HttpContext http)
    {
        var (head, links) = await pages.OfNewAsync(http);
        var actor = (await access.RequireAsync(http)).ActAs(Role.Administrator);
        if (Guid.TryParse((string?)http.Request.RouteValues[Upload], out var id)
            && held.Find(head.Portfolio, id, actor.Id) is { } upload
            && await kinds.FindAsync(head, upload.Mapping, http.RequestAborted)
                is var (whole, _))
            return (head, links, upload, whole);
        await form.ShowGoneAsync(http, head, links);
        return null;
    }

    private async Task ShowAsync(
        HttpContext http, Book head, PageLinks links, HeldUpload upload, IMapping whole, int status,
        Func<ImportPreviewModel, ImportPreviewModel>? with = null)
    {
        var model = new ImportPreviewModel(
            links, FormToken.Field(http), AddressOf(upload), upload.File, upload.Bytes,
            ImportKinds.Choice(upload.Mapping, upload.List),
            whole is ListMapping lists ? [.. lists.Lists.Select(l => l.Of)] : [],
            await ReadAsync(Adjusted(whole, upload), upload, http.RequestAborted),
            upload.Options.EffectiveOn is { } day ? Values.Day(day) : null,
            upload.Options.Overwrite, upload.Options.Strict, upload.Until, CommandOf(upload),
            upload.DryRun is { } run
                && await jobs.FindAsync(head.Portfolio, run, http.RequestAborted) is { } job
                ? ImportRunModel.Of(links, job) : null);
        if (with is not null)
            model = with(model);
        if (!model.ColumnFaults.IsEmpty)
            model = model with { Tables = [.. model.Tables.Select(t => Entered(t, upload))] };
        http.Response.StatusCode = status;
        await pages.ShowAsync(http, $"Look at {upload.File}", "imports", head, links,
            await renderer.RenderAsync<ImportPreview>(model));
    }

    /// <summary>A file that was read before may be read otherwise with another list.</summary>
    private static async Task<ImmutableArray<PreviewedTable>> ReadAsync(
        IMapping mapping, HeldUpload upload, CancellationToken cancel)
    {
        try
        {
            return await FilePreview.ReadAsync(mapping, upload.Path, cancel);
        }
        catch (ImportException fault)
        {
            return [new(null, null, [], [], fault.Faults, [], [])];
        }
    }

    private static IMapping? Chosen(IMapping whole, string? list)
    {
        try
        {
            return HandMapping.OfList(whole, list);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>What reads the file; columns that cannot be are only shown.</summary>
    private static IMapping Adjusted(IMapping whole, HeldUpload upload)
    {
        var chosen = Chosen(whole, upload.List) ?? whole;
        try
        {
            return HandMapping.WithColumns(chosen, upload.Columns);
        }
        catch (FormatException)
        {
            return chosen;
        }
    }

    /// <summary>Columns that are not what their headers say, and those that cannot be so.</summary>
    private static (
        ImmutableSortedDictionary<string, string> Columns,
        ImmutableSortedDictionary<string, string> Faults) ColumnsOf(
            IFormCollection sent, PreviewedTable table)
    {
        var columns = ImmutableSortedDictionary.CreateBuilder<string, string>(
            StringComparer.Ordinal);
        var faults = ImmutableSortedDictionary.CreateBuilder<string, string>(
            StringComparer.Ordinal);
        var kind = table.List is null ? null : ListKinds.Find(table.List);
        foreach (var (at, column) in table.Columns.Index())
        {
            var field = sent[ImportPreviewModel.FieldName(at)].ToString();
            if (field.Length == 0 || column.Header.Length == 0)
                continue;
            var @for = sent[ImportPreviewModel.ForName(at)].ToString().Trim();
            var choice = new ColumnChoice(field,
                kind?.Field(field)?.Per is null || @for.Length == 0 ? null : @for);
            if (field == column.Field && choice.For == column.For)
                continue;
            columns[column.Header] = choice.ToString();
            if (kind is not null && choice.Fault(kind, column.Header) is { } fault)
                faults[column.Header] = $"{fault}.";
            else if (kind is null && choice.IsField
                && table.Options.All(o => o.Field != choice.Field))
                faults[column.Header] = $"There is no column '{choice.Field}' to read.";
        }
        return (columns.ToImmutable(), faults.ToImmutable());
    }

    /// <summary>The columns as they were sent, also where that cannot be.</summary>
    private static PreviewedTable Entered(PreviewedTable table, HeldUpload upload) => table with
    {
        Columns =
        [
            .. table.Columns.Select(c => upload.Columns.TryGetValue(c.Header, out var said)
                && ColumnChoice.Parse(said) is var choice
                    ? c with { Field = choice.Field, For = choice.For } : c),
        ],
    };

    private static string AddressOf(HeldUpload upload) =>
        $"/p/{upload.Portfolio}/{ImportFormPage.Path}/{upload.Id}";

    /// <summary>What gives the same on the command line.</summary>
    private static string CommandOf(HeldUpload upload)
    {
        static string Quoted(string text) =>
            $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
        var columns = string.Join(',', upload.Columns.Select(c =>
            $"{c.Key.Replace(",", "\\,", StringComparison.Ordinal)}={c.Value}"));
        return string.Join(' ', ((string?[])
        [
            $"import {upload.Mapping} {Quoted(upload.File)} --portfolio {upload.Portfolio}",
            upload.List is { } list ? $"--list {list}" : null,
            columns.Length > 0 ? $"--columns {Quoted(columns)}" : null,
            upload.Options.EffectiveOn is { } day ? $"--effective-on {Values.Day(day)}" : null,
            upload.Options.Overwrite ? "--overwrite" : null,
            upload.Options.Strict ? "--strict" : null,
            "--dry-run",
        ]).OfType<string>());
    }
}
