using System.Collections.Immutable;
using PortfolioLedger.Access;
using PortfolioLedger.Audit;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Http.OpenApi;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Http.Auditing;

/// <summary>Maps the addresses of the audit stream, and describes them.</summary>
internal static class AuditMapping
{
    private const string Root = "/api/v1/portfolios/{portfolio}/audit";

    private const string Tag = "Auditing";

    /// <summary>What they need.</summary>
    public static void AddAuditing(this IServiceCollection services)
    {
        services.AddSingleton<AuditLists>();
        services.AddSingleton<AuditEndpoints>();
    }

    /// <summary>The stream, findings and reviews.</summary>
    public static void MapAuditing(this IEndpointRouteBuilder app)
    {
        var audit = app.ServiceProvider.GetRequiredService<AuditEndpoints>();
        Get<AuditPage>(app, "", audit.ListAsync, "ListAuditRecords",
            "The audit stream: findings, reviews, exports and reads (role auditor or "
                + "administrator)",
            AuditParameters.OfRecords);
        Get<FindingPage>(app, "/findings", audit.FindingsAsync, "ListFindings",
            "The findings of auditors, and how they were settled (role auditor or administrator)",
            AuditParameters.OfFindings);
        app.MapGet(Root + "/findings/{finding}", (Func<HttpContext, Task>)audit.FindingAsync)
            .ForAny(Role.Auditor, Role.Administrator)
            .WithMetadata(ReadsAreLogged.Instance)
            .DocumentedAs("ReadFinding", "One finding (role auditor or administrator)",
                QueryDocs.OfAddress<FindingItem>([], 400, 401, 403, 404), Tag);
        Get<ReviewPage>(app, "/reviews", audit.ReviewsAsync, "ListReviews",
            "How far auditors have reviewed the journal (role auditor or administrator)",
            AuditParameters.OfReviews);
        Post<RecordFinding>(app, "/findings", audit.FindAsync, "RecordFinding",
            "Record a finding about an event (role auditor)", RecordFinding.Example);
        Post<ResolveFinding>(app, "/findings/{finding}/resolution", audit.ResolveAsync,
            "ResolveFinding", "Record how a finding was settled (role auditor)",
            ResolveFinding.Example);
        Post<RecordReview>(app, "/reviews", audit.ReviewAsync, "RecordReview",
            "Record that you reviewed the journal up to a position (role auditor)",
            RecordReview.Example);
    }

    // As a delegate of its own type an endpoint takes part in the API description.
    private static void Get<TAnswer>(
        IEndpointRouteBuilder app, string path, Func<HttpContext, Task> answer, string operation,
        string summary, ImmutableArray<Parameter> parameters) =>
        app.MapGet(Root + path, answer)
            .ForAny(Role.Auditor, Role.Administrator)
            .WithMetadata(ReadsAreLogged.Instance)
            .DocumentedAs(operation, summary,
                QueryDocs.OfAddress(schemas => (200, OperationDocs.Answer(
                    "The answer.", schemas.OfAnswer(typeof(TAnswer)),
                    [.. Format.OfViews.Select(f => f.MediaType)])),
                    parameters, 400, 401, 403, 404, 406, 503), Tag);

    private static void Post<T>(
        IEndpointRouteBuilder app, string path, Func<HttpContext, Task> answer, string operation,
        string summary, string example) =>
        app.MapPost(Root + path, answer)
            .For(Role.Auditor)
            .DocumentedAs(operation, summary,
                QueryDocs.AskedWith<T>(example, schemas =>
                    (201, QueryDocs.OfJson(schemas.OfAnswer(typeof(AuditRecord))))), Tag);
}
