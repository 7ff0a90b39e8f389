using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.OpenApi;
using Npgsql;
using PortfolioLedger.Access;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Http.OpenApi;
using PortfolioLedger.Querying;
using PortfolioLedger.Imports.Browser;
using PortfolioLedger.Imports.Lists;
using PortfolioLedger.Imports.Reversals;
using PortfolioLedger.Journaling.Books;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Imports.Jobs;

/// <summary>
/// Maps the addresses of imports, and says in the API description what they take.
/// </summary>
internal static class ImportMapping
{
    private const string Imports = "/api/v1/portfolios/{portfolio}/imports";

    private static readonly int[] OfReading = [400, 401, 403, 404];

    private static readonly int[] OfReversal = [400, 401, 403, 404, 409, 413, 415, 422, 503];

    private static readonly int[] OfUpload = [400, 401, 403, 404, 409, 413, 415, 422, 503];

    /// <summary>Adds what imports over HTTP need.</summary>
    public static void AddImports(this IServiceCollection services)
    {
        services.AddSingleton(sp => ImportTarget.Create(sp.GetRequiredService<NpgsqlDataSource>(),
            sp.GetRequiredService<BookKeeper>(), sp.GetRequiredService<Journal>(),
            sp.GetRequiredService<HistoryWriter>()));
        services.AddSingleton<ImportJobs>();
        services.AddSingleton<StoredMappings>();
        services.AddSingleton(_ => new UploadFolder());
        services.AddSingleton<ImportQueue>();
        services.AddHostedService(sp => sp.GetRequiredService<ImportQueue>());
        services.AddSingleton<ImportRuns>();
        services.AddSingleton<ImportReversals>();
        services.AddSingleton<RecordedImports>();
        services.AddSingleton<ImportEndpoints>();
        services.AddSingleton<MappingEndpoints>();
        services.AddImportPages();
    }

    /// <summary>Sending files, past imports, mappings and their templates.</summary>
    public static void MapImports(this IEndpointRouteBuilder app)
    {
        var imports = app.ServiceProvider.GetRequiredService<ImportEndpoints>();
        var mappings = app.ServiceProvider.GetRequiredService<MappingEndpoints>();
        app.MapImportPages();
        Map(
                app,
                "POST",
                "",
                imports.PostAsync,
                "ImportFile",
                "Imports a CSV or XLSX file as claims; a dry run unless dryRun=false (role "
                    + "administrator)",
                QueryDocs.OfAddress(
                    s => (200, QueryDocs.OfJson(s.OfAnswer(typeof(ImportJob)))),
                    ImportEndpoints.OfImport,
                    OfUpload
                ),
                _ => File(),
                StatusCodes.Status202Accepted
            )
            .WithMetadata(new RequestSizeLimitAttribute(ImportUpload.MaxRequestBytes));
        Map(app, "GET", "", imports.ListAsync, "ListImports",
            "The last imports with their reports (role administrator or auditor)",
            QueryDocs.OfAddress<ImportPage>([], OfReading));
        Map(app, "GET", "/{import}", imports.GetAsync, "ReadImport",
            "One import: how far it is, and its report (role administrator or auditor)",
            QueryDocs.OfAddress<ImportJob>([], OfReading));
        Map(app, "POST", "/{import}/reversal", imports.ReverseAsync, "ReverseImport",
            "Takes an import back whole by correcting events; a dry run unless dryRun=false (role "
                + "administrator)",
            QueryDocs.OfAddress(
                s => (200, QueryDocs.OfJson(s.OfAnswer(typeof(ImportReversal)))),
                ImportEndpoints.OfReversal, OfReversal),
            s => OperationDocs.Body(
                s.OfBody(typeof(ReversalRequest)), JsonNode.Parse(ReversalRequest.Example),
                isRequired: true));
        Map(app, "GET", "/mappings", mappings.ListAsync, "ListImportMappings",
            "Presets and stored mappings (role administrator or auditor)",
            QueryDocs.OfAddress<MappingPage>([], OfReading));
        Map(app, "GET", "/mappings/{mapping}", mappings.GetAsync, "ReadImportMapping",
            "One mapping as it is written (role administrator or auditor)",
            QueryDocs.OfAddress(
                s =>
                    (
                        200,
                        QueryDocs.OfJson(
                            s.OfKept(MappingFile.Json, typeof(Mapping), typeof(ListMapping))
                        )
                    ),
                [],
                OfReading
            )
        );
        Map(
            app,
            "PUT",
            "/mappings/{mapping}",
            mappings.PutAsync,
            "StoreImportMapping",
            "Keeps a mapping for the portfolio (role administrator)",
            QueryDocs.OfAddress<MappingItem>([], OfUpload),
            s =>
                OperationDocs.Body(
                    s.OfKept(MappingFile.Json, typeof(Mapping), typeof(ListMapping)),
                    null,
                    isRequired: true
                ),
            StatusCodes.Status201Created
        );
        Map(
            app,
            "GET",
            "/mappings/{mapping}/template",
            mappings.TemplateAsync,
            "ReadImportTemplate",
            "A file to fill in for a mapping (role administrator or auditor)",
            QueryDocs.OfAddress(
                _ =>
                    (
                        200,
                        OperationDocs.Answer(
                            "The file.",
                            ScalarSchemas.Text(),
                            [Format.Csv.MediaType, Format.Xlsx.MediaType]
                        )
                    ),
                MappingEndpoints.OfTemplate,
                OfReading
            )
        );
    }

    /// <param name="app">Where to.</param>
    /// <param name="method">Of HTTP.</param>
    /// <param name="path">Below the imports.</param>
    /// <param name="answer">Answers it.</param>
    /// <param name="operation">Its name.</param>
    /// <param name="summary">What it does, and for whom.</param>
    /// <param name="describe">Parameters and answers.</param>
    /// <param name="body">What it takes.</param>
    /// <param name="alsoStatus">Another status with the same answer.</param>
    private static RouteHandlerBuilder Map(IEndpointRouteBuilder app, string method, string path,
        Func<HttpContext, Task> answer, string operation, string summary, Describe describe,
        Func<TypeSchemas, OpenApiRequestBody>? body = null, int? alsoStatus = null) =>
        app.MapMethods(Imports + path, [method], answer)
            .ForAny(Admitted(method))
            .DocumentedAs(operation, summary, async (described, context, cancel) =>
            {
                await describe(described, context, cancel);
                described.RequestBody = body?.Invoke(TypeSchemas.For(context.Document!));
                if (alsoStatus is { } status)
                    described.Responses![$"{status}"] = described.Responses["200"];
            }, "Importing");

    // Administrators import; auditors see what was imported.
    private static Role[] Admitted(string method) =>
        method == "GET" ? [Role.Auditor, Role.Administrator] : [Role.Administrator];

    private static OpenApiRequestBody File() => new()
    {
        Required = true,
        Description = "The file alone, or a form with the part 'file' and perhaps 'mapping'.",
        Content = new Dictionary<string, OpenApiMediaType>
        {
            [Format.Csv.MediaType] = new() { Schema = ScalarSchemas.Text() },
            [Format.Xlsx.MediaType] = new() { Schema = OperationDocs.Bytes() },
            ["multipart/form-data"] = new()
            {
                Schema = new OpenApiSchema
                {
                    Type = JsonSchemaType.Object,
                    Properties = new Dictionary<string, IOpenApiSchema>
                    {
                        ["file"] = OperationDocs.Bytes(), ["mapping"] = ScalarSchemas.Text(),
                    },
                    Required = new HashSet<string> { "file" },
                },
            },
        },
    };
}
