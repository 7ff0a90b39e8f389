using Microsoft.OpenApi;
using PortfolioLedger.Access;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Http.Commands;
using PortfolioLedger.Http.OpenApi;
using PortfolioLedger.Journaling.Writing;
using PortfolioLedger.Pages;
using PortfolioLedger.Querying;

namespace PortfolioLedger.AuditLog;

/// <summary>What the audit log consists of, and where it is.</summary>
public static class AuditLogSetup
{
    private const string Portfolio = "/api/v1/portfolios/{portfolio}";
    private const string Tag = "Proving";

    /// <summary>Adds what signs and serves the audit log.</summary>
    public static void AddAuditLog(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(AuditLogSettings.Read(configuration));
        services.AddSingleton<LogKeys>();
        services.AddSingleton<CheckpointSigner>();
        services.AddSingleton<LogKeeper>();
        services.AddSingleton<IAppendObserver>(sp => sp.GetRequiredService<LogKeeper>());
        services.AddHostedService(sp => sp.GetRequiredService<LogKeeper>());
        services.AddHostedService<WitnessKeeper>();
        services.AddHostedService<TimeStampKeeper>();
        services.AddSingleton<UnsignedAge>();
        services.AddHostedService(sp => sp.GetRequiredService<UnsignedAge>());
        services.AddHealthChecks().AddCheck<AuditLogHealth>(
            "audit-log", timeout: TimeSpan.FromSeconds(5));
        services.AddSingleton<LogAnswers>();
        services.AddSingleton<LogExamination>();
        services.AddSingleton<KeyRotation>();
        services.AddSingleton<IReceiptProofs, ReceiptProofs>();
        services.AddSingleton<LogEndpoints>();
        services.AddSingleton<AuditPage>();
        services.AddSingleton<IPageAddition, BoardPackAddition>();
        services.AddSingleton<EvidenceExport>();
        services.AddSingleton<EvidenceEndpoints>();
    }

    /// <summary>Maps its addresses.</summary>
    public static void MapAuditLog(this IEndpointRouteBuilder app)
    {
        var log = app.ServiceProvider.GetRequiredService<LogEndpoints>();
        Get(app, "/log", log.StateAsync, "ReadAuditLog",
            "How the audit log of a portfolio stands: what is signed, by which keys.",
            QueryDocs.OfAddress<AuditLogAnswer>([], 400, 401, 403, 404, 503));
        Get(app, "/log/checkpoint", log.CheckpointAsync, "ReadCheckpoint",
            "The signed checkpoint (C2SP tlog-checkpoint) with the cosignatures of witnesses.",
            Text([LogEndpoints.Size, LogEndpoints.Cosigned]));
        Get(app, "/log/time-stamp", log.TimeStampAsync, "ReadTimeStamp",
            "The time stamp (RFC 3161) over the text of a checkpoint; openssl ts -verify takes it.",
            Bytes(LogEndpoints.TimeStampReply, [LogEndpoints.StampedSize]));
        Get(app, "/log/key", log.KeyAsync, "ReadLogKeys",
            "The public keys of the log (C2SP vkey), one a line, the current one first.",
            Text([]));
        Get(app, "/log/tile/{**tile}", log.TileAsync, "ReadLogTile",
            "Hashes or entries of the log (C2SP tlog-tiles): 0/x001/234, 1/000.p/7, entries/000.",
            Bytes("application/octet-stream"));
        Get(app, "/log/data/{position}", log.DataAsync, "ReadEventData",
            "The data of an event as it is hashed (RFC 8785): beside the leaf where it is long.",
            Bytes("application/json"));
        Get(app, "/log/consistency", log.ConsistencyAsync, "ReadConsistencyProof",
            "That the log at one size extends it at a smaller one (RFC 6962).",
            QueryDocs.OfAddress<ConsistencyAnswer>(
                [LogEndpoints.From, LogEndpoints.To], 400, 401, 403, 404, 503));
        Get(app, "/events/{position}/leaf", log.LeafAsync, "ReadLeaf",
            "The leaf of an event in the audit log: what its leaf hash is of.",
            Bytes("application/json"));
        Get(app, "/events/{position}/proof", log.ProofAsync, "ReadProof",
            "The proof that an event is in the audit log (C2SP tlog-proof).",
            Text([LogEndpoints.Proof, LogEndpoints.Cosigned]));
        app.MapPage("/audit", app.ServiceProvider.GetRequiredService<AuditPage>().ShowAsync);
        var evidence = app.ServiceProvider.GetRequiredService<EvidenceEndpoints>();
        Get(app, "/evidence", evidence.ReadAsync, "ReadEvidence",
            "An evidence bundle: events with what proves them, to be verified without the ledger "
            + "(role auditor or administrator).",
            QueryDocs.OfAddress(_ => (200, OperationDocs.Answer(
                "A ZIP archive.", ScalarSchemas.Text(), ["application/zip"])),
                EvidenceEndpoints.Parameters, 400, 401, 403, 404, 503),
            Admission.OfAny(Role.Auditor, Role.Administrator));
        // As a delegate of its own type an endpoint takes part in the API description.
        app.MapPost(Portfolio + "/log/restoration", (Func<HttpContext, Task>)log.RestoreAsync)
            .For(Role.Administrator)
            .DocumentedAs("AcknowledgeRestore",
                "Acknowledges that what was signed is lost or altered; recording goes on in the "
                + "next epoch (role administrator).",
                QueryDocs.AskedWith<RestorationRequest>(RestorationRequest.Example,
                    schemas => (200, CommandDocs.OfReceipt(schemas))), Tag);
    }

    private static void Get(
        IEndpointRouteBuilder app, string path, Func<HttpContext, Task> answer, string operation,
        string summary, Describe complete, Admission? admission = null) =>
        app.MapGet(Portfolio + path, answer).WithMetadata(admission ?? Admission.AnyRole)
            .DocumentedAs(operation, summary, complete, Tag);

    private static Describe Text(System.Collections.Immutable.ImmutableArray<Parameter> query) =>
        QueryDocs.OfAddress(_ => (200, OperationDocs.Answer(
            "The answer.", ScalarSchemas.Text(), ["text/plain"])),
            query, 400, 401, 403, 404, 503);

    private static Describe Bytes(
        string mediaType, System.Collections.Immutable.ImmutableArray<Parameter>? query = null) =>
        QueryDocs.OfAddress(_ => (200, OperationDocs.Answer(
            "The bytes.", new OpenApiSchema { Type = JsonSchemaType.Object }, [mediaType])),
            query ?? [], 400, 401, 403, 404, 503);
}
