using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Microsoft.OpenApi;
using PortfolioLedger.Api;

namespace PortfolioLedger.Imports.Jobs;

/// <summary>Maps the addresses of imports, and says in the API description what they take.</summary>
internal static class ImportMapping
{
    private const string Imports = "/api/v1/portfolios/{portfolio}/imports";

    /// <summary>Adds what imports over HTTP need.</summary>
    public static void AddImports(this IServiceCollection services)
    {
        services.AddSingleton<ImportJobs>();
        services.AddSingleton<StoredMappings>();
        services.AddSingleton(_ => new UploadFolder());
        services.AddSingleton<ImportQueue>();
        services.AddHostedService(sp => sp.GetRequiredService<ImportQueue>());
        services.AddSingleton<ImportEndpoints>();
        services.AddSingleton<MappingEndpoints>();
    }

    /// <summary>Sending files, past imports, mappings and their templates.</summary>
    public static void MapImports(this IEndpointRouteBuilder app)
    {
        var imports = app.ServiceProvider.GetRequiredService<ImportEndpoints>();
        var mappings = app.ServiceProvider.GetRequiredService<MappingEndpoints>();
        Map(app, "POST", "", imports.PostAsync, "ImportFile",
            "Imports a CSV or XLSX file as claims; a dry run unless dryRun=false "
            + "(role administrator)", ImportEndpoints.OfImport, File())
            .WithMetadata(new RequestSizeLimitAttribute(ImportUpload.LargestRequest));
        Map(app, "GET", "", imports.ListAsync, "ListImports",
            "The last imports with their reports (role administrator or auditor)", []);
        Map(app, "GET", "/{import}", imports.GetAsync, "ReadImport",
            "One import: how far it is, and its report (role administrator or auditor)", []);
        Map(app, "GET", "/mappings", mappings.ListAsync, "ListImportMappings",
            "Presets and stored mappings (role administrator or auditor)", []);
        Map(app, "GET", "/mappings/{mapping}", mappings.GetAsync, "ReadImportMapping",
            "One mapping as it is written (role administrator or auditor)", []);
        Map(app, "PUT", "/mappings/{mapping}", mappings.PutAsync, "StoreImportMapping",
            "Keeps a mapping for the portfolio (role administrator)", [], Json());
        Map(app, "GET", "/mappings/{mapping}/template", mappings.TemplateAsync,
            "ReadImportTemplate",
            "A file to fill in for a mapping (role administrator or auditor)",
            MappingEndpoints.OfTemplate);
    }

    private static RouteHandlerBuilder Map(IEndpointRouteBuilder app, string method, string path,
        Func<HttpContext, Task> answer, string operation, string summary,
        ImmutableArray<Parameter> parameters, OpenApiRequestBody? body = null) =>
        app.MapMethods(Imports + path, [method], answer).WithName(operation).WithSummary(summary)
            .WithTags("Importing").AddOpenApiOperationTransformer((described, context, cancel) =>
            {
                QueryDocs.OfImports(described, context.Description.RelativePath!, parameters,
                    body is not null);
                described.RequestBody = body;
                return Task.CompletedTask;
            });

    private static OpenApiRequestBody File() => new()
    {
        Required = true,
        Description = "The file alone, or a form with the part 'file' and perhaps 'mapping'.",
        Content = new Dictionary<string, OpenApiMediaType>
        {
            ["text/csv"] = Text(), ["multipart/form-data"] = Text(),
            ["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"] = Text(),
        },
    };

    private static OpenApiRequestBody Json() => new()
    {
        Required = true,
        Content = new Dictionary<string, OpenApiMediaType>
        {
            ["application/json"] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.Object } },
        },
    };

    private static OpenApiMediaType Text() =>
        new() { Schema = new OpenApiSchema { Type = JsonSchemaType.String } };
}
