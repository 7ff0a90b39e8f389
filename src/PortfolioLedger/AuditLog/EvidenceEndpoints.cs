using System.Collections.Immutable;
using PortfolioLedger.Access;
using PortfolioLedger.Audit;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Http;
using PortfolioLedger.Http.Auditing;
using PortfolioLedger.Http.Queries;
using PortfolioLedger.Journaling.Books;
using PortfolioLedger.Querying;

namespace PortfolioLedger.AuditLog;

/// <summary>Evidence bundles over HTTP.</summary>
internal sealed class EvidenceEndpoints(
    CallerAccess access, BookKeeper keeper, EvidenceExport evidence, IAuditTrail trail)
{
    public static readonly Parameter<long?> From = new("from", null, t => Feed.Position(t),
        "The first position; 1 if absent.", "1", []);

    public static readonly Parameter<long?> To = new("to", null, t => Feed.Position(t),
        "The last position; everything that is signed if absent.", "4711", []);

    public static readonly Parameter<Key?> Decision = new("decision", null, t => Texts.Key(t),
        "Only the events of this governance decision.", "d-7", []);

    /// <summary>Every query parameter.</summary>
    public static readonly ImmutableArray<Parameter> Parameters = [From, To, Decision];

    /// <summary>Writes a bundle.</summary>
    public async Task ReadAsync(HttpContext http)
    {
        await access.RequireAsync(http);
        var head = await keeper.RequireHeadAsync(http);
        var given = http.Request.ReadArguments(Parameters);
        var plan = await evidence.PlanAsync(
            head, new(given.Get(From), given.Get(To), given.Get(Decision)), http.RequestAborted);
        await trail.LogExportAsync(http, head.Portfolio, "zip",
            answer => answer with { Position = plan.Range.To });
        http.Response.Headers.CacheControl = "private, no-store";
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"{plan.FileName}\"";
        http.Response.ContentType = "application/zip";
        await evidence.WriteAsync(head, plan, http.Response.Body, http.RequestAborted);
    }
}
