using System.Text.Json.Nodes;
using PortfolioLedger.Access;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Http.OpenApi;

namespace PortfolioLedger.Erasure;

/// <summary>Maps the address of erasures, and says in the API description what it takes.</summary>
internal static class ErasureMapping
{
    private const string Address = "/api/v1/portfolios/{portfolio}/erasures";

    private static readonly int[] Problems = [400, 401, 403, 404, 409, 413, 415, 422, 503];

    /// <summary>Adds what erases words of persons.</summary>
    public static void AddErasure(this IServiceCollection services)
    {
        services.AddSingleton<TableRewrite>();
        services.AddSingleton<Erasures>();
        services.AddSingleton<ErasureEndpoints>();
    }

    /// <summary>Erasing, and what would be erased.</summary>
    public static void MapErasure(this IEndpointRouteBuilder app)
    {
        var erasures = app.ServiceProvider.GetRequiredService<ErasureEndpoints>();
        var describe = QueryDocs.OfAddress<ErasureAnswer>(ErasureEndpoints.Parameters, Problems);
        app.MapPost(Address, (Func<HttpContext, Task>)erasures.PostAsync)
            .For(Role.Administrator).DocumentedAs(
            "ErasePersonalTexts",
            "Erases words of a customer or names of a stakeholder for good; a dry run unless "
                + "dryRun=false (role administrator)",
            async (described, context, cancel) =>
            {
                await describe(described, context, cancel);
                described.RequestBody = OperationDocs.Body(
                    TypeSchemas.For(context.Document!).OfBody(typeof(ErasureRequest)),
                    JsonNode.Parse(ErasureRequest.Example), isRequired: true);
            }, "Deciding");
    }
}
