using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using PortfolioLedger.Access;
using PortfolioLedger.Audit;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Reports;
using PortfolioLedger.Http;
using PortfolioLedger.Http.Auditing;
using PortfolioLedger.Http.Commands;
using PortfolioLedger.Http.Problems;
using PortfolioLedger.Http.Queries;
using PortfolioLedger.Journaling.Books;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Reports;

/// <summary>Makes reports on request, and shows what was made.</summary>
internal sealed class ReportEndpoints(
    CallerAccess access, BookKeeper keeper, ReportMaker maker, RunArchive archive,
    RunResults results, IAuditTrail trail)
{
    /// <summary>How many runs a page of the list holds.</summary>
    public static readonly Parameter<int> Limit = new(ItemQuery.LimitName, ItemQuery.DefaultLimit,
        t => ItemQuery.ReadLimit(t), "Runs a page, 1 to 500.", "100", []);

    /// <summary>Where the list goes on.</summary>
    public static readonly Parameter<int> Before = new(Cursor.Name, int.MaxValue, Texts.Count,
        "nextCursor of the page before.", "41", []);

    /// <summary>In which form a result is given.</summary>
    public static readonly Parameter<string?> Form = new(Format.ParameterName, null, Texts.Text,
        "json, csv, ndjson or xlsx; else Accept or the schedule of the report decides.", "csv",
        [.. Format.OfViews.Select(f => f.Name)]);

    /// <summary>Makes a report now.</summary>
    public async Task RunAsync(HttpContext http)
    {
        var identity = await access.RequireAsync(http);
        var book = await keeper.RequireHeadAsync(http);
        var actor = identity.ActAs(Role.Contributor);
        RequireEmpty(await BodyReader.ReadAsync(http, BodyReader.MaxCommandBytes));
        http.Request.ReadArguments([]);
        var run = await maker.MakeAsync(
            book.Portfolio,
            ReportOf(http, book).Key,
            new(actor.Id, null, CommandHeaders.IdempotencyOf(http.Request, [])?.Key),
            http.RequestAborted
        );
        http.Response.StatusCode = StatusCodes.Status201Created;
        http.Response.Headers.Location = run.Address;
        await WriteAsync(http, json => RunJson.Write(json, run));
    }

    /// <summary>What was made of a report, the newest first.</summary>
    public async Task RunsAsync(HttpContext http)
    {
        await access.RequireAsync(http);
        var book = await keeper.RequireHeadAsync(http);
        var report = ReportOf(http, book);
        var arguments = http.Request.ReadArguments([Limit, Before]);
        var limit = arguments.Get(Limit);
        var runs = await archive.ListAsync(
            book.Portfolio, report.Key, arguments.Get(Before), long.MaxValue, limit,
            http.RequestAborted);
        await WriteAsync(http, json =>
        {
            json.WriteStartObject();
            json.WriteString("portfolio", book.Portfolio.Value);
            json.WriteString("report", report.Key.Value);
            json.WriteStartArray("items");
            foreach (var run in runs)
                RunJson.Write(json, run);
            json.WriteEndArray();
            json.WriteString("nextCursor", runs.Count == limit && runs[^1].Number > 1
                ? runs[^1].Number.ToString(CultureInfo.InvariantCulture) : null);
            json.WriteEndObject();
        });
    }

    /// <summary>A result as it was made.</summary>
    public async Task ResultAsync(HttpContext http)
    {
        await access.RequireAsync(http);
        var book = await keeper.RequireHeadAsync(http);
        var report = ReportOf(http, book);
        var arguments = http.Request.ReadArguments([Form]);
        var number = (string)http.Request.RouteValues["run"]!;
        var run = (int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var n)
            ? await archive.FindAsync(book.Portfolio, report.Key, n, http.RequestAborted) : null)
            ?? throw ReadProblem.Unknown("run", number);
        var format = ChooseFormat(http.Request, arguments.Get(Form), run);
        if (run.Outcome is not RunOutcome.Made made)
        {
            await WriteAsync(http, json => RunJson.Write(json, run));
            return;
        }
        http.Response.Headers[AnswerHeaders.LedgerDigest] = made.Digest;
        if (made.WhyEmpty is { } why)
            http.Response.Headers[AnswerHeaders.LedgerNote] = why;
        http.Response.Headers.ContentLocation =
            $"{run.Address}?{Format.ParameterName}={format.Name}";
        var body = await results.BodyAsync(run, format, http.RequestAborted);
        if (format != Format.Json)
            await trail.LogExportAsync(http, book.Portfolio, format.Name, answer => answer with
            {
                Position = made.Position, Digest = made.Digest, Bytes = body.Length,
            });
        await WriteAsync(http, format, body);
    }

    /// <summary>A dashboard: its reports in order, each with where its latest result is.</summary>
    public async Task DashboardAsync(HttpContext http)
    {
        await access.RequireAsync(http);
        var book = await keeper.RequireHeadAsync(http);
        http.Request.ReadArguments([]);
        var text = (string)http.Request.RouteValues["dashboard"]!;
        if (!Key.TryParse(text, out var key)
            || book.Reports.Dashboards.GetValueOrDefault(key) is not { } dashboard)
            throw ReadProblem.Unknown(Subject.NameOf(SubjectKind.Dashboard), text);
        var content = dashboard.ContentOn(book.Day);
        var latest = await archive.LatestAsync(
            book.Portfolio, content.Reports, long.MaxValue, http.RequestAborted);
        await WriteAsync(http, json => RunJson.Write(json, book, dashboard, latest));
    }

    private static Report ReportOf(HttpContext http, Book book)
    {
        var text = (string)http.Request.RouteValues["report"]!;
        return Key.TryParse(text, out var key) && book.Reports.Find(key) is { } report ? report
            : throw ReadProblem.Unknown(Subject.NameOf(SubjectKind.Report), text);
    }

    /// <summary>A run takes no fields: what it shows is saved in the report.</summary>
    private static void RequireEmpty(byte[] body)
    {
        using var json = BodyFaults.Parse(body);
        if (json.RootElement.ValueKind != JsonValueKind.Object)
            throw BodyReader.Invalid([new("", "must be an object")], "");
        ImmutableArray<FieldFault> fields =
        [
            .. json
                .RootElement.EnumerateObject()
                .Select(f => new FieldFault(
                    $"/{f.Name}",
                    "is not a field here; there are none: revise the report instead"
                )),
        ];
        if (!fields.IsEmpty)
            throw BodyReader.Invalid(fields, "");
    }

    private static Format ChooseFormat(HttpRequest request, string? name, ReportRun run) =>
        name is null && (request.Headers.Accept.Count == 0 || request.Headers.Accept is ["*/*"])
            ? Format.Named(Enumeration<ReportFormat>.NameOf(run.Format), Format.OfViews).OrProblem()
            : request.Choose(name, Format.OfViews);

    private static Task WriteAsync(HttpContext http, Action<Utf8JsonWriter> write) =>
        WriteAsync(http, Format.Json, RunResults.Json(write));

    private static async Task WriteAsync(HttpContext http, Format format, byte[] body)
    {
        var response = http.Response;
        response.ContentType = format.ContentType;
        response.ContentLength = body.Length;
        // Words can be erased after a result was made.
        response.Headers.CacheControl = "no-store";
        response.Headers.Vary = "Accept, Authorization";
        await response.Body.WriteAsync(body, http.RequestAborted);
    }
}
