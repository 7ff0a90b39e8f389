using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using PortfolioLedger.Access;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Portfolios;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Http;
using PortfolioLedger.Http.Commands;
using PortfolioLedger.Http.Problems;
using PortfolioLedger.Imports.Reversals;
using PortfolioLedger.Journaling.Books;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Imports.Jobs;

/// <summary>
/// Imports over HTTP. Only administrators import; auditors see what was imported.
/// </summary>
internal sealed class ImportEndpoints(
    CallerAccess access, BookKeeper keeper, ImportQueue queue, ImportJobs jobs,
    StoredMappings mappings, UploadFolder uploads, RecordedImports recorded,
    ImportReversals reversals)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly Parameter<string?> Mapping = new("mapping", null, Texts.Text,
        "A preset, or a mapping that was stored; not when one is sent as part 'mapping'.",
        "current-lists", []);

    private static readonly Parameter<bool> DryRun = new("dryRun", true, Texts.Truth,
        "false to write; otherwise everything is decided and nothing written.", "true", []);

    private static readonly Parameter<bool> Strict = new("strict", false, Texts.Truth,
        "true to write nothing when any row is refused.", "false", []);

    private static readonly Parameter<bool> Overwrite = new("overwrite", false, Texts.Truth,
        "true to record cells of a list that would overturn decisions taken after the list spoke; "
            + "otherwise they are reported as conflicts.", "false", []);

    private static readonly Parameter<DateOnly?> EffectiveOn = new("effectiveOn", null,
        text => Texts.Date(text),
        "The day of the lists: their state on it. Today if absent; opening balances need it.",
        "2026-01-01", []);

    private static readonly Parameter<string?> Name = new("name", null, NameOf,
        "The name of the portfolio, if it is to be opened and the mapping does not say.",
        "City plan", []);

    private static readonly Parameter<Currency?> Currency = new("currency", null,
        text => Core.Kernel.Currency.TryParse(text, out var currency) ? currency
            : throw new FormatException("must be three capital letters like USD"),
        "Its currency.", "USD", []);

    private static readonly Parameter<string?> List = new("list", null, Texts.Text,
        "Which list of the mapping the file holds; otherwise its header or its sheets say it.",
        "initiatives", []);

    private static readonly Parameter<ImmutableSortedDictionary<string, string>> Columns = new(
        "columns", ImmutableSortedDictionary<string, string>.Empty, HandMapping.Parse,
        "Columns that the mapping does not know by their headers: header=field, header=field and "
            + "what it is for ('Geld 26=budget 2026'), header=externalId or header=ignore. They "
            + "count before those of the mapping. A comma of a header is written \\,.",
        "Projekt=name,Nr=externalId", []) { TakesSeveral = true };

    /// <summary>The query parameters of an import.</summary>
    public static readonly ImmutableArray<Parameter> OfImport =
        [Mapping, List, Columns, DryRun, Strict, Overwrite, EffectiveOn, Name, Currency];

    /// <summary>The query parameters of a reversal.</summary>
    public static readonly ImmutableArray<Parameter> OfReversal = [DryRun];

    private static string NameOf(string text) =>
        (Check.Text("", text).FirstOrDefault()?.Detail ?? Check.UnsupportedCharacters(text))
            is { } fault
            ? throw new FormatException(fault)
            : text;

    /// <summary>Takes a file: its report when it is done soon, else where to ask for it.</summary>
    public async Task PostAsync(HttpContext http)
    {
        var (portfolio, actor) = await AdministratorAsync(http);
        var arguments = http.Request.ReadArguments(OfImport);
        var patience = PatienceOf(http.Request);
        var upload = await ImportUpload.ReadAsync(http, uploads);
        var asked = false;
        try
        {
            var import = await RequestedAsync(
                portfolio,
                actor,
                upload,
                arguments,
                http.RequestAborted
            );
            var ended = await queue.TryAddAsync(import, http.RequestAborted)
                ?? throw new ProblemException(
                    queue.IsStopping
                        ? Problem.Create(
                            "shutting-down",
                            "The ledger is stopping and did not take the file; send it again when "
                                + "it is back."
                        )
                        : Problem.Create(
                            "overloaded",
                            $"{ImportQueue.MaxWaiting} imports are waiting; send it again later."
                        )
                );
            asked = true;
            await Task.WhenAny(ended, Task.Delay(patience, http.RequestAborted));
            await AnswerAsync(
                http,
                (await jobs.FindAsync(portfolio, import.Id, http.RequestAborted))!
            );
        }
        finally
        {
            if (!asked)
                upload.Discard();
        }
    }

    /// <summary>One import.</summary>
    public async Task GetAsync(HttpContext http)
    {
        var portfolio = await ReaderAsync(http);
        var text = (string)http.Request.RouteValues["import"]!;
        var job = Guid.TryParse(text, out var id)
            ? await recorded.FindAsync(portfolio, id, http.RequestAborted) : null;
        if (job is null)
            throw ReadProblem.Unknown("import", text);
        await WriteAsync(http, job);
    }

    /// <summary>The last imports.</summary>
    public async Task ListAsync(HttpContext http)
    {
        var portfolio = await ReaderAsync(http);
        var items = await recorded.ListAsync(portfolio, http.RequestAborted);
        await WriteAsync(http, new ImportPage([.. items], null));
    }

    /// <summary>Takes an import back whole, or tells what that would take back.</summary>
    public async Task ReverseAsync(HttpContext http)
    {
        var (portfolio, actor) = await AdministratorAsync(http);
        var arguments = http.Request.ReadArguments(OfReversal);
        var body = BodyReader.Read<ReversalRequest>(
            await BodyReader.ReadAsync(http, BodyReader.MaxCommandBytes));
        await WriteAsync(http, await reversals.RunAsync(
            portfolio, (string)http.Request.RouteValues["import"]!, body.Grounds,
            CommandHeaders.CallerOf(http.Request, actor), arguments.Get(DryRun), null,
            http.RequestAborted));
    }

    private async Task<RequestedImport> RequestedAsync(
        Key portfolio, Actor actor, ImportUpload upload, Arguments arguments,
        CancellationToken cancel)
    {
        var named = arguments.Get(Mapping);
        if (named is null == upload.Mapping is null)
            throw ReadProblem.Invalid(Mapping.Name,
                "must name a mapping, unless one is sent as part 'mapping' of a form");
        var mapping = named is null
            ? MappingEndpoints.Parsed(upload.Mapping!, "sent")
            : await FindAsync(portfolio, named, cancel);
        mapping = ReadProblem.Checked(List.Name,
            () => HandMapping.OfList(mapping, arguments.Get(List)));
        mapping = ReadProblem.Checked(Columns.Name,
            () => HandMapping.WithColumns(mapping, arguments.Get(Columns)));
        MappedPortfolio? open = (arguments.Get(Name), arguments.Get(Currency)) switch
        {
            (null, null) => null,
            ({ } name, { } currency) when name.Trim().Length > 0 => new(name, currency),
            _ => throw ReadProblem.Invalid(Name.Name, "and 'currency' must be given together"),
        };
        if ((await keeper.HeadAsync(portfolio, cancel))?.Details.Archived is { } archived)
            throw new ProblemException(Problem.Create(archived.Refuse(portfolio)));
        return new(Guid.CreateVersion7(), portfolio, mapping, upload.Path, upload.Name,
            upload.Bytes, new(arguments.Get(DryRun), arguments.Get(Strict),
                arguments.Get(EffectiveOn), open)
            {
                Overwrite = arguments.Get(Overwrite),
            }, actor.Id);
    }

    private async Task<IMapping> FindAsync(Key portfolio, string name, CancellationToken cancel) =>
        await mappings.ReadAsync(portfolio, name, cancel)
        ?? throw ReadProblem.Invalid(Mapping.Name, $"'{name}' names no mapping; there are "
            + string.Join(", ", MappingFile.Presets.Concat(
                (await mappings.ListAsync(portfolio, cancel)).Select(m => m.Name))));

    private static async Task AnswerAsync(HttpContext http, ImportJob job)
    {
        if (job is { State: ImportState.Failed, Report: null })
            throw new ProblemException(
                Problem.Create(
                    job.Fault == ImportJobs.Stopped ? "import-stopped"
                        : job.Fault == Importer.Busy(job.Portfolio) ? "import-running"
                        : "import-refused",
                    job.Fault!
                )
            );
        if (job is { State: ImportState.Failed, Report: { } report }
            && (string?)report["outcome"] == "refused")
            throw new ProblemException(
                Problem.Create("import-refused", job.Fault!) with { Import = (job.Id, report) });
        var response = http.Response;
        if (job.State is ImportState.Waiting or ImportState.Running)
        {
            response.StatusCode = StatusCodes.Status202Accepted;
            response.Headers.RetryAfter = "1";
        }
        response.Headers.Location = $"/api/v1/portfolios/{job.Portfolio}/imports/{job.Id}";
        await WriteAsync(http, job);
    }

    /// <summary>
    /// How long the caller waits: <c>Prefer: respond-async</c>, <c>Prefer: wait=3</c>.
    /// </summary>
    private static TimeSpan PatienceOf(HttpRequest request)
    {
        foreach (var part in request.Headers["Prefer"].ToString().Split(',', ';'))
            if (part.Trim() == "respond-async")
                return TimeSpan.Zero;
            else if (part.Trim().StartsWith("wait=", StringComparison.Ordinal)
                && int.TryParse(part.Trim()[5..], NumberStyles.None, CultureInfo.InvariantCulture,
                    out var seconds))
                return TimeSpan.FromSeconds(Math.Min(seconds, Patience.TotalSeconds));
        return Patience;
    }

    /// <summary>Who may import: also into a portfolio that an import is to open.</summary>
    private async Task<(Key Portfolio, Actor Actor)> AdministratorAsync(HttpContext http)
    {
        var identity = await access.RequireAsync(http);
        var text = (string?)http.Request.RouteValues["portfolio"];
        var isKey = Key.TryParse(text, out var portfolio);
        if (!isKey || (!identity.Roles.Contains(Role.Administrator)
            && !await keeper.ExistsAsync(portfolio, http.RequestAborted)))
            throw new ProblemException(Problem.Create("unknown-portfolio",
                $"There is no portfolio '{text}'" + (isKey ? "." : $"; a key is {Key.Form}.")));
        return (portfolio, identity.ActAs(Role.Administrator));
    }

    private async Task<Key> ReaderAsync(HttpContext http)
    {
        var identity = await access.RequireAsync(http);
        var portfolio = await ExistingAsync(http, identity);
        if (!identity.Roles.Contains(Role.Auditor))
            identity.ActAs(Role.Administrator);
        http.Request.ReadArguments([]);
        return portfolio;
    }

    private async Task<Key> ExistingAsync(HttpContext http, Identity identity)
    {
        var text = (string?)http.Request.RouteValues["portfolio"];
        // A dry run tells what an import would do into a portfolio that is not there yet.
        if (Key.TryParse(text, out var portfolio)
            && (await keeper.ExistsAsync(portfolio, http.RequestAborted)
                || (identity.Roles.Contains(Role.Administrator)
                    && (await jobs.ListAsync(portfolio, http.RequestAborted)).Count > 0)))
            return portfolio;
        throw new ProblemException(
            Problem.Create("unknown-portfolio", $"There is no portfolio '{text}'.")
        );
    }

    internal static async Task WriteAsync(HttpContext http, object answer)
    {
        http.Response.Headers.CacheControl = "private, no-store";
        http.Response.ContentType = "application/json; charset=utf-8";
        await JsonSerializer.SerializeAsync(http.Response.Body, answer, answer.GetType(),
            ViewJson.Options, http.RequestAborted);
    }
}
